"""Events: a report is one transaction, a step asks what its row of the table asks, nothing typed is lost."""

# pyright: reportPrivateUsage=false
# A person reaches fields and rows that the program offers no code.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gridclient.services.drafts import Drafts, PhotoDraft
from gridclient.services.events import EventDraft, Events, missing, title_of
from gridclient.services.me import Me
from gridclient.services.step_draft import StepDraft
from gridclient.store import Store
from gridclient.store.folding import decode_ops
from gridcore.deadlines import Light
from gridcore.errors import InvalidInput, Refused
from gridcore.flow import Stand
from gridcore.log import Log
from gridcore.wire import Act, Create
from tests.clock import FakeClock
from tests.services.place import (
    CHIEF,
    GRID,
    HANDLER,
    LEADER,
    OFFICE,
    UNIT,
    WORKER,
    at,
    event,
    furnish,
    log,
    open_store,
    picture,
)


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    opened = open_store(tmp_path, clock)
    yield opened
    opened.close()


def events(store: Store, me: Me, clock: FakeClock, *, online: bool = False) -> Events:
    return Events(store, me, clock, lambda: online)


def photo(store: Store, tag: str, colour: str = "#336699") -> PhotoDraft:
    drafts = Drafts(store)
    return drafts.add_photo(drafts.keep("x", "x", {}), picture(colour), f"{tag}.png", tag)


HAZARD = EventDraft(
    category="30",
    subcategory="3001",
    description="消防通道堆放纸箱，堵住单元门。",
    address="柳湾小区 3 栋",
    occurred_at=at(10, 5),
)


def test_an_offline_report_with_two_photos_is_one_transaction(store: Store, clock: FakeClock) -> None:
    two = (photo(store, "before"), photo(store, "before", "#994411"))

    saved = events(store, WORKER, clock).report(replace(HAZARD, photos=two))

    batch = store.outbox.waiting_lines()
    assert [(line.tx, line.verb) for line in batch] == [(saved.tx, "event.report")]
    found = store.outbox.seal()
    assert found is not None
    assert len(found.lines) == 1
    with store.read() as reading:
        entry = reading.get("event", saved.id)
        (made,) = reading.children("log:event", saved.id)
    assert entry is not None
    body: Any = entry.body
    assert (body.state, body.reporter, body.reporter_name) == ("REPORTED", "zhangmin", "张敏")
    assert body.title == "消防通道堆放纸箱"
    assert body.event_no.startswith("SJ-610726-20261124-")
    assert [one.tag for one in body.photos] == ["before", "before"]
    assert all(store.blobs.is_here(one.sha256) for one in body.photos)
    assert isinstance(made.body, Log)
    assert made.body.step == "report"


def test_the_create_of_a_report_names_no_flow_field(store: Store, clock: FakeClock) -> None:
    events(store, WORKER, clock).report(replace(HAZARD, photos=(photo(store, "before"),)))

    with store._reads() as db:
        create, act = decode_ops(db.value("SELECT ops FROM tx"))
    assert isinstance(create, Create)
    assert "state" not in create.set
    assert isinstance(act, Act)
    assert (act.step, act.frm) == ("report", "DRAFT")


def test_a_report_sent_twice_is_made_once(store: Store, clock: FakeClock) -> None:
    drafts = Drafts(store)
    draft = drafts.keep("event", "", {})
    report = replace(HAZARD, id=draft, photos=(drafts.add_photo(draft, picture(), "a.png", "before"),))

    first = events(store, WORKER, clock).report(report)
    again = events(store, WORKER, clock).report(report)

    assert (first.id, again.id, again.tx) == (draft, draft, "")
    assert events(store, WORKER, clock).mine().counts.all == 1


@pytest.mark.parametrize(
    ("change", "gaps"),
    [
        ({}, ("photo",)),
        ({"category": "10", "subcategory": ""}, ()),
        ({"category": "", "subcategory": ""}, ("category",)),
        ({"address": " "}, ("place", "photo")),
        ({"address": "", "household": "h1", "category": "10", "subcategory": ""}, ()),
        ({"description": "\n"}, ("text", "photo")),
        ({"self_handled": True}, ("photo_before", "result", "photo_after")),
        ({"self_handled": True, "category": "10", "result": "劝好了"}, ("photo_before", "photo_after")),
    ],
)
def test_a_report_says_what_it_lacks(
    store: Store, clock: FakeClock, change: dict[str, Any], gaps: tuple[str, ...]
) -> None:
    draft = replace(HAZARD, **change)
    needs = events(store, WORKER, clock).needs_photo(draft.category, draft.subcategory)

    assert missing(draft, photo=needs) == gaps
    if gaps:
        with pytest.raises(InvalidInput) as refused:
            events(store, WORKER, clock).report(draft)
        assert refused.value.field == gaps[0]
        assert store.status().waiting == 0


def test_handled_on_the_spot_waits_to_be_confirmed_by_another_person(store: Store, clock: FakeClock) -> None:
    photos = (photo(store, "before"), photo(store, "after", "#22aa55"))
    saved = events(store, WORKER, clock).report(
        replace(HAZARD, self_handled=True, result="纸箱已清走。", photos=photos)
    )

    detail = events(store, WORKER, clock).detail(saved.id)
    assert detail is not None
    assert (detail.state, detail.body["to_confirm"], detail.body["archive_type"]) == ("CLOSED", True, "self")
    assert detail.history[0].text == "纸箱已清走。"
    (line,) = events(store, WORKER, clock).mine().lines
    assert line.to_confirm
    assert line.is_waiting

    leader = events(store, LEADER, clock).detail(saved.id)
    assert leader is not None
    assert [one.step.name for one in leader.choices if one.possible] == ["confirm_self", "send_back", "rate"]
    events(store, LEADER, clock).act(StepDraft("event", saved.id, "confirm_self"))
    assert not events(store, WORKER, clock).mine().lines[0].to_confirm


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("楼道灯不亮，老人夜里下楼不安全。", "楼道灯不亮"),
        ("  井盖缺失\n已放警示桩", "井盖缺失"),
        ("一" * 30, "一" * 19 + "…"),
        ("", ""),
    ],
)
def test_the_title_is_the_first_clause(text: str, title: str) -> None:
    assert title_of(text) == title


def test_the_office_accepts_only_while_connected_and_corrects_the_category(store: Store, clock: FakeClock) -> None:
    record = event(store, state="REPORTED", category="60", subcategory="6003")
    accept = StepDraft("event", record, "accept", {"level": "04", "category": "50"})

    with pytest.raises(Refused) as refused:
        events(store, OFFICE, clock).act(accept)
    assert refused.value.facts["reason"] == "online"

    events(store, OFFICE, clock, online=True).act(accept)
    detail = events(store, OFFICE, clock).detail(record)
    assert detail is not None
    assert (detail.state, detail.body["level"], detail.body["category"]) == ("FILED", "04", "50")
    assert [line.verb for line in store.outbox.waiting_lines()][-1:] == ["event.accept"]


@pytest.mark.parametrize(
    ("step", "given", "field"),
    [
        ("feedback", {"measures": "换灯", "result": "亮了"}, "photo_after"),
        ("feedback", {"result": "亮了"}, "measures"),
        ("ask_postpone", {"reason": "灯具缺货"}, "days"),
        ("supplement", {}, "text_or_photo"),
    ],
)
def test_a_step_is_not_taken_while_something_lacks(
    store: Store, clock: FakeClock, step: str, given: dict[str, Any], field: str
) -> None:
    record = event(store, state="HANDLING", handler="zhengkai", lead_unit=UNIT)

    with pytest.raises(InvalidInput) as refused:
        events(store, HANDLER, clock).act(StepDraft("event", record, step, given))

    assert refused.value.field == field
    assert store.status().waiting == 0


def test_feedback_offline_keeps_measures_result_and_photo(store: Store, clock: FakeClock) -> None:
    record = event(store, state="HANDLING", handler="zhengkai", lead_unit=UNIT)
    draft = StepDraft("event", record, "feedback", {"measures": "换灯", "result": "亮了"}, (photo(store, "after"),))

    saved = events(store, HANDLER, clock).act(draft)

    detail = events(store, HANDLER, clock).detail(record)
    assert detail is not None
    assert saved.tx
    assert (detail.state, detail.body["measures"], detail.body["result"]) == ("FEEDBACK", "换灯", "亮了")
    newest = detail.history[0]
    assert (newest.step, newest.text, newest.is_waiting, len(newest.photos)) == ("feedback", "换灯\n亮了", True, 1)
    assert detail.clock.light is Light.NONE
    assert detail.clock.is_stopped


@pytest.mark.parametrize(
    ("me", "step", "given", "fields"),
    [
        (CHIEF, "grant_postpone", {"opinion": "同意"}, {"due_time": "2026-11-26T17:30:00+08:00", "open_request": None}),
        (CHIEF, "void", {"reason": "mistaken"}, {"state": "VOIDED", "reason": "mistaken"}),
        (HANDLER, "whistle", {}, None),
        (OFFICE, "whistle", {"text": "联合处置", "units": (UNIT,), "place": "东门", "time": at(9, 0, 25).isoformat()},
         {"units_called": (UNIT,), "whistle_place": "东门", "whistle_level": "1"}),
        (OFFICE, "escalate", {"reason": "办不了", "unit": "610726"}, {"escalated_to": "610726", "reason": "办不了"}),
    ],
)  # fmt: skip
def test_a_step_writes_the_fields_its_row_names(
    store: Store, clock: FakeClock, me: Me, step: str, given: dict[str, Any], fields: dict[str, Any] | None
) -> None:
    record = event(
        store, state="HANDLING", lead_unit=UNIT, due_time=at(17, 30).isoformat(), limit_unit="working_day",
        open_request="postpone", request_days=2,
    )  # fmt: skip
    service = events(store, me, clock, online=True)

    if fields is None:
        with pytest.raises(Refused):
            service.act(StepDraft("event", record, step, given))
        return
    service.act(StepDraft("event", record, step, given))

    detail = service.detail(record)
    assert detail is not None
    assert {name: detail.body.get(name) for name in fields} == fields


def test_the_checker_is_never_the_handler(store: Store, clock: FakeClock) -> None:
    record = event(store, state="CHECKING", checker="zhangmin", handler="zhangmin")
    draft = StepDraft("event", record, "check_pass", {"text": "好了"}, (photo(store, "scene"),))

    with pytest.raises(Refused) as refused:
        events(store, WORKER, clock).act(draft)
    assert refused.value.facts["reason"] == "own_work"


def test_a_late_step_stands_in_the_history_as_a_supplement(store: Store, clock: FakeClock) -> None:
    record = event(store, state="DISPATCHED", lead_unit="water", handler=None)
    log(store, record, 1, "dispatch", "苏婷", at(9))
    log(store, record, 2, "feedback", "郑凯", at(10), applied=False, text="已换灯", role="dept_handler")

    detail = events(store, HANDLER, clock).detail(record)

    assert detail is not None
    assert [(line.step, line.is_supplement, line.text) for line in detail.history] == [
        ("feedback", True, "已换灯"),
        ("dispatch", False, ""),
    ]
    reached = {one.milestone.code: one.at for one in detail.milestones}
    assert reached["dispatch"] == at(9)
    assert reached["handle"] is None


def test_the_stepper_has_the_times_of_the_history(store: Store, clock: FakeClock) -> None:
    record = event(store, state="HANDLING", lead_unit=UNIT, rework_count=1)
    log(store, record, 1, "report", "张敏", at(9, 20, 19))
    log(store, record, 2, "accept", "秦悦", at(9, 41, 19))
    log(store, record, 3, "sign_for", "郑凯", at(11, 30, 19))

    detail = events(store, HANDLER, clock).detail(record)

    assert detail is not None
    shown = {one.milestone.code: (one.milestone.stand, one.at) for one in detail.milestones}
    assert shown["report"] == (Stand.DONE, at(9, 20, 19))
    assert shown["file_case"] == (Stand.DONE, at(9, 41, 19))
    assert shown["handle"] == (Stand.CURRENT, None)
    assert [one.milestone.mark for one in detail.milestones if one.milestone.mark] == ["rework"]


@pytest.mark.parametrize(
    ("fields", "light", "share"),
    [
        ({"due_time": at(17, 30).isoformat()}, Light.AMBER, 0.0),
        ({"due_time": at(9).isoformat()}, Light.RED, 1.0),
        ({"due_time": at(17, 30, 30).isoformat()}, Light.GREEN, 0.0),
        ({}, Light.NONE, 0.0),
        ({"started_at": at(8, 30).isoformat(), "limit_amount": 1, "limit_unit": "working_day"}, Light.AMBER, 2 / 7),
    ],
)
def test_the_clock_is_the_due_time_or_counted_from_its_start(
    store: Store, clock: FakeClock, fields: dict[str, Any], light: Light, share: float
) -> None:
    record = event(store, state="HANDLING", lead_unit=UNIT, **fields)

    detail = events(store, HANDLER, clock).detail(record)

    assert detail is not None
    assert detail.clock.light is light
    assert detail.clock.share == pytest.approx(share)


def test_homes_and_places_are_found_and_named(store: Store, clock: FakeClock) -> None:
    ids = furnish(store)
    service = events(store, WORKER, clock)

    assert [one.id for one in service.find_where("粮油")] == [ids["place"]]
    chosen = service.where("household", ids["household"])
    assert chosen is not None
    assert chosen.address == "柳湾小区 5 栋 2 单元 302"
    assert service.where("household", "nowhere") is None


def test_units_workers_and_the_most_used_categories_come_from_the_store(store: Store, clock: FakeClock) -> None:
    furnish(store)
    for category in ("50", "60", "60"):
        event(store, category=category, reporter="zhangmin")
    service = events(store, WORKER, clock)

    assert service.units() == ((UNIT, "汉源街道综合执法队"),)
    assert [user for user, _ in service.workers(GRID)] == ["zhangmin", "lijun"]
    assert service.used_categories() == ("60", "50")


def test_a_name_of_the_histories_stands_for_a_user(store: Store, clock: FakeClock) -> None:
    record = event(store, state="HANDLING", handler="wang", lead_unit=UNIT)
    log(store, record, 1, "sign_for", "王水利", at(9), by="wang")

    detail = events(store, HANDLER, clock).detail(record)

    assert detail is not None
    assert detail.names["wang"] == "王水利"
