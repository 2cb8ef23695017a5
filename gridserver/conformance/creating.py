"""SYNC 5: the rows `create` of the table."""

from __future__ import annotations

from typing import Any

from gridcore.ids import derived_id
from gridserver.conformance.check import check, each
from gridserver.conformance.device import Body
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal, holds


def refused(stage: Stage, reason: str, *ops: Body) -> None:
    """Fail unless a tx of the user is refused for a reason."""
    answer = stage.a.do(*ops)
    equal((answer.st, answer.reason, answer.at), ("refused", reason, {}), "the answer is")


def noted(stage: Stage, notes: list[tuple[str, str | None]], *ops: Body) -> None:
    """Fail unless a tx is applied with these notes (note, field)."""
    answer = stage.a.do(*ops)
    equal((answer.st, answer.reason), ("applied", None), "the answer is")
    equal([(note.note, note.field) for note in answer.notes], notes, "the notes are")


@check("SYNC 5 create")
def an_unknown_id_makes_a_record(stage: Stage) -> None:
    """An unknown id: the record is made, version 1, with its body."""
    person = stage.make(name="kit", phone="1", tags=["a", "b"])
    equal((stage.a.row(person).v, stage.a.body(person)), (1, {"name": "kit", "phone": "1", "tags": ["a", "b"]}))


@check("SYNC 2")
def null_is_absent(stage: Stage) -> None:
    """Null and absent are the same: a null of a create is not stored."""
    equal(stage.a.body(stage.make(phone=None, note="n")), {"note": "n"})


VALUES: dict[str, Any] = {
    "a large integer": 1_083_412_345,
    "a negative integer": -7,
    "zero": 0,
    "a fraction": 1.25,
    "false": False,
    "an empty text": "",
    "Chinese": "\u6c49\u4e2d\u5e02\u738b\u5c0f\u660e",
    "a rare character of four bytes": "\U00020b9f\u4dae",
    "an emoji and a joiner": "\U0001f468\u200d\U0001f469",
    "right to left": "\u05e9\u05dc\u05d5\u05dd",
    "quotes and line ends": "\"'\\\n\t",
    "a NUL": "a\u0000b",
    "a formula": "=1+1",
    "SQL": "'; DROP TABLE record; --",
    "an empty array": [],
    "a nested object": {"a": [{"b": {"c": [1, "2", None]}}]},
}


@each("SYNC 2", VALUES)
def values_survive(stage: Stage, value: Any) -> None:
    """A field the server does not know, with {}, comes back exactly (FAULTS 57)."""
    equal(stage.a.body(stage.make(later_field=value)), {"later_field": value})


@check("SYNC 5 create")
def an_equal_append_record_is_the_same(stage: Stage) -> None:
    """A known id of an append kind with an equal body: nothing, note same."""
    home = stage.make("household")
    visit = stage.create("visit", parent=home, text="in")
    stage.a.do(visit)
    noted(stage, [("same", None)], visit)
    equal(stage.a.row(visit["id"]).v, 1, "version")


@check("SYNC 5 create")
def another_append_record_is_taken(stage: Stage) -> None:
    """A known id of an append kind with another body: refused id_taken."""
    visit = stage.create("visit", parent=stage.make("household"), text="in")
    stage.a.do(visit)
    refused(stage, "id_taken", {**visit, "set": {"text": "out"}})
    equal(stage.a.body(visit["id"]), {"text": "in"})


@check("SYNC 5 create")
def a_known_id_is_set_over_nothing(stage: Stage) -> None:
    """A known id of a mutable kind: absent fields are set."""
    person = stage.make(phone="1")
    noted(stage, [], stage.op("create", person, set={"note": "n"}))
    equal(stage.a.body(person), {"phone": "1", "note": "n"})


@check("SYNC 5 create")
def a_known_id_does_not_overwrite(stage: Stage) -> None:
    """A known id of a mutable kind: a field with another value is a conflict per field (FAULTS 59)."""
    person = stage.make(phone="1")
    noted(stage, [("conflict", "phone")], stage.op("create", person, set={"phone": "2", "note": "n"}))
    equal(stage.a.body(person), {"phone": "1", "note": "n"})


@check("SYNC 5 create")
def a_known_id_of_another_kind_is_taken(stage: Stage) -> None:
    """A known id under another kind: refused id_taken."""
    refused(stage, "id_taken", stage.op("create", stage.make(), "household", set={}))


@check("SYNC 5 create")
def an_id_of_another_grid_is_taken(stage: Stage) -> None:
    """An id that lives in a grid not reached from here: refused id_taken, nothing overwritten (FAULTS 59)."""
    them, far = stage.stranger()
    person = stage.make(device=them, grid=far, phone="1")
    refused(stage, "id_taken", stage.op("create", person, set={"phone": "2"}))
    equal(them.body(person), {"phone": "1"})


FLOW = {"state": "DONE", "result": "done", "done_at": "2026-05-11"}


@each("SYNC 5 create", {name: (name, value) for name, value in FLOW.items()})
def a_create_names_no_flow_field(stage: Stage, row: tuple[str, str]) -> None:
    """The flow field {} of a task in a create: refused invalid (FAULTS 60)."""
    body: Body = {row[0]: row[1]}
    refused(stage, "invalid", stage.create("task", **body))


@check("SYNC 5 create")
def a_life_begins_in_the_first_state(stage: Stage) -> None:
    """A record with a life-cycle begins in the first state of its table."""
    equal(stage.a.body(stage.make("event", title="kit"))["state"], "DRAFT")


@check("SYNC 5 create")
def an_act_of_the_same_tx_moves_it_on(stage: Stage) -> None:
    """An act of the same tx moves a new record on."""
    task = stage.create("task", title="kit")
    act = stage.op("act", task["id"], "task", step="do", log=stage.a.new(), set={}, **{"from": "OPEN"})
    noted(stage, [], task, act)
    equal(stage.a.body(task["id"])["state"], "DONE")


@check("SYNC 5 create")
def a_parent_must_be(stage: Stage) -> None:
    """An unknown parent: refused missing_parent."""
    refused(stage, "missing_parent", stage.create("person", parent=stage.a.new()))


@check("SYNC 5 create")
def a_child_of_a_refused_parent(stage: Stage) -> None:
    """What a refused tx started fails by itself: missing_parent, unknown_record (F20)."""
    nameless: Body = {"": 1}
    home = stage.create("household", **nameless)
    child = stage.create("person", parent=home["id"])
    answers = stage.a.push([home], [child], [stage.edit(child["id"], phone=[None, "1"])])
    equal([answer.reason for answer in answers], ["invalid", "missing_parent", "unknown_record"])


@check("SYNC 5 create")
def a_parent_of_a_wrong_kind(stage: Stage) -> None:
    """A parent of a kind that is none: refused invalid."""
    refused(stage, "invalid", stage.create("person", parent=stage.make()))


@check("SYNC 5 create")
def a_parent_that_is_no_id(stage: Stage) -> None:
    """A parent that is no id: refused invalid."""
    refused(stage, "invalid", stage.create("person", parent="home"))


@check("SYNC 5 create")
def a_deleted_parent_takes_a_child(stage: Stage) -> None:
    """A deleted parent: the child is made, with an issue of cause deleted on it (F19)."""
    home = stage.make("household")
    stage.a.do(stage.op("delete", home, "household", seen=1))
    visit = stage.create("visit", parent=home, text="in")
    noted(stage, [("deleted", "parent")], visit)
    equal((stage.a.body(visit["id"]), stage.a.rows[visit["id"]].p), ({"text": "in"}, home))
    equal(stage.a.body(derived_id(visit["id"], "parent"))["cause"], "deleted", "cause")


FORBIDDEN = ("issue:person", "log:task", "org_unit", "grid", "certificate", "number_block", "calendar", "code_table")


@each("SYNC 2", {kind: kind for kind in FORBIDDEN})
def kinds_of_the_server_are_not_made(stage: Stage, kind: str) -> None:
    """A record of the kind {}: refused forbidden (FAULTS 60)."""
    refused(stage, "forbidden", stage.op("create", stage.a.new(), kind, set={}))


@check("SYNC 5")
def an_unknown_kind_is_refused(stage: Stage) -> None:
    """An unknown kind: refused unknown_kind."""
    refused(stage, "unknown_kind", stage.op("create", stage.a.new(), "spaceship", set={}))


@check("SYNC 5")
def a_grid_that_is_not_is_refused(stage: Stage) -> None:
    """A grid that does not exist: refused forbidden, as one that is not held."""
    refused(stage, "forbidden", stage.op("create", stage.a.new(), grid="999999999999999", set={}))


@check("SYNC 5")
def a_grid_not_held_is_refused(stage: Stage) -> None:
    """A grid that is not held: refused forbidden (FAULTS 58)."""
    _, far = stage.stranger()
    refused(stage, "forbidden", stage.op("create", stage.a.new(), grid=far, set={}))


@check("SYNC 5")
def the_common_grid_is_not_for_workers(stage: Stage) -> None:
    """The grid `common`: refused forbidden for a worker."""
    refused(stage, "forbidden", stage.op("create", stage.a.new(), grid="common", set={}))


@check("SYNC 5")
def the_grid_of_a_device_is_the_servers(stage: Stage) -> None:
    """The grid of one's own device: refused forbidden, its numbers are given by the server."""
    refused(stage, "forbidden", stage.op("create", stage.a.new(), grid=f"@{stage.a.id}", set={}))


@check("SYNC 2")
def the_same_mark_twice_merges(stage: Stage) -> None:
    """Two creations of one derived id merge by field (F22)."""
    home = stage.make("household")
    mark = derived_id(stage.a.new(), home)
    answers = [
        device.do(stage.op("create", mark, set={name: "x", "person_kind": "1"}))
        for device, name in ((stage.a, "note"), (stage.b, "phone"))
    ]
    stage.remember("person", mark)
    equal([answer.st for answer in answers], ["applied", "applied"])
    equal(stage.a.body(mark), {"note": "x", "phone": "x", "person_kind": "1"})


@check("SYNC 5 create")
def what_the_server_counts_is_not_given(stage: Stage) -> None:
    """version, seq and grid in a body are fields like others: they move nothing (FAULTS 60)."""
    create = stage.create("person")
    create["set"] = {"v": 99, "seq": 99, "grid": "999999999999999", "deleted": True, "moved_to": "x", "by": "x"}
    stage.a.do(create)
    row = stage.a.row(create["id"])
    holds(row.v == 1 and not row.gone and stage.a.places[row.id] == stage.grid, "a field of the body moved the record")
