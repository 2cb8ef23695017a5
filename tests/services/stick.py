"""Backups of a laptop on a stick, for tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gridclient.base.packages import Written
from gridclient.base.progress import Progress
from gridclient.services.backup import Backup, Write
from gridclient.sync.package import write_request
from gridcore.wire import Lost, Reply, Request
from tests.sync.laptop import Laptop

Into = Callable[[int], Path]
Photos = frozenset[tuple[str, str]]


def backup_of(at: Laptop, write: Write | None = None) -> Backup:
    def real(into: Into, progress: Progress, without: Photos = frozenset()) -> Written:
        return write_request(at.store, at.keys, into, clock=at.clock, rng=at.rng, without=without, progress=progress)

    return Backup(at.store, at.clock, write or real, at.store.blobs.path("00").parents[2])


def files(stick: Path) -> list[str]:
    return sorted(path.name for path in stick.iterdir())


def photos_lost(at: Laptop) -> Callable[[Request], Reply | Lost]:
    """A line on which words arrive and photos do not."""
    return lambda request: Lost(reason="cut") if request.method == "PUT" else at.reach(request)
