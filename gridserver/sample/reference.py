"""What everybody gets: the published checklist, the code tables, the working calendar, and the units of the city."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from backports import zstd

from gridcore.deadlines import WorkingCalendar
from gridcore.forms.item import NAMESPACE
from gridcore.region import Level, RegionTree
from gridserver.sample.draw import Draw
from gridserver.sample.record import Fields, SampleRecord, stamp
from gridserver.sample.territory import PILOT, short_name, unit_grid

COMMON = "common"
"""The pseudo-grid of checklists, code tables and calendar."""

CHECKLIST = "XYZB"

_DEPARTMENTS = {
    Level.COUNTY: (
        "住房和城乡建设局",
        "市场监督管理局",
        "公安局交警大队",
        "水利局",
        "教育体育局",
        "应急管理局",
        "城市管理执法局",
    ),
    Level.TOWNSHIP: ("综合执法队", "派出所", "司法所", "民政办"),
}
"""Departments that handle what a grid reports, in the pilot county."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the checklist's table: severity 1 to 3, days to put it right (None: it is referred)."""

    code: str
    text: str
    section: str
    basis: str
    severity: int
    days: int | None
    refer_to: str


def load_calendar(resources: Path) -> WorkingCalendar:
    """Read the working calendar of all shipped years."""
    return WorkingCalendar.from_years(path.read_bytes() for path in sorted((resources / "calendar").glob("*.json")))


def load_items(resources: Path) -> dict[str, Item]:
    """Read the items of the checklist by code."""
    found: dict[str, Item] = {}
    section = ""
    for line in (resources / "checklists" / f"{CHECKLIST}.tsv").read_text(encoding="utf-8").splitlines():
        cells = [*line.split("\t"), "", "", "", "", "", ""]
        code, text, basis, severity, days, refer_to = cells[0], cells[1], cells[3], cells[4], cells[5], cells[6]
        if re.fullmatch("[A-Z]", code):
            section = code
        elif re.fullmatch(r"[A-Z]\d\d", code):
            limit = int(days) if days.isdigit() else None
            found[code] = Item(code, text, section, basis, int(severity or 1), limit, refer_to)
    return found


def checklist_ref(resources: Path, code: str = CHECKLIST) -> Fields:
    """A published checklist as a record names it."""
    raw = read_form(resources, code)
    return {"code": code, "version": _named(raw, rf'<\w+ id="{code}" version="([^"]+)"'), "sha256": _sha256(raw)}


def read_form(resources: Path, code: str = CHECKLIST) -> bytes:
    """Read the XForm of a checklist."""
    return (resources / "checklists" / f"{code}.xml").read_bytes()


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _named(raw: bytes, pattern: str) -> str:
    found = re.search(pattern, raw.decode())
    if found is None:
        raise ValueError(pattern)
    return found[1]


def make_checklists(resources: Path, draw: Draw, now: datetime) -> Iterator[SampleRecord]:
    """Make the published checklists beside that of the schools: inspections of other places, and a form of a visit."""
    for path in sorted((resources / "checklists").glob("*.xml")):
        if path.stem != CHECKLIST:
            mode = "both" if NAMESPACE.encode() in path.read_bytes() else "survey"
            yield _checklist(resources, path.stem, mode, draw, now - timedelta(days=45))


def _checklist(resources: Path, code: str, mode: str, draw: Draw, at: datetime) -> SampleRecord:
    raw = read_form(resources, code)
    body: Fields = {
        **checklist_ref(resources, code),
        "title": _named(raw, "<h:title>([^<]+)</h:title>"),
        "mode": mode,
        "xform": base64.b64encode(zstd.compress(raw, 10)).decode(),
        "published_at": stamp(at),
        "published_by": "hanlei",
    }
    return SampleRecord(COMMON, draw.id(at), "checklist", None, body, at)


def make_common(resources: Path, draw: Draw, now: datetime) -> Iterator[SampleRecord]:
    """Make the records of `common`."""
    at = now - timedelta(days=60)
    yield _checklist(resources, CHECKLIST, "both", draw, at)
    for path in sorted((resources / "calendar").glob("*.json")):
        yield SampleRecord(COMMON, draw.id(at), "calendar", None, _calendar(json.loads(path.read_bytes())), at)
    for path in sorted((resources / "codes").glob("*.json")):
        for table in json.loads(path.read_bytes()):
            entries = {entry.pop("code"): entry for entry in table["entries"]}
            body: Fields = {"name": table["name"], "version": "2026-11", "entries": entries}
            yield SampleRecord(COMMON, draw.id(at), "code_table", None, body, at)


def _calendar(year: dict[str, Any]) -> Fields:
    spans = ["".join(f"{start[:5]}-{end[:5]} " for start, end in day).strip() for day in year["office_hours"]]
    return {
        "year": year["year"],
        "holidays": sorted(year["holidays"]),
        "workdays": sorted(year["workdays"]),
        "hours": spans,
    }


def make_units(tree: RegionTree, draw: Draw, now: datetime) -> Iterator[SampleRecord]:
    """Make a record per unit, each in its own pseudo-grid: centres down to the town, committees below."""
    at = now - timedelta(days=800)
    for order, unit in enumerate(tree.regions.values()):
        body: Fields = {
            "code": unit.code,
            "name": short_name(unit) if unit.level is Level.COMMUNITY else unit.name,
            "level": str(unit.level),
            "kind": "committee" if unit.level is Level.COMMUNITY else "center",
            "phone": f"0916-{4_200_000 + order * 7}",
            "valid_from": "2023-06-30",
        }
        if unit.parent:
            body["parent_code"] = unit.parent
        yield SampleRecord(unit_grid(unit.code), draw.id(at), "org_unit", None, body, at)
        if unit.code.startswith(PILOT):
            for number, name in enumerate(_DEPARTMENTS.get(unit.level, ())):
                department: Fields = {
                    **body,
                    "code": f"{unit.code}-{number + 1:02d}",
                    "name": f"{unit.name}{name}",
                    "kind": "department",
                    "parent_code": unit.code,
                    "phone": f"0916-{4_300_000 + order * 11 + number}",
                }
                yield SampleRecord(unit_grid(unit.code), draw.id(at), "org_unit", None, department, at)
