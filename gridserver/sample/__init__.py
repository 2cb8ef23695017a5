"""A synthetic county with the real org tree of Hanzhong."""
