"""SYNC 10: history: who changed what, with the rights of the grid."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from gridcore.ids import derived_id
from gridcore.wire import History, HistoryLine, Reply
from gridserver.conformance.check import check, each
from gridserver.conformance.device import Device, problem_of
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal, holds


def ask(device: Device, grid: str, record: str) -> Reply:
    """Ask for the history of a record."""
    return device.call("GET", f"/v1/history/{grid}/{record}")


def told(device: Device, grid: str, record: str) -> list[HistoryLine]:
    """Give the lines of a history."""
    reply = ask(device, grid, record)
    equal((reply.status, reply.headers.get("content-type")), (200, "application/json"))
    found = msgspec.json.decode(reply.body, type=History)
    equal((found.grid, found.id), (grid, record))
    return found.lines


@check("SYNC 10 history")
def a_history_is_newest_first(stage: Stage) -> None:
    """A history tells every version, newest first."""
    person = stage.make(phone="1")
    stage.a.push([stage.edit(person, phone=["1", "2"])], [stage.edit(person, phone=["2", "3"])])
    equal([line.v for line in told(stage.a, stage.grid, person)], [3, 2, 1])


@check("SYNC 10 history")
def a_line_tells_who_when_and_what(stage: Stage) -> None:
    """A line tells who, when, by which verb, and which fields."""
    (line,) = told(stage.a, stage.grid, stage.make(phone="1"))
    equal((line.by, line.verb, "phone" in line.fields), (stage.user.user, "kit", True))
    holds(line.at and line.by_name, "no time or no name")


@check("SYNC 10 history")
def a_line_tells_its_ops(stage: Stage) -> None:
    """A line tells the ops of its tx on this record."""
    person = stage.make(phone="1")
    edit = stage.edit(person, phone=["1", "2"])
    stage.a.do(edit)
    equal(told(stage.a, stage.grid, person)[0].ops, [edit])


@check("SYNC 10 history")
def ops_of_other_records_are_cut_out(stage: Stage) -> None:
    """Ops of the same tx on other records are cut out."""
    one, two = stage.create("person", phone="1"), stage.create("person", phone="2")
    stage.a.do(one, two)
    reply = ask(stage.a, stage.grid, one["id"])
    holds(two["id"].encode() not in reply.body, "the other record is named")


@check("SYNC 10 history")
def a_lost_value_is_no_change(stage: Stage) -> None:
    """A value that lost is no change of the record, but one of its issue."""
    person = stage.make(phone="1")
    stage.a.do(stage.edit(person, phone=["0", "2"]))
    equal([line.v for line in told(stage.a, stage.grid, person)], [1])
    equal([line.v for line in told(stage.a, stage.grid, derived_id(person, "phone"))], [1])


@check("SYNC 10 history")
def a_deleted_record_has_its_history(stage: Stage) -> None:
    """A deleted record keeps its history."""
    person = stage.make(phone="1")
    stage.a.do(stage.op("delete", person, seen=1))
    equal([(line.v, "deleted" in line.fields) for line in told(stage.a, stage.grid, person)], [(2, True), (1, False)])


@check("SYNC 10 history")
def a_neighbour_is_told_too(stage: Stage) -> None:
    """Who holds the grid is told what others changed."""
    neighbour = stage.neighbour()
    person = stage.make(phone="1")
    neighbour.do(stage.edit(person, phone=["1", "2"]))
    equal([line.by for line in told(neighbour, stage.grid, person)], [neighbour.account.user, stage.user.user])


ABSENT: dict[str, Callable[[Stage], str]] = {
    "a record that is not": lambda s: f"/v1/history/{s.grid}/{s.a.new()}",
    "a grid that is not": lambda s: f"/v1/history/999999999999999/{s.a.new()}",
    "an id that is none": lambda s: f"/v1/history/{s.grid}/one",
    "a path too long": lambda s: f"/v1/history/{s.grid}/{s.a.new()}/more",
    "the numbers of another device": lambda s: f"/v1/history/@{s.b.id}/{s.a.new()}",
}


@each("SYNC 10 history", ABSENT)
def what_is_not_has_no_history(stage: Stage, path: Callable[[Stage], str]) -> None:
    """{} has no history: 404."""
    reply = stage.a.call("GET", path(stage))
    equal((reply.status, problem_of(reply).name), (404, "not_found"))


@check("SYNC 10 history")
def a_foreign_history_is_as_absent(stage: Stage) -> None:
    """A record of a grid not held is told as one that is not (FAULTS 58)."""
    them, far = stage.stranger()
    person = stage.make(device=them, grid=far, phone="1")
    equal(len(told(them, far, person)), 1, "lines for who holds it")
    hidden, absent = ask(stage.a, far, person), ask(stage.a, far, stage.a.new())
    equal((hidden.status, hidden.body), (absent.status, absent.body))
    equal((ask(stage.a, stage.grid, person).status, hidden.status), (404, 404))


@check("SYNC 10 history")
def a_moved_record_tells_each_grid_its_part(stage: Stage) -> None:
    """Of a moved record each side is told what happened there (decision 0015)."""
    office, far = stage.office()
    person = stage.make(phone="1")
    office.do(stage.op("move", person, to=far))
    office.do(stage.edit(person, grid=far, phone=["1", "2"]))
    equal([line.v for line in told(stage.a, stage.grid, person)], [2, 1])
    equal([line.v for line in told(office, far, person)], [3, 2, 1])
    holds(far.encode() not in ask(stage.a, stage.grid, person).body, "the new grid is named")
