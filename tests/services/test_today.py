"""The day in one look: what it counts, in what order, and what it remembers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gridclient.services.drafts import Drafts
from gridclient.services.me import Me
from gridclient.store import Store
from gridcore.visit import Visit
from tests.clock import FakeClock
from tests.services import day, place
from tests.services.place import CHIEF, HANDLER, LEADER, OFFICE, OFFICER, WORKER, at


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    store = place.open_store(tmp_path, clock)
    yield store
    store.close()


def test_what_is_late_stands_first_then_what_falls_due_then_the_rest(store: Store, clock: FakeClock) -> None:
    day.bring_cases(store)
    view = day.today_of(store, clock).view()

    assert [line.row.title for line in view.lines] == [
        "消防通道堆放纸箱，堵住单元门",
        "春涛小吃店气瓶移出操作间，到期没回音",
        "柳湾河堤护栏松动",
        "节前防火巡查",
        "5 栋邻里噪声纠纷",
    ]
    assert (view.late, view.due_today) == (2, 1)


def test_homes_to_visit_come_by_the_doors_and_not_a_second_time_as_work(store: Store, clock: FakeClock) -> None:
    day.settle_homes(store)
    view = day.today_of(store, clock).view()

    assert [line.head_name for line in view.visits] == ["王秀英", "陈德福", "赵国强", "刘小军"]
    assert view.lines == ()


def test_with_nobody_to_visit_today_it_says_how_many_are_due_tomorrow(store: Store, clock: FakeClock) -> None:
    homes = day.settle_homes(store)
    for name in ("王秀英", "陈德福", "赵国强", "刘小军"):
        day.child(store, "visit", f"done-{name}", homes[name], Visit(visited_at=at(9).isoformat(), result="normal"))
    view = day.today_of(store, clock).view()

    assert (view.visits, view.tomorrow) == ((), 1)


def test_the_diary_writes_itself_from_my_own_work_of_today(store: Store, clock: FakeClock) -> None:
    homes = day.settle_homes(store)
    (case, *_) = day.bring_cases(store)
    place.log(store, case, 1, "urge", "qinyue", at(9, 30))
    place.log(store, case, 2, "supplement", WORKER.user, at(16, 0, 23))
    day.live_through(store, clock, homes)
    view = day.today_of(store, clock).view()

    assert [(f"{line.at:%H:%M}", line.kind, line.code, line.title) for line in view.diary] == [
        ("09:12", "visit", "normal", "王建国"),
        ("10:30", "event", "report", "楼上漏水起争执"),
        ("10:34", "event", "supplement", "楼上漏水起争执"),
    ]


def test_a_step_that_has_arrived_stays_in_the_diary(store: Store, clock: FakeClock) -> None:
    (case, *_) = day.bring_cases(store)
    place.log(store, case, 1, "verified_true", WORKER.user, at(9, 40))

    (line,) = day.today_of(store, clock).view().diary
    assert (line.code, line.title) == ("verified_true", "消防通道堆放纸箱，堵住单元门")


def test_a_corrected_visit_is_told_once(store: Store, clock: FakeClock) -> None:
    homes = day.settle_homes(store)
    for record, text, corrects in (("a", "写错了", None), ("b", "写对了", "a")):
        visit = Visit(visited_at=at(9).isoformat(), visitor=WORKER.user, result="normal", text=text, corrects=corrects)
        day.child(store, "visit", record, homes["王建国"], visit)

    assert [line.text for line in day.today_of(store, clock).view().diary] == ["写对了"]


def test_a_line_of_my_own_is_kept_for_its_day_and_on_this_pc_only(store: Store, clock: FakeClock) -> None:
    today = day.today_of(store, clock)
    today.write_note(at(9).date(), "  雨大，2 栋先不去  ")
    assert today.view().note == "雨大，2 栋先不去"
    assert store.status().waiting == 0

    clock.advance(days=1)
    assert today.view().note == ""
    assert today.note(at(9).date()) == "雨大，2 栋先不去"


def test_old_lines_of_my_own_fall_off(store: Store, clock: FakeClock) -> None:
    today = day.today_of(store, clock)
    for _ in range(63):
        today.write_note(today.now().date(), "记")
        clock.advance(days=1)

    assert today.note(at(9).date()) == ""
    assert min(store.settings.get("diary.notes")) == "2026-11-27"


def test_drafts_say_how_far_they_are(store: Store, clock: FakeClock) -> None:
    homes = day.settle_homes(store)
    day.leave_drafts(store, clock, homes)
    Drafts(store).keep("step", "x", ["not an object"], subject="event:e1:feedback")

    seen = {draft.line.kind: (draft.done, draft.total) for draft in day.today_of(store, clock).view().drafts}
    assert seen == {"event": (0, 0), "visit": (0, 0), "inspection": (41, 94), "step": (0, 0)}


@pytest.mark.parametrize(
    ("me", "waits"),
    [
        (LEADER, ()),
        (OFFICE, ("REPORTED",)),
        (HANDLER, ("HANDLING",) * 3),
        (CHIEF, ("FEEDBACK",)),
        (OFFICER, ()),
    ],
    ids=lambda given: str(given.role) if isinstance(given, Me) else "",
)
def test_every_post_has_its_own_day(store: Store, clock: FakeClock, me: Me, waits: tuple[str, ...]) -> None:
    """The reported waits for the community office, the handled for its unit, the unit's feedback for the duty chief."""
    day.settle_homes(store)
    day.bring_cases(store)
    for state in ("REPORTED", "FEEDBACK"):
        place.event(store, title=state, state=state, category="30", source="01")
    view = day.today_of(store, clock, me).view()

    assert bool(view.visits) == me.holds_households
    assert tuple(line.row.state for line in view.lines) == waits
