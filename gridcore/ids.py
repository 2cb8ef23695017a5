"""Ids of records and txs: UUIDv7 (RFC 9562) from given time and randomness, UUIDv5 for derived ones (SYNC 2)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

Rng = Callable[[int], bytes]
"""Gives n random bytes: `secrets.token_bytes` in the product, a seeded generator in the simulator."""


def new_id(now: datetime, rng: Rng) -> str:
    """Give a UUIDv7 as text: 48 bits of milliseconds of `now` (aware), 74 random bits."""
    millis = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    rand = int.from_bytes(rng(10), "big")
    value = millis << 80 | 0x7 << 76 | (rand >> 68 & 0xFFF) << 64 | 0b10 << 62 | rand & ((1 << 62) - 1)
    return str(uuid.UUID(int=value))


def derived_id(record: str, name: str) -> str:
    """Give the UUIDv5 of a name under a record: the issue of (record, field), the mark of (order, household)."""
    return str(uuid.uuid5(uuid.UUID(record), name))


def is_id(text: str) -> bool:
    """Say whether a text is a UUID in its canonical lower-case form."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
