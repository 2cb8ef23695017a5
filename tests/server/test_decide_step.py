"""The rows act, delete and move of the table of SYNC 5."""

from __future__ import annotations

from typing import Any

import pytest

from gridcore.ids import derived_id
from gridcore.roles import Role
from gridserver.row import Stand
from tests.server.book import (
    EVENT,
    G1,
    G2,
    HOUSEHOLD,
    LOG,
    NEW,
    NOW,
    PERSON,
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

# act


def test_a_step_of_the_table_is_taken_and_logged(book: Book) -> None:
    answer = done(book, step(text="井盖坏了", blobs=[{"sha256": "f"}]))

    assert (answer.st, answer.notes, answer.at) == ("applied", [], {G1: 8})
    assert body(book, EVENT)["state"] == "REPORTED"
    assert body(book, LOG) == {
        "step": "report", "frm": "DRAFT", "to": "REPORTED", "text": "井盖坏了", "photos": [{"sha256": "f"}],
        "by": "li", "by_name": "name of li", "role": "grid_worker", "at": NOW, "device_at": THEN, "applied": True,
    }  # fmt: skip
    row = book.live(LOG)
    assert row is not None
    assert (row.kind, row.parent, row.grid) == ("log:event", EVENT, G1)


def test_a_step_states_the_fields_of_its_row_and_no_others(book: Book) -> None:
    done(book, step("self_handle", set={"result": "已清理", "level": "1", "state": "ARCHIVED"}))

    found = body(book, EVENT)
    assert (found["state"], found["result"], found["to_confirm"]) == ("CLOSED", "已清理", True)
    assert "level" not in found
    assert issue(book, EVENT, "level")["cause"] == issue(book, EVENT, "state")["cause"] == "owned"


LATE = [
    pytest.param(step(frm="REPORTED"), Role.GRID_WORKER, id="not the state it is in"),
    pytest.param(step("close_case"), Role.GRID_WORKER, id="not from here"),
    pytest.param(step(), Role.DUTY_CHIEF, id="not this role"),
    pytest.param(step("fly"), Role.GRID_WORKER, id="a step nobody knows"),
]


@pytest.mark.fault("F16")
@pytest.mark.parametrize(("op", "role"), LATE)
def test_a_step_that_cannot_be_taken_is_a_supplement(book: Book, op: dict[str, Any], role: Role) -> None:
    before = body(book, EVENT)

    answer = done(book, {**op, "text": "晚了", "set": {"result": "x"}}, roles=held(G1, role=role))

    assert body(book, EVENT) == before
    assert [note.note for note in answer.notes] == ["late"]
    log = body(book, LOG)
    assert (log["applied"], log["text"], log["given"]) == (False, "晚了", {"result": "x"})


def test_a_step_on_a_deleted_record_is_a_supplement(book: Book) -> None:
    book.has("event", EVENT, state="DRAFT", deleted_=True)

    assert [note.note for note in done(book, step()).notes] == ["late"]
    assert body(book, LOG)["applied"] is False


@pytest.mark.fault("F16")
def test_two_take_one_step_and_the_first_counts(book: Book) -> None:
    done(book, step())
    done(book, step(log=NEW, text="我也报"), user="zhao")

    assert (body(book, LOG)["applied"], body(book, NEW)["applied"]) == (True, False)
    assert body(book, NEW)["to"] == "REPORTED"


def test_a_known_log_id_does_nothing(book: Book) -> None:
    done(book, step())

    again = decided(book, step(frm="REPORTED", name="withdraw"))

    assert again.writes == ()
    assert done(book, step(log=PERSON)).reason == "id_taken"


def test_a_record_is_made_and_moved_on_in_one_tx(book: Book) -> None:
    report = {**step(), "id": NEW}

    done(book, create("event", title="路灯"), report)

    row = book.live(NEW)
    assert row is not None
    assert (row.v, body(book, NEW)["state"]) == (1, "REPORTED")


# delete


def test_what_nobody_else_changed_is_deleted_and_its_body_kept(book: Book) -> None:
    done(book, gone("person", PERSON, seen=4))

    row = book.live(PERSON)
    assert row is not None
    assert (row.deleted, row.v, body(book, PERSON)["phone"]) == (True, 5, "138")
    assert decided(book, gone("person", PERSON, seen=5)).writes == ()

    done(book, gone("person", PERSON, seen=None, undo=True))
    row = book.live(PERSON)
    assert row is not None
    assert (row.deleted, row.v) == (False, 6)
    assert decided(book, gone("person", PERSON, seen=None, undo=True)).writes == ()


@pytest.mark.fault("F17")
@pytest.mark.parametrize(("by", "deleted"), [("wang", False), ("li", True)])
def test_what_somebody_else_changed_since_is_not_deleted(book: Book, by: str, deleted: bool) -> None:
    book.stands[PERSON] = [Stand(v=4, by=by, at=THEN, verb="edit", fields=("phone",))]

    done(book, gone("person", PERSON, seen=3))

    row = book.live(PERSON)
    assert row is not None
    assert row.deleted is deleted
    if not deleted:
        assert issue(book, PERSON, "deleted")["cause"] == "changed"


# move


def test_a_household_moves_with_all_below_it(book: Book) -> None:
    book.has("visit", VISIT, parent_=HOUSEHOLD, photos=[{"sha256": "f" * 64}, {"sha256": "../../server.keys"}])
    done(book, edit("person", PERSON, phone=("137", "139")))

    op = {"op": "move", "kind": "household", "id": HOUSEHOLD, "grid": G1, "to": G2}
    decision = decided(book, op, roles=held(G1, G2))
    book.lay(decision.writes)

    for record in (HOUSEHOLD, PERSON, VISIT, derived_id(PERSON, "phone")):
        row, stub = book.live(record), book.at(G1, record)
        assert row is not None
        assert stub is not None
        assert (row.grid, stub.moved_to, stub.v) == (G2, G2, row.v)
    assert decision.blobs == ((G1, G2, "f" * 64),)
    assert decision.answer.at == {G1: 9, G2: 4}


@pytest.mark.parametrize(
    ("roles", "st"),
    [(held(G1), "refused"), (held(G1, role=Role.COMMUNITY_OFFICE), "applied"), (held(G2), "refused")],
)
def test_who_may_move(book: Book, roles: Any, st: str) -> None:
    op = {"op": "move", "kind": "household", "id": HOUSEHOLD, "grid": G1, "to": G2}
    assert done(book, op, roles=roles).st == st


@pytest.mark.fault("F23")
def test_an_edit_follows_the_stub_and_its_right_is_judged_where_it_was_named(book: Book) -> None:
    book.moved(PERSON, G1, G2)

    answer = done(book, edit("person", PERSON, phone=("138", "139")))

    assert body(book, PERSON)["phone"] == "139"
    assert [note.note for note in answer.notes] == ["moved"]
    assert answer.at == {G1: 7, G2: 4}
    assert done(book, edit("person", PERSON, grid=G1, phone=("139", "1")), roles=held(G2)).reason == "forbidden"


@pytest.mark.fault("F24")
def test_a_record_moved_there_and_back_is_present_once(book: Book) -> None:
    there = {"op": "move", "kind": "household", "id": HOUSEHOLD, "grid": G1, "to": G2}
    back = {"op": "move", "kind": "household", "id": HOUSEHOLD, "grid": G2, "to": G1}
    done(book, there, roles=held(G1, G2))
    done(book, back, roles=held(G1, G2))

    assert book.live(HOUSEHOLD) == book.at(G1, HOUSEHOLD)
    stub = book.at(G2, HOUSEHOLD)
    assert stub is not None
    assert stub.moved_to == G1
