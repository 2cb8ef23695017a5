"""The rows create, set and any of the table of SYNC 5."""

from __future__ import annotations

from typing import Any

import pytest

from gridcore.ids import derived_id
from gridcore.roles import Role
from tests.server.book import (
    EVENT,
    FAR,
    G1,
    G2,
    HOUSEHOLD,
    NEW,
    OTHER,
    PERSON,
    TASK,
    THEN,
    VISIT,
    Book,
    body,
    create,
    decided,
    done,
    edit,
    gone,
    held,
    issue,
    step,
)

# create


def test_a_new_record_is_made_in_its_parents_present_grid(book: Book) -> None:
    book.moved(HOUSEHOLD, G1, G2)

    answer = done(book, create("person", parent=HOUSEHOLD, name="新", note=None))

    row = book.live(NEW)
    assert row is not None
    assert (row.grid, row.parent, row.v) == (G2, HOUSEHOLD, 1)
    assert body(book, NEW) == {"name": "新"}
    assert answer.at == {G1: 8, G2: 4}


@pytest.mark.fault("F23")
def test_what_is_done_next_to_a_child_of_a_moved_household_finds_it_where_it_was_meant_for(book: Book) -> None:
    book.moved(HOUSEHOLD, G1, G2)
    done(book, create("person", parent=HOUSEHOLD, name="新"))

    assert done(book, edit("person", NEW, phone=(None, "139"))).st == "applied"
    assert body(book, NEW) == {"name": "新", "phone": "139"}


def test_a_record_with_a_life_cycle_starts_in_its_first_state(book: Book) -> None:
    done(book, create("event", title="路灯"))

    assert body(book, NEW) == {"title": "路灯", "state": "DRAFT"}


@pytest.mark.fault(60)
@pytest.mark.parametrize("given", [{"state": "CLOSED"}, {"rework_count": 3}, {"handler": "li"}])
def test_a_create_names_no_flow_field(book: Book, given: dict[str, Any]) -> None:
    assert done(book, create("event", **given)).reason == "invalid"


def test_an_append_record_sent_again_is_the_same(book: Book) -> None:
    again = decided(book, create("visit", VISIT, parent=HOUSEHOLD, text="在家"))

    assert (again.answer.st, again.writes) == ("applied", ())
    assert [note.note for note in again.answer.notes] == ["same"]


def test_an_append_record_with_another_body_is_taken(book: Book) -> None:
    assert done(book, create("visit", VISIT, parent=HOUSEHOLD, text="不在")).reason == "id_taken"


@pytest.mark.fault("F22")
def test_a_mutable_record_made_twice_merges_by_field(book: Book) -> None:
    again = create("person", PERSON, parent=HOUSEHOLD, name="王小明", phone="139", sex="1", tags=["独居", "党员"])

    answer = done(book, again)

    assert body(book, PERSON)["phone"] == "138"
    assert body(book, PERSON)["sex"] == "1"
    assert body(book, PERSON)["tags"] == ["独居", "军属", "党员"]
    assert issue(book, PERSON, "phone")["lost"][0]["value"] == "139"
    assert {(note.field, note.note) for note in answer.notes if note.note != "same"} == {("phone", "conflict")}


@pytest.mark.fault(59)
@pytest.mark.parametrize("roles", [held(G1), held(G1, FAR)])
def test_an_id_that_lives_elsewhere_is_taken_and_untouched(book: Book, roles: Any) -> None:
    book.has("person", NEW, grid=FAR, name="远")

    assert done(book, create("person", NEW, phone="1"), roles=roles).reason == "id_taken"
    assert body(book, NEW) == {"name": "远"}


def test_an_id_of_another_kind_is_taken(book: Book) -> None:
    assert done(book, create("household", PERSON)).reason == "id_taken"


def test_a_child_of_nobody_is_refused(book: Book) -> None:
    assert done(book, create("person", parent=NEW, record=OTHER)).reason == "missing_parent"


@pytest.mark.fault(58)
def test_a_parent_in_a_grid_not_held_is_nowhere(book: Book) -> None:
    book.has("household", NEW, grid=FAR)

    assert done(book, create("person", OTHER, parent=NEW)).reason == "missing_parent"
    assert done(book, create("person", OTHER, parent=NEW), roles=held(G1, FAR)).st == "applied"


def test_a_parent_of_the_wrong_kind_is_invalid(book: Book) -> None:
    assert done(book, create("person", parent=EVENT)).reason == "invalid"


@pytest.mark.fault("F19")
def test_a_visit_to_a_deleted_household_is_accepted_with_an_issue(book: Book) -> None:
    book.has("household", HOUSEHOLD, deleted_=True)

    answer = done(book, create("visit", parent=HOUSEHOLD, text="在家"))

    assert body(book, NEW) == {"text": "在家"}
    assert issue(book, NEW, "parent")["cause"] == "deleted"
    assert [(note.id, note.note, note.issue) for note in answer.notes] == [(NEW, "deleted", derived_id(NEW, "parent"))]


# set

SET_CASES = [
    pytest.param(("138", "138"), "138", "same", id="the value stands already"),
    pytest.param(("138", "139"), "139", None, id="what the author saw is what stands"),
    pytest.param(("138", None), None, None, id="emptied"),
    pytest.param(("137", "139"), "138", "conflict", id="somebody changed it: a person decides"),
    pytest.param((None, "139"), "138", "conflict", id="seen empty"),
    pytest.param(("137", "138"), "138", "same", id="both meant the same"),
]


@pytest.mark.fault("F09", "F10")
@pytest.mark.parametrize(("pair", "stands", "note"), SET_CASES)
def test_a_free_field(book: Book, pair: tuple[Any, Any], stands: Any, note: str | None) -> None:
    answer = done(book, edit("person", PERSON, phone=pair))

    assert body(book, PERSON).get("phone") == stands
    assert [one.note for one in answer.notes] == ([] if note is None else [note])
    assert answer.at == {G1: 7 if note == "same" else 8}
    found = book.live(PERSON)
    assert found is not None
    assert found.v == (4 if note else 5)


def test_null_and_absent_are_the_same(book: Book) -> None:
    assert decided(book, edit("person", PERSON, note=(None, None))).writes == ()


def test_an_issue_says_what_was_lost_and_who_stands(book: Book) -> None:
    done(book, edit("person", PERSON, phone=("137", "139")))

    assert issue(book, PERSON, "phone") == {
        "record": PERSON,
        "field": "phone",
        "cause": "conflict",
        "state": "open",
        "stood": {"by": "wang", "at": THEN, "verb": "made"},
        "lost": [{"value": "139", "tx": OTHER, "by": "li", "at": THEN, "verb": "test"}],
    }
    row = book.live(derived_id(PERSON, "phone"))
    assert row is not None
    assert (row.kind, row.parent, row.grid) == ("issue:person", PERSON, G1)


@pytest.mark.fault("F11")
def test_lost_only_grows_and_a_new_loss_opens_the_issue_again(book: Book) -> None:
    name = derived_id(PERSON, "phone")
    done(book, edit("person", PERSON, phone=("137", "139")))
    done(book, edit("issue:person", name, state=("open", "done")))
    assert issue(book, PERSON, "phone")["state"] == "done"

    done(book, edit("person", PERSON, phone=("137", "136")))

    found = issue(book, PERSON, "phone")
    assert found["state"] == "open"
    assert [loss["value"] for loss in found["lost"]] == ["139", "136"]


@pytest.mark.fault("F12")
@pytest.mark.parametrize("issue_first", [False, True])
def test_the_second_of_two_resolutions_opens_the_issue_again(book: Book, issue_first: bool) -> None:
    """F12: the first stands, the second value is kept, and closing it in the same tx does not hide it."""
    name = derived_id(PERSON, "phone")
    done(book, edit("person", PERSON, phone=("137", "139")))
    for new in ("139", "130"):
        ops = [edit("person", PERSON, phone=("138", new)), edit("issue:person", name, state=("open", "done"))]
        done(book, *(reversed(ops) if issue_first else ops))

    assert body(book, PERSON)["phone"] == "139"
    assert issue(book, PERSON, "phone")["state"] == "open"
    assert [loss["value"] for loss in issue(book, PERSON, "phone")["lost"]] == ["139", "130"]


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ({"lost": (None, ["x"])}, "forbidden"),
        ({"state": ("open", "gone")}, "invalid"),
        ({"state": ("open", "done"), "cause": ("conflict", "x")}, "forbidden"),
    ],
)
def test_nothing_but_the_state_of_an_issue_is_anybodys_to_change(
    book: Book, pairs: dict[str, Any], reason: str
) -> None:
    done(book, edit("person", PERSON, phone=("137", "139")))

    assert done(book, edit("issue:person", derived_id(PERSON, "phone"), **pairs)).reason == reason


@pytest.mark.fault("F13")
def test_elements_are_added_and_removed(book: Book) -> None:
    op = {"op": "set", "kind": "person", "id": PERSON, "grid": G1, "add": {"tags": ["党员", "独居"]}}

    done(book, {**op, "del": {"tags": ["军属", "没有"]}})

    assert body(book, PERSON)["tags"] == ["独居", "党员"]


def test_a_pair_for_a_set_field_adds_and_removes_what_differs(book: Book) -> None:
    done(book, edit("person", PERSON, tags=(["独居"], ["党员"])))

    assert body(book, PERSON)["tags"] == ["军属", "党员"]


@pytest.mark.parametrize(
    ("op", "reason"),
    [
        ({"add": {"phone": ["1"]}}, "invalid"),
        ({"set": {"tags": [None, "x"]}}, "invalid"),
        ({"set": {"": [None, "x"]}}, "invalid"),
    ],
)
def test_malformed_sets_are_invalid(book: Book, op: dict[str, Any], reason: str) -> None:
    assert done(book, {"op": "set", "kind": "person", "id": PERSON, "grid": G1, **op}).reason == reason


@pytest.mark.fault("F15")
def test_a_name_is_the_polices_to_change(book: Book) -> None:
    answer = done(book, edit("person", PERSON, name=("王小明", "王明"), phone=("138", "139")))

    assert (body(book, PERSON)["name"], body(book, PERSON)["phone"]) == ("王小明", "139")
    assert issue(book, PERSON, "name")["cause"] == "owned"
    assert [(note.field, note.note) for note in answer.notes] == [("name", "owned")]


@pytest.mark.parametrize(("role", "due"), [(Role.GRID_LEADER, "2026-06-01"), (Role.GRID_WORKER, "2026-05-20")])
def test_a_central_field_is_free_for_its_owners(book: Book, role: Role, due: str) -> None:
    book.has("task", TASK, due="2026-05-20", state="OPEN")

    done(book, edit("task", TASK, due=("2026-05-20", "2026-06-01")), roles=held(G1, role=role))

    assert body(book, TASK)["due"] == due


@pytest.mark.fault(60)
@pytest.mark.parametrize("name", ["state", "rework_count", "handler"])
def test_a_flow_field_is_changed_by_steps_only(book: Book, name: str) -> None:
    before = body(book, EVENT).get(name)

    pairs: dict[str, Any] = {name: (before, "CLOSED")}
    done(book, edit("event", EVENT, **pairs))

    assert body(book, EVENT).get(name) == before
    assert issue(book, EVENT, name)["cause"] == "owned"


@pytest.mark.fault("F18")
def test_what_is_set_in_a_deleted_record_is_kept_in_issues(book: Book) -> None:
    book.has("person", PERSON, phone="138", deleted_=True)

    done(book, {**edit("person", PERSON, phone=("138", "139")), "add": {"tags": ["党员"]}})

    assert body(book, PERSON) == {"phone": "138"}
    assert issue(book, PERSON, "phone")["cause"] == "deleted"
    assert issue(book, PERSON, "tags")["lost"][0]["value"] == {"add": ["党员"], "del": []}


def test_a_person_is_put_into_another_household(book: Book) -> None:
    book.has("household", NEW)
    book.has("household", OTHER, grid=FAR)

    done(book, edit("person", PERSON, parent=(HOUSEHOLD, NEW)))
    found = book.live(PERSON)
    assert found is not None
    assert found.parent == NEW
    assert "parent" not in body(book, PERSON)

    assert done(book, edit("person", PERSON, parent=(NEW, OTHER))).reason == "missing_parent"
    assert done(book, edit("person", PERSON, parent=(NEW, EVENT))).reason == "invalid"
    done(book, edit("person", PERSON, parent=(OTHER, HOUSEHOLD)))
    assert issue(book, PERSON, "parent")["lost"][0]["value"] == HOUSEHOLD


# any

ANY = [
    pytest.param(edit("person", NEW, phone=(None, "1")), "unknown_record", id="unknown"),
    pytest.param(edit("household", PERSON, note=(None, "1")), "unknown_record", id="of another kind"),
    pytest.param(edit("dragon", PERSON), "unknown_kind", id="unknown kind"),
    pytest.param(edit("person", "NOT-AN-ID"), "invalid", id="malformed id"),
    pytest.param(edit("person", PERSON, grid=G2, phone=("138", "1")), "forbidden", id="no right in that grid"),
    pytest.param(edit("person", PERSON, grid="nowhere"), "forbidden", id="no such grid"),
    pytest.param(edit("visit", VISIT, text=("在家", "1")), "immutable", id="append kinds are not edited"),
    pytest.param(gone("visit", VISIT, seen=1), "immutable", id="append kinds are not deleted"),
    pytest.param(create("org_unit", name="x"), "forbidden", id="server kinds"),
    pytest.param(edit("code_table", PERSON), "forbidden", id="server kinds are not edited"),
    pytest.param(create("log:event", parent=EVENT), "forbidden", id="logs are the server's to write"),
    pytest.param(create("issue:person", parent=PERSON), "forbidden", id="issues are the server's to make"),
    pytest.param(create("document", title="x"), "forbidden", id="not this role's kind"),
    pytest.param(gone("person", PERSON, seen=None), "invalid", id="deleted unseen"),
    pytest.param({**step(), "kind": "person", "id": PERSON}, "invalid", id="no life-cycle"),
    pytest.param(step(log="x"), "invalid", id="malformed log id"),
    pytest.param(create("person", parent="x"), "invalid", id="malformed parent"),
    pytest.param(create("person", note="x" * 256_001), "invalid", id="a record above the limit"),
]


@pytest.mark.parametrize(("op", "reason"), ANY)
def test_only_rights_and_format_refuse(book: Book, op: dict[str, Any], reason: str) -> None:
    answer = done(book, op)

    assert (answer.st, answer.reason, answer.at) == ("refused", reason, {})


def test_a_tx_is_all_or_nothing(book: Book) -> None:
    before = dict(book.rows)

    assert done(book, edit("person", PERSON, phone=("138", "139")), edit("person", NEW)).st == "refused"

    assert book.rows == before


@pytest.mark.fault("F20")
def test_what_a_refused_tx_started_fails_by_itself(book: Book) -> None:
    """F20."""
    assert done(book, create("household", NEW), edit("person", OTHER)).reason == "unknown_record"
    assert done(book, create("person", OTHER, parent=NEW)).reason == "missing_parent"
    assert done(book, edit("household", NEW, note=(None, "1"))).reason == "unknown_record"


@pytest.mark.fault("F53")
def test_unknown_fields_are_kept(book: Book) -> None:
    done(book, create("person", NEW, shoe_size={"eu": 43}), edit("person", PERSON, shoe_size=(None, 41)))

    assert body(book, NEW) == {"shoe_size": {"eu": 43}}
    assert body(book, PERSON)["shoe_size"] == 41


# circles


@pytest.mark.parametrize("parent", [HOUSEHOLD, PERSON, VISIT])
def test_a_record_cannot_hang_on_itself_or_on_what_hangs_on_it(book: Book, parent: str) -> None:
    answer = done(book, edit("household", HOUSEHOLD, parent=(None, parent)))

    assert (answer.st, answer.reason) == ("refused", "invalid")


def test_two_records_cannot_come_to_hang_on_each_other_in_one_transaction(book: Book) -> None:
    ops = (create("household"), edit("household", HOUSEHOLD, parent=(None, NEW)))
    assert done(book, *ops).st == "applied"

    assert done(book, edit("household", NEW, parent=(None, HOUSEHOLD))).reason == "invalid"
    both = (create("post", OTHER), edit("post", OTHER, parent=(None, OTHER)))
    assert done(book, *both, roles=held(G1, role=Role.COMMUNITY_OFFICE)).reason == "invalid"


def test_a_circle_that_is_stored_moves_as_one(book: Book) -> None:
    book.has("household", HOUSEHOLD, parent_=PERSON)

    office = held(G1, G2, role=Role.COMMUNITY_OFFICE)
    answer = done(book, {"op": "move", "kind": "household", "id": HOUSEHOLD, "grid": G1, "to": G2}, roles=office)

    assert answer.st == "applied"
    assert {record.grid for record in book.rows.values() if record.moved_to is None and record.id != EVENT} == {G2}
