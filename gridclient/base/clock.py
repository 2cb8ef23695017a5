"""The only place that takes the time; everybody else is given a Clock (ARCHITECTURE "Time is given, never taken")."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time of the wall and a time that only grows."""

    def now(self) -> datetime:
        """The time of the wall, aware, in the zone of this PC."""
        ...

    def monotonic(self) -> float:
        """Seconds since an unnamed moment; never goes back when the wall clock is set."""
        ...


class SystemClock:
    """The clock of this PC."""

    def now(self) -> datetime:
        """The time of the wall, aware, in the zone of this PC."""
        return datetime.now(UTC).astimezone()  # noqa: TID251 - the one place that takes it

    def monotonic(self) -> float:
        """Seconds since the start of the PC."""
        return time.monotonic()
