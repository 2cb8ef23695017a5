"""The only place that takes the time; everybody else is given a Clock (ARCHITECTURE "Time is given, never taken")."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Protocol

from gridcore.deadlines import BEIJING


class Clock(Protocol):
    """Tells the time of the wall and a time that only grows."""

    def now(self) -> datetime:
        """The time of the wall, aware, as Beijing time (DOMAIN 2.10)."""
        ...

    def monotonic(self) -> float:
        """Seconds since an unnamed moment; never goes back when the wall clock is set."""
        ...


class SystemClock:
    """The clock of this PC."""

    def now(self) -> datetime:
        """The time of the wall as Beijing time, whatever zone this PC is set to: days and limits are Beijing's."""
        return datetime.now(BEIJING)  # noqa: TID251 - the one place that takes it

    def monotonic(self) -> float:
        """Seconds since the start of the PC."""
        return time.monotonic()


_IMPORTED = time.monotonic()
_START_FIELD = 19
"""Place of `starttime` among the fields behind the name of the process (proc_pid_stat(5))."""


def running_for() -> float:
    """Seconds this process has lived; where the system does not tell (outside Linux), since this module was read."""
    if not sys.platform.startswith("linux"):
        return time.monotonic() - _IMPORTED
    fields = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    started = int(fields[_START_FIELD]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started
