"""The parts of the page 检查: landing list, the sheet being filled, its answer rows."""
