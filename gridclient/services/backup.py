"""The backup that makes itself: a request package on a second disk or stick after each quiet minute (SYNC 13).

The newest one holds everything unanswered and every photo only this PC has, in as many files as that takes; any office
hands them in, nothing doubles. So a laptop that dies costs at most that minute. Trouble with the folder is a fact of
the status, never an error on the page: work goes on without it. Safe is only what is known to be inside.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec

from gridclient.base.clock import Clock
from gridclient.base.durable import no_place
from gridclient.base.packages import Written
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.store import Store
from gridclient.store.outbox import Unanswered
from gridcore.errors import InvalidInput, NoPlace

__all__ = ["KEPT", "QUIET", "Backup", "BackupStatus", "Past", "due"]

QUIET, MOST, AGAIN = 60.0, 300.0, 60.0
"""Seconds without a save before a backup; most seconds while saves go on; seconds after a folder was not there."""
KEPT = 3
"""Backups kept per device."""
_FOLDER, _LAST = "backup.folder", "backup.inside"
_Photos = frozenset[tuple[str, str]]
"""Grid and hash."""


class Write(Protocol):
    """How one file of a backup is made."""

    def __call__(self, into: Callable[[int], Path], progress: Progress, without: _Photos = ...) -> Written:
        """Write everything unanswered but the photos `without`."""
        ...


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
    when another one would hold nothing more. `unanswered`, `photos`: what only this PC (and the backup) holds;
    `missing`: how many of these are in no backup. `same_disk`: the folder lies on the disk of the records, and breaks
    with it.
    """

    folder: Path | None
    last: datetime | None
    txs: int
    trouble: str
    next_in: float | None
    unanswered: int
    photos: int
    missing: int
    same_disk: bool

    @property
    def is_safe(self) -> bool:
        """Everything only this PC has lies on the second disk, too."""
        return not (self.unanswered or self.photos) or not (self.trouble or self.missing)


@dataclass(frozen=True, slots=True)
class _Now:
    """What only this PC has: the txs of which device, the photos."""

    device: str
    txs: Unanswered
    photos: _Photos


@dataclass(frozen=True, slots=True)
class _Inside:
    """What the last backup holds, in which folder, made when: txs by their numbers, which have no gaps, and photos."""

    folder: str
    device: str
    first: int
    last: int
    photos: tuple[tuple[str, str], ...]
    at: str
    txs: int

    def missing(self, now: _Now) -> int:
        """Count what is not inside."""
        photos = len(now.photos.difference(self.photos))
        if now.device != self.device or not self.last:
            return photos + now.txs.count
        both = min(now.txs.last, self.last) - max(now.txs.first, self.first) + 1
        return photos + now.txs.count - (max(0, both) if now.txs.last else 0)


class Backup:
    """Keeps backups of one store; `run` belongs in the lane of sync, the rest may be asked from anywhere."""

    def __init__(self, store: Store, clock: Clock, write: Write, profile: Path) -> None:
        """`write` makes a request package; `profile`, the folder of this machine, is no second disk."""
        self._store, self._clock, self._write, self._profile = store, clock, write, profile
        self._folder = _path(store.settings.get(_FOLDER))
        self._trouble = ""
        self._past = Past()
        self._tried: _Now | None = None
        """What was there after the last try: as long as nothing changes, another one holds no more."""
        self._turn = threading.Lock()
        """Around every change of `_past` and the folder: one thread tells saves, one chooses, one makes backups."""
        if self._missing(self._now()):
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
        """Read how it stands; what became unanswered with nobody telling (T5, a rewind) makes a backup due, too."""
        now, last = self._now(), self._last()
        missing = self._missing(now)
        if missing and self._folder is not None and self._past == Past() and now != self._tried:
            self.saved()
        return BackupStatus(
            folder=self._folder,
            last=None if last is None else datetime.fromisoformat(last.at),
            txs=0 if last is None else last.txs,
            trouble=self._trouble,
            next_in=self._next_in(),
            unanswered=now.txs.count,
            photos=len(now.photos),
            missing=missing,
            same_disk=self._folder is not None and _is_one_disk(self._folder, self._profile),
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
        if folder is None or not self._missing(self._now()):
            with self._turn:
                self._past = self._after(began)
            return False
        device = self._store.outbox.meta().device or ""
        try:
            files = self._write_files(folder, device, progress)
        except NoPlace as trouble:
            self._on_trouble(folder, str(trouble.facts.get("reason", "gone")))
            return False
        self._store.settings.put(_LAST, asdict(_inside(folder, device, files)))
        now = self._now()
        with self._turn:
            if self._folder != folder:
                return True  # another place was chosen meanwhile: there nothing is done yet
            self._trouble, self._tried = "", now
            self._past = self._after(began)
        if self._store.outbox.meta().behind is None:  # else the older ones may hold what this file lost
            _keep_newest(folder, _stem(device))
        return True

    def _write_files(self, folder: Path, device: str, progress: Progress) -> list[Written]:
        """Write one backup under a number of its own: a file, and further ones for photos that found no room.

        The number is above every one in the folder, too: a store that was put back counts from an older one again, and
        must not write over what was written since.
        """
        found = max((number for number, _ in _found(folder, _stem(device))), default=0)
        stem = f"{_stem(device)}{max(found, self._store.outbox.meta().ask) + 1:08d}"
        files = list[Written]()
        while not files or (files[-1].photos_left and files[-1].held):
            path = folder / f"{stem}{f'-{len(files) + 1}' if files else ''}.gridpkg"
            inside = frozenset(photo for file in files for photo in file.held)
            files.append(self._write(_at(path), progress, inside))
        return files

    def _on_trouble(self, folder: Path, reason: str) -> None:
        with self._turn:
            if self._folder == folder:
                self._trouble = reason
                self._past = replace(self._past, failed=self._clock.monotonic())

    def _after(self, began: Past) -> Past:
        """Forget the saves a backup holds; of those told while it was written nobody knows."""
        return Past() if self._past == began else Past().saved(self._clock.monotonic())

    def _next_in(self) -> float | None:
        at = due(self._past)
        return None if at is None or self._folder is None else max(0.0, at - self._clock.monotonic())

    def _missing(self, now: _Now) -> int:
        """Count what only this PC has and the last backup does not."""
        last = self._last()
        return now.txs.count + len(now.photos) if last is None else last.missing(now)

    def _now(self) -> _Now:
        outbox = self._store.outbox
        return _Now(outbox.meta().device or "", outbox.unanswered_span(), self._store.blobs.only_here())

    def _last(self) -> _Inside | None:
        """Give the last backup in the folder of now: one that ended after another was chosen says nothing of it."""
        kept: dict[str, Any] | None = self._store.settings.get(_LAST)
        if kept is None or kept["folder"] != str(self._folder):
            return None
        return msgspec.convert(kept, type=_Inside)

    def _check(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InvalidInput(field="folder", reason="not_a_folder")
        if folder.resolve().is_relative_to(self._profile.resolve()):
            raise InvalidInput(field="folder", reason="own_disk")


def _is_one_disk(one: Path, two: Path) -> bool:
    """Say whether two folders lie on one file system; of a stick that is not there nothing is known."""
    try:
        return one.stat().st_dev == two.stat().st_dev
    except OSError:
        return False


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def _inside(folder: Path, device: str, files: list[Written]) -> _Inside:
    """Say what the files of one backup hold; the actions are in each of them."""
    first, last = files[0].span
    photos = sorted(photo for file in files for photo in file.held)
    return _Inside(str(folder), device, first, last, tuple(photos), files[0].made.isoformat(), files[0].txs)


def _at(path: Path) -> Callable[[int], Path]:
    """Give the place of a file whatever the number of its pull."""
    return lambda _ask: path


def _stem(device: str) -> str:
    return f"backup-{device[-8:]}-"


def _found(folder: Path, stem: str) -> list[tuple[int, Path]]:
    """Give the files of this device's backups with their numbers. Raises NoPlace."""
    ours = re.compile(rf"{re.escape(stem)}([0-9]+)(?:-[0-9]+)?[.]gridpkg")
    try:
        every = sorted(folder.iterdir())
    except OSError as wrong:
        raise no_place(wrong) from wrong
    return [(int(named[1]), path) for path in every if (named := ours.fullmatch(path.name)) is not None]


def _keep_newest(folder: Path, stem: str) -> None:
    """Remove older backups of this device, by number; one that cannot be removed now is removed next time."""
    with contextlib.suppress(OSError, NoPlace):
        found = _found(folder, stem)
        kept = sorted({number for number, _ in found})[-KEPT:]
        for number, path in found:
            if number not in kept:
                path.unlink()
