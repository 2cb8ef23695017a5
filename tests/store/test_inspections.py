"""The lists of inspections, schools and places: order, counts, lights (UI "Inspection", "Places")."""
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gridclient.store import Store
from gridclient.store.inspections import Inspections
from gridclient.store.places import Places, licence_lines
from gridcore.finding import Finding
from gridcore.parts import Licence
from gridcore.rectification import Rectification
from tests.clock import FakeClock
from tests.services import school
from tests.services.place import open_store, server_rows

TODAY = date(2026, 11, 24)


@pytest.fixture
def filled(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    store = open_store(tmp_path, clock)
    school.build(store)
    yield store
    store.close()


def order(store: Store, record: str, due: str, state: str, extended: str | None = None) -> None:
    server_rows(store, ("rectification", record, Rectification(item="E07", due=due, state=state, extended_to=extended)))
    with store._rows("test") as rows:
        rows.db.run("UPDATE rectification SET parent = ? WHERE id = ?", school.INSPECTION, record)


def test_open_inspections_stand_before_finished_ones_newest_first(filled: Store) -> None:
    for record, finished in (("i2", "2026-11-01T10:00:00+08:00"), ("i3", "2026-11-20T10:00:00+08:00")):
        school.appoint(filled, record, state="DONE", finished_at=finished)
    assert [line.id for line in Inspections(filled).lines()] == [school.INSPECTION, "i3", "i2"]


def test_a_line_names_its_school_its_checklist_and_its_pair(filled: Store) -> None:
    line = Inspections(filled).line(school.INSPECTION)
    assert line is not None
    assert (line.subject_name, line.subject_kind, line.title) == ("柳湾小学", "school", "校园周边安全检查")
    assert [officer.user for officer in line.officers] == ["lizhengyang", "zhaomin"]


def test_officers_that_are_no_list_are_nobody(filled: Store) -> None:
    with filled._rows("test") as rows:
        rows.db.run("UPDATE inspection SET officers = '{\"user\": 1}'")
    (line,) = Inspections(filled).lines()
    assert line.officers == ()


def test_phrases_are_the_last_different_ones_of_each_item(filled: Store) -> None:
    for number, text in enumerate(("甲", "乙", "甲", "丙")):
        server_rows(filled, ("finding", f"f{number}", Finding(item="A03", text=text)))
    assert Inspections(filled).phrases(2) == {"A03": ("丙", "甲")}


@pytest.mark.parametrize(
    ("due", "state", "extended", "light", "counts"),
    [
        ("2026-11-23", "ISSUED", None, "overdue", (1, 0, 0)),
        ("2026-11-24", "FIXING", None, "today", (0, 1, 0)),
        ("2026-11-25", "FIXED", None, "soon", (0, 1, 0)),
        ("2026-12-24", "ISSUED", None, "later", (0, 0, 1)),
        ("2026-11-01", "FIXING", "2026-12-01", "later", (0, 0, 1)),
        ("2026-11-01", "PASSED", None, "", (0, 0, 0)),
        ("2026-11-01", "TRANSFERRED", None, "", (0, 0, 0)),
    ],
)
def test_an_order_has_the_light_of_what_is_left(
    filled: Store, due: str, state: str, extended: str | None, light: str, counts: tuple[int, int, int]
) -> None:
    order(filled, "r1", due, state, extended)
    places = Places(filled)
    (line,) = [line for line in places.lines(TODAY) if line.id == school.SCHOOL]
    assert (line.late, line.soon, line.running) == counts
    assert [one.light for one in places.orders(school.SCHOOL, TODAY)] == [light]


@pytest.mark.parametrize(
    ("valid_to", "light"),
    [
        ("2026-11-23", "overdue"),
        ("2026-11-24", "soon"),
        ("2026-12-24", "soon"),
        ("2026-12-25", "later"),
        (None, "later"),
        ("long", "later"),
    ],
)
def test_a_licence_warns_thirty_days_ahead(valid_to: str | None, light: str) -> None:
    (line,) = licence_lines((Licence(kind="营业执照", valid_to=valid_to),), TODAY)
    assert line.light == light
