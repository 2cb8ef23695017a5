"""The calls of the contract, one plain function each: (request, db, clock, rng) -> reply (SYNC 10)."""

from gridserver.handle.route import CALLS, HASHING, astray, name_of, route

__all__ = ["CALLS", "HASHING", "astray", "name_of", "route"]
