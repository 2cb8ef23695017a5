"""Push as SYNC 4, 6, 10 say it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from gridcore.errors import DiskFull, StoreBusy
from gridcore.ids import derived_id
from gridcore.wire import Answer, Tx, encode
from gridserver.decide import Decision, Source, Stance, decide
from gridserver.handle import push
from tests.conftest import Logs
from tests.server.town import G1, G2, Laptop, Town, problem


def household(record: str, **body: object) -> dict[str, object]:
    return {"op": "create", "kind": "household", "id": record, "grid": G1, "set": body}


def test_what_one_saves_the_other_pulls(town: Town) -> None:
    li, zhao = town.laptop("li"), town.laptop("zhao")
    record = li.id()

    answer = li.do(household(record, address="东大街 1", tags=["独居"]))

    assert (answer.st, answer.at) == ("applied", {G1: 1})
    zhao.pull()
    assert zhao.body(record) == {"address": "东大街 1", "tags": ["独居"]}


@pytest.mark.fault("F02", 1)
def test_a_lost_reply_is_not_applied_twice(town: Town) -> None:
    li = town.laptop("li")
    body = li.sealed(1, "", li.line(1, household(li.id(), address="1")), li.line(2, household("bad")))

    first = li.call("POST", "/v1/push", body)
    town.clock.advance(minutes=5)
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


@pytest.mark.fault(61)
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


def test_a_colleague_who_sends_an_id_again_never_changes_the_answer_of_its_author(town: Town) -> None:
    li, zhao = town.laptop("li"), town.laptop("zhao")
    tx = li.id()
    line = li.line(1, household(li.id()), tx=tx)
    first = li.push_lines(line).answers
    assert zhao.push_lines(zhao.line(1, household(zhao.id()), tx=tx)).answers[0].reason == "invalid"

    assert town.laptop("li", seed=2).push_lines(line).answers == first


@pytest.mark.fault("F32", "F36")
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


def edit(record: str, seen: object, new: object) -> dict[str, object]:
    return {"op": "set", "kind": "household", "id": record, "grid": G1, "set": {"note": [seen, new]}}


@pytest.mark.fault("F10", "F11")
def test_two_devices_change_one_field_and_the_second_is_kept_as_issue(town: Town) -> None:
    """F10, F11: the first stands; the second device's two values lie in one issue, in order."""
    li, zhao = town.laptop("li"), town.laptop("zhao")
    record = li.id()
    li.do(household(record, note="0"))
    li.do(edit(record, "0", "of li"))

    first, second = zhao.push([edit(record, "0", "of zhao")], [edit(record, "of zhao", "again")])

    assert [note.note for note in first.notes + second.notes] == ["conflict", "conflict"]
    li.pull()
    assert li.body(record) == {"note": "of li"}
    issue = li.body(derived_id(record, "note"))
    assert issue is not None
    assert [loss["value"] for loss in issue["lost"]] == ["of zhao", "again"]
    assert (issue["stood"]["by"], issue["stood"]["verb"]) == ("li", "test")


def test_txs_of_one_push_build_on_each_other(town: Town) -> None:
    li = town.laptop("li")
    record = li.id()

    answers = li.push([household(record)], [edit(record, None, "1")], [edit(record, "1", "2")])

    assert [(answer.st, answer.at, answer.notes) for answer in answers] == [
        ("applied", {G1: seq}, []) for seq in (1, 2, 3)
    ]
    li.pull()
    assert (li.body(record), li.rows[record].v) == ({"note": "2"}, 3)


def test_the_history_is_without_gaps(town: Town) -> None:
    li = town.laptop("li")
    record = li.id()
    li.push([household(record)], [edit(record, None, "1")], [edit("bad", None, "1")], [edit(record, "0", "2")])

    with town.server.store.writing() as work:
        assert [stand.v for stand in work.history(record)] == [2, 1]
        assert [stand.v for stand in work.history(derived_id(record, "note"))] == [1]
        assert all(work.mark_of(G1, seq) for seq in (1, 2, 3))
        assert work.mark_of(G1, 4) is None
        assert work.grids([G1])[G1].mark == work.mark_of(G1, 3)


@pytest.mark.fault("F23")
def test_an_edit_follows_a_record_that_moved(town: Town) -> None:
    """F23: the grid it moved to was not named, so the push begins again with it."""
    zhao, li, wang = town.laptop("zhao"), town.laptop("li"), town.laptop("wang")
    record, child = li.id(), li.id()
    li.do(household(record, note="1"))
    li.pull()
    zhao.do({"op": "move", "kind": "household", "id": record, "grid": G1, "to": G2})

    answers = li.push(
        [edit(record, "1", "2")],
        [{"op": "create", "kind": "person", "id": child, "grid": G1, "parent": record, "set": {"name": "新"}}],
    )

    assert [(answer.st, answer.at) for answer in answers] == [
        ("applied", {G1: 2, G2: 2}),
        ("applied", {G1: 3, G2: 3}),
    ]
    wang.pull()
    assert (wang.body(record), wang.body(child)) == ({"note": "2"}, {"name": "新"})
    li.pull()
    assert li.rows[record].gone == "moved"
    assert li.rows[child].gone == "moved"


BAD_LINES = [
    pytest.param(b'"ops":[{"op":"teleport"}]', id="an op nobody knows"),
    pytest.param(b'"ops":[{"op":"create","kind":"person"}]', id="an op without its fields"),
    pytest.param(b'"ops":[{"op":"set","kind":1,"id":2,"grid":3}]', id="fields of other types"),
    pytest.param(b'"ops":7', id="no ops"),
]


@pytest.mark.fault(9)
@pytest.mark.parametrize("ops", BAD_LINES)
def test_a_tx_no_rule_can_read_is_refused_and_the_rest_goes_on(town: Town, ops: bytes) -> None:
    """What is not even JSON stops the push (test_hostile), what is not a tx does not."""
    li = town.laptop("li")
    bad = b'{"n":1,"id":"%s","at":"x","verb":"v",%s}' % (li.id().encode(), ops)

    first, second = li.push_lines(bad, li.line(2, household(li.id()))).answers

    assert (first.st, first.reason, second.st) == ("refused", "invalid", "applied")


@pytest.mark.fault(9)
@pytest.mark.parametrize("ops", [[household("0199c0de-0000-7000-8000-000000000001")] * 501])
def test_a_tx_above_the_limits_is_refused_and_the_rest_goes_on(town: Town, ops: list[dict[str, object]]) -> None:
    li = town.laptop("li")
    big = household(li.id(), note="x" * 1_000_001)

    answers = li.push(ops, [big], [household(li.id())])

    assert [(answer.st, answer.reason) for answer in answers] == [
        ("refused", "invalid"),
        ("refused", "invalid"),
        ("applied", None),
    ]


@pytest.mark.parametrize(("count", "size"), [(201, 1), (5, 900_000)])
def test_a_push_above_the_limits_is_too_large(town: Town, count: int, size: int) -> None:
    li = town.laptop("li")
    lines = [li.line(n, household(li.id(), note="x" * size)) for n in range(1, count + 1)]

    reply = li.call("POST", "/v1/push", li.sealed(1, "", *lines))

    assert (reply.status, problem(reply).name) == (413, "too_large")
    assert li.call("POST", "/v1/push", li.sealed(1, "", *lines[:4])).status == 200


def bodies(li: Laptop) -> list[bytes]:
    line = li.line(1, household(li.id()))
    wrong_number = li.sealed(1, "", line.replace(b'"n":1', b'"n":2'))
    return [b"", b"{}", b"x\ny", wrong_number, li.sealed(1, "", b"{}")]


@pytest.mark.parametrize("which", range(5))
def test_a_malformed_push_stores_nothing(town: Town, which: int) -> None:
    li = town.laptop("li")
    li.sign_in()

    reply = li.call("POST", "/v1/push", bodies(li)[which])

    assert (reply.status, problem(reply).name) == (400, "malformed")
    assert li.do(household(li.id())).n == 1


def test_an_empty_push_tells_where_the_device_stands(town: Town) -> None:
    li = town.laptop("li")
    li.do(household(li.id()))

    told = li.push_lines()

    assert (told.next, told.chain, told.answers) == (2, li.h, [])


@pytest.mark.fault("F48")
def test_a_bug_refuses_one_tx_and_says_nothing_of_its_values(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, logs: Logs
) -> None:
    logs.expect("gridserver.handle.push", "refused as internal: KeyError")
    li = town.laptop("li")

    def broken(read: Source, tx: Tx, stance: Stance) -> Decision:
        if b"canary" in encode(tx):
            raise KeyError("canary")
        return decide(read, tx, stance)

    monkeypatch.setattr(push, "decide", broken)
    answers = li.push([household(li.id(), note="canary")], [household(li.id())])

    assert [(answer.st, answer.reason) for answer in answers] == [("refused", "internal"), ("applied", None)]
    (line,) = caplog.messages
    assert answers[0].tx in line
    assert "canary" not in line


@pytest.mark.fault(61)
def test_another_users_tx_id_is_nobodys_answer(town: Town) -> None:
    li, wang = town.laptop("li"), town.laptop("wang")
    tx = li.id()
    li.push_lines(li.line(1, household(li.id()), tx=tx))

    (answer,) = wang.push_lines(wang.line(1, household(wang.id()), tx=tx)).answers

    assert (answer.st, answer.reason) == ("refused", "invalid")


@pytest.mark.fault("F03", 2)
def test_many_senders_of_one_push_have_one_effect(sqlite_town: Town) -> None:
    """F03, FAULTS 2: duplicated by a proxy, in flight at once."""
    li = sqlite_town.laptop("li")
    li.sign_in()
    body = li.sealed(1, "", *(li.line(n, household(li.id())) for n in range(1, 21)))
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(partial(li.call, "POST", "/v1/push"), [body] * 24))

    assert {reply.status for reply in replies} == {200}
    assert len({reply.body for reply in replies}) == 1
    assert len([line for line in li.pull() if line.k]) == 20


@pytest.mark.fault("F47")
def test_a_database_error_while_deciding_refuses_no_tx(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """S9, not S7: the tx is as good as before, so nothing is answered on it."""
    li = town.laptop("li")
    record = li.id()
    li.do(household(record, note="1"))
    line = li.line(2, edit(record, "0", "2"))

    def broken(read: Source, tx: Tx, stance: Stance) -> Decision:
        raise StoreBusy

    with monkeypatch.context() as patch:
        patch.setattr(push, "decide", broken)
        assert li.call("POST", "/v1/push", li.sealed(2, li.h, line)).status == 503

    assert li.push_lines(line).answers[0].st == "applied"


@pytest.mark.fault("F47", 19)
def test_a_busy_database_asks_to_come_back(sqlite_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """S9: nothing stored, 503 with Retry-After."""
    li = sqlite_town.laptop("li")
    li.sign_in()

    def full() -> object:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(sqlite_town.server.store, "writing", full)
        reply = li.call("POST", "/v1/push", li.sealed(1, "", li.line(1, household(li.id()))))

    assert (reply.status, problem(reply).name, reply.headers["retry-after"]) == (503, "busy", "5")
    assert li.do(household(li.id())).n == 1
