"""The central server of the city: the other side of the sync contract."""
