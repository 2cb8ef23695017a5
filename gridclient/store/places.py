"""Schools and places as one list, and what hangs on each: inspections, rectifications, licences (UI "Places")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from gridclient.store.reading import Entry, Reading, State
from gridclient.store.repository import Repository, held, marks, state
from gridcore.parts import Licence

SOON_DAYS = 30
"""A licence that runs out within so many days is shown amber."""
CLOSED = ("PASSED", "TRANSFERRED")
"""Rectifications nobody waits for any more."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A school or place as a list shows it.

    `what` is the stage of a school (primary) or the type of a place (01 to 09); `size` students or staff; `risk` 1 to 3
    or ""; `late`, `soon` and `running` count open rectifications; `licence` overdue | soon | "" by the next expiry.
    """

    id: str
    kind: str
    grid: str
    name: str
    what: str
    address: str
    size: int | None
    boarding: bool
    gates: int
    risk: str
    last_inspected: str
    late: int
    soon: int
    running: int
    licence: str
    state: State

    @property
    def to_fix(self) -> int:
        """Rectifications still open."""
        return self.late + self.soon + self.running


@dataclass(frozen=True, slots=True)
class RectificationLine:
    """An order still open or done: due is what counts after extensions; light overdue | today | soon | later | ""."""

    id: str
    inspection: str
    item: str
    text: str
    party: str
    due: str
    stage: str
    light: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class LicenceLine:
    """A licence: light overdue | soon | later."""

    kind: str
    no: str
    valid_to: str
    light: str


_FIELDS = "s.id, '{kind}', s.grid, s.v, s.name, s.{what}, s.address, s.{size}, {boarding}, {gates}, {risk}, {licences}"
_SCHOOL = _FIELDS.format(
    kind="school", what="stage", size="students", boarding="s.boarding",
    gates="coalesce(json_array_length(s.gates), 0)", risk="NULL", licences="NULL",
)  # fmt: skip
_PLACE = _FIELDS.format(
    kind="place", what="place_type", size="staff_count", boarding="NULL", gates="0", risk="s.risk",
    licences="s.licences",
)  # fmt: skip
_LAST = (
    "(SELECT max(coalesce(finished_at, started_at)) FROM inspection WHERE parent = s.id"
    " AND coalesce(finished_at, started_at) IS NOT NULL)"
)
_ORDERS = f"""
SELECT i.parent, r.id, r.parent, r.item, r.text, r.party, coalesce(r.extended_to, r.due), r.state
FROM rectification AS r JOIN inspection AS i ON i.id = r.parent WHERE {held("r")}"""  # noqa: S608 - constant text


class Places(Repository):
    """Questions about schools and places."""

    def lines(self, on: date) -> tuple[PlaceLine, ...]:
        """Give all, as of a day: schools first, then places; within both those with late orders first, then by name."""
        with self.reading() as reading:
            parked = reading.parked_records()
            orders = _orders(reading, on)
            rows: list[tuple[Any, ...]] = []
            for table, fields in (("school", _SCHOOL), ("place", _PLACE)):
                rows += reading.db.all(
                    f"SELECT {fields}, {_LAST}, {marks('s')} FROM {table} AS s WHERE {held('s')}"  # noqa: S608
                )
        found = [_line(row, orders.get(row[0], ()), parked, on) for row in rows]
        return tuple(sorted(found, key=lambda line: (line.kind != "school", -line.late, line.name, line.id)))

    def get(self, kind: str, place: str) -> Entry | None:
        """Give the whole record."""
        with self.reading() as reading:
            return reading.get(kind, place)

    def orders(self, place: str, on: date) -> tuple[RectificationLine, ...]:
        """Give the rectifications of a school or place: open ones by due date, then the others."""
        with self.reading() as reading:
            found = _orders(reading, on, place).get(place, ())
        return tuple(sorted(found, key=lambda line: (not line.is_open, line.due or "9999", line.item)))


def licence_lines(licences: tuple[Licence, ...], on: date) -> tuple[LicenceLine, ...]:
    """Give licences with their lights, the first to run out first."""
    found = [
        LicenceLine(one.kind or "", one.no or "", one.valid_to or "", _run_out(one.valid_to, on)) for one in licences
    ]
    return tuple(sorted(found, key=lambda line: line.valid_to or "9999"))


def _orders(reading: Reading, on: date, place: str | None = None) -> dict[str, tuple[RectificationLine, ...]]:
    where, values = ("", ()) if place is None else (" AND i.parent = ?", (place,))
    found: dict[str, list[RectificationLine]] = {}
    for parent, record, inspection, item, text, party, due, stage in reading.db.all(_ORDERS + where, *values):
        is_open = stage not in CLOSED
        light = _light(due, on) if is_open else ""
        line = RectificationLine(
            record, inspection, item or "", text or "", party or "", due or "", stage or "", light, is_open
        )
        found.setdefault(parent, []).append(line)
    return {parent: tuple(lines) for parent, lines in found.items()}


def _line(row: tuple[Any, ...], orders: tuple[RectificationLine, ...], parked: frozenset[str], on: date) -> PlaceLine:
    record, kind, grid, v, name, what, address, size, boarding, gates, risk, licences, last, waiting, conflict = row
    still = [order for order in orders if order.is_open]
    late = sum(order.light == "overdue" for order in still)
    soon = sum(order.light in {"today", "soon"} for order in still)
    lights = {line.light for line in licence_lines(_licences(licences), on)}
    return PlaceLine(
        id=record,
        kind=kind,
        grid=grid,
        name=name or "",
        what=what or "",
        address=address or "",
        size=size,
        boarding=bool(boarding),
        gates=gates,
        risk=risk or "",
        last_inspected=last or "",
        late=late,
        soon=soon,
        running=len(still) - late - soon,
        licence="overdue" if "overdue" in lights else "soon" if "soon" in lights else "",
        state=state(v, waiting, conflict, parked=record in parked),
    )


_decode = msgspec.json.Decoder(tuple[Licence, ...]).decode


def _licences(json: str | None) -> tuple[Licence, ...]:
    try:
        return () if json is None else _decode(json)
    except (msgspec.ValidationError, msgspec.DecodeError):
        return ()


def _run_out(valid_to: str | None, on: date) -> str:
    try:
        left = date.fromisoformat(valid_to or "") - on
    except ValueError:
        return "later"
    return "overdue" if left < timedelta() else "soon" if left <= timedelta(days=SOON_DAYS) else "later"


def _light(due: str | None, on: date) -> str:
    try:
        left = (date.fromisoformat((due or "")[:10]) - on).days
    except ValueError:
        return ""
    if left < 0:
        return "overdue"
    return "today" if left == 0 else "soon" if left == 1 else "later"
