"""The backup that makes itself: a request package on a second disk or stick after each quiet minute (SYNC 13).

The newest one holds everything unanswered; any office hands it in, nothing doubles. So a laptop that dies costs at most
that minute. Trouble with the folder is a fact of the status, never an error on the page: work goes on without it.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from gridclient.base.clock import Clock
from gridclient.base.packages import Written
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.store import Store
from gridcore.errors import InvalidInput, NoPlace

__all__ = ["KEPT", "QUIET", "Backup", "BackupStatus", "Past", "due"]

QUIET, MOST, AGAIN = 60.0, 300.0, 60.0
"""Seconds without a save before a backup; most seconds while saves go on; seconds after a folder was not there."""
KEPT = 3
"""Backups kept per device."""
_FOLDER, _LAST = "backup.folder", "backup.last"


@dataclass(frozen=True, slots=True)
class Past:
    """What the schedule knows: first and last save no backup holds, the last failure; seconds of the growing clock."""

    first: float | None = None
    last: float | None = None
    failed: float | None = None

    def saved(self, now: float) -> Past:
        """Something was saved."""
        return replace(self, first=now if self.first is None else self.first, last=now)


def due(past: Past) -> float | None:
    """Give the second at which the next backup is due; None while there is nothing to keep. Pure."""
    if past.first is None or past.last is None:
        return None
    at = min(past.last + QUIET, past.first + MOST)
    return at if past.failed is None else max(at, past.failed + AGAIN)


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """What the settings page and the status line say.

    `folder` None: switched off. `last`: the last success, on the clock of this PC; `txs` actions were in it. `trouble`:
    `gone`, `full` or `read_only` since the last try failed, else empty. `next_in`: seconds until the next try, None
    when everything unanswered lies in the last backup or there is nothing to keep. `unanswered`: actions only this PC
    (and the backup) holds.
    """

    folder: Path | None
    last: datetime | None
    txs: int
    trouble: str
    next_in: float | None
    unanswered: int

    @property
    def is_safe(self) -> bool:
        """Everything unanswered lies on the second disk, too."""
        return self.unanswered == 0 or (self.folder is not None and not self.trouble and self.next_in is None)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a backup holds: of which device, txs from which order number to which, how many, photos; when made."""

    device: str
    first: int
    last: int
    count: int
    photos: int
    at: str = ""
    txs: int = 0


class Backup:
    """Keeps backups of one store; `run` belongs in the lane of sync, the rest may be asked from anywhere."""

    def __init__(
        self, store: Store, clock: Clock, write: Callable[[Callable[[int], Path], Progress], Written], profile: Path
    ) -> None:
        """`write` makes a request package (`services.packages.Way.write`); `profile` is no second disk."""
        self._store, self._clock, self._write, self._profile = store, clock, write, profile
        self._folder = _path(store.settings.get(_FOLDER))
        self._trouble = ""
        self._past = Past()
        self._turn = threading.Lock()
        """Around every change of `_past`: saves are told on one thread, backups made on another."""
        if self._is_stale():
            self.saved()

    # settings

    def choose(self, folder: Path | None) -> None:
        """Keep backups in a folder, or no more (None); the first one is due at once.

        Raises InvalidInput(field=folder, reason=not_a_folder) for one that is not there, and reason `own_disk` for one
        inside the profile of this program, which dies with the disk.
        """
        if folder is not None:
            self._check(folder)
        self._store.settings.put(_FOLDER, None if folder is None else str(folder))
        self._store.settings.put(_LAST, None)
        at = self._clock.monotonic() - QUIET
        with self._turn:
            self._folder, self._trouble, self._past = folder, "", Past(at, at)

    def status(self) -> BackupStatus:
        """Read how it stands."""
        last = self._last()
        return BackupStatus(
            folder=self._folder,
            last=None if last is None else datetime.fromisoformat(last.at),
            txs=0 if last is None else last.txs,
            trouble=self._trouble,
            next_in=self._next_in(),
            unanswered=self._store.outbox.unanswered(),
        )

    # the clockwork

    def saved(self) -> None:
        """Something was saved here: a backup is due a minute from the last save."""
        with self._turn:
            self._past = self._past.saved(self._clock.monotonic())

    def is_due(self) -> bool:
        """Say whether `run` should be called now; cheap, for a timer."""
        wait = self._next_in()
        return wait is not None and wait <= 0

    def run(self, progress: Progress = NO_PROGRESS) -> bool:
        """Write a backup if something is unanswered that the last one does not hold; True when one was written.

        Raises Cancelled; a folder that is gone, full or read only is noted for `status`.
        """
        began, folder = self._past, self._folder
        if folder is None or not self._is_stale():
            self._done(began)
            return False
        now = self._now()
        stem = f"backup-{now.device[-8:]}-"
        try:
            written = self._write(lambda number: folder / f"{stem}{number:08d}.gridpkg", progress)
        except NoPlace as trouble:
            self._trouble = str(trouble.facts.get("reason", "gone"))
            with self._turn:
                self._past = replace(self._past, failed=self._clock.monotonic())
            return False
        kept = replace(now, at=written.made.isoformat(), txs=written.txs)
        self._store.settings.put(_LAST, asdict(kept))
        self._trouble = ""
        self._done(began)
        _keep_newest(folder, stem)
        return True

    def _done(self, began: Past) -> None:
        """Forget the saves a backup holds; of those told while it was written nobody knows."""
        with self._turn:
            self._past = Past() if self._past == began else Past().saved(self._clock.monotonic())

    def _next_in(self) -> float | None:
        at = due(self._past)
        return None if at is None or self._folder is None else max(0.0, at - self._clock.monotonic())

    def _is_stale(self) -> bool:
        """Whether something unanswered is not in the last backup."""
        now, last = self._now(), self._last()
        if self._folder is None or not (now.count or now.photos):
            return False
        if last is None or last.device != now.device or now.photos > last.photos:
            return True
        return now.count > 0 and (now.first < last.first or now.last > last.last or now.count > last.count)

    def _now(self) -> _Kept:
        found, device = self._store.outbox.unanswered_span(), self._store.outbox.meta().device or ""
        return _Kept(device, found.first, found.last, found.count, self._store.status().blobs_waiting)

    def _last(self) -> _Kept | None:
        kept: dict[str, Any] | None = self._store.settings.get(_LAST)
        return None if kept is None else _Kept(**kept)

    def _check(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InvalidInput(field="folder", reason="not_a_folder")
        if folder.resolve().is_relative_to(self._profile.resolve()):
            raise InvalidInput(field="folder", reason="own_disk")


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def _keep_newest(folder: Path, stem: str) -> None:
    """Remove older backups of this device, by number; one that cannot be removed now is removed next time."""
    ours = re.compile(rf"{re.escape(stem)}[0-9]+[.]gridpkg")
    with contextlib.suppress(OSError):
        for old in sorted(path for path in folder.iterdir() if ours.fullmatch(path.name))[:-KEPT]:
            old.unlink()
