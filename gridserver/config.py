"""What a server is told at its start."""

from __future__ import annotations

import msgspec


class PasswordCost(msgspec.Struct, frozen=True, kw_only=True):
    """Cost of Argon2id; the same for a known and an unknown user, so that time tells nothing."""

    memory_kib: int = 65_536
    iterations: int = 3
    lanes: int = 1


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """Name shown at enrolment, polling seconds, lifetimes. Defaults are those of the contract (SYNC 9, 15)."""

    name: str = "gridserver"
    again: int = 60
    again_center: int = 5
    token_seconds: int = 3600
    challenge_seconds: int = 120
    cache_seconds: int = 5
    lease_days: int = 14
    protocol: tuple[int, int] = (1, 1)
    password_cost: PasswordCost = PasswordCost()
