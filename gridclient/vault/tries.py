"""Wrong tries and the lease: what slows a thief and ends an offline licence (DOMAIN 4.5, FAULTS 43-45)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from gridclient.base.clock import Clock
from gridclient.base.durable import write_durably
from gridcore.errors import Locked

MOST_TRIES = 5
WAIT = timedelta(minutes=10)
MOST_GAIN = timedelta(hours=24)
"""How far a clock may go back before the time gained is no longer believed."""


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    failed: int = 0
    until: datetime | None = None
    high_water: datetime | None = None


class Tries:
    """Counts wrong passwords in a small file; five lock for ten minutes, of the latest time ever seen."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Read the file; a missing or damaged one counts from zero."""
        self._path = path
        self._clock = clock
        try:
            self._kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError):
            self._kept = _Kept()

    def wait(self) -> int:
        """Seconds until the next try is allowed; 0 when it is."""
        if self._kept.until is None:
            return 0
        left = self._kept.until - self._clock.now()
        # A clock set back must not make the wait longer than it ever was.
        return max(0, int(min(left, WAIT).total_seconds()))

    def check(self) -> None:
        """Raise Locked while waiting."""
        seconds = self.wait()
        if seconds > 0:
            raise Locked(reason="too_many", tries_left=0, wait_seconds=seconds)

    def failed(self) -> int:
        """Count a wrong try; give how many are left before the wait."""
        count = self._kept.failed + 1
        left = MOST_TRIES - count
        until = self._clock.now() + WAIT if left <= 0 else None
        self._write(msgspec.structs.replace(self._kept, failed=0 if left <= 0 else count, until=until))
        return max(left, 0)

    def passed(self) -> None:
        """Forget wrong tries; remember the latest time seen."""
        now = self._clock.now()
        high = max(now, self._kept.high_water or now)
        self._write(_Kept(high_water=high))

    @property
    def high_water(self) -> datetime | None:
        """The latest time this machine was ever unlocked at."""
        return self._kept.high_water

    def _write(self, kept: _Kept) -> None:
        self._kept = kept
        write_durably(self._path, msgspec.json.encode(kept))


@dataclass(frozen=True, slots=True)
class Lease:
    """How long the store may be opened without seeing the centre: whole days left; negative when it is over."""

    days_left: int
    is_over: bool
    clock_went_back: bool


def lease(verified_at: datetime, days: int, now: datetime, high_water: datetime | None) -> Lease:
    """Give the state of the lease; a clock set back by more than a day counts from the latest time seen (FAULTS 45)."""
    went_back = high_water is not None and high_water - now > MOST_GAIN
    at = high_water if went_back and high_water is not None else now
    left = verified_at + timedelta(days=days) - at
    # A day begun still counts: the person reads how many days there are to work.
    return Lease(math.ceil(left / timedelta(days=1)), left <= timedelta(0), went_back)
