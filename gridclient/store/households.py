"""Households as lists and pages show them (UI Households, SYNC 2 "due visits are a query")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from gridclient.store.reading import Entry, State
from gridclient.store.repository import Repository, held, is_whole, marks, state, texts

DUE_SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household as a list shows it.

    `head_name` is the head's, else the contact's; `last_visit` the newest visit that met somebody; `due` the day of the
    next visit, None when none is asked for; `light` overdue | today | soon | later | first (never visited) | "".
    """

    id: str
    grid: str
    head: str | None
    head_name: str
    people: int
    address: str
    household_no: str
    building: str
    unit: str
    floor: str
    room: str
    tags: tuple[str, ...]
    tenure: str
    living_state: str
    last_visit: datetime | None
    due: date | None
    light: str
    state: State


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter with its count: `all`, `due`, `waiting`, `conflict`, `rented`, or `tag:<code>`."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class HouseholdList:
    """The lines of a filter, and the chips over all households."""

    lines: tuple[HouseholdLine, ...]
    chips: tuple[Chip, ...]
    households: int
    people: int


_DUE = ("overdue", "today", "first")
_RENTED = "rented"

_SELECT = f"""
SELECT h.id, h.grid, h.v, h.head, coalesce(p.name, json_extract(h.contact, '$.name'), ''),
  (SELECT count(*) FROM person WHERE parent = h.id), h.address, h.household_no, h.building, h.unit, h.floor, h.room,
  h.tags, h.tenure, h.living_state, h.visit_every, h.confirmed_on,
  (SELECT max(visited_at) FROM visit WHERE parent = h.id AND coalesce(result, '') != 'absent'),
  (SELECT next_visit FROM visit WHERE parent = h.id ORDER BY visited_at DESC LIMIT 1),
  EXISTS (SELECT 1 FROM tx_rec WHERE record IN (SELECT id FROM person WHERE parent = h.id))
  OR EXISTS (SELECT 1 FROM tx_rec WHERE record IN (SELECT id FROM visit WHERE parent = h.id)),
  EXISTS (SELECT 1 FROM issue WHERE state = 'open' AND parent IN (SELECT id FROM person WHERE parent = h.id)),
  {marks("h")}
FROM household AS h LEFT JOIN person AS p ON p.id = h.head
WHERE {held("h")}"""  # noqa: S608 - constant text


class Households(Repository):
    """Questions about households."""

    def all(self, on: date, *, chip: str = "all", grid: str | None = None) -> HouseholdList:
        """Give the households of a chip as of a day: those to visit first, then by last visit, longest ago first."""
        with self.reading() as reading:
            where, values = (" AND h.grid = ?", (grid,)) if grid is not None else ("", ())
            rows = reading.db.all(_SELECT + where, *values)
            parked, whole = reading.parked_records(), is_whole(reading.db)
        lines = sorted((_line(row, on, parked, whole=whole) for row in rows), key=_order)
        shown = tuple(line for line in lines if _fits(line, chip))
        return HouseholdList(shown, _chips(lines), len(lines), sum(line.people for line in lines))

    def line(self, household: str, on: date) -> HouseholdLine | None:
        """Give one household as the list shows it."""
        found = self.lines((household,), on)
        return found[0] if found else None

    def lines(self, households: Iterable[str], on: date) -> tuple[HouseholdLine, ...]:
        """Give several households, in the order asked; for a page that refreshes touched rows only."""
        asked = list(households)
        with self.reading() as reading:
            marks_of = ",".join("?" * len(asked))
            rows = {row[0]: row for row in reading.db.all(f"{_SELECT} AND h.id IN ({marks_of})", *asked)}
            parked, whole = reading.parked_records(), is_whole(reading.db)
        return tuple(_line(rows[one], on, parked, whole=whole) for one in asked if one in rows)

    def get(self, household: str) -> Entry | None:
        """Give the whole record."""
        with self.reading() as reading:
            return reading.get("household", household)


def _line(row: tuple[Any, ...], on: date, parked: frozenset[str], *, whole: bool) -> HouseholdLine:
    (record, grid, v, head, head_name, people, address, number, building, unit, floor, room) = row[:12]
    tags, tenure, living, every, _confirmed, last, asked_for, inner, inner_issue, waiting, conflict = row[12:]
    visited = _moment(last)
    due = _due(visited, every, asked_for) if whole else None
    return HouseholdLine(
        id=record,
        grid=grid,
        head=head,
        head_name=head_name,
        people=people,
        address=address or "",
        household_no=number or "",
        building=building or "",
        unit=unit or "",
        floor=floor or "",
        room=room or "",
        tags=texts(tags),
        tenure=tenure or "",
        living_state=living or "",
        last_visit=visited,
        due=due,
        light=_light(due, visited, every if whole else None, on),
        state=state(v, waiting or inner, conflict or inner_issue, parked=record in parked),
    )


def _due(visited: datetime | None, every: int | None, asked_for: str | None) -> date | None:
    """The day promised at the last visit, else the last visit plus the frequency in days (SYNC 2, DOMAIN 3.5)."""
    promised = _day(asked_for)
    if promised is not None and (visited is None or promised > visited.date()):
        return promised
    return visited.date() + timedelta(days=every) if visited is not None and every else None


def _light(due: date | None, visited: datetime | None, every: int | None, on: date) -> str:
    if due is None:
        return "first" if every and visited is None else ""
    left = (due - on).days
    if left < 0:
        return "overdue"
    return "today" if left == 0 else "soon" if left <= DUE_SOON_DAYS else "later"


def _order(line: HouseholdLine) -> tuple[bool, date, str, str]:
    last = line.last_visit.date() if line.last_visit is not None else date.min
    return line.light not in _DUE, last, line.address, line.id


def _fits(line: HouseholdLine, chip: str) -> bool:
    match chip.partition(":"):
        case ("all", _, _):
            return True
        case ("due", _, _):
            return line.light in _DUE
        case ("waiting", _, _):
            return line.state.is_waiting
        case ("conflict", _, _):
            return line.state.has_conflict
        case ("rented", _, _):
            return line.tenure == _RENTED
        case ("tag", _, tag):
            return tag in line.tags
        case _:
            return False


def _chips(lines: list[HouseholdLine]) -> tuple[Chip, ...]:
    tags: dict[str, int] = {}
    for line in lines:
        for tag in line.tags:
            tags[tag] = tags.get(tag, 0) + 1
    names = ["all", "due", *(f"tag:{tag}" for tag in sorted(tags, key=lambda tag: (-tags[tag], tag)))]
    counted = [
        Chip(name, sum(_fits(line, name) for line in lines)) for name in (*names, "rented", "waiting", "conflict")
    ]
    return tuple(chip for chip in counted if chip.count or chip.name == "all")


def _moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else datetime.fromisoformat(text)
    except ValueError:
        return None


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None
