"""Push as SYNC 4, 6, 10 say it."""

from __future__ import annotations

from gridcore.wire import Answer
from tests.server.town import G1, Town, problem


def household(record: str, **body: object) -> dict[str, object]:
    return {"op": "create", "kind": "household", "id": record, "grid": G1, "set": body}


def test_what_one_saves_the_other_pulls(town: Town) -> None:
    li, zhao = town.laptop("li"), town.laptop("zhao")
    record = li.id()

    answer = li.do(household(record, address="东大街 1", tags=["独居"]))

    assert (answer.st, answer.at) == ("applied", {G1: 1})
    zhao.pull()
    assert zhao.body(record) == {"address": "东大街 1", "tags": ["独居"]}


def test_a_lost_reply_is_not_applied_twice(town: Town) -> None:
    li = town.laptop("li")
    body = li.sealed(1, "", li.line(1, household(li.id(), address="1")), li.line(2, household("bad")))

    first = li.call("POST", "/v1/push", body)
    town.clock.forward(minutes=5)
    again = li.call("POST", "/v1/push", body)

    assert first.status == again.status == 200
    assert first.body.partition(b'"answers"')[2] == again.body.partition(b'"answers"')[2]
    assert len([line for line in li.pull() if line.k == "household"]) == 1


def test_a_number_left_out_is_a_gap(town: Town) -> None:
    li = town.laptop("li")
    li.do(household(li.id()))

    reply = li.call("POST", "/v1/push", li.sealed(3, li.h, li.line(3, household(li.id()))))

    assert (reply.status, problem(reply).name, problem(reply).next) == (409, "gap", 2)


def test_another_tx_of_a_known_number_is_forked(town: Town) -> None:
    li = town.laptop("li")
    li.do(household(li.id()))

    reply = li.call("POST", "/v1/push", li.sealed(1, "", li.line(1, household(li.id()))))

    assert (reply.status, problem(reply).name) == (409, "forked")
    assert len([line for line in li.pull() if line.k == "household"]) == 1


def test_a_new_tx_on_another_chain_is_forked(town: Town) -> None:
    li = town.laptop("li")
    li.do(household(li.id()))

    reply = li.call("POST", "/v1/push", li.sealed(2, "00" * 32, li.line(2, household(li.id()))))

    assert (reply.status, problem(reply).name) == (409, "forked")


def test_a_push_signed_by_another_key_is_refused(town: Town) -> None:
    li, wang = town.laptop("li"), town.laptop("wang")
    li.key = wang.key

    li.token = ""
    wang.sign_in()
    body = li.sealed(1, "", li.line(1, household(li.id())))
    reply = town.call("POST", "/v1/push", body, authorization=f"Grid {wang.token}")
    assert (reply.status, problem(reply).name) == (400, "malformed")

    wang.device, wang.key = wang.device, town.laptop("zhao").key
    reply = wang.call("POST", "/v1/push", wang.sealed(1, "", wang.line(1, household(wang.id()))))
    assert (reply.status, problem(reply).name) == (400, "bad_signature")


def test_a_store_that_enrolled_anew_gets_its_old_answers(town: Town) -> None:
    li = town.laptop("li")
    record, tx = li.id(), li.id()
    first = li.push_lines(li.line(1, household(record, address="1"), tx=tx)).answers[0]
    again = town.laptop("li", seed=2)

    told = again.push_lines(
        again.line(1, household(again.id())), again.line(2, household(record, address="1"), tx=tx)
    ).answers

    assert told[1] == Answer(n=2, tx=tx, st=first.st, at=first.at)
    assert len([line for line in again.pull() if line.k == "household"]) == 2
