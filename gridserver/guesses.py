"""Wrong passwords, counted by user name: five make that name wait ten minutes (SYNC 15, DOMAIN 4.5)."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

MOST = 5
WAIT = timedelta(minutes=10)
_NAMES = 10_000
"""Names remembered at most, the oldest forgotten first: strangers make up as many as they like."""


class Guesses:
    """Counts in memory; a name nobody has counts like any other, so that waiting tells nothing."""

    def __init__(self) -> None:
        """Begin with none."""
        self._failed: dict[str, tuple[int, datetime]] = {}
        self._lock = threading.Lock()

    def wait(self, user: str, now: datetime) -> int:
        """Give the seconds this name has to wait; 0 when it may try."""
        with self._lock:
            count, last = self._failed.get(user, (0, now))
            left = last + WAIT - now
            if count < MOST:
                return 0
            if left <= timedelta(0):
                del self._failed[user]
                return 0
            return int(left.total_seconds()) + 1

    def failed(self, user: str, now: datetime) -> None:
        """Count a wrong password."""
        with self._lock:
            count, _ = self._failed.pop(user, (0, now))
            self._failed[user] = (count + 1, now)
            if len(self._failed) > _NAMES:
                del self._failed[next(iter(self._failed))]

    def passed(self, user: str) -> None:
        """Forget a name that knew its password."""
        with self._lock:
            self._failed.pop(user, None)
