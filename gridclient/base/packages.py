"""What came of an exchange package, as facts: shared by sync, which does it, and services, which show it (SYNC 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gridclient.base.changes import NO_CHANGES, Changes
from gridcore.errors import GridError


@dataclass(frozen=True, slots=True)
class Written:
    """A request package that lies on a disk now: what is in it, and what did not fit (0 nearly always)."""

    path: Path
    made: datetime
    size: int
    """Bytes of the file."""
    txs: int
    """Actions not answered yet that are in it; all of them, unless `txs_left` says otherwise."""
    txs_left: int
    photos: int
    photos_left: int
    ask: int
    """The number of its pull: a later package of the same store has a higher one."""
    span: tuple[int, int] = (0, 0)
    """The numbers of the first and last action in it; (0, 0) without any."""
    held: frozenset[tuple[str, str]] = frozenset()
    """Grid and hash of every photo in it."""


@dataclass(frozen=True, slots=True)
class PackageRead:
    """A reply package that was taken in.

    `is_old`: a newer reply was taken before, so only the answers counted; `more`: another package should be written
    (the rest did not fit, or the centre was restored and has to be sent things again); `must_enrol`: this PC has to be
    connected once; `trouble`: what the centre refused, as a round tells it (Revoked for a good order to wipe,
    user_disabled, UpgradeRequired ...); `broke`: what kept the rest from being taken (Cancelled, BadPackage, NoPlace
    ...) after the answers or the page were: those stay, and the rest comes with the next round or package.
    """

    made: datetime
    is_old: bool = False
    answered: int = 0
    parked: int = 0
    noted: int = 0
    rows: int = 0
    photos_up: int = 0
    photos_down: int = 0
    more: bool = False
    must_enrol: bool = False
    mismatched: tuple[str, ...] = ()
    changes: Changes = NO_CHANGES
    trouble: GridError | None = None
    broke: GridError | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one package file in the hands of a courier.

    `reply` is where its answer lies now; `was_done`: it was answered before and not handed in again; `trouble` says why
    there is none: BadPackage (cut, altered, not a package ...), ServerRefused (unknown_device ...), WrongServer,
    NoPlace, or Offline, after which the remaining files carry Offline, too, and may be tried again.
    """

    path: Path
    reply: Path | None = None
    was_done: bool = False
    trouble: GridError | None = None
