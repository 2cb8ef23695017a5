"""SYNC 5 and 6: what an issue holds, how it is resolved and opened again; what an answer says."""

from __future__ import annotations

from gridcore import wire
from gridcore.ids import derived_id
from gridserver.conformance.check import check
from gridserver.conformance.creating import noted, refused
from gridserver.conformance.device import Body
from gridserver.conformance.setting import issue_of
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal, holds


def _lost(stage: Stage, value: str = "2") -> str:
    """Make a person whose phone lost a value; give its id."""
    person = stage.make(phone="1")
    stage.a.do(stage.edit(person, phone=["0", value]))
    return person


def _resolve(stage: Stage, person: str, seen: str = "open", new: str = "done") -> Body:
    return stage.edit(derived_id(person, "phone"), "issue:person", state=[seen, new])


@check("SYNC 5 issue")
def an_issue_has_its_name(stage: Stage) -> None:
    """The id of an issue is UUIDv5(record, field), its kind issue:<kind>, its parent the record."""
    person = _lost(stage)
    name = derived_id(person, "phone")
    row = stage.a.row(name)
    equal((row.k, row.p), ("issue:person", person))


@check("SYNC 5 issue")
def an_issue_says_what_it_is_about(stage: Stage) -> None:
    """An issue names record, field and cause, and is open."""
    person = _lost(stage)
    body = issue_of(stage, person, "phone")
    wanted = {"record": person, "field": "phone", "cause": "conflict", "state": "open"}
    equal({name: body.get(name) for name in wanted}, wanted)


@check("SYNC 5 issue")
def an_issue_says_who_stood(stage: Stage) -> None:
    """An issue tells who made the value that stands, when, by which verb."""
    stood = issue_of(stage, _lost(stage), "phone")["stood"]
    equal((stood.get("by"), stood.get("verb")), (stage.user.user, "kit"))
    holds(stood.get("at"), "no time")


@check("SYNC 5 issue")
def an_issue_keeps_what_was_lost(stage: Stage) -> None:
    """An issue keeps the value lost with its tx, author, time and verb."""
    person = stage.make(phone="1")
    tx, at = stage.b.new(), "2020-02-02T02:02:02+08:00"
    line = stage.b.tx(stage.b.n + 1, [stage.edit(person, phone=["0", "2"])], id=tx, at=at, verb="kit.lost")
    stage.b.take(stage.b.send(stage.b.sealed(line)))
    loss = {"value": "2", "tx": tx, "by": stage.user.user, "at": at, "verb": "kit.lost"}
    (found,) = issue_of(stage, person, "phone")["lost"]
    equal({name: found.get(name) for name in loss}, loss)


@check("SYNC 5 issue")
def an_answer_names_the_issue(stage: Stage) -> None:
    """The note of a loss names the issue."""
    person = stage.make(phone="1")
    (note,) = stage.a.do(stage.edit(person, phone=["0", "2"])).notes
    equal((note.id, note.issue), (person, derived_id(person, "phone")))


@check("SYNC 5 issue")
def lost_only_grows(stage: Stage) -> None:
    """One field has one issue for ever: a second loss is a second entry (F11)."""
    person = _lost(stage)
    stage.b.do(stage.edit(person, phone=["0", "3"]))
    equal([loss["value"] for loss in issue_of(stage, person, "phone")["lost"]], ["2", "3"])


@check("SYNC 5 issue")
def an_issue_is_resolved_by_a_tx(stage: Stage) -> None:
    """Resolving is one tx: the field with the server's value seen, the issue done."""
    person = _lost(stage)
    noted(stage, [], stage.edit(person, phone=["1", "2"]), _resolve(stage, person))
    equal((stage.a.body(person), issue_of(stage, person, "phone")["state"]), ({"phone": "2"}, "done"))


@check("SYNC 5 issue")
def a_new_loss_opens_it_again(stage: Stage) -> None:
    """A new loss opens a resolved issue again, with all that was lost."""
    person = _lost(stage)
    stage.a.do(_resolve(stage, person))
    stage.b.do(stage.edit(person, phone=["0", "3"]))
    body = issue_of(stage, person, "phone")
    equal((body["state"], len(body["lost"])), ("open", 2))


@check("SYNC 5 issue")
def two_resolve_differently(stage: Stage) -> None:
    """Two resolve it differently: the first stands, the issue is open with the second value (F12)."""
    person = _lost(stage)
    stage.a.do(stage.edit(person, phone=["1", "2"]), _resolve(stage, person))
    stage.b.do(stage.edit(person, phone=["1", "9"]), _resolve(stage, person))
    body = issue_of(stage, person, "phone")
    equal((stage.a.body(person), body["state"]), ({"phone": "2"}, "open"))
    equal(body["lost"][-1]["value"], "9", "the value lost last")


@check("SYNC 5 issue")
def resolving_twice_is_the_same(stage: Stage) -> None:
    """Resolving a resolved issue: nothing, note same."""
    person = _lost(stage)
    stage.a.do(_resolve(stage, person))
    noted(stage, [("same", "state")], _resolve(stage, person))


@check("SYNC 5 issue")
def a_resolution_may_be_taken_back(stage: Stage) -> None:
    """A resolved issue may be opened again by hand."""
    person = _lost(stage)
    stage.a.do(_resolve(stage, person))
    noted(stage, [], _resolve(stage, person, "done", "open"))
    equal(issue_of(stage, person, "phone")["state"], "open")


@check("SYNC 5 issue")
def nothing_else_of_an_issue_is_set(stage: Stage) -> None:
    """Nothing but the state of an issue is anybody's to set (FAULTS 60)."""
    name = derived_id(_lost(stage), "phone")
    changes: list[Body] = [{"lost": [None, []]}, {"cause": ["conflict", "owned"]}, {"record": [None, stage.a.new()]}]
    for pairs in changes:
        refused(stage, "forbidden", stage.edit(name, "issue:person", **pairs))


@check("SYNC 5 issue")
def an_issue_has_two_states(stage: Stage) -> None:
    """A state that is neither open nor done: refused invalid."""
    refused(stage, "invalid", _resolve(stage, _lost(stage), new="forgotten"))


@check("SYNC 5 issue")
def an_issue_is_not_deleted(stage: Stage) -> None:
    """An issue is not deleted."""
    refused(stage, "forbidden", stage.op("delete", derived_id(_lost(stage), "phone"), "issue:person", seen=1))


@check("SYNC 5 issue")
def an_issue_comes_to_all_who_hold_the_grid(stage: Stage) -> None:
    """An issue comes to everybody who holds the grid, so it outlives the laptop."""
    neighbour = stage.neighbour()
    equal(neighbour.body(derived_id(_lost(stage), "phone"))["state"], "open")


# answers


@check("SYNC 6")
def at_is_the_head_after_the_tx(stage: Stage) -> None:
    """`at` is the head of the grid after the tx, as a pull tells it."""
    answer = stage.a.do(stage.create("person"))
    stage.a.pull()
    equal(answer.at, {stage.grid: stage.a.cursors[stage.grid][2]})


@check("SYNC 6")
def a_tx_is_one_seq(stage: Stage) -> None:
    """A tx of several records is one seq of the grid."""
    before = stage.a.do(stage.create("person")).at[stage.grid]
    after = stage.a.do(*(stage.create("person") for _ in range(5))).at[stage.grid]
    equal(after, before + 1, "the head")


@check("SYNC 6")
def at_is_told_when_nothing_changed(stage: Stage) -> None:
    """`at` is told also when nothing changed: that tx is settled, too."""
    person = stage.make(phone="1")
    head = stage.a.do(stage.create("person")).at[stage.grid]
    equal(stage.a.do(stage.edit(person, phone=["0", "1"])).at, {stage.grid: head})


@check("SYNC 6")
def a_refusal_has_no_heads(stage: Stage) -> None:
    """A refused tx has a reason and an empty `at`."""
    answer = stage.a.do(stage.edit(stage.a.new(), phone=[None, "1"]))
    equal((answer.st, answer.at, answer.reason, answer.notes), ("refused", {}, "unknown_record", []))


@check("SYNC 6")
def answers_carry_no_bodies(stage: Stage) -> None:
    """Answers never carry bodies: no value of a record is in a push reply."""
    person = stage.make(phone="kit-canary-stood")
    body = stage.a.sealed(*stage.a.lines([stage.edit(person, phone=["0", "kit-canary-lost"])]))
    reply = stage.a.send(body)
    stage.a.take(reply)
    holds(b"canary" not in reply.body, "a value is in the reply")


@check("SYNC 6")
def an_answer_has_two_states(stage: Stage) -> None:
    """An answer is applied or refused."""
    txs = [[stage.create("person")], [stage.create("nothing")], [stage.op("delete", stage.a.new(), seen=1)]]
    holds({answer.st for answer in stage.a.push(*txs)} <= {"applied", "refused"}, "another state")


@check("SYNC 6")
def an_empty_tx_is_applied(stage: Stage) -> None:
    """A tx of no ops is applied and concerns no grid."""
    answer = stage.a.take(stage.a.send(stage.a.sealed(stage.a.tx(stage.a.n + 1, [])))).answers[0]
    equal(answer, wire.Answer(n=stage.a.n, tx=answer.tx, st="applied", at={}))
