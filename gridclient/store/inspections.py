"""Inspections as lists and forms show them (UI "Inspection", DOMAIN 4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from gridclient.store.reading import Entry, State
from gridclient.store.repository import Repository, held, marks, state
from gridcore.parts import OfficerRef

_officers = msgspec.json.Decoder(tuple[OfficerRef, ...]).decode


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection as a list shows it; times are ISO texts, `subject_kind` is place | school."""

    id: str
    grid: str
    title: str
    mode: str
    stage: str
    """Its state of DOMAIN 4.1."""
    subject: str
    subject_kind: str
    subject_name: str
    gate: str
    period: str
    planned_for: str
    started_at: str
    finished_at: str
    item_count: int | None
    fail_count: int | None
    officers: tuple[OfficerRef, ...]
    checklist: str
    state: State


_SELECT = f"""
SELECT i.id, i.grid, i.v, coalesce(c.title, ''), i.mode, i.state, coalesce(i.parent, ''),
  CASE WHEN s.id IS NOT NULL THEN 'school' ELSE 'place' END, coalesce(s.name, p.name, ''), i.gate, i.period,
  i.planned_for, i.started_at, i.finished_at, i.item_count, i.fail_count, i.officers,
  coalesce(json_extract(i.checklist, '$.code'), ''), i.title, {marks("i")}
FROM inspection AS i LEFT JOIN school AS s ON s.id = i.parent LEFT JOIN place AS p ON p.id = i.parent
LEFT JOIN (SELECT sha256, max(title) AS title FROM checklist GROUP BY sha256) AS c
  ON c.sha256 = json_extract(i.checklist, '$.sha256')
WHERE {held("i")}"""  # noqa: S608 - constant text

_ORDER = (
    " ORDER BY CASE WHEN i.finished_at IS NULL THEN 0 ELSE 1 END, i.finished_at DESC,"
    " i.started_at DESC, i.planned_for, i.id"
)


class Inspections(Repository):
    """Questions about inspections and what hangs on them."""

    def lines(self) -> tuple[InspectionLine, ...]:
        """Give all inspections held here: open ones first (begun, then planned), then finished ones, newest first."""
        with self.reading() as reading:
            rows = reading.db.all(_SELECT + _ORDER)
            parked = reading.parked_records()
        return tuple(_line(row, parked) for row in rows)

    def line(self, inspection: str) -> InspectionLine | None:
        """Give one inspection as the list shows it."""
        with self.reading() as reading:
            row = reading.db.one(_SELECT + " AND i.id = ?", inspection)
            return None if row is None else _line(row, reading.parked_records())

    def of_subject(self, subject: str) -> tuple[InspectionLine, ...]:
        """Give the inspections of a school or place, newest first."""
        with self.reading() as reading:
            rows = reading.db.all(
                f"{_SELECT} AND i.parent = ? ORDER BY coalesce(i.finished_at, i.started_at, i.planned_for) DESC",
                subject,
            )
            parked = reading.parked_records()
        return tuple(_line(row, parked) for row in rows)

    def get(self, inspection: str) -> Entry | None:
        """Give the whole record."""
        with self.reading() as reading:
            return reading.get("inspection", inspection)

    def certificates(self) -> tuple[Entry, ...]:
        """Give the certificates held here (one per officer of the county)."""
        with self.reading() as reading:
            return reading.all("certificate")

    def phrases(self, limit: int = 5) -> dict[str, tuple[str, ...]]:
        """Give what was found before at each item, newest first: what the form offers again."""
        with self.reading() as reading:
            rows = reading.db.all(
                "SELECT item, text FROM finding WHERE item IS NOT NULL AND text IS NOT NULL ORDER BY id DESC"
            )
        found: dict[str, dict[str, None]] = {}
        for item, text in rows:
            known = found.setdefault(item, {})
            if len(known) < limit:
                known[text] = None
        return {item: tuple(texts) for item, texts in found.items()}


def _line(row: tuple[Any, ...], parked: frozenset[str]) -> InspectionLine:
    (record, grid, v, listed, mode, stage, subject, kind, name, gate, period) = row[:11]
    planned, started, finished, items, fails, officers, checklist, title, waiting, conflict = row[11:]
    return InspectionLine(
        id=record,
        grid=grid,
        title=listed or title or "",
        mode=mode or "",
        stage=stage or "",
        subject=subject,
        subject_kind=kind,
        subject_name=name,
        gate=gate or "",
        period=period or "",
        planned_for=planned or "",
        started_at=started or "",
        finished_at=finished or "",
        item_count=items,
        fail_count=fails,
        officers=_pair(officers),
        checklist=checklist,
        state=state(v, waiting, conflict, parked=record in parked),
    )


def _pair(json: str | None) -> tuple[OfficerRef, ...]:
    try:
        return () if json is None else _officers(json)
    except (msgspec.ValidationError, msgspec.DecodeError):
        return ()
