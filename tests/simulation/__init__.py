"""Many laptops and a server on a virtual network, with every fault at every step (SYNC 19)."""
