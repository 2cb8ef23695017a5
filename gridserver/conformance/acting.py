"""SYNC 5: the row `act` of the table: steps, logs, supplements that came late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gridserver.conformance.check import check, each
from gridserver.conformance.creating import noted, refused
from gridserver.conformance.device import Body
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal, holds


def step(stage: Stage, task: str, *, log: str = "", frm: str = "OPEN", name: str = "do", **more: Any) -> Body:
    """Give an act on a task of the kit."""
    act = stage.op("act", task, "task", step=name, log=log or stage.a.new(), set={})
    return {**act, "from": frm, **more}


@check("SYNC 5 act")
def a_step_the_table_allows(stage: Stage) -> None:
    """State == from and allowed: state := to, version + 1."""
    task = stage.make("task", title="kit")
    noted(stage, [], step(stage, task))
    equal((stage.a.body(task)["state"], stage.a.rows[task].v), ("DONE", 2))


@check("SYNC 5 act")
def a_step_leaves_a_log(stage: Stage) -> None:
    """A step leaves a log of kind log:<kind>, child of the record, applied = true, with its text."""
    task, log = stage.make("task", title="kit"), stage.a.new()
    stage.a.do(step(stage, task, log=log, text="done"))
    body = stage.a.body(log)
    row = stage.a.rows[log]
    equal((row.k, row.p, row.v), ("log:task", task, 1))
    wanted = {"step": "do", "frm": "OPEN", "to": "DONE", "text": "done", "applied": True}
    equal({name: body.get(name) for name in wanted}, wanted)


@check("SYNC 5 act")
def a_log_tells_who_and_when(stage: Stage) -> None:
    """A log tells who did it in which role, when by the server's clock and when by the device's."""
    task, log = stage.make("task", title="kit"), stage.a.new()
    line = stage.a.tx(stage.a.n + 1, [step(stage, task, log=log)], at="2020-02-02T02:02:02+08:00")
    stage.a.take(stage.a.send(stage.a.sealed(line)))
    body = stage.a.body(log)
    equal((body.get("by"), body.get("device_at")), (stage.user.user, "2020-02-02T02:02:02+08:00"))
    holds(body.get("at", "") > "2020-02-03" and body.get("role"), "server time or role is missing")


@check("SYNC 5 act")
def a_step_sets_its_own_fields(stage: Stage) -> None:
    """A step sets the flow fields of its row of the table."""
    task = stage.make("task", title="kit")
    noted(stage, [], step(stage, task, set={"result": "cleaned"}))
    equal(stage.a.body(task).get("result"), "cleaned")


@check("SYNC 5 act")
def a_step_sets_no_other_field(stage: Stage) -> None:
    """A field that is not of the step: not applied, issue of cause owned (FAULTS 60)."""
    task = stage.make("task", title="kit")
    noted(stage, [("owned", "reason")], step(stage, task, set={"reason": "none"}))
    equal(stage.a.body(task).get("reason"), None)


LATE: dict[str, Body] = {
    "from another state": {"frm": "CANCELLED"},
    "of an unknown name": {"name": "fly"},
    "of another life-cycle": {"name": "report"},
}


@each("SYNC 5 act", LATE)
def a_step_not_allowed_is_a_supplement(stage: Stage, changed: Body) -> None:
    """A step {}: state untouched, log appended with applied = false (F16)."""
    task, log = stage.make("task", title="kit"), stage.a.new()
    noted(stage, [("late", None)], step(stage, task, log=log, text="was there", **changed))
    equal((stage.a.body(task)["state"], stage.a.rows[task].v), ("OPEN", 1))
    body = stage.a.body(log)
    equal((body.get("applied"), body.get("text")), (False, "was there"))


@check("SYNC 5 act")
def two_sign_for_one_task(stage: Stage) -> None:
    """Two devices do one task: the second is late, its log says so (F16)."""
    task, log = stage.make("task", title="kit"), stage.b.new()
    stage.a.do(step(stage, task))
    answer = stage.b.do(step(stage, task, log=log, text="me too"))
    equal([note.note for note in answer.notes], ["late"])
    equal((stage.a.body(log).get("applied"), stage.a.rows[task].v), (False, 2))


@check("SYNC 5 act")
def a_late_step_keeps_its_photos_and_values(stage: Stage) -> None:
    """A late step keeps photos and stated values in its log: they are facts of the field (decision 0003)."""
    task, log = stage.make("task", title="kit"), stage.a.new()
    photo = {"sha256": "5" * 64, "size": 9}
    stage.a.do(step(stage, task))
    stage.a.do(step(stage, task, log=log, set={"result": "later"}, blobs=[photo]))
    body = stage.a.body(log)
    equal((body.get("photos"), body.get("given")), ([photo], {"result": "later"}))


@check("SYNC 5 act")
def a_known_log_is_the_same(stage: Stage) -> None:
    """A known log id of the same record: nothing, note same."""
    task = stage.make("task", title="kit")
    act = step(stage, task)
    stage.a.do(act)
    noted(stage, [("same", None)], act)
    equal(stage.a.row(task).v, 2, "version")


@check("SYNC 5 act")
def a_log_of_another_record_is_taken(stage: Stage) -> None:
    """The log id of another record: refused id_taken."""
    one, two, log = stage.make("task"), stage.make("task"), stage.a.new()
    stage.a.do(step(stage, one, log=log))
    refused(stage, "id_taken", step(stage, two, log=log))


@check("SYNC 5 act")
def a_deleted_record_takes_supplements(stage: Stage) -> None:
    """A deleted record: the step is late, its log is kept."""
    task, log = stage.make("task"), stage.a.new()
    stage.a.do(stage.op("delete", task, "task", seen=1))
    noted(stage, [("late", None)], step(stage, task, log=log, text="was there"))
    equal(stage.a.body(log).get("text"), "was there")


REFUSED: dict[str, tuple[str, Callable[[Stage], Body]]] = {
    "on an unknown record": ("unknown_record", lambda s: step(s, s.a.new())),
    "on a kind without life-cycle": ("invalid", lambda s: {**step(s, s.make()), "kind": "person"}),
    "with a log that is no id": ("invalid", lambda s: step(s, s.make("task"), log="log")),
    "in a grid that is not held": ("forbidden", lambda s: {**step(s, s.make("task")), "grid": "999999999999999"}),
}


@each("SYNC 5 act", REFUSED)
def an_act_that_names_nothing_is_refused(stage: Stage, row: tuple[str, Callable[[Stage], Body]]) -> None:
    """An act {} is refused."""
    refused(stage, row[0], row[1](stage))


@check("SYNC 5 act")
def a_log_is_append_only(stage: Stage) -> None:
    """A log is nobody's to change or delete."""
    task, log = stage.make("task"), stage.a.new()
    stage.a.do(step(stage, task, log=log))
    for op in (stage.edit(log, "log:task", text=[None, "x"]), stage.op("delete", log, "log:task", seen=1)):
        equal(stage.a.do(op).st, "refused")


@check("SYNC 5 act")
def an_event_is_reported(stage: Stage) -> None:
    """An event goes from DRAFT to REPORTED by the step of the field."""
    event = stage.make("event", title="kit")
    act = {**stage.op("act", event, "event", step="report", log=stage.a.new(), set={}), "from": "DRAFT"}
    noted(stage, [], act)
    equal(stage.a.body(event)["state"], "REPORTED")


@check("SYNC 5 act")
def a_step_of_another_role_is_late(stage: Stage) -> None:
    """A step that is another role's: state untouched, log appended."""
    event = stage.make("event", title="kit")
    stage.a.do({**stage.op("act", event, "event", step="report", log=stage.a.new(), set={}), "from": "DRAFT"})
    act = stage.op("act", event, "event", step="dispatch", log=stage.a.new(), set={})
    noted(stage, [("late", None)], {**act, "from": "REPORTED"})
    equal(stage.a.body(event)["state"], "REPORTED")
