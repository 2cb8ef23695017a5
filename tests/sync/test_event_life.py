"""The whole life of one event over the machines of six posts and the server: each sees what it may do next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gridclient.services.case import CaseDetail
from gridclient.services.drafts import PhotoDraft
from gridclient.services.events import EventDraft, Events
from gridclient.services.me import Me
from gridclient.services.step_draft import StepDraft
from gridcore.roles import Role
from gridserver.memory import MemoryStore
from tests.server.town import G1, Town
from tests.services.place import picture
from tests.sync.laptop import Laptop

UNIT = "610726.town.601"
POSTS = {
    "li": Role.GRID_WORKER,
    "oper": Role.CENTER_OPERATOR,
    "disp": Role.CENTER_DISPATCHER,
    "hand": Role.DEPT_HANDLER,
    "ma": Role.DUTY_CHIEF,
}


class Desk:
    """One post at its machine."""

    def __init__(self, town: Town, folder: Path, user: str, seed: int) -> None:
        self.laptop = Laptop(town, folder, user, seed)
        me = Me(user, f"name of {user}", POSTS[user], G1, self.laptop.peer.device)
        self.events = Events(self.laptop.store, me, self.laptop.clock, lambda: True)

    def see(self, event: str) -> CaseDetail:
        self.laptop.synced()
        found = self.events.detail(event)
        assert found is not None
        return found

    def may(self, event: str) -> set[str]:
        """The steps that are possible now."""
        return {choice.step.name for choice in self.see(event).choices if choice.possible}

    def do(self, event: str, step: str, *tags: str, **given: Any) -> CaseDetail:
        """Take a step that is offered, and send it."""
        assert step in self.may(event), step
        self.take(event, step, *tags, **given)
        return self.see(event)

    def take(self, event: str, step: str, *tags: str, **given: Any) -> None:
        now = self.laptop.clock.now()
        photos = tuple(PhotoDraft(f"{step} {tag}", picture(), f"{tag}.jpg", tag, now) for tag in tags)
        self.events.act(StepDraft("event", event, step, given, photos))


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[dict[str, Desk]]:
    town = Town(MemoryStore(), tmp_path / "blobs")
    for user, role in POSTS.items():
        if user not in {"li", "ma"}:
            town.employ(user, "610726", str(role))
    found = {user: Desk(town, tmp_path, user, seed) for seed, user in enumerate(POSTS, 30)}
    found["li2"] = Desk(town, tmp_path, "li", 77)
    for desk in found.values():
        desk.laptop.synced()
    yield found
    for desk in found.values():
        desk.laptop.store.close()


def report(desk: Desk) -> str:
    now = desk.laptop.clock.now()
    photos = (PhotoDraft("p1", picture(), "scene.jpg", "scene", now),)
    saved = desk.events.report(EventDraft("30", "3 栋门前水管漏水", "柳湾小区 3 栋", now, "3001", photos=photos))
    desk.laptop.synced()
    return saved.id


def test_an_event_goes_from_the_worker_round_the_centre_and_back(desks: dict[str, Desk]) -> None:
    li, oper, disp, hand, ma = (desks[user] for user in POSTS)
    event = report(li)
    states: list[str] = [li.see(event).state]
    states.append(oper.do(event, "accept", level="3", category="30").state)
    assert "dispatch" not in oper.may(event)
    states.append(disp.do(event, "dispatch", unit=UNIT, limit=(3, "working_day"), requirement="修好水管").state)
    states.append(hand.do(event, "sign_for").state)
    assert hand.see(event).clock.due is not None
    states.append(hand.do(event, "feedback", "after", measures="换了一截管子", result="不漏了").state)
    assert li.may(event) == {"supplement"}
    states.append(oper.do(event, "send_check", worker="li").state)
    assert "close_case" in ma.may(event)
    li.do(event, "check_pass", "scene", text="看过，不漏")
    states.append(ma.do(event, "close_case", opinion="同意结案", archive_type="handled").state)
    states.append(li.do(event, "rate", satisfaction="satisfied").state)

    assert states == [
        "REPORTED", "FILED", "DISPATCHED", "HANDLING", "FEEDBACK", "CHECKING", "CLOSED", "RATED",
    ]  # fmt: skip
    seen = [desk.see(event) for desk in desks.values()]
    assert {one.state for one in seen} == {"RATED"}
    assert len({tuple(line.step for line in one.history) for one in seen}) == 1
    assert not any(line.is_supplement for one in seen for line in one.history)
    assert all(desk.laptop.store.status().in_sync for desk in desks.values())


@pytest.mark.fault("F16")
def test_a_step_that_comes_too_late_stays_as_a_supplement_with_its_words(desks: dict[str, Desk]) -> None:
    li, oper, disp, hand = (desks[user] for user in ("li", "oper", "disp", "hand"))
    event = report(li)
    oper.do(event, "accept", level="3", category="30")
    disp.do(event, "dispatch", unit=UNIT, limit=(3, "working_day"), requirement="修好水管")
    hand.do(event, "sign_for")
    hand.do(event, "feedback", "after", measures="换了管子", result="不漏了")
    oper.do(event, "send_check", worker="li")
    first, second = desks["li"], desks["li2"]
    assert {"check_pass", "check_fail"} <= first.may(event)
    second.see(event)
    chief = desks["ma"]
    chief.do(event, "close_case", opinion="结案", archive_type="handled")
    second.take(event, "check_fail", "scene", reason="还在滴水")

    late = [line for line in second.see(event).history if line.is_supplement]

    assert second.see(event).state == "CLOSED"
    assert [(line.step, line.text) for line in late] == [("check_fail", "还在滴水")]
    assert len(late[0].photos) == 1
    assert [line.step for line in first.see(event).history if line.is_supplement] == ["check_fail"]
