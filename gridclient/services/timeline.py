"""The story of a household: visits, events and what was changed, newest first (UI 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gridclient.store import Reading, Store, edits
from gridclient.store import timeline as repository
from gridclient.store import visits as visit_repository
from gridclient.store.edits import FieldChange, Sent

__all__ = ["FieldChange", "Sent", "Timeline", "TimelineEntry", "What"]


class What(StrEnum):
    """What an entry tells."""

    VISIT = "visit"
    EVENT = "event"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An entry: `code` is the result of a visit or the state of an event, `text` what was written or the title."""

    id: str
    what: What
    at: datetime
    kind: str
    record: str
    sent: Sent = Sent.ARRIVED
    code: str = ""
    text: str = ""
    changes: tuple[FieldChange, ...] = ()
    photos: int = 0
    is_corrected: bool = False


class Timeline:
    """Tells what happened."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_household(self, household: str) -> tuple[TimelineEntry, ...]:
        """Give everything known of a household; edits made elsewhere come as values only, so they have no entry."""
        lines = repository.Timeline(self._store).of_household(household)
        visits = visit_repository.Visits(self._store).of_household(household)
        with self._store.read() as reading:
            found = [_visit(reading, line) for line in visits if line.at is not None]
            found += [_event(reading, line) for line in lines if line.what == "event"]
            found += [_edit(line) for line in edits.of_household(reading, household)]
        return tuple(sorted(found, key=lambda one: (one.at, one.id), reverse=True))


def _visit(reading: Reading, line: visit_repository.VisitLine) -> TimelineEntry:
    at = line.at or datetime.min  # noqa: DTZ901 - lines without a time are left out by the caller
    return TimelineEntry(
        line.id, What.VISIT, at, "visit", line.id, _sent(reading, line.id), line.result, line.text,
        photos=line.photos, is_corrected=line.is_corrected,
    )  # fmt: skip


def _event(reading: Reading, line: repository.TimelineLine) -> TimelineEntry:
    sent = _sent(reading, line.record)
    return TimelineEntry(line.record, What.EVENT, line.at, "event", line.record, sent, line.code, line.text)


def _edit(line: edits.EditLine) -> TimelineEntry:
    what = What(line.edit.value)
    return TimelineEntry(
        line.id, what, line.at, line.kind, line.record, line.sent, text=line.name, changes=line.changes
    )


def _sent(reading: Reading, record: str) -> Sent:
    state = reading.state(record, 1)
    if state.is_parked:
        return Sent.REFUSED
    return Sent.WAITING if state.is_waiting else Sent.ARRIVED
