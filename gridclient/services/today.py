"""The day in one look: what is late, what falls due, whom to visit, what is half written or done (UI "Today")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from gridclient.base.clock import Clock
from gridclient.services.code_tables import code_tables
from gridclient.services.drafts import DraftLine, Drafts
from gridclient.services.households import HouseholdLine, Households, is_due
from gridclient.services.inbox import Inbox, InboxLine, Scope
from gridclient.services.me import Me
from gridclient.store import Store
from gridclient.store import diary as repository
from gridclient.store import households as household_repository
from gridclient.store.diary import DiaryLine
from gridcore.codetable import CodeTable
from gridcore.deadlines import BEIJING, Light

__all__ = ["DiaryLine", "DraftSeen", "HouseholdLine", "InboxLine", "Today", "TodayView"]

_NOTES, _NOTES_KEPT = "diary.notes", 60
_QUIET_STEPS = frozenset({"approve", "notify", "record", "sign", "archive"})
"""Steps of an inspection that say nothing new beside its beginning and its end."""


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """A form half written, and how far it is: `done` of `total`, 0 of 0 where nothing is counted."""

    line: DraftLine
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything the page shows, read in one go.

    `lines` wait for me: overdue first, then by due time, then what has no limit. `visits` are due, in the order of
    the doors; without any, `tomorrow` counts the households that fall due tomorrow. `note` is the line of one's own.
    """

    day: date
    lines: tuple[InboxLine, ...]
    visits: tuple[HouseholdLine, ...]
    late: int
    due_today: int
    tomorrow: int
    drafts: tuple[DraftSeen, ...]
    diary: tuple[DiaryLine, ...]
    note: str
    tables: Mapping[str, CodeTable]


class Today:
    """Reads the day of the person, and keeps their own line of it."""

    def __init__(
        self, store: Store, me: Me, clock: Clock, inbox: Inbox, drafts: Drafts, households: Households | None
    ) -> None:
        """`households` is None for a role that holds none."""
        self._store, self._me, self._clock = store, me, clock
        self._inbox, self._drafts, self._households = inbox, drafts, households
        self._diary = repository.Diary(store)

    @property
    def me(self) -> Me:
        """Who works here."""
        return self._me

    def now(self) -> datetime:
        """The time of the wall, in Beijing."""
        return self._clock.now().astimezone(BEIJING)

    def view(self) -> TodayView:
        """Read the day."""
        day = self.now().date()
        lines = tuple(line for line in self._inbox.view(Scope.MINE).lines if line.row.kind != "visit")
        visits, tomorrow = self._visits(day)
        return TodayView(
            day=day,
            lines=tuple(sorted(lines, key=lambda line: line.clock.light is not Light.RED)),
            visits=visits,
            late=self.late(lines),
            due_today=sum(_falls_on(line, day) for line in lines),
            tomorrow=tomorrow,
            drafts=tuple(_seen(line) for line in self._drafts.lines()),
            diary=_told(self._diary.of(self._me.user, *_span(day))),
            note=self.note(day),
            tables=code_tables(self._store),
        )

    def late(self, lines: tuple[InboxLine, ...] | None = None) -> int:
        """Count what is overdue and waits for me: the badge of the tasks."""
        asked = self._inbox.view(Scope.MINE).lines if lines is None else lines
        return sum(line.clock.light is Light.RED for line in asked if line.row.kind != "visit")

    def note(self, day: date) -> str:
        """Give the line of one's own of a day."""
        return str(self._notes().get(day.isoformat(), ""))

    def write_note(self, day: date, words: str) -> None:
        """Keep the line of one's own of a day, on this PC only; empty words take it away."""
        notes = {**self._notes(), day.isoformat(): words.strip()}
        kept = sorted(each for each, said in notes.items() if said)[-_NOTES_KEPT:]
        self._store.settings.put(_NOTES, {each: notes[each] for each in kept})

    def _notes(self) -> dict[str, str]:
        found: object = self._store.settings.get(_NOTES, {})
        return cast("dict[str, str]", found) if isinstance(found, dict) else {}

    def _visits(self, day: date) -> tuple[tuple[HouseholdLine, ...], int]:
        if self._households is None:
            return (), 0
        due = tuple(line for line in self._households.walk() if is_due(line))
        if due:
            return due, 0
        every = household_repository.Households(self._store).all(day).lines
        return (), sum(line.due == day + timedelta(days=1) for line in every)


def _falls_on(line: InboxLine, day: date) -> bool:
    due = line.clock.due
    return due is not None and line.clock.light is not Light.RED and due.astimezone(BEIJING).date() == day


def _span(day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time(), BEIJING)
    return start, start + timedelta(days=1)


def _seen(line: DraftLine) -> DraftSeen:
    body = cast("dict[str, Any]", line.body) if isinstance(line.body, dict) else dict[str, Any]()
    done, total = (body.get(name) for name in ("answered", "total"))
    if isinstance(done, int) and isinstance(total, int):
        return DraftSeen(line, done, total)
    return DraftSeen(line)


def _told(lines: tuple[DiaryLine, ...]) -> tuple[DiaryLine, ...]:
    """What was handled on the spot was reported by that; an inspection is its beginning and its end."""
    handled = {line.record for line in lines if line.code == "self_handle"}
    return tuple(
        line
        for line in lines
        if not (line.code == "report" and line.record in handled)
        and not (line.kind == "inspection" and line.code in _QUIET_STEPS)
    )
