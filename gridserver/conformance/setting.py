"""SYNC 5: the rows `set` of the table, and what happens with values that lose."""

from __future__ import annotations

from typing import Any

from gridcore.ids import derived_id
from gridserver.conformance.check import check, each
from gridserver.conformance.creating import noted, refused
from gridserver.conformance.device import Body
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal, holds


def issue_of(stage: Stage, record: str, field: str) -> Body:
    """Give the body of the issue of (record, field) as a pull brings it."""
    return stage.a.body(derived_id(record, field))


@check("SYNC 5 set")
def the_value_that_stands_is_the_same(stage: Stage) -> None:
    """A free field, value == new: nothing, note same (F09)."""
    person = stage.make(phone="1")
    noted(stage, [("same", "phone")], stage.edit(person, phone=["0", "1"]))
    equal(stage.a.row(person).v, 1, "version")


@check("SYNC 5 set")
def what_the_author_saw_is_replaced(stage: Stage) -> None:
    """A free field, value == seen: value := new, version + 1."""
    person = stage.make(phone="1")
    noted(stage, [], stage.edit(person, phone=["1", "2"]))
    equal((stage.a.body(person), stage.a.rows[person].v), ({"phone": "2"}, 2))


@check("SYNC 5 set")
def what_the_author_did_not_see_stands(stage: Stage) -> None:
    """A free field, else: the server's value stands, the new one is lost into an issue (F08, F10)."""
    person = stage.make(phone="1")
    noted(stage, [("conflict", "phone")], stage.edit(person, phone=["0", "2"]))
    equal(stage.a.body(person), {"phone": "1"})
    equal(issue_of(stage, person, "phone")["lost"][0]["value"], "2", "the value lost")


@check("SYNC 5 set")
def other_fields_of_the_set_go_on(stage: Stage) -> None:
    """A conflict of one field leaves the others of the set alone."""
    person = stage.make(phone="1", note="a")
    noted(stage, [("conflict", "phone")], stage.edit(person, phone=["0", "2"], note=["a", "b"]))
    equal(stage.a.body(person), {"phone": "1", "note": "b"})


@check("SYNC 5 set")
def two_devices_change_two_fields(stage: Stage) -> None:
    """Two devices change different fields: both applied, no issue (F09)."""
    person = stage.make(phone="1", note="a")
    stage.b.do(stage.edit(person, note=["a", "b"]))
    noted(stage, [], stage.edit(person, phone=["1", "2"]))
    equal(stage.a.body(person), {"phone": "2", "note": "b"})


@check("SYNC 5 set")
def own_edits_in_a_row_go_on(stage: Stage) -> None:
    """Edits in one push see each other, in order (F07)."""
    person = stage.make(phone="1")
    stage.a.push([stage.edit(person, phone=["1", "2"])], [stage.edit(person, phone=["2", "3"])])
    equal((stage.a.body(person), stage.a.rows[person].v), ({"phone": "3"}, 3))


@check("SYNC 5 set")
def two_ops_of_a_tx_are_one_version(stage: Stage) -> None:
    """Two ops of one tx on one record are one change: version + 1."""
    person = stage.make(phone="1")
    stage.a.do(stage.edit(person, phone=["1", "2"]), stage.edit(person, note=[None, "n"]))
    equal((stage.a.body(person), stage.a.rows[person].v), ({"phone": "2", "note": "n"}, 2))


@check("SYNC 2")
def null_takes_a_field_away(stage: Stage) -> None:
    """Null as new value takes the field away."""
    person = stage.make(phone="1", note="n")
    noted(stage, [], stage.edit(person, phone=["1", None]))
    equal(stage.a.body(person), {"note": "n"})


@check("SYNC 2")
def absent_is_seen_as_null(stage: Stage) -> None:
    """An absent field was seen as null."""
    person = stage.make()
    noted(stage, [], stage.edit(person, phone=[None, "1"]))
    equal(stage.a.body(person), {"phone": "1"})


@check("SYNC 2")
def a_struct_merges_as_one(stage: Stage) -> None:
    """A struct field is one value: half of it changed there is a conflict of the whole (F14)."""
    here, there = {"lng": 1070000000, "lat": 330000000}, {"lng": 1070000001, "lat": 330000000}
    home = stage.make("household", position=here)
    stage.b.do(stage.edit(home, "household", position=[here, there]))
    mine = {"lng": 1070000000, "lat": 330000009}
    noted(stage, [("conflict", "position")], stage.edit(home, "household", position=[here, mine]))
    equal(stage.a.body(home), {"position": there})


@check("SYNC 2")
def the_order_of_an_object_is_no_difference(stage: Stage) -> None:
    """An object seen with its names in another order is the value seen."""
    home = stage.make("household", position={"lng": 1, "lat": 2})
    noted(stage, [], stage.edit(home, "household", position=[{"lat": 2, "lng": 1}, {"lng": 3, "lat": 4}]))


SETS: dict[str, tuple[list[str], Body, list[str] | None]] = {
    "an element added": (["a"], {"add": {"tags": ["b"]}}, ["a", "b"]),
    "an element there added": (["a", "b"], {"add": {"tags": ["b"]}}, ["a", "b"]),
    "an element removed": (["a", "b"], {"del": {"tags": ["a"]}}, ["b"]),
    "an element not there removed": (["a"], {"del": {"tags": ["z"]}}, ["a"]),
    "the last element removed": (["a"], {"del": {"tags": ["a"]}}, None),
    "both at once": (["a", "b"], {"add": {"tags": ["c"]}, "del": {"tags": ["a"]}}, ["b", "c"]),
    "a pair": (["a", "b", "x"], {"set": {"tags": [["a", "b"], ["b", "c"]]}}, ["b", "x", "c"]),
}


@each("SYNC 5 set", SETS)
def a_set_field_merges_by_element(stage: Stage, row: tuple[list[str], Body, list[str] | None]) -> None:
    """A set field, {}: elements are added and removed, whatever was seen."""
    before, change, after = row
    person = stage.make(tags=before)
    answer = stage.a.do(stage.op("set", person, **change))
    equal((answer.st, {note.note for note in answer.notes} - {"same"}), ("applied", set()), "answer")
    found = stage.a.body(person).get("tags")
    equal(None if found is None else sorted(found), None if after is None else sorted(after), "the elements are")


@check("SYNC 5 set")
def two_devices_add_and_remove(stage: Stage) -> None:
    """One adds an element, another removes another: union as meant (F13)."""
    person = stage.make(tags=["a"])
    removed: Body = {"del": {"tags": ["a"]}}
    stage.b.do(stage.op("set", person, **removed))
    noted(stage, [], stage.op("set", person, add={"tags": ["b"]}))
    equal(stage.a.body(person), {"tags": ["b"]})


@check("SYNC 5 set")
def elements_belong_to_set_fields(stage: Stage) -> None:
    """Elements for a field that is no set: refused invalid."""
    refused(stage, "invalid", stage.op("set", stage.make(phone="1"), add={"phone": ["2"]}))


OWNED: dict[str, tuple[str, str, Any]] = {
    "name of a person": ("person", "name", "kit"),
    "identity of a person": ("person", "identity", {"id_type": "1", "id_no": "kit"}),
    "hukou of a person": ("person", "hukou", {"addr": "kit"}),
    "number of a household": ("household", "household_no", "kit"),
}


@each("SYNC 5 set", OWNED)
def a_central_field_is_owned(stage: Stage, row: tuple[str, str, Any]) -> None:
    """A central field without the right, {}: not applied, issue of cause owned (F15)."""
    kind, field, value = row
    record = stage.make(kind)
    pairs: Body = {field: [None, value]}
    noted(stage, [("owned", field)], stage.edit(record, kind, **pairs))
    equal(stage.a.body(record), {})
    issue = issue_of(stage, record, field)
    equal((issue["cause"], issue["lost"][0]["value"]), ("owned", value))


@each("SYNC 5 set", {"state": ("state", "DONE"), "result": ("result", "kit"), "done_at": ("done_at", "2026-05-11")})
def a_flow_field_is_owned(stage: Stage, row: tuple[str, str]) -> None:
    """The flow field {}: not applied by a set, issue of cause owned (FAULTS 60)."""
    task = stage.make("task", title="kit")
    seen = stage.a.body(task).get(row[0])
    pairs: Body = {row[0]: [seen, row[1]]}
    noted(stage, [("owned", row[0])], stage.edit(task, "task", **pairs))
    equal(stage.a.body(task).get(row[0]), seen)


@check("SYNC 5 set")
def a_deleted_record_is_not_set(stage: Stage) -> None:
    """A deleted record: not applied, issue of cause deleted with the values (F18)."""
    person = stage.make(phone="1")
    stage.a.do(stage.op("delete", person, seen=1))
    noted(stage, [("deleted", "phone")], stage.edit(person, phone=["1", "2"]))
    equal(stage.a.row(person).gone, "deleted")
    issue = issue_of(stage, person, "phone")
    equal((issue["cause"], issue["lost"][0]["value"]), ("deleted", "2"))


@check("SYNC 5 set")
def an_append_record_is_immutable(stage: Stage) -> None:
    """An append kind: a set is refused immutable."""
    visit = stage.make("visit", parent=stage.make("household"), text="in")
    refused(stage, "immutable", stage.edit(visit, "visit", text=["in", "out"]))


@check("SYNC 5 set")
def a_server_kind_is_forbidden(stage: Stage) -> None:
    """A server kind: a set is refused forbidden."""
    refused(stage, "forbidden", stage.edit(stage.a.new(), "org_unit", name=[None, "kit"]))


@check("SYNC 5")
def an_unknown_record_is_refused(stage: Stage) -> None:
    """An unknown record: refused unknown_record."""
    refused(stage, "unknown_record", stage.edit(stage.a.new(), phone=[None, "1"]))


@check("SYNC 5")
def a_record_of_another_kind_is_unknown(stage: Stage) -> None:
    """A record under another kind: refused unknown_record."""
    refused(stage, "unknown_record", stage.edit(stage.make(), "household", note=[None, "1"]))


@check("SYNC 5")
def a_record_of_another_grid_is_unknown(stage: Stage) -> None:
    """A record of a grid not held, named in one's own: refused unknown_record, as one that is not (FAULTS 58)."""
    them, far = stage.stranger()
    person = stage.make(device=them, grid=far, phone="1")
    refused(stage, "unknown_record", stage.edit(person, phone=["1", "2"]))
    equal(them.body(person), {"phone": "1"})


@check("SYNC 5")
def a_record_named_in_another_grid_is_forbidden(stage: Stage) -> None:
    """A record named in a grid not held: refused forbidden, whether it is there or not (FAULTS 58)."""
    them, far = stage.stranger()
    person = stage.make(device=them, grid=far, phone="1")
    refused(stage, "forbidden", stage.edit(person, grid=far, phone=["1", "2"]))
    refused(stage, "forbidden", stage.edit(stage.a.new(), grid=far, phone=["1", "2"]))


# the reserved field `parent`


@check("SYNC 5 parent")
def a_child_gets_another_parent(stage: Stage) -> None:
    """A set of parent puts a record under another one of its grid."""
    one, two = stage.make("household"), stage.make("household")
    person = stage.make(parent=one)
    noted(stage, [], stage.edit(person, parent=[one, two]))
    row = stage.a.row(person)
    equal((row.p, row.v), (two, 2))


@check("SYNC 5 parent")
def a_parent_seen_wrongly_is_a_conflict(stage: Stage) -> None:
    """A parent that was seen wrongly is a conflict."""
    one, two, three = (stage.make("household") for _ in range(3))
    person = stage.make(parent=one)
    noted(stage, [("conflict", "parent")], stage.edit(person, parent=[two, three]))
    equal(stage.a.row(person).p, one)


@check("SYNC 5 parent")
def a_new_parent_must_be(stage: Stage) -> None:
    """A new parent that is not: refused missing_parent."""
    person = stage.make(parent=stage.make("household"))
    refused(stage, "missing_parent", stage.edit(person, parent=[None, stage.a.new()]))


@check("SYNC 5 parent")
def a_new_parent_lives_in_the_same_grid(stage: Stage) -> None:
    """A new parent of another grid: refused missing_parent, as one that is not (FAULTS 58)."""
    them, far = stage.stranger()
    home = stage.make("household", device=them, grid=far)
    refused(stage, "missing_parent", stage.edit(stage.make(), parent=[None, home]))


@check("SYNC 5 parent")
def a_merge_of_two_persons_is_one_tx(stage: Stage) -> None:
    """Merging two persons: set the survivor, delete the other, in one tx."""
    home = stage.make("household")
    one, two = stage.make(parent=home, note="1"), stage.make(parent=home, phone="2")
    noted(stage, [], stage.edit(one, phone=[None, "2"]), stage.op("delete", two, seen=1))
    equal(stage.a.body(one), {"note": "1", "phone": "2"})
    holds(stage.a.row(two).gone == "deleted", "the other is still there")
