"""What waits, what was refused, how the last rounds went: the facts of the Sync page (UI "Sync")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gridclient.base.changes import Changes
from gridclient.store import ParkedLine, Reading, RoundLine, Store, StoreStatus

__all__ = ["Outgoing", "OutgoingLine", "ParkedEntry", "RoundLine", "StoreStatus", "SyncFacts"]

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
    "issue": "conflicts",
}
_NAMES = 3


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """What waits of one group (visits, events, households, inspections, conflicts, others): how many, about whom."""

    group: str
    count: int
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParkedEntry:
    """A tx the centre did not accept, with what it was about."""

    tx: str
    verb: str
    made: datetime
    reason: str
    about: str


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """Everything the Sync page counts, read in one moment."""

    status: StoreStatus
    lines: tuple[OutgoingLine, ...]
    parked: tuple[ParkedEntry, ...]
    rounds: tuple[RoundLine, ...]

    @property
    def waiting(self) -> int:
        """Txs not answered yet."""
        return self.status.waiting + self.status.sealed


class Outgoing:
    """The outbox as a person sees it."""

    def __init__(self, store: Store) -> None:
        """Use a store."""
        self._store = store

    def facts(self, rounds: int = 6) -> SyncFacts:
        """Read what waits, what is parked and the last rounds."""
        waiting, parked = self._store.outbox.waiting_lines(), self._store.outbox.parked_lines()
        with self._store.read() as reading:
            counts: dict[str, int] = {}
            about: dict[str, dict[str, None]] = {}
            for line in waiting:
                group = _GROUPS.get(line.verb.removeprefix("undo:").partition(".")[0], "others")
                counts[group] = counts.get(group, 0) + 1
                name = _about(reading, line.records)
                if name:
                    about.setdefault(group, {})[name] = None
            lines = tuple(
                OutgoingLine(group, count, tuple(about.get(group, {}))[:_NAMES]) for group, count in counts.items()
            )
            entries = tuple(_parked(reading, line) for line in parked)
        return SyncFacts(self._store.status(), lines, entries, self._store.rounds.lines(rounds))

    def resend(self, tx: str) -> Changes:
        """Do a refused tx again as a new one."""
        self._store.resend(tx)
        return Changes.of_whole("household", "person", "event", "task", "inspection", "place", "school", "visit")

    def hide(self, tx: str) -> None:
        """Take a refused tx off the list; it is kept."""
        self._store.outbox.hide(tx)


def _parked(reading: Reading, line: ParkedLine) -> ParkedEntry:
    return ParkedEntry(line.tx, line.verb, line.made, line.reason, _about(reading, line.records))


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
