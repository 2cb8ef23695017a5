"""A clock that stands still until a test moves it; fits the Clock of client and server alike."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
START = datetime(2026, 11, 24, 10, 30, tzinfo=CHINA)
"""A Tuesday morning within office hours."""


class FakeClock:
    """Wall time and growing time, moved by hand."""

    def __init__(self, start: datetime = START) -> None:
        if start.tzinfo is None:
            raise ValueError("a clock tells aware time")
        self._wall = start
        self._grown = 1000.0

    def now(self) -> datetime:
        """Give the time of the wall, aware."""
        return self._wall

    def monotonic(self) -> float:
        """Give seconds since an unnamed moment; only `advance` moves them."""
        return self._grown

    def advance(self, seconds: float = 0, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Let time pass, on the wall and in the growing time."""
        span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        if span < timedelta():
            raise ValueError("time does not run back; set_back moves the wall clock alone")
        self._wall += span
        self._grown += span.total_seconds()

    def set_back(self, seconds: float = 0, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Somebody sets the wall clock back; the growing time does not follow."""
        self._wall -= timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
