"""SYNC 4: the chain of a device: numbers, hashes, repeats, signatures."""

from __future__ import annotations

import threading
from collections.abc import Callable

import msgspec

from gridcore import wire
from gridcore.wire import Reply
from gridserver.conformance.check import check, each
from gridserver.conformance.device import Body, Device, problem_of
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import Skipped, equal, holds

AT_ONCE = 6


class _Told(msgspec.Struct):
    answers: list[msgspec.Raw]


def _answers(reply: Reply) -> list[bytes]:
    """The answers as they stand in the reply, word for word."""
    equal(reply.status, 200, "status")
    return [bytes(one) for one in msgspec.json.decode(reply.body, type=_Told).answers]


@check("SYNC 10")
def a_push_is_answered(stage: Stage) -> None:
    """A push is answered with time, next, chain, and one answer per tx in order."""
    reply = stage.a.send(stage.a.sealed(*stage.a.lines([stage.create("person")], [stage.create("person")])))
    first = stage.a.n + 1
    told = stage.a.take(reply)
    equal([answer.n for answer in told.answers], [first, first + 1], "numbers")
    holds(told.time and told.next == first + 2, "time or next is wrong")


@check("SYNC 1")
def the_chain_is_a_hash_of_bytes(stage: Stage) -> None:
    """Chain is h(n) = SHA-256(h(n-1) || bytes of tx n)."""
    lines = stage.a.lines([stage.create("person")], [stage.create("person")])
    h = stage.a.h
    for line in lines:
        h = wire.chain(h, line)
    equal(stage.a.take(stage.a.send(stage.a.sealed(*lines))).chain, h)


@check("SYNC 10")
def an_answer_names_its_tx(stage: Stage) -> None:
    """An answer names number and id of its tx."""
    (line,) = stage.a.lines([stage.create("person")])
    sent = wire.decode_tx(line)
    answer = stage.a.take(stage.a.send(stage.a.sealed(line))).answers[0]
    equal((answer.n, answer.tx), (sent.n, sent.id))


@check("SYNC 10")
def an_empty_push_tells_the_chain(stage: Stage) -> None:
    """A push of no tx tells next and chain."""
    told = stage.a.take(stage.a.send(stage.a.sealed()))
    equal((told.answers, told.chain), ([], stage.a.h))


@check("SYNC 10")
def a_trailing_line_end_is_no_line(stage: Stage) -> None:
    """A line end after the last line is not a line."""
    body = stage.a.sealed(*stage.a.lines([stage.create("person")])) + b"\n"
    equal(len(stage.a.take(stage.a.send(body)).answers), 1, "answers")


@check("SYNC 4 S3")
def a_repeat_is_answered_word_for_word(stage: Stage) -> None:
    """The same push again gets the stored answers, word for word (F02)."""
    body = stage.a.sealed(*stage.a.lines([stage.create("person")], [stage.create("nothing")]))
    first = stage.a.send(body)
    again = stage.a.send(body)
    stage.a.take(first)
    equal(_answers(again), _answers(first), "answers")


@check("SYNC 4 S3")
def a_repeat_changes_nothing(stage: Stage) -> None:
    """The same push again changes no record (F01)."""
    create = stage.create("person", note="once")
    body = stage.a.sealed(*stage.a.lines([create]))
    stage.a.take(stage.a.send(body))
    before = stage.a.row(create["id"])
    stage.a.send(body)
    equal(stage.a.row(create["id"]), before, "the record")


@check("SYNC 4 S3")
def a_repeat_with_more(stage: Stage) -> None:
    """Old lines with new ones behind them: stored answers, then new ones."""
    lines = stage.a.lines([stage.create("person")], [stage.create("person")])
    prev, first = stage.a.h, stage.a.n + 1
    old = stage.a.send(stage.a.sealed(lines[0]))
    both = stage.a.send(stage.a.sealed(*lines, first=first, prev=prev))
    stage.a.take(both)
    equal((_answers(both)[0], len(_answers(both))), (_answers(old)[0], 2))


@check("SYNC 4 S3")
def a_repeat_cut_otherwise(stage: Stage) -> None:
    """A later part of old lines alone gets its stored answers."""
    lines = stage.a.lines([stage.create("person")], [stage.create("person")])
    middle = wire.chain(stage.a.h, lines[0])
    told = stage.a.send(stage.a.sealed(*lines))
    stage.a.take(told)
    again = stage.a.send(stage.a.sealed(lines[1], first=stage.a.n, prev=middle))
    equal(_answers(again), _answers(told)[1:], "answers")


@check("SYNC 4 S2")
def duplicates_in_flight_are_one(stage: Stage) -> None:
    """One push sent several times at once is applied once, with the same answers (F03)."""
    create = stage.create("person", note="at once")
    body = stage.a.sealed(*stage.a.lines([create]))
    stage.a.sign_in()
    replies: list[Reply] = []

    def send() -> None:
        replies.append(stage.a.bare("POST", "/v1/push", body, authorization=f"Grid {stage.a.token}"))

    threads = [threading.Thread(target=send) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal([reply.status for reply in replies], [200] * AT_ONCE, "statuses")
    stage.a.take(replies[0])
    equal({tuple(_answers(reply)) for reply in replies}, {tuple(_answers(replies[0]))}, "answers")
    equal(stage.a.row(create["id"]).v, 1, "version")


@check("SYNC 4 S3")
def a_gap_is_refused(stage: Stage) -> None:
    """A number beyond the next is a gap, and nothing is stored."""
    n = stage.a.n
    create = stage.create("person")
    reply = stage.a.send(stage.a.sealed(stage.a.tx(n + 2, [create]), first=n + 2))
    equal((reply.status, problem_of(reply).name, problem_of(reply).next), (409, "gap", n + 1))
    equal(stage.a.take(stage.a.send(stage.a.sealed())).next, n + 1, "next")


def _rewritten(stage: Stage) -> bytes:
    prev = stage.a.h
    stage.a.do(stage.create("person"))
    return stage.a.sealed(stage.a.tx(stage.a.n, [stage.create("person")]), first=stage.a.n, prev=prev)


FORKS: dict[str, Callable[[Stage], bytes]] = {
    "other content under a known number": _rewritten,
    "a next tx over another chain": lambda s: s.a.sealed(s.a.tx(s.a.n + 1, [s.create("person")]), prev="ab" * 32),
    "a next tx over no chain": lambda s: _after_one(s, prev=""),
}


def _after_one(stage: Stage, **changed: str) -> bytes:
    stage.a.do(stage.create("person"))
    return stage.a.sealed(stage.a.tx(stage.a.n + 1, [stage.create("person")]), **changed)


@each("SYNC 4 S3", FORKS)
def a_fork_is_refused(stage: Stage, body: Callable[[Stage], bytes]) -> None:
    """{} is forked, and nothing is stored (F35)."""
    sent = body(stage)
    n = stage.a.n
    reply = stage.a.send(sent)
    equal((reply.status, problem_of(reply).name), (409, "forked"))
    equal(stage.a.take(stage.a.send(stage.a.sealed())).next, n + 1, "next")


SIGNATURES: dict[str, Callable[[Stage, bytes], str]] = {
    "of another device": lambda s, line: s.b.key.sign(
        wire.push_signed(s.a.id, s.a.n + 1, wire.chain(s.a.h, line))
    ).hex(),
    "over another number": lambda s, line: (
        s.a.key.sign(wire.push_signed(s.a.id, 1, wire.chain(s.a.h, line))).hex() if s.a.n else "00" * 64
    ),
    "over another hash": lambda s, _: s.a.key.sign(wire.push_signed(s.a.id, s.a.n + 1, "ab" * 32)).hex(),
    "over another device": lambda s, line: s.a.key.sign(
        wire.push_signed(s.b.id, s.a.n + 1, wire.chain(s.a.h, line))
    ).hex(),
    "that is no hex": lambda _, __: "zz",
    "that is empty": lambda _, __: "",
}


@each("SYNC 15", SIGNATURES)
def a_wrong_signature_is_refused(stage: Stage, forge: Callable[[Stage, bytes], str]) -> None:
    """A push with a signature {} is bad_signature, and nothing is stored (FAULTS 61)."""
    n = stage.a.n
    (line,) = stage.a.lines([stage.create("person")])
    reply = stage.a.send(stage.a.sealed(line, sig=forge(stage, line)))
    equal((reply.status, problem_of(reply).name), (400, "bad_signature"))
    equal(stage.a.take(stage.a.send(stage.a.sealed())).next, n + 1, "next")


@check("SYNC 15")
def a_device_pushes_for_itself(stage: Stage) -> None:
    """A push in the name of another device, with one's own token, does not count on its chain (FAULTS 61)."""
    before = stage.b.take(stage.b.send(stage.b.sealed())).next
    line = stage.b.tx(stage.b.n + 1, [stage.create("person")])
    reply = stage.a.send(stage.b.sealed(line))
    holds(reply.status in {400, 401, 403, 409}, f"a {reply.status}")
    equal(stage.b.take(stage.b.send(stage.b.sealed())).next, before, "next of the other device")


@check("SYNC 4 S3")
def a_known_tx_of_another_device_keeps_its_answer(stage: Stage) -> None:
    """A tx known under another device of the same user gets its stored answer, and is not decided again (F36)."""
    create = stage.create("person", phone="1")
    tx = stage.a.new()
    first = stage.a.take(stage.a.send(stage.a.sealed(stage.a.tx(stage.a.n + 1, [create], id=tx)))).answers[0]
    stage.a.do(stage.edit(create["id"], phone=["1", "2"]))
    again = stage.b.take(stage.b.send(stage.b.sealed(stage.b.tx(stage.b.n + 1, [create], id=tx)))).answers[0]
    equal(msgspec.structs.replace(again, n=first.n), first, "answer")
    equal((again.n, stage.a.row(create["id"]).v), (stage.b.n, 2), "number and version")


@check("SYNC 4 S3")
def a_tx_of_somebody_else_is_not_answered(stage: Stage) -> None:
    """A tx id of another user gets none of his answers."""
    if stage.c is None:
        raise Skipped("needs --other NAME")
    create, tx = stage.create("person"), stage.a.new()
    stage.a.take(stage.a.send(stage.a.sealed(stage.a.tx(stage.a.n + 1, [create], id=tx))))
    answer = stage.c.take(stage.c.send(stage.c.sealed(stage.c.tx(stage.c.n + 1, [create], id=tx)))).answers[0]
    equal((answer.st, answer.at), ("refused", {}))


@check("SYNC 1")
def a_chain_begins_anew_with_a_device(stage: Stage) -> None:
    """The chain of a new device begins at 1 over nothing."""
    new: Device = stage.device(stage.user)
    told = new.take(new.send(new.sealed()))
    equal((told.next, told.chain), (1, ""))


@check("SYNC 4 S7")
def one_bad_tx_blocks_nothing(stage: Stage) -> None:
    """A refused tx counts, and the next ones go on."""
    bad: Body = {"op": "create", "kind": "nothing", "id": stage.a.new(), "grid": stage.grid, "set": {}}
    answers = stage.a.push([bad], [stage.create("person")])
    equal([answer.st for answer in answers], ["refused", "applied"])


@check("SYNC 5")
def a_tx_is_all_or_nothing(stage: Stage) -> None:
    """One refused op refuses its whole tx."""
    create = stage.create("person")
    answer = stage.a.do(create, stage.edit(stage.a.new(), phone=[None, "1"]))
    equal((answer.st, answer.reason), ("refused", "unknown_record"))
    stage.a.pull()
    holds(create["id"] not in stage.a.rows, "the other op was applied")
