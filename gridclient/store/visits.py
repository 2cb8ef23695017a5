"""Visits (入户走访): append only, so a correction is a visit that names the one it replaces (DOMAIN 3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gridclient.store.reading import Entry, State
from gridclient.store.repository import Repository, held, marks, state

_SELECT = f"""
SELECT v.id, v.grid, v.v, v.parent, v.visited_at, v.visitor, v.visitor_name, v.visit_kind, v.way, v.result, v.text,
  coalesce(json_array_length(v.photos), 0), v.next_visit, v.corrects,
  EXISTS (SELECT 1 FROM visit AS later WHERE later.parent = v.parent AND later.corrects = v.id), {marks("v")}
FROM visit AS v WHERE {held("v")}"""  # noqa: S608 - constant text


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit; `is_corrected` when a later one replaces it; `photos` is their number; "" = not said."""

    id: str
    grid: str
    household: str | None
    at: datetime | None
    visitor: str
    visitor_name: str
    visit_kind: str
    way: str
    result: str
    text: str
    photos: int
    next_visit: str
    corrects: str
    is_corrected: bool
    state: State


class Visits(Repository):
    """Questions about visits."""

    def of_household(self, household: str, limit: int = 200) -> tuple[VisitLine, ...]:
        """Give the visits of a household, newest first."""
        return self._lines(" AND v.parent = ? ORDER BY v.visited_at DESC, v.id DESC LIMIT ?", household, limit)

    def between(self, since: datetime, until: datetime, visitor: str | None = None) -> tuple[VisitLine, ...]:
        """Give the visits from `since` to before `until`, oldest first, of one visitor or all."""
        when = " AND julianday(v.visited_at) >= julianday(?) AND julianday(v.visited_at) < julianday(?)"
        who = " AND (? IS NULL OR v.visitor = ?) ORDER BY v.visited_at, v.id"
        return self._lines(when + who, since.isoformat(), until.isoformat(), visitor, visitor)

    def get(self, visit: str) -> Entry | None:
        """Give the whole record."""
        with self.reading() as reading:
            return reading.get("visit", visit)

    def _lines(self, where: str, *values: str | int | None) -> tuple[VisitLine, ...]:
        with self.reading() as reading:
            parked = reading.parked_records()
            return tuple(_line(row, parked) for row in reading.db.all(_SELECT + where, *values))


def _line(row: tuple[Any, ...], parked: frozenset[str]) -> VisitLine:
    record, grid, v, household, at, *texts_of, photos, next_visit, corrects, corrected, waiting, conflict = row
    visitor, visitor_name, kind, way, result, text = (value or "" for value in texts_of)
    return VisitLine(
        id=record,
        grid=grid,
        household=household,
        at=None if at is None else datetime.fromisoformat(at),
        visitor=visitor,
        visitor_name=visitor_name,
        visit_kind=kind,
        way=way,
        result=result,
        text=text,
        photos=photos,
        next_visit=next_visit or "",
        corrects=corrects or "",
        is_corrected=bool(corrected),
        state=state(v, waiting, conflict, parked=record in parked),
    )
