"""The calls of the contract, one plain function each: (request, db, clock, rng) -> reply (SYNC 10)."""

from gridserver.handle.route import CALLS, astray, route

__all__ = ["CALLS", "astray", "route"]
