"""SYNC 5: the rows `delete`, `delete undo` and `move` of the table, and stubs."""

from __future__ import annotations

from gridcore.ids import derived_id
from gridserver.conformance.check import check
from gridserver.conformance.creating import noted, refused
from gridserver.conformance.device import Body, Device
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal, holds


@check("SYNC 5 delete")
def an_untouched_record_is_deleted(stage: Stage) -> None:
    """No change since `seen`: deleted, version + 1, pulled as gone."""
    person = stage.make()
    noted(stage, [], stage.op("delete", person, seen=1))
    row = stage.a.row(person)
    equal((row.gone, row.v), ("deleted", 2))


@check("SYNC 5 delete")
def own_changes_do_not_hinder(stage: Stage) -> None:
    """Own changes after `seen` do not hinder a delete."""
    person = stage.make(phone="1")
    stage.b.do(stage.edit(person, phone=["1", "2"]))
    noted(stage, [], stage.op("delete", person, seen=1))
    equal(stage.a.row(person).gone, "deleted")


@check("SYNC 5 delete")
def a_foreign_change_hinders(stage: Stage) -> None:
    """Somebody else changed it since: not deleted, issue of cause changed (F17)."""
    person = stage.make(phone="1")
    stage.neighbour().do(stage.edit(person, phone=["1", "2"]))
    noted(stage, [("changed", "deleted")], stage.op("delete", person, seen=1))
    equal((stage.a.body(person), stage.a.rows[person].v), ({"phone": "2"}, 2))
    equal(stage.a.body(derived_id(person, "deleted"))["cause"], "changed", "cause")


@check("SYNC 5 delete")
def a_foreign_change_that_was_seen_does_not_hinder(stage: Stage) -> None:
    """A foreign change that was seen does not hinder."""
    person = stage.make(phone="1")
    stage.neighbour().do(stage.edit(person, phone=["1", "2"]))
    noted(stage, [], stage.op("delete", person, seen=2))


@check("SYNC 5 delete")
def deleting_twice_is_the_same(stage: Stage) -> None:
    """Already deleted: nothing, note same."""
    person = stage.make()
    stage.a.do(stage.op("delete", person, seen=1))
    noted(stage, [("same", None)], stage.op("delete", person, seen=2))
    equal(stage.a.row(person).v, 2, "version")


@check("SYNC 5 delete")
def a_delete_says_what_it_saw(stage: Stage) -> None:
    """A delete without `seen`: refused invalid."""
    refused(stage, "invalid", stage.op("delete", stage.make()))


@check("SYNC 5 delete")
def an_append_record_is_not_deleted(stage: Stage) -> None:
    """An append kind: refused immutable."""
    visit = stage.make("visit", parent=stage.make("household"), text="in")
    refused(stage, "immutable", stage.op("delete", visit, "visit", seen=1))


@check("SYNC 5 delete")
def an_unknown_record_is_not_deleted(stage: Stage) -> None:
    """An unknown record: refused unknown_record."""
    refused(stage, "unknown_record", stage.op("delete", stage.a.new(), seen=1))


@check("SYNC 5 delete undo")
def a_deletion_is_taken_back(stage: Stage) -> None:
    """deleted: live again with its body, version + 1."""
    person = stage.make(phone="1")
    stage.a.do(stage.op("delete", person, seen=1))
    noted(stage, [], stage.op("delete", person, undo=True))
    equal((stage.a.body(person), stage.a.rows[person].v), ({"phone": "1"}, 3))


@check("SYNC 5 delete undo")
def what_is_not_deleted_is_not_taken_back(stage: Stage) -> None:
    """Not deleted: nothing, note same."""
    noted(stage, [("same", None)], stage.op("delete", stage.make(), undo=True))


# moves


def _moved(stage: Stage) -> tuple[Device, str, str, str]:
    """Move a household with a person to the far grid; give the office, the grid, both ids."""
    office, far = stage.office()
    home = stage.make("household", note="h")
    person = stage.make(parent=home, phone="1")
    answer = office.do(stage.op("move", home, "household", to=far))
    equal((answer.st, answer.notes), ("applied", []), "the move was answered")
    return office, far, home, person


@check("SYNC 5 move")
def a_record_goes_with_its_children(stage: Stage) -> None:
    """Record and descendants go to the other grid, version + 1, bodies kept."""
    office, far, home, person = _moved(stage)
    equal((office.body(home), office.body(person)), ({"note": "h"}, {"phone": "1"}))
    equal([(office.places[one], office.rows[one].v) for one in (home, person)], [(far, 2), (far, 2)])


@check("SYNC 5 move")
def an_issue_goes_with_its_record(stage: Stage) -> None:
    """The issues of a record go with it."""
    office, far = stage.office()
    person = stage.make(phone="1")
    stage.a.do(stage.edit(person, phone=["0", "2"]))
    office.do(stage.op("move", person, to=far))
    issue = office.body(derived_id(person, "phone"))
    equal((office.places[derived_id(person, "phone")], issue["lost"][0]["value"]), (far, "2"))


@check("SYNC 5 move")
def a_stub_stays(stage: Stage) -> None:
    """A stub stays: who holds only the old grid sees the record go, with its new version (F23)."""
    person = stage.make()
    stage.a.pull()
    office, far = stage.office()
    office.do(stage.op("move", person, to=far))
    row = stage.a.row(person)
    equal((row.gone, row.v, bytes(row.b)), ("moved", 2, b""))


@check("SYNC 5 move")
def both_grids_count_a_move(stage: Stage) -> None:
    """A move counts in both grids, and its answer names both (SYNC 6)."""
    office, far = stage.office()
    person = stage.make()
    equal(set(office.do(stage.op("move", person, to=far)).at), {stage.grid, far}, "the grids of the answer")


@check("SYNC 5 moved")
def an_edit_follows_the_stub(stage: Stage) -> None:
    """An edit named in the old grid follows the stub: applied in the new one, note moved (F23)."""
    office, _, _, person = _moved(stage)
    noted(stage, [("moved", None)], stage.edit(person, phone=["1", "2"]))
    equal(office.body(person), {"phone": "2"})


@check("SYNC 5 moved")
def a_new_child_follows_the_stub(stage: Stage) -> None:
    """A new child of a moved parent lands where the parent is (F23)."""
    office, far, home, _ = _moved(stage)
    visit = stage.create("visit", parent=home, text="in")
    noted(stage, [("moved", None)], visit)
    equal((office.body(visit["id"]), office.places[visit["id"]]), ({"text": "in"}, far))


@check("SYNC 5 moved")
def a_delete_follows_the_stub(stage: Stage) -> None:
    """A delete named in the old grid follows the stub."""
    office, _, _, person = _moved(stage)
    noted(stage, [("moved", None)], stage.op("delete", person, seen=2))
    equal(office.row(person).gone, "deleted")


@check("SYNC 5 move")
def there_and_back_is_present_once(stage: Stage) -> None:
    """A -> B -> A: present exactly once, in A (F24)."""
    office, far, home, person = _moved(stage)
    back: Body = stage.op("move", home, "household", grid=far, to=stage.grid)
    equal(office.do(back).st, "applied")
    equal([stage.a.places.get(one) for one in (home, person) if stage.a.body(one)], [stage.grid] * 2)
    equal([office.places[one] for one in (home, person) if office.body(one)], [stage.grid] * 2)
    equal(stage.a.rows[person].v, 3, "version")


@check("SYNC 5 move")
def a_move_needs_the_other_grid(stage: Stage) -> None:
    """A move to a grid that is not held: refused forbidden, unless by the office."""
    _, far = stage.stranger()
    if "community_office" in stage.roles:
        return
    refused(stage, "forbidden", stage.op("move", stage.make(), to=far))


@check("SYNC 5 move")
def a_move_to_nowhere_is_forbidden(stage: Stage) -> None:
    """A move to a grid that is not: refused forbidden, as to one that is not held (FAULTS 58)."""
    refused(stage, "forbidden", stage.op("move", stage.make(), to="999999999999999"))


@check("SYNC 5 move")
def a_move_to_where_it_is(stage: Stage) -> None:
    """A move to the grid it is in: nothing, note same."""
    person = stage.make()
    noted(stage, [("same", None)], stage.op("move", person, to=stage.grid))
    equal(stage.a.row(person).v, 1, "version")


@check("SYNC 5 move")
def an_unknown_record_is_not_moved(stage: Stage) -> None:
    """A move of an unknown record: refused unknown_record."""
    refused(stage, "unknown_record", stage.op("move", stage.a.new(), to=stage.grid))


@check("SYNC 4 S5")
def two_moves_cross(stage: Stage) -> None:
    """Moves there and back in one push settle in order (F25)."""
    office, far = stage.office()
    one = stage.make()
    answers = office.push([stage.op("move", one, to=far)], [stage.op("move", one, grid=far, to=stage.grid)])
    equal([answer.st for answer in answers], ["applied", "applied"])
    holds(stage.a.row(one).gone is None, "the record did not come back")
