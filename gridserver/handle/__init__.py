"""One plain function per call of the contract."""
