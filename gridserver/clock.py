"""The one place of the server that looks at a clock or at the system's randomness: everything else is given them."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8))
"""Times on the wire are told in the city's own time."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Give the present, aware."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the present in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that may ask the machine


def system_rng(count: int) -> bytes:
    """Give random bytes of the operating system."""
    return secrets.token_bytes(count)


def stamp(at: datetime) -> str:
    """Give a time as it travels and is stored: ISO 8601 with the city's offset, to the second."""
    return at.astimezone(CHINA).isoformat(timespec="seconds")
