"""Counters of a server process, in a small mapped file that the other processes of the server read (SYNC 10).

A count is one addition in memory under a lock. Each worker process keeps a file of its own, locked while it lives; a
scrape that reaches any of them reads all, and tells each with the label `process`, so that a process that ended takes
its series with it and no sum ever falls. Labels are words of this program: nothing that came over the wire.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from gridcore.ids import Rng

if sys.platform == "win32":

    def _take(handle: int) -> bool:  # noqa: ARG001 - one signature for both
        """Windows runs one process: nobody else holds a file."""
        return False

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


SLOT_BYTES, SLOTS = 128, 2048
"""A slot is a series: 120 bytes of its name, the value as a double."""

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the latency buckets, in seconds; what took longer is in the last, endless one."""

_SLOT = struct.Struct("120sd")
_VALUE = struct.Struct("d")


class Meter:
    """Counts what this process does."""

    def __init__(self, room: bytearray | mmap.mmap | None = None, path: Path | None = None) -> None:
        """Count in memory; `Meter.open` counts where other processes see it."""
        self._room = bytearray(SLOT_BYTES * SLOTS) if room is None else room
        self._path = path
        self._lock = threading.Lock()
        self._places: dict[str, int] = {}

    @classmethod
    def open(cls, folder: Path, rng: Rng) -> Meter:
        """Count in a file of a folder of this server's processes (called in each process, after it forked).

        Its name is new each time: in containers every process has the same number, and machines share the folder.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"{os.getpid()}-{rng(4).hex()}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        _take(handle)  # held until the process ends: the handle is never closed
        os.ftruncate(handle, SLOT_BYTES * SLOTS)
        return cls(mmap.mmap(handle, SLOT_BYTES * SLOTS), path)

    def count(self, name: str, by: float = 1.0, /, **labels: str) -> None:
        """Add to a series."""
        series = _series(name, labels)
        with self._lock:
            at = self._place(series)
            _VALUE.pack_into(self._room, at, _VALUE.unpack_from(self._room, at)[0] + by)

    def note(self, name: str, value: float) -> None:
        """Set a series to a value."""
        with self._lock:
            _VALUE.pack_into(self._room, self._place(name), value)

    def took(self, name: str, seconds: float, **labels: str) -> None:
        """Count a duration in its bucket."""
        bound = next((str(bound) for bound in BOUNDS if seconds <= bound), "+Inf")
        self.count(f"{name}_bucket", le=bound, **labels)
        self.count(f"{name}_sum", seconds, **labels)

    def told(self) -> Mapping[str, Mapping[str, float]]:
        """Give the values of each process by series: this one and the others alive."""
        own = str(os.getpid()) if self._path is None else self._path.name
        found: dict[str, Mapping[str, float]] = {own: dict(_values(self._room))}
        for path in [] if self._path is None else sorted(self._path.parent.iterdir()):
            if path.name != own and (room := _read(path)) is not None:
                found[path.name] = dict(_values(room))
        return found

    def _place(self, series: str) -> int:
        """Give where the value of a series stands. Its name is written last: a reader sees it whole or not at all."""
        at = self._places.get(series)
        if at is None:
            place = min(len(self._places), SLOTS - 1)
            at = self._places[series] = place * SLOT_BYTES + _SLOT.size - _VALUE.size
            self._room[place * SLOT_BYTES : place * SLOT_BYTES + 120] = series.encode().ljust(120, b"\0")
        return at


def _read(path: Path) -> bytes | None:
    """Read the file of another process; one whose process ended is dropped."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        if os.fstat(handle).st_size and _take(handle):
            path.unlink(missing_ok=True)
            return None
        return os.read(handle, SLOT_BYTES * SLOTS)
    finally:
        os.close(handle)


def _values(room: bytes | bytearray | mmap.mmap) -> Iterator[tuple[str, float]]:
    for at in range(0, len(room) - SLOT_BYTES + 1, SLOT_BYTES):
        name, value = _SLOT.unpack_from(room, at)
        if not name[0]:
            return
        yield name.rstrip(b"\0").decode(), value


def _series(name: str, labels: Mapping[str, str]) -> str:
    return name + "".join(f"|{label}={value}" for label, value in labels.items())


def sums(told: Mapping[str, Mapping[str, float]], name: str) -> dict[str, float]:
    """Give the values of an unlabelled series by process."""
    return {process: values[name] for process, values in told.items() if name in values}


def lines_of(told: Mapping[str, Mapping[str, float]], name: str) -> Iterator[str]:
    """Give the lines of a counter, or of the buckets, sum and count of a histogram, in Prometheus' text format."""
    for process, values in told.items():
        buckets: dict[str, dict[str, float]] = defaultdict(dict)
        for series, value in values.items():
            named, *labels = series.split("|")
            text = ",".join([f'process="{process}"', *(_label(one) for one in labels if not one.startswith("le="))])
            if named == f"{name}_bucket":
                bound = next(one for one in labels if one.startswith("le="))
                buckets[text][bound.removeprefix("le=")] = value
            elif named in {name, f"{name}_sum"}:
                yield f"{named}{{{text}}} {value:.15g}"
        for text, counted in buckets.items():
            yield from _histogram(name, text, counted)


def _label(text: str) -> str:
    name, _, value = text.partition("=")
    return f'{name}="{value}"'


def _histogram(name: str, text: str, counted: Mapping[str, float]) -> Iterator[str]:
    total = 0.0
    for bound in (*map(str, BOUNDS), "+Inf"):
        total += counted.get(bound, 0.0)
        yield f'{name}_bucket{{{text},le="{bound}"}} {total:.15g}'
    yield f"{name}_count{{{text}}} {total:.15g}"
