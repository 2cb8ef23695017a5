"""SYNC 10 and 17: malformed lines one by one, and the limits at and above each bound."""

from __future__ import annotations

from collections.abc import Callable

from gridcore import wire
from gridcore.wire import Answer
from gridserver.conformance.check import check, each
from gridserver.conformance.device import Body, problem_of
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal, holds

Bytes = Callable[[Stage], bytes]


def _headed(stage: Stage, **changed: object) -> bytes:
    return stage.a.sealed(stage.a.tx(stage.a.n + 1, []), **changed)


def _lined(stage: Stage, **changed: object) -> bytes:
    return stage.a.sealed(stage.a.tx(stage.a.n + 1, [], **changed))


MALFORMED: dict[str, Bytes] = {
    "no body": lambda _: b"",
    "a head that is no JSON": lambda s: b"{\n" + s.a.tx(1, []),
    "a head that is an array": lambda s: b"[]\n" + s.a.tx(1, []),
    "a head without device": lambda s: _headed(s, device=None),
    "a head without first": lambda s: wire.encode({"device": s.a.id, "prev": s.a.h, "sig": ""}) + b"\n" + s.a.tx(1, []),
    "a head without signature": lambda s: _headed(s, sig=None),
    "a text as first": lambda s: wire.encode({"device": s.a.id, "first": "1", "prev": "", "sig": ""}),
    "a chain that is no hex": lambda s: wire.encode({"device": s.a.id, "first": 1, "prev": "zz", "sig": ""}) + b"\n{}",
    "a line that is no JSON": lambda s: s.a.sealed(b"{"),
    "a line that is an array": lambda s: s.a.sealed(b"[]"),
    "an empty line between": lambda s: s.a.sealed(s.a.tx(s.a.n + 1, []), b"", s.a.tx(s.a.n + 3, [])),
    "a line without number": lambda s: _lined(s, n=None),
    "a line with the number of the next": lambda s: s.a.sealed(s.a.tx(s.a.n + 2, [])),
    "a line with a text as number": lambda s: _lined(s, n=str(s.a.n + 1)),
    "a line with half a number": lambda s: _lined(s, n=s.a.n + 0.5),
    "a line without id": lambda s: _lined(s, id=None),
    "a line with an id that is none": lambda s: _lined(s, id="one"),
    "a line with an id in capitals": lambda s: _lined(s, id=s.a.new().upper()),
    "a line that is no UTF-8": lambda s: s.a.sealed(b'{"n":%d,"id":"\xff"}' % (s.a.n + 1)),
    "a line with NaN": lambda s: s.a.sealed(s.a.tx(s.a.n + 1, [])[:-1] + b',"x":NaN}'),
    "a line nested a hundred thousand deep": lambda s: s.a.sealed(b"[" * 100_000),
}


@each("SYNC 11", MALFORMED)
def a_malformed_push_is_refused(stage: Stage, body: Bytes) -> None:
    """A push with {} is malformed, and nothing is stored (FAULTS 63)."""
    n = stage.a.n
    reply = stage.a.send(body(stage))
    equal((reply.status, problem_of(reply).name), (400, "malformed"))
    equal(stage.a.take(stage.a.send(stage.a.sealed())).next, n + 1, "next")


def _op(stage: Stage, **changed: object) -> list[Body]:
    op: Body = {"op": "create", "kind": "person", "id": stage.a.new(), "grid": stage.grid, "set": {}, **changed}
    return [{name: value for name, value in op.items() if value is not None}]


UNREADABLE: dict[str, Callable[[Stage], bytes]] = {
    "without ops": lambda s: s.a.tx(s.a.n + 1, [], ops=None),
    "with ops that are no array": lambda s: s.a.tx(s.a.n + 1, [], ops={}),
    "without verb": lambda s: s.a.tx(s.a.n + 1, [], verb=None),
    "without time": lambda s: s.a.tx(s.a.n + 1, [], at=None),
    "with an op of no name": lambda s: s.a.tx(s.a.n + 1, _op(s, op=None)),
    "with an op of an unknown name": lambda s: s.a.tx(s.a.n + 1, _op(s, op="drop")),
    "with an op without kind": lambda s: s.a.tx(s.a.n + 1, _op(s, kind=None)),
    "with an op without id": lambda s: s.a.tx(s.a.n + 1, _op(s, id=None)),
    "with an op without grid": lambda s: s.a.tx(s.a.n + 1, _op(s, grid=None)),
    "with a number as grid": lambda s: s.a.tx(s.a.n + 1, _op(s, grid=7)),
    "with a body that is an array": lambda s: s.a.tx(s.a.n + 1, _op(s, set=[])),
    "with an id that is none": lambda s: s.a.tx(s.a.n + 1, _op(s, id="one")),
    "with a field of no name": lambda s: s.a.tx(s.a.n + 1, _op(s, set={"": 1})),
    "with three values as a pair": lambda s: s.a.tx(s.a.n + 1, _op(s, op="set", set={"phone": [1, 2, 3]})),
    "with a text as a pair": lambda s: s.a.tx(s.a.n + 1, _op(s, op="set", set={"phone": "12"})),
    "with an act without log": lambda s: s.a.tx(
        s.a.n + 1, _op(s, op="act", kind="task", step="do", **{"from": "OPEN"})
    ),
    "with a move without target": lambda s: s.a.tx(s.a.n + 1, _op(s, op="move")),
}


@each("SYNC 5", UNREADABLE)
def an_unreadable_tx_is_refused_alone(stage: Stage, line: Callable[[Stage], bytes]) -> None:
    """A tx {} is refused as invalid, and the next one goes on."""
    bad = line(stage)
    good = stage.a.tx(stage.a.n + 2, [stage.create("person")])
    answers = stage.a.take(stage.a.send(stage.a.sealed(bad, good))).answers
    equal([(answer.st, answer.reason) for answer in answers], [("refused", "invalid"), ("applied", None)])


@check("SYNC 5")
def a_huge_number_harms_nothing(stage: Stage) -> None:
    """A number of 400 digits is refused or kept, and the server goes on (FAULTS 63)."""
    line = stage.a.tx(stage.a.n + 1, [stage.create("person", extra=1)]).replace(b'"extra":1', b'"extra":1' + b"0" * 400)
    reply = stage.a.send(stage.a.sealed(line))
    holds(reply.status in {200, 400}, f"a {reply.status}")
    if reply.status == 200:
        stage.a.take(reply)
    equal(stage.a.send(stage.a.sealed()).status, 200, "the next push")


@check("SYNC 2")
def unknown_fields_of_a_line_are_ignored(stage: Stage) -> None:
    """A field of a line or an op that this server does not know is no fault (F53)."""
    op = {**stage.create("person"), "later": 1}
    line = stage.a.tx(stage.a.n + 1, [op], later={"x": 1})
    equal(stage.a.take(stage.a.send(stage.a.sealed(line))).answers[0].st, "applied")


# limits: at the bound and one above


def _answered(stage: Stage, *lines: bytes) -> list[Answer]:
    return stage.a.take(stage.a.send(stage.a.sealed(*lines))).answers


def _no_kind(stage: Stage, ops: int, size: int = 0) -> bytes:
    """A tx that is refused for its kind, if it is looked at at all; of a size in bytes."""
    op: Body = {"op": "create", "kind": "nothing", "id": stage.a.new(), "grid": stage.grid, "set": {}}
    line = stage.a.tx(stage.a.n + 1, [op] * ops, grp="")
    return line.replace(b'"grp":""', b'"grp":"' + b"x" * max(0, size - len(line)) + b'"')


@each("SYNC 17", {"500 ops": (500, "unknown_kind"), "501 ops": (501, "invalid")})
def a_tx_holds_500_ops(stage: Stage, row: tuple[int, str]) -> None:
    """A tx of {} is looked at, or refused as invalid above the limit."""
    equal(_answered(stage, _no_kind(stage, row[0]))[0].reason, row[1], "reason")


@each("SYNC 17", {"1,000,000 bytes": (1_000_000, "unknown_kind"), "1,000,001 bytes": (1_000_001, "invalid")})
def a_tx_holds_a_megabyte(stage: Stage, row: tuple[int, str]) -> None:
    """A tx of {} is looked at, or refused as invalid above the limit."""
    line = _no_kind(stage, 1, row[0])
    equal(len(line), row[0], "bytes of the line")
    equal(_answered(stage, line)[0].reason, row[1], "reason")


@check("SYNC 17")
def a_request_holds_200_txs(stage: Stage) -> None:
    """A push of 200 txs is answered."""
    lines = [stage.a.tx(stage.a.n + place, []) for place in range(1, 201)]
    equal(len(_answered(stage, *lines)), 200, "answers")


@check("SYNC 17")
def a_request_holds_no_201_txs(stage: Stage) -> None:
    """A push of 201 txs is too_large, and nothing is stored."""
    n = stage.a.n
    reply = stage.a.send(stage.a.sealed(*(stage.a.tx(n + place, []) for place in range(1, 202))))
    equal((reply.status, problem_of(reply).name), (413, "too_large"))
    equal(stage.a.take(stage.a.send(stage.a.sealed())).next, n + 1, "next")


@each("SYNC 17", {"4,000,000 bytes": (4_000_000, 200), "4,000,001 bytes": (4_000_001, 413)})
def a_request_holds_four_megabytes(stage: Stage, row: tuple[int, int]) -> None:
    """A push of {} is answered, or too_large above the limit."""
    room = row[0] - len(stage.a.sealed()) - 5
    lines: list[bytes] = []
    for place in range(1, 6):
        size = min(room, 990_000)
        line = stage.a.tx(stage.a.n + place, [], grp="")
        lines.append(line.replace(b'"grp":""', b'"grp":"' + b"x" * (size - len(line)) + b'"'))
        room -= size
    body = stage.a.sealed(*lines)
    body += b"\n" * (row[0] - len(body)) if len(body) < row[0] else b""
    equal(len(body), row[0], "bytes of the request")
    reply = stage.a.send(body)
    equal(reply.status, row[1], "status")
    if reply.status == 200:
        stage.a.take(reply)


@each("SYNC 17", {"256,000 bytes": (256_000, "applied"), "256,001 bytes": (256_001, "refused")})
def a_record_holds_a_quarter_megabyte(stage: Stage, row: tuple[int, str]) -> None:
    """A record whose body is {} is taken, or refused above the limit."""
    note = "x" * (row[0] - len(wire.encode({"note": ""})))
    equal(stage.a.do(stage.create("person", note=note)).st, row[1], "answer")
