"""Exchange packages as a person handles them: write one, take a reply in, carry those of others (SYNC 13, F49, F50).

Everything here reads or writes files and the store: run it in the lane of sync, so that no round runs meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from gridclient.base.packages import Carried, PackageRead, Written
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.store import Store
from gridcore.errors import Revoked

__all__ = ["Carried", "Last", "PackageFacts", "PackageRead", "Packages", "Way", "Written"]

SUFFIX, REPLY_SUFFIX = ".gridpkg", ".reply.gridpkg"
_WRITTEN, _READ = "package.written", "package.read"


class Way(Protocol):
    """How packages are made, taken and carried: the floor of sync, given by the program."""

    def write(self, into: Callable[[int], Path], progress: Progress) -> Written:
        """Write everything unanswered; `into` gives the place for a package by its number."""
        ...

    def read(self, path: Path, progress: Progress) -> PackageRead:
        """Take a reply in."""
        ...

    def carry(self, files: Sequence[Path], out: Path | None, progress: Progress) -> tuple[Carried, ...]:
        """Hand files of others in at the centre."""
        ...


@dataclass(frozen=True, slots=True)
class Last:
    """When a package was last written (by hand) or read, on the clock of this PC, and how many actions were in it."""

    at: datetime
    txs: int


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the page shows before a package is written: actions and photos it will hold, and what was done last.

    `expecting`: a package was written and no reply to it, or a later one, was taken yet.
    """

    unanswered: int
    photos: int
    photo_bytes: int
    written: Last | None
    read: Last | None
    expecting: bool


class Packages:
    """Write, read, carry. Works past the lease, too (SYNC 15)."""

    def __init__(self, store: Store, way: Way) -> None:
        """Use a store and the floor of sync."""
        self._store, self._way = store, way
        self.is_revoked = False
        """A reply brought a good order to wipe these records: whoever opened them carries it out (SYNC 15)."""

    def suggested_name(self, at: datetime) -> str:
        """Give a file name of the device and the time, nothing of a person: `1f3a90c2-20261124-1130.gridpkg`."""
        device = self._store.outbox.meta().device or ""
        return f"{device[-8:]}-{at:%Y%m%d-%H%M}{SUFFIX}"

    def write(self, path: Path, progress: Progress = NO_PROGRESS) -> Written:
        """Write everything unanswered, a question for news, and photos as room allows, into a file.

        The file is whole or not there. Raises NoPlace (reason gone, full, read_only), Cancelled.
        """
        written = self._way.write(lambda _number: path, progress)
        self._note(_WRITTEN, written.made, written.txs, written.ask)
        return written

    def read(self, path: Path, progress: Progress = NO_PROGRESS) -> PackageRead:
        """Take a reply in; an old or repeated one does no harm.

        Raises BadPackage (refused whole; `reason` says why), NoPlace(gone). What the centre refused is no error here:
        see `trouble` and `must_enrol` of what is given; nor what broke off halfway: see `broke`. `changes` tells the
        pages what to read again.
        """
        read = self._way.read(path, progress)
        self.is_revoked |= isinstance(read.trouble, Revoked)
        if read.broke is None:
            self._note(_READ, read.made, read.answered, self._store.outbox.meta().taken)
        return read

    def carry(
        self, files: Sequence[Path], out: Path | None = None, progress: Progress = NO_PROGRESS
    ) -> tuple[Carried, ...]:
        """Hand in package files of others at the centre; each reply lies beside its file, or in the folder `out`.

        Needs the network and nothing but the courier's own sign-in. Gives one outcome a file, in their order. Called
        again with the same files it goes on where it broke off. Raises Offline, SignedOut, WrongServer for the
        courier's own way to the centre: then nothing was handed in.
        """
        return self._way.carry(files, out, progress)

    def found_in(self, folder: Path) -> tuple[Path, ...]:
        """Give the request packages of a folder (not the replies), by name. Raises nothing: a folder gone is empty."""
        try:
            names = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX) and path.is_file())
        except OSError:
            return ()
        return tuple(path for path in names if not path.name.endswith(REPLY_SUFFIX))

    def facts(self) -> PackageFacts:
        """Read what a package would hold now, and what was done last."""
        status = self._store.status()
        written, read = self._last(_WRITTEN), self._last(_READ)
        number = self._store.settings.get(_WRITTEN, {}).get("number", 0)
        return PackageFacts(
            unanswered=status.waiting + status.sealed,
            photos=status.blobs_waiting,
            photo_bytes=status.blob_bytes,
            written=written,
            read=read,
            expecting=written is not None and number > self._store.outbox.meta().taken,
        )

    def _note(self, name: str, at: datetime, txs: int, number: int) -> None:
        self._store.settings.put(name, {"at": at.isoformat(), "txs": txs, "number": number})

    def _last(self, name: str) -> Last | None:
        kept: dict[str, Any] | None = self._store.settings.get(name)
        return None if kept is None else Last(datetime.fromisoformat(kept["at"]), int(kept["txs"]))
