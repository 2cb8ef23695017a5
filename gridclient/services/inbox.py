"""The inbox: what waits for me, from every department in one list (全科), the overdue first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gridclient.base.clock import Clock
from gridclient.services.case import ClockLine, due_line
from gridclient.services.me import Me
from gridclient.services.working_calendar import working_calendar
from gridclient.store import Store
from gridclient.store import inbox as repository
from gridclient.store.inbox import Asker, InboxRow, Scope
from gridcore.deadlines import BEIJING

__all__ = ["Inbox", "InboxLine", "InboxRow", "InboxView", "Scope"]


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A row of the inbox with its clock."""

    row: InboxRow
    clock: ClockLine

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id."""
        return self.row.kind, self.row.id


@dataclass(frozen=True, slots=True)
class InboxView:
    """The rows of one scope and how many every scope has."""

    lines: tuple[InboxLine, ...]
    counts: Mapping[Scope, int]


class Inbox:
    """Reads the inbox of the person."""

    def __init__(self, store: Store, me: Me, clock: Clock) -> None:
        """Use the store and the clock of this person."""
        self._store, self._me, self._clock = store, me, clock

    def view(self, scope: Scope = Scope.MINE, limit: int = 500) -> InboxView:
        """Give the rows of a scope, overdue first, then by due time, then what has no limit."""
        now = self._clock.now()
        asker = Asker(self._me.user, self._me.role, self._me.grid, now.astimezone(BEIJING).date().isoformat())
        with self._store.read() as reading:
            rows = repository.rows(reading, asker, scope, limit)
            counts = repository.counts(reading, asker)
            calendar = working_calendar(reading)
        lines = [
            InboxLine(
                row,
                due_line(row.due, now, calendar, started=row.started_at, amount=row.limit_amount, unit=row.limit_unit)
                if not _ended(row)
                else ClockLine(due_line("", now, calendar).light, is_stopped=True, review_on=row.review_on),
            )
            for row in rows
        ]
        # A due time that is only counted from the start of the clock is not in the row: those are put in place here.
        lines.sort(key=lambda line: line.clock.due.timestamp() if line.clock.due is not None else float("inf"))
        return InboxView(tuple(lines), counts)


def _ended(row: InboxRow) -> bool:
    return row.state not in {
        "DRAFT", "REPORTED", "VERIFYING", "FILED", "DISPATCHED", "HANDLING", "OPEN", "ISSUED", "FIXING", "EXT_REQ",
        "DUE",
    }  # fmt: skip
