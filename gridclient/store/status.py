"""How this store stands with the server: the badge is green only when nothing at all is open (FAULTS 76)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gridclient.store.engine import Db
from gridclient.store.meta import read_meta


@dataclass(frozen=True, slots=True)
class GridLine:
    """A grid held: its code, name, role; `at_head` when everything known of it was read; leaving when left out."""

    grid: str
    name: str
    role: str
    at_head: bool
    is_leaving: bool
    view: str = ""
    """The name of the view: which kinds of its records come here (SYNC 7)."""


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """Counts of what is open.

    `conflicts`: open issues a person must decide; `behind`: what the side file knew of numbers this file does not hold
    (a power cut or a copied file), as JSON text; `clock_offset`: seconds this PC's clock is ahead of the server's.
    `in_sync`: nothing at all is open, the last pull reached its end and no number is missing (FAULTS 76).
    """

    waiting: int
    sealed: int
    answered: int
    parked: int
    conflicts: int
    blobs_waiting: int
    blob_bytes: int
    last_pull: datetime | None
    verified_at: datetime | None
    grids: tuple[GridLine, ...]
    first_sync: bool
    """True until the first pull reached its end."""
    behind: str | None
    re_enrolled: str | None
    """Why this store took a new device id (T5), until the person was told."""
    clock_offset: int
    in_sync: bool

    @property
    def unsent(self) -> int:
        """Changes and files the server has not confirmed yet."""
        return self.waiting + self.sealed + self.blobs_waiting


def status_of(db: Db) -> StoreStatus:
    """Count it."""
    meta = read_meta(db)
    # What was refused and taken off the list waits again after T5, and counts like everything that waits.
    states: dict[str, int] = dict(db.all("SELECT st, count(*) FROM tx WHERE hidden = 0 OR st != 'parked' GROUP BY st"))
    conflicts = int(db.value("SELECT count(*) FROM issue WHERE state = 'open'"))
    blobs, size = db.one("SELECT count(*), coalesce(sum(size - sent), 0) FROM blob WHERE st IN ('here', 'broken')") or (
        0,
        0,
    )
    grids = tuple(
        GridLine(grid, name, role, cur == head and mark != "", leaving is not None, view)
        for grid, name, role, cur, head, mark, leaving, view in db.all(
            "SELECT grid, name, role, cur, head, mark, leaving, view FROM scope ORDER BY grid"
        )
    )
    waiting, sealed, answered, parked = (states.get(st, 0) for st in ("waiting", "sealed", "answered", "parked"))
    return StoreStatus(
        waiting=waiting,
        sealed=sealed,
        answered=answered,
        parked=parked,
        conflicts=conflicts,
        blobs_waiting=blobs,
        blob_bytes=size,
        last_pull=None if meta.last_pull is None else datetime.fromisoformat(meta.last_pull),
        verified_at=None if meta.verified_at is None else datetime.fromisoformat(meta.verified_at),
        grids=grids,
        first_sync=not meta.indexed or meta.taken == 0,
        behind=meta.behind,
        re_enrolled=meta.re_enrolled,
        clock_offset=meta.clock_offset,
        in_sync=not any((waiting, sealed, answered, parked, conflicts, blobs))
        and bool(meta.ended)
        and meta.behind is None,
    )
