"""Who finds what in the inbox, and in which order (PRODUCT 3, DOMAIN 3.2)."""

# pyright: reportPrivateUsage=false
# A person reaches fields and rows that the program offers no code.

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gridclient.services.me import Me
from gridclient.store import Store
from gridclient.store import inbox as repository
from gridclient.store.inbox import Asker, InboxRow, Scope
from gridcore.household import Household
from gridcore.inspection import Inspection
from gridcore.place import Place
from gridcore.post import Post
from gridcore.rectification import Rectification
from gridcore.roles import Role
from gridcore.task import Task
from gridcore.visit import Visit
from tests.clock import FakeClock
from tests.services.place import (
    CHIEF,
    GRID,
    HANDLER,
    LEADER,
    OFFICE,
    OFFICER,
    UNIT,
    WORKER,
    at,
    event,
    log,
    open_store,
    server_rows,
)

TODAY = "2026-11-24"
OPERATOR = Me("hejing", "何静", Role.CENTER_OPERATOR, "610726001")
DISPATCHER = Me("suting", "苏婷", Role.CENTER_DISPATCHER, "610726001")
SUPERVISOR = Me("mengqiang", "孟强", Role.SUPERVISOR, "610726")
EVERYBODY = (WORKER, LEADER, OFFICE, OPERATOR, DISPATCHER, CHIEF, HANDLER, SUPERVISOR, OFFICER)


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    opened = open_store(tmp_path, clock)
    yield opened
    opened.close()


def asked(store: Store, me: Me, scope: Scope = Scope.MINE, today: str = TODAY) -> tuple[InboxRow, ...]:
    with store.read() as reading:
        return repository.rows(reading, Asker(me.user, me.role, me.grid, today), scope)


CASES: list[tuple[dict[str, Any], set[Me]]] = [
    ({"state": "REPORTED"}, {OFFICE, OPERATOR}),
    ({"state": "VERIFYING", "verifier": "zhangmin"}, {WORKER}),
    ({"state": "VERIFYING", "verifier": "somebody"}, set()),
    ({"state": "FILED"}, {OFFICE, DISPATCHER}),
    ({"state": "DISPATCHED", "lead_unit": UNIT}, {HANDLER}),
    ({"state": "HANDLING", "lead_unit": "other", "handler": "zhengkai"}, {HANDLER}),
    ({"state": "HANDLING", "lead_unit": "other", "handler": "somebody"}, set()),
    ({"state": "HANDLING", "handler": "qinyue"}, {OFFICE}),
    ({"state": "HANDLING", "lead_unit": UNIT, "open_request": "postpone"}, {HANDLER, CHIEF}),
    ({"state": "HANDLING", "lead_unit": UNIT, "due_time": at(9, 0, 23).isoformat()}, {HANDLER, SUPERVISOR}),
    ({"state": "FEEDBACK"}, {OPERATOR, CHIEF}),
    ({"state": "CHECKING", "checker": "zhangmin"}, {WORKER}),
    ({"state": "CHECKING", "checker": "zhangmin", "check_verdict": "pass"}, {CHIEF}),
    ({"state": "HUNG", "review_on": "2026-11-23"}, {CHIEF}),
    ({"state": "HUNG", "review_on": "2026-11-30"}, set()),
    ({"state": "CLOSED", "to_confirm": True, "handler": "zhangmin"}, {LEADER, OFFICE}),
    ({"state": "CLOSED", "to_confirm": True, "handler": "lijun"}, {OFFICE}),
    ({"state": "CLOSED"}, set()),
    ({"state": "RATED", "satisfaction": "unsatisfied"}, {CHIEF}),
    ({"state": "VOIDED"}, set()),
]
"""The fields of an event, and whose inbox has it."""


@pytest.mark.parametrize(("fields", "whose"), CASES)
def test_an_event_waits_for_whom_its_state_names(store: Store, fields: dict[str, Any], whose: set[Me]) -> None:
    event(store, **fields)

    assert {me for me in EVERYBODY if asked(store, me)} == whose


def test_a_handler_whose_unit_no_post_names_finds_what_nobody_signed_for(store: Store) -> None:
    event(store, state="DISPATCHED", lead_unit="汉源街道综合执法队")
    assert len(asked(store, HANDLER)) == 1

    server_rows(store, ("post", "p1", Post(user="zhengkai", bound_to="another unit")))
    assert asked(store, HANDLER) == ()


def test_the_overdue_come_first_and_what_has_no_limit_last(store: Store) -> None:
    for title, due in (
        ("no limit", None),
        ("tomorrow", at(9, 0, 25).isoformat()),
        ("late", at(9, 0, 20).isoformat()),
        ("noon in another zone", "2026-11-24T04:00:00+00:00"),
        ("eleven", at(11).isoformat()),
    ):
        event(store, title=title, state="DISPATCHED", lead_unit=UNIT, due_time=due)
    server_rows(store, ("task", "t1", Task(title="end of today", assignee="zhengkai", due=TODAY, state="OPEN")))

    order = [row.title for row in asked(store, HANDLER)]

    assert order == ["late", "eleven", "noon in another zone", "end of today", "tomorrow", "no limit"]


def test_a_stopped_clock_shows_no_due_time(store: Store) -> None:
    event(store, state="HUNG", due_time=at(9).isoformat(), review_on=TODAY)

    (row,) = asked(store, CHIEF)

    assert (row.due, row.review_on) == ("", TODAY)


@pytest.mark.parametrize(
    ("every", "visited", "promised", "due"),
    [
        (30, at(9, 0, 24) - timedelta(days=31), None, "2026-11-23"),
        (30, at(9, 0, 24) - timedelta(days=30), None, "2026-11-24"),
        (30, at(9, 0, 24) - timedelta(days=29), None, None),
        (30, at(9, 0, 24) - timedelta(days=90), "2026-11-20", "2026-11-20"),
        (30, at(9, 0, 24) - timedelta(days=90), "2026-12-20", None),
        (30, None, None, ""),
        (None, None, None, None),
        (None, at(9, 0, 20), "2026-11-22", "2026-11-22"),
    ],
)
def test_a_visit_is_due_by_promise_or_by_frequency(
    store: Store, every: int | None, visited: Any, promised: str | None, due: str | None
) -> None:
    with store.write("test") as work:
        home = work.create("household", Household(address="5 栋 302", visit_every=every), grid=GRID)
        if visited is not None:
            body = Visit(visited_at=visited.isoformat(), result="normal", next_visit=promised)
            work.create("visit", body, grid=GRID, parent=home)

    found = asked(store, WORKER)

    assert [(row.kind, row.id, row.due) for row in found] == ([] if due is None else [("visit", home, due)])
    assert asked(store, OFFICER) == asked(store, HANDLER) == ()


def test_a_task_waits_for_its_assignee_and_an_unassigned_one_for_the_office(store: Store) -> None:
    server_rows(
        store,
        ("task", "t1", Task(title="patrol", assignee="zhangmin", state="OPEN")),
        ("task", "t2", Task(title="nobody's", state="OPEN")),
        ("task", "t3", Task(title="done", assignee="zhangmin", state="DONE")),
    )

    assert [row.title for row in asked(store, WORKER)] == ["patrol"]
    assert [row.title for row in asked(store, LEADER)] == ["nobody's"]
    assert [row.title for row in asked(store, WORKER, Scope.DONE)] == ["done"]


def test_a_rectification_names_its_place_and_waits_for_who_looks_next(store: Store) -> None:
    with store.write("test") as work:
        shop = work.create("place", Place(name="柳湾粮油店"), grid=GRID)
        visit = work.create("inspection", Inspection(mode="admin"), grid=GRID, parent=shop)
        fixing = work.create("rectification", Rectification(text="灭火器过期", due=TODAY), grid=GRID, parent=visit)

    (row,) = asked(store, OFFICER)
    assert (row.id, row.title, row.place, row.due) == (fixing, "灭火器过期", "柳湾粮油店", TODAY)
    assert asked(store, WORKER) == ()
    assert asked(store, DISPATCHER, Scope.ALL) == ()

    with store.write("test") as work:
        work.act("rectification", fixing, "report_fixed")
    assert [row.state for row in asked(store, WORKER)] == ["FIXED"]


def test_what_i_did_is_done_until_it_comes_back_to_me(store: Store) -> None:
    mine = event(store, state="FEEDBACK", lead_unit=UNIT, handler="zhengkai")
    log(store, mine, 1, "feedback", "郑凯", at(9), by="zhengkai")
    reported = event(store, state="FEEDBACK", reporter="zhengkai")
    log(store, reported, 1, "report", "郑凯", at(9), by="zhengkai")

    assert [row.id for row in asked(store, HANDLER, Scope.DONE)] == [mine]
    assert asked(store, HANDLER) == ()

    back = event(store, state="HANDLING", handler="zhengkai", rework_count=1)
    log(store, back, 1, "feedback", "郑凯", at(9), by="zhengkai")
    assert [row.id for row in asked(store, HANDLER, Scope.DONE)] == [mine]
    assert [(row.id, row.mark) for row in asked(store, HANDLER)] == [(back, "rework")]


def test_counts_count_what_the_scopes_list(store: Store) -> None:
    event(store, state="REPORTED")
    event(store, state="HANDLING", handler="qinyue")
    event(store, state="CLOSED")
    with store.read() as reading:
        counted = repository.counts(reading, Asker(OFFICE.user, OFFICE.role, GRID, TODAY))

    assert counted == {scope: len(asked(store, OFFICE, scope)) for scope in Scope}
    assert counted[Scope.MINE] == 2
    assert counted[Scope.ALL] == 2


def test_rows_of_a_grid_that_is_leaving_are_hidden(store: Store) -> None:
    event(store, state="REPORTED")
    with store._rows("test") as rows:
        rows.db.run(
            "INSERT INTO scope (grid, name, role, view, cur, head, mark, swept, leaving, missed)"
            " VALUES (?, '', '', '', 0, 0, '', 0, '2026-11-24T00:00:00Z', 0)",
            GRID,
        )

    assert asked(store, OFFICE) == ()
