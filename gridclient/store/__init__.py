"""The only floor with SQL: the encrypted store of one user on one machine."""
