"""A visit: what is asked, what is saved, how it is corrected (DOMAIN 3.5, UI 5 "Visit")."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gridclient.services.drafts import Drafts
from gridclient.services.households import Chip, Households, is_due
from gridclient.services.timeline import Sent, Timeline, What
from gridclient.services.visits import ELDER, FAMILY, VisitDraft, Visits
from gridclient.store import Store, crash
from gridcore.errors import InvalidInput
from gridcore.household import Household
from gridcore.visit import Visit
from tests.clock import FakeClock
from tests.services.town import CHEN, CHEN_HEAD, ME, PNG, WANG, open_store, settle, sync
from tests.store.tin import Tin


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    store = open_store(tmp_path, clock)
    yield store
    store.close()


@pytest.fixture
def tin(store: Store) -> Tin:
    return settle(store)


@pytest.fixture
def visits(store: Store, tin: Tin, clock: FakeClock) -> Visits:
    return Visits(store, ME, clock)


def visit(store: Store, record: str) -> Visit:
    with store.read() as reading:
        entry = reading.get("visit", record)
    assert entry is not None
    assert isinstance(entry.body, Visit)
    return entry.body


def household(store: Store, record: str) -> Household:
    with store.read() as reading:
        entry = reading.get("household", record)
    assert entry is not None
    assert isinstance(entry.body, Household)
    return entry.body


def test_the_sheet_carries_over_what_was_to_be_asked(visits: Visits) -> None:
    wang, chen = visits.sheet(WANG), visits.sheet(CHEN)

    assert wang is not None
    assert chen is not None
    assert wang.questions == ("楼道灯修好没有", "老人的药还够不够")
    assert (wang.codes, chen.codes) == (FAMILY, ELDER)
    assert (chen.every, chen.next_visit) == (14, date(2026, 12, 8))
    assert chen.head is not None
    assert chen.head.name == "陈德福"
    assert visits.sheet("nobody") is None


def test_a_visit_with_a_photo_is_saved_offline_and_arrives(
    store: Store, tin: Tin, visits: Visits, clock: FakeClock
) -> None:
    """One tx: the visit, its photo, and what is to be asked next; the household is not due any more."""
    drafts = Drafts(store)
    photo = drafts.add_photo(drafts.keep("visit", "陈德福", {}, subject=CHEN), PNG, "门口.png")
    draft = VisitDraft(
        household=CHEN,
        asked=("膝盖疼好些没有",),
        answers=dict.fromkeys(ELDER, "normal"),
        text=" 精神好。 ",
        next_visit="2026-12-08",
        ask_next="取暖补贴问到没有",
        seen={"ask_next": "膝盖疼好些没有"},
    )

    saved = visits.save(draft, (photo,))

    body = visit(store, saved.id)
    assert (body.result, body.way, body.met, body.visit_kind) == ("normal", "seen", (CHEN_HEAD,), "care_visit")
    assert (body.text, body.visitor, body.next_visit) == ("精神好。", "zhangmin", "2026-12-08")
    assert (body.answers or {})["asked"] == "膝盖疼好些没有"
    assert body.photos is not None
    assert [one.sha256 for one in body.photos] == [hashlib.sha256(PNG).hexdigest()]
    assert (household(store, CHEN).ask_next, household(store, CHEN).confirmed_on) == ("取暖补贴问到没有", "2026-11-24")
    line = Households(store, ME, clock).list(Chip.WAITING).lines[0]
    assert (line.id, is_due(line), line.due) == (CHEN, False, date(2026, 12, 8))
    assert store.status().waiting == 1
    assert Timeline(store).of_household(CHEN)[0].sent is Sent.WAITING

    sync(store, tin)

    assert tin.live(line.grid)[saved.id].body["text"] == "精神好。"
    first = next(one for one in Timeline(store).of_household(CHEN) if one.what is What.VISIT)
    assert (first.record, first.sent, first.photos) == (saved.id, Sent.ARRIVED, 1)


class Killed(BaseException):
    """The cut of power."""


def kill(name: str, when: crash.When) -> None:
    if name != "file" and when == "after":
        raise Killed


def test_a_kill_right_after_the_save_leaves_no_draft_that_would_save_it_twice(store: Store, visits: Visits) -> None:
    drafts = Drafts(store)
    kept = drafts.keep("visit", "陈德福", {}, subject=CHEN)
    photo = drafts.add_photo(kept, PNG, "门口.png")

    with crash.Watched(kill), pytest.raises(Killed):
        visits.save(VisitDraft(household=CHEN, text="在家"), (photo,), kept)

    assert store.status().waiting == 1
    assert store.drafts.lines() == ()


@pytest.mark.parametrize(
    ("changes", "result", "confirmed"),
    [
        ({"answers": {"fire": "changed"}, "notes": {"fire": "电热毯线头发黑"}}, "changed", None),
        ({"is_absent": True}, "absent", None),
        ({"way": "phone", "answers": {"fire": "normal"}}, "normal", None),
        ({"answers": {"fire": "normal", "food": "unasked"}}, "normal", None),
        ({"answers": {"fire": "normal"}}, "normal", "2026-11-24"),
    ],
)
def test_the_result_follows_from_the_answers(
    store: Store, visits: Visits, changes: dict[str, object], result: str, confirmed: str | None
) -> None:
    saved = visits.save(VisitDraft(household=CHEN, **changes))  # type: ignore[arg-type]  # a table of keywords

    assert visit(store, saved.id).result == result
    assert household(store, CHEN).confirmed_on == confirmed


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"answers": {"fire": "changed"}}, "fire", "required"),
        ({"visited_at": "2026-11-25T09:00:00+08:00"}, "visited_at", "in_the_future"),
        ({"visited_at": "yesterday"}, "visited_at", "not_a_date"),
        ({"next_visit": "12月8日"}, "next_visit", "not_a_date"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    store: Store, visits: Visits, changes: dict[str, object], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        visits.save(VisitDraft(household=CHEN, **changes))  # type: ignore[arg-type]  # a table of keywords

    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert store.status().waiting == 0


def test_a_correction_is_a_visit_that_names_the_other(store: Store, visits: Visits, clock: FakeClock) -> None:
    wrong = visits.save(VisitDraft(household=CHEN, text="没人在家", is_absent=True))
    clock.advance(minutes=10)
    right = visits.save(VisitDraft(household=CHEN, text="在楼下见到", corrects=wrong.id))

    story = Timeline(store).of_household(CHEN)
    assert [(one.record, one.is_corrected) for one in story if one.what is What.VISIT][:2] == [
        (right.id, False),
        (wrong.id, True),
    ]
