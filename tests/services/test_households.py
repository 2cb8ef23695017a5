"""Households, people and timeline as a person meets them (PRODUCT 1, UI 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gridclient.services.households import Chip, HouseholdDraft, Households, following
from gridclient.services.people import People, PersonDraft, Warned, check, settled
from gridclient.services.timeline import Sent, Timeline, What
from gridclient.store import Store
from gridcore.errors import InvalidInput
from gridcore.parts import Identity
from gridcore.person import Person
from tests.clock import FakeClock
from tests.services.town import (
    CHEN,
    LIU,
    ME,
    WANG,
    WANG_HEAD,
    WANG_WIFE,
    ZHAO,
    ZHAO_HEAD,
    open_store,
    settle,
    sync,
)
from tests.store.tin import Tin

TODAY = date(2026, 11, 24)


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    store = open_store(tmp_path, clock)
    yield store
    store.close()


@pytest.fixture
def tin(store: Store) -> Tin:
    return settle(store)


@pytest.fixture
def households(store: Store, tin: Tin, clock: FakeClock) -> Households:
    return Households(store, ME, clock)


def phone(store: Store, person: str) -> str | None:
    with store.read() as reading:
        entry = reading.get("person", person)
    assert entry is not None
    assert isinstance(entry.body, Person)
    return entry.body.phone


def edit_phone(households: Households, number: str, seen: str = "13800000077") -> str:
    person = PersonDraft(id=WANG_HEAD, seen={"phone": seen}, new={"phone": number})
    return households.save(HouseholdDraft(id=WANG, people=(person,))).tx


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [CHEN, LIU, WANG, ZHAO]),
        ("李翠", [WANG]),
        ("zcs", [ZHAO]),
        ("wjg", [WANG]),
        ("柳湾 102", [CHEN]),
        ("5520", [WANG]),
        ("50%", []),
        ("没有这人", []),
    ],
)
def test_the_filter_leaves(households: Households, words: str, found: list[str]) -> None:
    """Everyone in a household, its address and its numbers find it; due ones stand first, then the last visited."""
    shown = households.list(words=words)

    assert [line.id for line in shown.lines] == found
    assert (shown.households, shown.people) == (4, 5)
    assert shown.counts[Chip.ALL] == len(found)


@pytest.mark.parametrize(
    ("chip", "found"), [(Chip.DUE, [CHEN, LIU]), (Chip.ALONE, [CHEN]), (Chip.RENTED, [LIU]), (Chip.WAITING, [])]
)
def test_a_chip_narrows_the_list(households: Households, chip: Chip, found: list[str]) -> None:
    shown = households.list(chip)

    assert [line.id for line in shown.lines] == found
    assert shown.counts[chip] == len(found)


def test_the_counts_obey_the_words(households: Households) -> None:
    counts = households.list(Chip.ALONE, "wjg").counts

    assert (counts[Chip.ALL], counts[Chip.DUE], counts[Chip.ALONE]) == (1, 0, 0)


def test_the_round_of_the_day_goes_from_door_to_door(households: Households) -> None:
    """By building as a number, then who was visited; after the last one it goes round to the first."""
    walk = households.walk(also=WANG)

    assert [line.id for line in walk] == [WANG, CHEN, LIU]
    assert [getattr(following(walk, at), "id", None) for at in (WANG, CHEN, LIU)] == [CHEN, LIU, CHEN]


def test_a_corrected_phone_waits_and_then_has_arrived(
    store: Store, tin: Tin, households: Households, clock: FakeClock
) -> None:
    clock.advance(minutes=5)

    edit_phone(households, "138 0000 1234")

    detail = households.detail(WANG)
    assert detail is not None
    assert (phone(store, WANG_HEAD), detail.waiting, detail.line.state.is_waiting) == ("13800001234", 1, True)
    story = Timeline(store).of_household(WANG)
    assert (story[0].what, story[0].sent) == (What.CHANGED, Sent.WAITING)
    assert [(one.field, one.before, one.after) for one in story[0].changes] == [("phone", "13800000077", "13800001234")]

    sync(store, tin)

    story = Timeline(store).of_household(WANG)
    assert [(one.what, one.sent) for one in story] == [(What.CHANGED, Sent.ARRIVED), (What.VISIT, Sent.ARRIVED)]
    assert households.list(Chip.WAITING).lines == ()


def test_a_number_left_as_it_was_writes_nothing(store: Store, households: Households) -> None:
    assert edit_phone(households, "13800000077") == ""
    assert store.status().waiting == 0


def test_an_edit_can_be_taken_back(store: Store, households: Households) -> None:
    store.undo(edit_phone(households, "13800001234"))

    assert phone(store, WANG_HEAD) == "13800000077"


def test_a_new_household_has_its_first_person_as_head(store: Store, households: Households) -> None:
    head = PersonDraft(new={"name": "何志明", "identity": {"id_no": "610702194901010023"}, "phone": ""})
    saved = households.save(HouseholdDraft(new={"address": "柳湾村二组 27 号", "area": 80}, people=(head,)))

    detail = households.detail(saved.id)
    assert detail is not None
    assert (detail.line.head_name, detail.line.people, detail.line.state.is_new) == ("何志明", 1, True)
    assert detail.members[0].is_head
    body = detail.members[0].body
    assert (body.birth_date, body.sex, body.phone) == ("1949-01-01", "2", None)


def test_a_person_is_added_to_a_household(households: Households) -> None:
    households.save(HouseholdDraft(id=ZHAO, people=(PersonDraft(new={"name": "赵小雨", "relation": "30"}),)))

    detail = households.detail(ZHAO)
    assert detail is not None
    assert [(one.body.name, one.is_head) for one in detail.members] == [("赵春生", True), ("赵小雨", False)]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (HouseholdDraft(people=(PersonDraft(new={"name": "何志明"}),)), "address"),
        (HouseholdDraft(new={"address": "柳湾村"}), "name"),
        (HouseholdDraft(id=ZHAO, people=(PersonDraft(new={"phone": "110"}),)), "name"),
    ],
    ids=["a place", "a head", "a name"],
)
def test_what_cannot_be_left_out_is_named(
    store: Store, households: Households, draft: HouseholdDraft, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        households.save(draft)

    assert (refused.value.field, refused.value.reason) == (field, "required")
    assert store.status().waiting == 0


@pytest.mark.parametrize(
    ("new", "warned"),
    [
        ({"identity": Identity(id_no="610702194901010023")}, ()),
        ({"identity": {"id_no": "610702194901010024"}}, (Warned("identity", "check_digit"),)),
        ({"identity": Identity(id_no="610702194913010023")}, (Warned("identity", "birth"),)),
        ({"identity": Identity(id_type="414", id_no="E1234")}, ()),
        (
            {"identity": Identity(id_no="610702194901010023"), "birth_date": "1950-01-01"},
            (Warned("birth_date", "birth_differs"),),
        ),
        ({"phone": "12"}, (Warned("phone", "form"),)),
        ({"phone": None}, ()),
    ],
)
def test_what_may_be_wrong_is_said_and_does_not_block(new: dict[str, object], warned: tuple[Warned, ...]) -> None:
    assert check(new, TODAY) == warned


def test_numbers_are_stored_plain() -> None:
    kept = settled({"phone": "１３８ 0000 1234", "identity": {"id_no": "61070219490101002x"}, "note": ""})

    assert (kept["phone"], kept["identity"], kept["note"]) == (
        "13800001234",
        Identity(id_type="111", id_no="61070219490101002X"),
        None,
    )


def test_a_look_at_numbers_is_written_down_once(store: Store, tin: Tin, clock: FakeClock) -> None:
    people = People(store, ME, clock)
    with pytest.raises(InvalidInput):
        people.unmask(WANG_HEAD)
    assert people.unmasked() == ()

    assert people.unmask(WANG_HEAD, "打电话联系").phone == "13800000077"
    people.unmask(WANG_HEAD)

    (look,) = people.unmasked()
    assert (look.who, look.record, look.reason, look.act) == ("zhangmin", WANG_HEAD, "打电话联系", "look")
    people.note_copy(WANG_HEAD)
    assert [one.act for one in people.unmasked()] == ["look", "copy"]
    assert not people.is_open(WANG_WIFE)
    assert not People(store, ME, clock).is_open(WANG_HEAD)
    assert store.status().waiting == 0


@pytest.mark.fault("F21")
def test_the_same_id_number_twice_is_seen(store: Store, households: Households, clock: FakeClock) -> None:
    number = {"id_type": "111", "id_no": "610702197403010019"}
    households.save(
        HouseholdDraft(id=ZHAO, people=(PersonDraft(id=ZHAO_HEAD, seen={"identity": None}, new={"identity": number}),))
    )

    (twin,) = People(store, ME, clock).twins(frozenset({WANG_HEAD}))

    assert (twin.why, {one.id for one in twin.people}) == ("id_no", {WANG_HEAD, ZHAO_HEAD})
    assert People(store, ME, clock).twins(frozenset({WANG_WIFE})) == ()


def test_a_find_of_a_person_leads_home(store: Store, tin: Tin, clock: FakeClock) -> None:
    people = People(store, ME, clock)

    assert [people.home_of(record) for record in (WANG, WANG_WIFE, "nobody")] == [WANG, WANG, ""]
