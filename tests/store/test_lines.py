"""What lists and pages of households show (UI Households)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from gridclient.store import Store
from gridclient.store.households import Households
from gridclient.store.people import People
from gridclient.store.timeline import Timeline
from gridclient.store.visits import Visits
from tests.clock import CHINA
from tests.store.tin import Tin

TODAY = date(2026, 11, 24)
HOMES = {
    name: f"00000000-0000-7000-8000-00000000000{n}" for n, name in enumerate(("late", "today", "new", "fine", "other"))
}


@pytest.fixture
def town(store: Store) -> Store:
    tin = Tin()
    for name, every in (("late", 14), ("today", 14), ("new", 30), ("fine", 30), ("other", None)):
        fields = {"address": name, "visit_every": every, "tags": ["独居"] if name == "late" else None}
        tin.make(
            "household", HOMES[name], "G1", None, **{key: value for key, value in fields.items() if value is not None}
        )
    for number, (name, at, result) in enumerate(
        (
            ("late", "2026-11-01", "normal"),
            ("late", "2026-11-20", "absent"),
            ("today", "2026-11-10", "changed"),
            ("fine", "2026-11-20", "normal"),
        )
    ):
        visit = f"00000000-0000-7000-8000-0000000001{number:02d}"
        tin.make(
            "visit", visit, "G1", HOMES[name], visited_at=f"{at}T09:00:00+08:00", result=result, text=f"{name} {at}"
        )
    for number, name in enumerate(("王建国", "李翠花")):
        person = f"00000000-0000-7000-8000-0000000002{number:02d}"
        tin.make("person", person, "G1", HOMES["late"], name=name, identity={"id_no": "1"}, phone=f"138{number}")
    tin.change(HOMES["late"], head="00000000-0000-7000-8000-000000000201")
    tin.make(
        "issue:household", "00000000-0000-7000-8000-000000000301", "G1", HOMES["fine"], state="open", cause="conflict"
    )
    store.pages.take(tin.pull(store.pages.ask(["household"])))
    return store


def test_those_to_visit_stand_first_then_the_longest_ago(town: Store) -> None:
    found = Households(town).all(TODAY)

    assert [(line.address, line.light, line.due) for line in found.lines] == [
        ("new", "first", None),
        ("late", "overdue", date(2026, 11, 15)),
        ("today", "today", TODAY),
        ("other", "", None),
        ("fine", "later", date(2026, 12, 20)),
    ]
    assert (found.households, found.people) == (5, 2)
    assert {chip.name: chip.count for chip in found.chips} == {"all": 5, "due": 3, "tag:独居": 1, "conflict": 1}


@pytest.mark.parametrize(
    ("chip", "homes"),
    [
        ("due", ["new", "late", "today"]),
        ("tag:独居", ["late"]),
        ("conflict", ["fine"]),
        ("waiting", []),
        ("nonsense", []),
    ],
)
def test_a_chip_filters(town: Store, chip: str, homes: list[str]) -> None:
    assert [line.address for line in Households(town).all(TODAY, chip=chip).lines] == homes


def test_a_line_names_its_head_and_its_state(town: Store) -> None:
    (line,) = Households(town).lines([HOMES["late"]], TODAY)
    assert (line.head_name, line.people, line.tags, line.state.is_waiting) == ("李翠花", 2, ("独居",), False)
    assert line.last_visit == datetime(2026, 11, 1, 9, tzinfo=CHINA)
    with town.write("person.edit") as work:
        work.set("person", "00000000-0000-7000-8000-000000000200", {"phone": "1380"}, {"phone": "1399"})

    assert Households(town).line(HOMES["late"], TODAY) != line
    assert [home.address for home in Households(town).all(TODAY, chip="waiting").lines] == ["late"]


def test_a_visit_moves_the_day_and_a_promise_goes_first(town: Store) -> None:
    with town.write("visit.save") as work:
        body = {"visited_at": "2026-11-24T10:00:00+08:00", "result": "normal", "next_visit": "2026-11-26"}
        work.create("visit", body, grid="G1", parent=HOMES["late"])
    line = Households(town).line(HOMES["late"], TODAY)

    assert line is not None
    assert (line.due, line.light, line.state.is_waiting) == (date(2026, 11, 26), "soon", True)


def test_nothing_is_due_before_the_first_sync_is_whole(store: Store) -> None:
    tin = Tin()
    tin.make("household", HOMES["late"], "G1", visit_every=7)
    tin.make("household", HOMES["new"], "G1", visit_every=7)
    store.pages.take(tin.pull(store.pages.ask(["household"]), 1))

    assert [line.light for line in Households(store).all(TODAY).lines] == [""]


def test_members_stand_behind_the_head_and_duplicates_are_found(town: Store) -> None:
    people = People(town)

    assert [line.name for line in people.members(HOMES["late"])] == ["李翠花", "王建国"]
    (same,) = people.duplicates()
    assert (same.why, {line.name for line in same.people}) == ("id_no", {"王建国", "李翠花"})
    assert people.count() == 2


def test_the_timeline_mixes_visits_events_and_edits_that_wait(town: Store, clock: object) -> None:
    with town.write("person.edit") as work:
        work.set("person", "00000000-0000-7000-8000-000000000200", {"phone": "1380"}, {"phone": "1399"})
        work.create(
            "event",
            {"title": "楼道灯", "household": HOMES["late"], "occurred_at": "2026-11-19T08:00:00+08:00"},
            grid="G1",
        )
    lines = Timeline(town).of_household(HOMES["late"])

    assert [(line.what, line.text, line.field, line.is_waiting) for line in lines] == [
        ("edit", "", "phone", True),
        ("visit", "late 2026-11-20", "", False),
        ("event", "楼道灯", "", True),
        ("visit", "late 2026-11-01", "", False),
    ]
    assert (lines[0].before, lines[0].after) == ("1380", "1399")


def test_a_corrected_visit_is_said_to_be(town: Store) -> None:
    (first,) = Visits(town).of_household(HOMES["fine"])
    with town.write("visit.correct") as work:
        body = {"visited_at": "2026-11-20T09:30:00+08:00", "text": "更正", "corrects": first.id}
        work.create("visit", body, grid="G1", parent=HOMES["fine"])
    lines = Visits(town).of_household(HOMES["fine"])

    assert [(line.text, line.is_corrected) for line in lines] == [("更正", False), ("fine 2026-11-20", True)]
    day = datetime(2026, 11, 20, tzinfo=CHINA), datetime(2026, 11, 21, tzinfo=CHINA)
    assert len(Visits(town).between(*day)) == 3


def test_rows_of_a_leaving_grid_are_hidden_from_lists(store: Store) -> None:
    tin = Tin()
    tin.make("household", HOMES["late"], "G1")
    tin.make("household", HOMES["new"], "G2")
    store.pages.take(tin.pull(store.pages.ask(["household"])))
    tin.held = ("G1",)
    store.pages.take(tin.pull(store.pages.ask(["household"])))

    assert [line.id for line in Households(store).all(TODAY).lines] == [HOMES["late"]]
