"""A grid on an ordinary Tuesday: work that is late, that falls due, homes to visit, things half written and done."""

from __future__ import annotations

import msgspec

from gridclient.services.drafts import Drafts
from gridclient.services.events import EventDraft, Events
from gridclient.services.households import Households
from gridclient.services.inbox import Inbox
from gridclient.services.me import Me
from gridclient.services.step_draft import StepDraft
from gridclient.services.today import Today
from gridclient.services.visits import VisitDraft, Visits
from gridclient.store import Store
from gridclient.store.shape import shape
from gridcore.household import Household
from gridcore.parts import Body
from gridcore.person import Person
from gridcore.task import Task
from gridcore.visit import Visit
from tests.clock import FakeClock
from tests.services.place import GRID, UNIT, WORKER, at, event, server_rows

HOMES = (
    ("王秀英", "2", "1", "301", ("alone_elder",), 14, at(15, 0, 10)),
    ("陈德福", "2", "2", "102", ("key",), 30, at(9, 30, 24).replace(month=10)),
    ("赵国强", "3", "1", "202", (), 30, at(9, 0, 21).replace(month=10)),
    ("刘小军", "5", "1", "602", (), 30, None),
    ("王建国", "3", "1", "201", ("party",), 14, at(9, 0, 20)),
    ("孙玉兰", "6", "1", "101", (), 14, at(9, 0, 11)),
)
"""Name of the head, building, unit, room, tags, days between visits, the last one: two due today, one late, one new."""

CASES = (
    ("消防通道堆放纸箱，堵住单元门", "柳湾小区 3 栋", "30", "VERIFYING", at(8, 30, 23)),
    ("春涛小吃店气瓶移出操作间，到期没回音", "柳湾小学东门外", "30", "HANDLING", at(8, 0)),
    ("柳湾河堤护栏松动", "滨河路中段", "60", "HANDLING", at(17, 30)),
    ("5 栋邻里噪声纠纷", "柳湾小区 5 栋 2 单元", "10", "HANDLING", at(17, 30, 28)),
)
"""Title, where, category, state, due: two late, one due today, one later."""


def child(store: Store, kind: str, record: str, parent: str, body: Body) -> None:
    """A row under another, as a page of the server brings it."""
    with store._rows("test") as inside:  # pyright: ignore[reportPrivateUsage] - as the pages of a round do
        form = shape(kind)
        inside.db.run(form.put, *form.to_row(record, GRID, parent, 1, 0, msgspec.to_builtins(body)))
        inside.touch(kind, (record,))


def settle_homes(store: Store) -> dict[str, str]:
    """Households with their heads and last visits; gives the households' ids by the name of the head."""
    ids: dict[str, str] = {}
    for number, (name, building, unit, room, tags, every, last) in enumerate(HOMES):
        home, head = f"h{number}", f"p{number}"
        ids[name] = home
        household = Household(
            address=f"柳湾小区 {building} 栋 {unit} 单元 {room}",
            building=building,
            unit=unit,
            room=room,
            head=head,
            visit_every=every,
            tags=tags or None,
        )
        server_rows(store, ("household", home, household))
        child(store, "person", head, home, Person(name=name, relation="02"))
        if last is not None:
            child(store, "visit", f"v{number}", home, Visit(visited_at=last.isoformat(), result="normal"))
    return ids


def bring_cases(store: Store) -> list[str]:
    """Events that wait for the worker, and a patrol; gives the ids of the events."""
    ids = [
        event(
            store,
            title=title,
            address=where,
            category=category,
            state=state,
            due_time=due.isoformat(),
            verify_limit=due.isoformat(),
            verifier=WORKER.user,
            handler=WORKER.user,
            lead_unit=UNIT,
            source="01",
        )
        for title, where, category, state, due in CASES
    ]
    patrol = Task(task_kind="patrol", title="节前防火巡查", assignee=WORKER.user, due="2026-11-26", state="OPEN")
    server_rows(store, ("task", "t1", patrol))
    return ids


def live_through(store: Store, clock: FakeClock, homes: dict[str, str]) -> None:
    """What the worker did this morning: a visit, a report, a supplement."""
    visits = Visits(store, WORKER, clock)
    visits.save(
        VisitDraft(
            household=homes["王建国"],
            visited_at=at(9, 12).isoformat(),
            answers={"fire": "normal"},
            text="老人按时服药，楼道灯还没修好。",
        )
    )
    events = Events(store, WORKER, clock, lambda: False)
    saved = events.report(EventDraft("10", "楼上漏水起争执，已劝开。", "柳湾小区 2 栋 1 单元", at(10, 5)))
    clock.advance(minutes=4)
    events.act(StepDraft("event", saved.id, "supplement", {"text": "约好下午一起看现场。"}))
    clock.advance(minutes=8)


def leave_drafts(store: Store, clock: FakeClock, homes: dict[str, str]) -> dict[str, str]:
    """Three forms half written; gives their ids by kind."""
    drafts = Drafts(store)
    kept = {
        "inspection": drafts.keep("inspection", "柳湾小学", {"answered": 41, "total": 94, "failed": 2}, subject="i1"),
        "visit": drafts.keep("visit", "陈德福", {"visit": {"household": homes["陈德福"]}}, subject=homes["陈德福"]),
    }
    clock.advance(minutes=3)
    kept["event"] = drafts.keep("event", "楼道电动车充电", {"address": "柳湾小区 5 栋 2 单元"})
    return kept


def today_of(store: Store, clock: FakeClock, me: Me = WORKER) -> Today:
    """The service over a store."""
    homes = Households(store, me, clock) if me.holds_households else None
    return Today(store, me, clock, Inbox(store, me, clock), Drafts(store), homes)
