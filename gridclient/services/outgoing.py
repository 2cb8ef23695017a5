"""What waits, what was refused, how the last rounds went: the facts of the Sync page (UI "Sync")."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gridclient.base.changes import Changes
from gridclient.base.durable import durable
from gridclient.services.noticing import Notice, notices
from gridclient.store import ParkedLine, Reading, RoundLine, Store, StoreStatus
from gridclient.store.edits import FieldChange, pairs
from gridclient.store.outbox import WaitingLine
from gridcore.errors import Damaged
from gridcore.wire import Act, Create, Op, Set

__all__ = ["FieldChange", "Notice", "Outgoing", "OutgoingLine", "ParkedEntry", "RoundLine", "StoreStatus", "SyncFacts"]

_GROUPS = {
    "visit": "visits",
    "event": "events",
    "task": "events",
    "household": "households",
    "person": "households",
    "house": "households",
    "occupancy": "households",
    "inspection": "inspections",
    "rectification": "inspections",
    "finding": "inspections",
    "answers": "inspections",
    "survey": "surveys",
    "issue": "conflicts",
}
_NAMES, _LISTED = 3, 100


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """What waits of one group (visits, events, households, inspections, conflicts, others): how many, about whom."""

    group: str
    count: int
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One change that waits; `kind` and `record` name what can be opened, empty when it is not here (any more)."""

    tx: str
    verb: str
    made: datetime
    about: str
    kind: str
    record: str


@dataclass(frozen=True, slots=True)
class ParkedEntry:
    """A tx the centre did not accept: what it was about, what it would have changed, how many photos it brought."""

    tx: str
    verb: str
    made: datetime
    reason: str
    about: str
    kind: str
    record: str
    changes: tuple[FieldChange, ...]
    photos: int


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """Everything the Sync page counts, read in one moment.

    `data_as_of`: the centre's time in the newest reply taken; `centre_changed`: when a round last brought something
    new (FAULTS 18). `items`: what waits, one by one, oldest first, the first hundred.
    """

    status: StoreStatus
    lines: tuple[OutgoingLine, ...]
    items: tuple[WaitingItem, ...]
    parked: tuple[ParkedEntry, ...]
    rounds: tuple[RoundLine, ...]
    notices: tuple[Notice, ...] = ()
    data_as_of: datetime | None = None
    centre_changed: datetime | None = None


class Outgoing:
    """The outbox as a person sees it."""

    def __init__(self, store: Store) -> None:
        """Use a store."""
        self._store = store

    def facts(self, rounds: int = 6) -> SyncFacts:
        """Read what waits, what is parked and the last rounds."""
        waiting, parked = self._store.outbox.waiting_lines(), self._store.outbox.parked_lines()
        with self._store.read() as reading:
            items = tuple(_item(reading, line) for line in waiting[:_LISTED])
            lines = _grouped(reading, waiting)
            entries = tuple(self._parked(reading, line) for line in parked)
        status, every = self._store.status(), self._store.rounds.lines()
        return SyncFacts(
            status=status,
            lines=lines,
            items=items,
            parked=entries,
            rounds=every[:rounds],
            notices=notices(status),
            data_as_of=status.verified_at,
            centre_changed=next((line.at for line in every if int(line.facts.get("pulled") or 0)), None),
        )

    def resend(self, tx: str) -> Changes:
        """Do a refused tx again as a new one."""
        self._store.resend(tx)
        return Changes.of_whole("household", "person", "event", "task", "inspection", "place", "school", "visit")

    def hide(self, tx: str) -> None:
        """Take a refused tx off the list; it is kept."""
        self._store.outbox.hide(tx)

    def export(self, path: Path, text: str, txs: Sequence[str]) -> None:
        """Write refused work to a zip file: `text` as the person reads it, and the photos that are still here (F38).

        The file is whole or not there. Raises NoPlace where it cannot be written, StoreBusy while a photo is held.
        """
        with durable(path) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("parked.txt", text)
            for number, tx in enumerate(txs, 1):
                for place, photo in enumerate(self._store.blobs.of_tx(tx), 1):
                    try:
                        data = self._store.blobs.open(photo.sha256)
                    except Damaged:
                        continue
                    packed.writestr(f"{number}-{place}{Path(photo.name or '').suffix or '.jpg'}", data)

    def seen(self, notice: str) -> None:
        """Note that the person was told: `behind` or `re_enrolled`."""
        if notice == "behind":
            self._store.seen_behind()
        elif notice == "re_enrolled":
            self._store.outbox.seen_re_enrolled()

    def _parked(self, reading: Reading, line: ParkedLine) -> ParkedEntry:
        kind, record = _openable(reading, line.records)
        return ParkedEntry(
            tx=line.tx,
            verb=line.verb,
            made=line.made,
            reason=line.reason,
            about=_about(reading, line.records),
            kind=kind,
            record=record,
            changes=tuple(change for op in line.ops for change in _changes(op)),
            photos=len(self._store.blobs.of_tx(line.tx)),
        )


def _changes(op: Op) -> tuple[FieldChange, ...]:
    if isinstance(op, Set):
        return pairs(op)
    if isinstance(op, Create):
        return tuple(FieldChange(name, None, value) for name, value in op.set.items())
    if isinstance(op, Act):
        said = {"text": op.text} if op.text else {}
        return tuple(FieldChange(name, None, value) for name, value in (said | op.set).items())
    return ()


def _grouped(reading: Reading, waiting: Sequence[WaitingLine]) -> tuple[OutgoingLine, ...]:
    counts: dict[str, int] = {}
    about: dict[str, dict[str, None]] = {}
    for line in waiting:
        group = _GROUPS.get(line.verb.removeprefix("undo:").partition(".")[0], "others")
        counts[group] = counts.get(group, 0) + 1
        name = _about(reading, line.records)
        if name:
            about.setdefault(group, {})[name] = None
    return tuple(OutgoingLine(group, count, tuple(about.get(group, {}))[:_NAMES]) for group, count in counts.items())


def _item(reading: Reading, line: WaitingLine) -> WaitingItem:
    kind, record = _openable(reading, line.records)
    return WaitingItem(line.tx, line.verb, line.made, _about(reading, line.records), kind, record)


_PAGED = frozenset({"household", "person", "visit", "event", "task", "rectification", "inspection", "place", "school"})
"""Kinds some page shows one of."""


def _openable(reading: Reading, records: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """Give the first touched record a page can show, or the record it hangs on."""
    for kind, record in records:
        entry = reading.get(kind, record)
        if entry is None:
            continue
        if kind in _PAGED:
            return kind, record
        of = kind.partition(":")[2]
        if of in _PAGED and entry.parent is not None and reading.get(of, entry.parent) is not None:
            return of, entry.parent
        if entry.parent is not None and reading.get("household", entry.parent) is not None:
            return "household", entry.parent
    return "", ""


def _about(reading: Reading, records: tuple[tuple[str, str], ...]) -> str:
    """Give the name of the first touched record that has one: its household's, where it is a child of one."""
    for kind, record in records:
        entry = reading.get(kind, record)
        if entry is None:
            continue
        body: Any = entry.body
        name = getattr(body, "name", None) or getattr(body, "title", None)
        if kind == "household":
            head = reading.get("person", body.head) if body.head else None
            name = getattr(head.body, "name", None) if head is not None else body.address
        elif name is None and entry.parent is not None:
            home = reading.get("household", entry.parent)
            home_body: Any = home.body if home is not None else None
            head = reading.get("person", home_body.head) if home_body is not None and home_body.head else None
            name = getattr(head.body, "name", None) if head is not None else getattr(home_body, "address", None)
        if name:
            return str(name)
    return ""
