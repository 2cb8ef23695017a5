"""Keys: the keyring, the store key, unlock and lease, device keys and signatures."""
