"""T6: files of records, sealed on the disk before their row is written (SYNC 7, 8, 12)."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gridclient.base.clock import Clock
from gridclient.store import crash
from gridclient.store.outbox import Reads, Writes
from gridclient.vault.sealing import FileBox
from gridcore.errors import Damaged, DiskFull, InvalidInput, StoreBroken, StoreBusy
from gridcore.parts import Photo
from gridcore.wire import JOURNAL_DAYS, MAX_BLOB_BYTES

if TYPE_CHECKING:
    from gridclient.store.engine import Db
    from gridclient.store.transaction import Work

_SIGNATURE = "signature"
"""The tag of a photo that is a signature: sent before all others (SYNC 12)."""
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WRONG_TWICE = 2


@dataclass(frozen=True, slots=True)
class BlobLine:
    """A file: `st` here | sent | gone | wanted | broken; `sent` bytes confirmed by the server."""

    grid: str
    sha256: str
    record: str | None
    size: int
    name: str | None
    tag: str | None
    st: str
    sent: int


_COLUMNS = "grid, sha256, record, size, name, tag, st, sent"


class Blobs:
    """The files of this store: `here` (not confirmed), `sent`, `gone` (server only), `wanted`, `broken`."""

    def __init__(self, writes: Writes, reads: Reads, clock: Clock, files: FileBox, folder: Path) -> None:
        self._writes, self._reads, self._clock, self._files, self._folder = writes, reads, clock, files, folder
        self._busy, self._being_written = threading.Lock(), set[str]()

    def path(self, sha256: str) -> Path:
        """Give where the sealed file of a hash lies."""
        return self._folder / sha256[:2] / sha256

    def attach(
        self, work: Work, grid: str, record: str, data: bytes, name: str, tag: str | None, taken_at: datetime | None
    ) -> Photo:
        """Seal a file to the disk, then write its row in the transaction of `work`; equal bytes are kept once."""
        if len(data) > MAX_BLOB_BYTES:
            raise InvalidInput(field="photo", reason="too_large", size=len(data))
        sha256 = hashlib.sha256(data).hexdigest()
        self._keep(sha256, data)
        work.db.run(
            "INSERT INTO blob (grid, sha256, record, size, name, tag, st, sent, made, wrong)"
            " VALUES (?, ?, ?, ?, ?, ?, 'here', 0, ?, 0)"
            " ON CONFLICT(grid, sha256) DO UPDATE SET wrong = 0, sent = CASE st WHEN 'broken' THEN 0 ELSE sent END,"
            " st = CASE st WHEN 'sent' THEN 'sent' ELSE 'here' END",
            *(grid, sha256, record, len(data), name, tag, work.now.isoformat(timespec="seconds")),
        )
        taken = None if taken_at is None else taken_at.isoformat(timespec="seconds")
        return Photo(sha256=sha256, size=len(data), name=name, tag=tag, taken_at=taken)

    def open(self, sha256: str) -> bytes:
        """Give the bytes of a file that is here.

        Raises Damaged when it is missing, altered or another file; StoreBusy when it cannot be read now, which says
        nothing of what is in it: an anti-virus lets go again (FAULTS 34).
        """
        try:
            sealed = self.path(sha256).read_bytes()
        except FileNotFoundError as missing:
            raise Damaged(reason="missing") from missing
        except OSError as held:
            raise StoreBusy(reason="file") from held
        data = self._files.open(sealed)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damaged(reason="wrong_hash")
        return data

    def is_here(self, sha256: str) -> bool:
        """Say whether the file lies on this PC."""
        return self.path(sha256).exists()

    def next_to_send(self, limit: int = 1) -> tuple[BlobLine, ...]:
        """Give what goes up next: signatures first, then small ones (SYNC 12); not those of leaving grids."""
        with self._reads() as db:
            found = db.all(
                f"SELECT {_COLUMNS} FROM blob WHERE st = 'here'"  # noqa: S608 - own column names
                " ORDER BY coalesce(tag, '') != ?, size, made LIMIT ?",
                *(_SIGNATURE, limit),
            )
        return tuple(BlobLine(*row) for row in found)

    def only_here(self) -> frozenset[tuple[str, str]]:
        """Give grid and hash of what the server does not have yet and can still be sent."""
        with self._reads() as db:
            return frozenset(db.all("SELECT grid, sha256 FROM blob WHERE st = 'here'"))

    def of_tx(self, tx: str) -> tuple[BlobLine, ...]:
        """Give the files a tx brought."""
        with self._reads() as db:
            found = db.all(f"SELECT {_COLUMNS} FROM blob WHERE tx = ? ORDER BY made", tx)  # noqa: S608 - own names
        return tuple(BlobLine(*row) for row in found)

    def confirm(self, grid: str, sha256: str, sent: int) -> None:
        """Note that the server has the first `sent` bytes; all of them: it is sent (T6)."""
        with self._writes("T6") as rows:
            rows.db.run(
                "UPDATE blob SET sent = ?, st = CASE WHEN ? >= size AND st = 'here' THEN 'sent' ELSE st END"
                " WHERE grid = ? AND sha256 = ?",
                *(sent, sent, grid, sha256),
            )

    def wrong_hash(self, grid: str, sha256: str) -> bool:
        """Note that the server found another hash: once more from 0; the second time the file is broken (True)."""
        with self._writes("T6") as rows:
            rows.db.run(
                "UPDATE blob SET sent = 0, wrong = wrong + 1, st = CASE WHEN wrong + 1 >= ? THEN 'broken' ELSE st END"
                " WHERE grid = ? AND sha256 = ?",
                *(_WRONG_TWICE, grid, sha256),
            )
            return bool(rows.db.value("SELECT st = 'broken' FROM blob WHERE grid = ? AND sha256 = ?", grid, sha256))

    def broken(self, grid: str, sha256: str) -> None:
        """Note that a file cannot be sent any more: unreadable here, or refused for good (F42)."""
        with self._writes("T6") as rows:
            rows.db.run("UPDATE blob SET st = 'broken' WHERE grid = ? AND sha256 = ?", grid, sha256)

    def resend(self, db: Db, tx: str, again: str) -> None:
        """Let the files of a refused tx go with the one that does it again; those refused with it, too."""
        db.run(
            "UPDATE blob SET tx = ?, st = CASE st WHEN 'broken' THEN 'here' ELSE st END, wrong = 0 WHERE tx = ?",
            *(again, tx),
        )

    def want(self, grid: str, photos: Iterable[Photo], record: str | None = None) -> None:
        """Ask for files named by a record that are not here."""
        made = self._clock.now().isoformat(timespec="seconds")
        wanted = [
            (grid, photo.sha256, record, photo.size or 0, photo.name, photo.tag, made)
            for photo in photos
            if photo.sha256 is not None and not self.is_here(photo.sha256)
        ]
        if not wanted:
            return
        with self._writes("T6") as rows:
            rows.db.many(
                "INSERT INTO blob (grid, sha256, record, size, name, tag, st, sent, made, wrong)"
                " VALUES (?, ?, ?, ?, ?, ?, 'wanted', 0, ?, 0)"
                " ON CONFLICT(grid, sha256) DO UPDATE SET st = 'wanted' WHERE st = 'gone'",
                wanted,
            )

    def wanted(self, limit: int = 20) -> tuple[BlobLine, ...]:
        """Give what is to be fetched, in the order asked."""
        with self._reads() as db:
            found = db.all(f"SELECT {_COLUMNS} FROM blob WHERE st = 'wanted' ORDER BY made LIMIT ?", limit)  # noqa: S608
        return tuple(BlobLine(*row) for row in found)

    def keep_fetched(self, grid: str, sha256: str, data: bytes) -> None:
        """Keep a fetched file, for the time of the journal from now on; raises Damaged when it is another one."""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damaged(reason="wrong_hash")
        self._keep(sha256, data)
        with self._writes("T6") as rows:
            rows.db.run(
                "UPDATE blob SET st = 'sent', size = ?, sent = ?, made = ? WHERE grid = ? AND sha256 = ?",
                *(len(data), len(data), self._clock.now().isoformat(timespec="seconds"), grid, sha256),
            )

    def give_up(self, grid: str, sha256: str) -> None:
        """Do not fetch a file the server does not know, or has only damaged."""
        with self._writes("T6") as rows:
            rows.db.run("DELETE FROM blob WHERE grid = ? AND sha256 = ? AND st = 'wanted'", grid, sha256)

    def tidy(self) -> int:
        """Drop originals the server has had for the time of the journal, and files no row names (a crash between).

        What a tx of the journal brought stays, whatever the clock of this PC says: a restored server may ask for both.
        Gives how many files went. Run from one lane at a time; what is being written meanwhile stays (SYNC 12).
        """
        line = (self._clock.now() - timedelta(days=JOURNAL_DAYS)).isoformat(timespec="seconds")
        with self._writes("T6") as rows:
            rows.db.run(
                "UPDATE blob SET st = 'gone' WHERE st = 'sent' AND julianday(made) < julianday(?)"
                " AND (record IS NULL OR record NOT IN (SELECT record FROM tx_rec))"
                " AND (tx IS NULL OR tx NOT IN (SELECT id FROM tx WHERE hidden = 0 OR st != 'parked'))",
                line,
            )
        found = [file for file in self._folder.glob("??/*") if file.suffix != ".part"]
        with self._busy:
            halves = [file for file in self._folder.glob("??/*.part") if file.stem not in self._being_written]
            gone = sum(map(_gone, halves))
        return self.drop(file.name for file in found) + gone

    def drop(self, hashes: Iterable[str]) -> int:
        """Remove files no row names; gives how many there were.

        Only what is committed counts, and nobody writes meanwhile: a row is never left without its file (FAULTS 22).
        A file that was just fetched is named by the row that wanted it.
        """
        asked = sorted(set(hashes))
        if not asked:
            return 0
        with self._writes("drop") as rows:
            named = {sha for (sha,) in rows.db.all("SELECT sha256 FROM blob WHERE st != 'gone'")}
            lost = [self.path(sha) for sha in asked if sha not in named and self.is_here(sha)]
            return sum(map(_gone, lost))

    def _keep(self, sha256: str, data: bytes) -> None:
        target = self.path(sha256)
        if target.exists():
            with contextlib.suppress(Damaged, StoreBusy):
                self.open(sha256)
                return
        half = target.with_suffix(".part")
        with self._busy:
            self._being_written.add(sha256)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with half.open("wb") as file:
                file.write(self._files.seal(data))
                file.flush()
                os.fsync(file.fileno())
            crash.point("file", "before")
            half.replace(target)
        except OSError as wrong:
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)
            if wrong.errno in _NO_SPACE:
                raise DiskFull(reason="file") from wrong
            raise StoreBroken(reason="file", kept=True) from wrong
        finally:
            with self._busy:
                self._being_written.discard(sha256)
        crash.point("file", "after")


def _gone(path: Path) -> bool:
    """Remove a file; one that is held open by somebody (Windows) goes another day."""
    try:
        path.unlink()
    except OSError:
        return False
    return True
