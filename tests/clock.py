"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
START = datetime(2026, 11, 24, 10, 30, tzinfo=CHINA)


class FakeClock:
    """Wall and growing time, moved by hand; `set_back` moves only the wall."""

    def __init__(self, start: datetime = START) -> None:
        self._wall = start
        self._grown = 1000.0

    def now(self) -> datetime:
        return self._wall

    def monotonic(self) -> float:
        return self._grown

    def pass_by(self, **span: float) -> None:
        """Both times move on: `pass_by(minutes=10)`."""
        self._wall += timedelta(**span)
        self._grown += timedelta(**span).total_seconds()

    def set_back(self, **span: float) -> None:
        """Somebody sets the wall clock back; the growing time does not follow."""
        self._wall -= timedelta(**span)
