"""Households: the list, one household whole, and its verbs (PRODUCT 1, UI 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import msgspec

from gridclient.base.clock import Clock
from gridclient.services.me import Me
from gridclient.services.people import PersonDraft, settled
from gridclient.services.saved import Saved
from gridclient.store import Reading, State, Store, Work, edits, filtering
from gridclient.store import households as repository
from gridclient.store import visits as visit_repository
from gridclient.store.households import HouseholdLine
from gridclient.store.visits import VisitLine
from gridcore.errors import InvalidInput
from gridcore.event import Event
from gridcore.house import House
from gridcore.household import Household
from gridcore.person import Person

__all__ = [
    "Chip", "EventOfHousehold", "HouseholdDetail", "HouseholdDraft", "HouseholdLine", "HouseholdList", "Households",
    "Member", "VisitLine", "following", "is_due",
]  # fmt: skip

_DUE = frozenset({"overdue", "today", "first"})
_RENTED = frozenset({"2", "rented"})


class Chip(StrEnum):
    """What the list is narrowed to."""

    ALL = "all"
    DUE = "due"
    ALONE = "alone"
    RENTED = "rented"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class HouseholdList:
    """The lines of a chip under a filter; `counts` of all chips obey the words; the totals do not."""

    lines: tuple[HouseholdLine, ...]
    counts: Mapping[Chip, int]
    households: int
    people: int


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a household, the record whole: the page masks what is to be masked."""

    id: str
    body: Person
    state: State
    is_head: bool


@dataclass(frozen=True, slots=True)
class EventOfHousehold:
    """An event reported at this household."""

    id: str
    body: Event
    state: State


@dataclass(frozen=True, slots=True)
class HouseholdDetail:
    """One household whole; `waiting` counts actions not sent yet."""

    line: HouseholdLine
    body: Household
    members: tuple[Member, ...]
    houses: tuple[House, ...]
    events: tuple[EventOfHousehold, ...]
    last: VisitLine | None
    waiting: int


class HouseholdDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What the form holds: `seen` is what was on the screen when it was opened; no id = a new household."""

    id: str = ""
    seen: dict[str, Any] = {}
    new: dict[str, Any] = {}
    people: tuple[PersonDraft, ...] = ()


def is_due(line: HouseholdLine) -> bool:
    """Whether the household is to be visited today: the day has come, or nobody was ever there."""
    return line.light in _DUE


def following(walk: Sequence[HouseholdLine], household: str) -> HouseholdLine | None:
    """Give who is to be visited after a household on the round of the day, going round; None when nobody is left."""
    places = {line.id: place for place, line in enumerate(walk)}
    start = places.get(household, -1) + 1
    turned = (*walk[start:], *walk[:start])
    return next((line for line in turned if is_due(line) and line.id != household), None)


class Households:
    """Questions about households, and what a person does to them."""

    def __init__(self, store: Store, me: Me, clock: Clock) -> None:
        self._store, self._me, self._clock = store, me, clock
        self._lines = repository.Households(store)

    @property
    def today(self) -> date:
        """The day of the wall."""
        return self._clock.now().date()

    def list(self, chip: Chip = Chip.ALL, words: str = "") -> HouseholdList:
        """Give the households of a chip and a filter: due visits first, then by last visit, newest first."""
        every = self._lines.all(self.today)
        with self._store.read() as reading:
            found = filtering.households_matching(reading, words)
        asked = every.lines if found is None else tuple(line for line in every.lines if line.id in found)
        counts = {each: sum(_fits(line, each) for line in asked) for each in Chip}
        shown = sorted((line for line in asked if _fits(line, chip)), key=_order)
        return HouseholdList(tuple(shown), MappingProxyType(counts), every.households, every.people)

    def walk(self, also: str = "") -> tuple[HouseholdLine, ...]:
        """Give the round of the day by building, unit and floor: who is to be visited, then who was visited today.

        `also` is a household that belongs to it in any case: the one a visit is being recorded at.
        """
        every = self._lines.all(self.today).lines
        to_do = sorted((line for line in every if is_due(line)), key=_door)
        done = [line for line in every if not is_due(line) and self.is_visited_today(line)]
        first = [line for line in every if line.id == also and line not in to_do and line not in done]
        return (*first, *to_do, *sorted(done, key=_order))

    def is_visited_today(self, line: HouseholdLine) -> bool:
        """Whether somebody was met there today."""
        now = self._clock.now()
        return line.last_visit is not None and line.last_visit.astimezone(now.tzinfo).date() == now.date()

    def detail(self, household: str) -> HouseholdDetail | None:
        """Give one household whole; None when it is not here (any more)."""
        line = self._lines.line(household, self.today)
        visits = visit_repository.Visits(self._store).of_household(household)
        with self._store.read() as reading:
            entry = reading.get("household", household)
            if line is None or entry is None or not isinstance(entry.body, Household):
                return None
            members = _members(reading, household, entry.body.head)
            waiting = {one.tx for one in edits.of_household(reading, household) if one.sent is edits.Sent.WAITING}
            houses = tuple(_houses(reading, members))
            events = tuple(_events(reading, household))
        unsent = len(waiting) + sum(one.state.is_waiting for one in visits)
        last = next((one for one in visits if not one.is_corrected), None)
        return HouseholdDetail(line, entry.body, members, houses, events, last, unsent)

    def save(self, draft: HouseholdDraft, kept: str | None = None) -> Saved:
        """Save the form: the household, its people, new members; one tx, with which the draft `kept` is gone.

        Raises InvalidInput with field `address` or `name` (reason required) for what cannot be left out.
        """
        if not draft.id:
            return self._add(draft, kept)
        verb = "household.edit" if draft.new or any(one.id for one in draft.people) else "person.add"
        with self._store.write(verb) as work:
            found = work.get("household", draft.id)
            if found is None:
                raise InvalidInput(field="id", reason="unknown_record", kind="household")
            if draft.new:
                work.set("household", draft.id, draft.seen, _plain(draft.new))
            for person in draft.people:
                _write(work, person, draft.id, found.grid)
            if kept is not None:
                work.forget_draft(kept)
        return Saved(draft.id, work.changes, work.tx_id)

    def _add(self, draft: HouseholdDraft, kept: str | None) -> Saved:
        values = {name: value for name, value in _plain(draft.new).items() if value is not None}
        if not values.get("address"):
            raise InvalidInput(field="address", reason="required")
        if not draft.people:
            raise InvalidInput(field="name", reason="required")
        with self._store.write("household.add") as work:
            household = work.new_id()
            ids = [work.new_id() for _ in draft.people]
            work.create("household", {**values, "head": ids[0]}, grid=self._me.grid, id=household)
            for person, new in zip(draft.people, ids, strict=True):
                _write(work, person, household, self._me.grid, new)
            if kept is not None:
                work.forget_draft(kept)
        return Saved(household, work.changes, work.tx_id)


def _write(work: Work, person: PersonDraft, household: str, grid: str, new_id: str | None = None) -> None:
    values = settled(person.new)
    if person.id:
        work.set("person", person.id, person.seen, values)
        return
    if not values.get("name"):
        raise InvalidInput(field="name", reason="required")
    held = {name: value for name, value in values.items() if value is not None}
    work.create("person", held, grid=grid, parent=household, id=new_id)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if value in ("", ()) else value for name, value in values.items()}


def _fits(line: HouseholdLine, chip: Chip) -> bool:
    match chip:
        case Chip.ALL:
            return True
        case Chip.DUE:
            return is_due(line)
        case Chip.ALONE:
            return "alone_elder" in line.tags
        case Chip.RENTED:
            return line.tenure in _RENTED or "rental" in line.tags
        case Chip.WAITING:
            return line.state.is_waiting


def _order(line: HouseholdLine) -> tuple[bool, float, float, str, str]:
    """Due ones by the day they fell due, never visited ones behind them; the others by the newest visit."""
    due = is_due(line)
    day = float(line.due.toordinal()) if due and line.due is not None else float("inf")
    last = -line.last_visit.timestamp() if line.last_visit is not None and not due else 0.0
    return not due, day, last, line.address, line.id


def _door(line: HouseholdLine) -> tuple[str, tuple[tuple[int, str], ...], str]:
    """Along the doors of a building: numbers as numbers, so that 10 comes after 9."""
    parts = (line.building, line.unit, line.floor, line.room)
    return (
        line.address[:2],
        tuple((int("0" + "".join(c for c in part if c.isdecimal())), part) for part in parts),
        line.id,
    )


def _members(reading: Reading, household: str, head: str | None) -> tuple[Member, ...]:
    found = [
        Member(entry.id, entry.body, entry.state, entry.id == head)
        for entry in reading.children("person", household)
        if isinstance(entry.body, Person)
    ]
    return tuple(sorted(found, key=lambda one: not one.is_head))


def _houses(reading: Reading, members: Iterable[Member]) -> Iterable[House]:
    homes: dict[str, None] = {}
    for member in members:
        homes |= {one.parent: None for one in reading.where("occupancy", "person", member.id) if one.parent}
    return (entry.body for entry in reading.entries("house", homes) if isinstance(entry.body, House))


def _events(reading: Reading, household: str) -> Iterable[EventOfHousehold]:
    found = reading.where("event", "household", household)
    return (EventOfHousehold(one.id, one.body, one.state) for one in reversed(found) if isinstance(one.body, Event))
