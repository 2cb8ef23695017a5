"""SYNC 11: every problem that can be provoked, its status, type and content type."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from gridcore.wire import Reply
from gridserver.conformance.check import check, each
from gridserver.conformance.device import problem_of
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import Skipped, equal

Provoke = Callable[[Stage], Reply]


def _forked(stage: Stage) -> Reply:
    stage.a.do(stage.create("person"))
    return stage.a.send(stage.a.sealed(stage.a.tx(stage.a.n, []), first=stage.a.n, prev=""))


def _unknown_device(stage: Stage) -> Reply:
    return stage.a.answer(stage.a.challenge(), device=stage.a.new())


def _put(stage: Stage, span: str, data: bytes = b"data", sha256: str | None = None) -> Reply:
    name = sha256 or hashlib.sha256(data).hexdigest()
    return stage.a.call("PUT", f"/v1/blobs/{stage.grid}/{name}", data, content_range=span)


PROBLEMS: dict[str, tuple[int, Provoke]] = {
    "signed_out": (401, lambda s: s.a.bare("POST", "/v1/pull", b"{}")),
    "unknown_device": (409, _unknown_device),
    "forked": (409, _forked),
    "gap": (409, lambda s: s.a.send(s.a.sealed(s.a.tx(s.a.n + 2, []), first=s.a.n + 2))),
    "bad_signature": (400, lambda s: s.a.send(s.a.sealed(s.a.tx(s.a.n + 1, []), sig="00" * 64))),
    "malformed": (400, lambda s: s.a.send(b"no push")),
    "too_large": (413, lambda s: s.a.send(bytes(4_000_001))),
    "upgrade_required": (426, lambda s: s.a.call("POST", "/v1/pull", b"{}", grid_protocol="0")),
    "wrong_offset": (409, lambda s: _put(s, "bytes 4-7/9", sha256="1" * 64)),
    "wrong_hash": (422, lambda s: _put(s, "bytes 0-3/4", sha256="2" * 64)),
    "no_blob": (404, lambda s: s.a.call("GET", f"/v1/blobs/{s.grid}/{'3' * 64}")),
    "not_found": (404, lambda s: s.a.bare("GET", "/v1/no-such-call")),
    "not_allowed": (405, lambda s: s.a.bare("GET", "/v1/pull")),
}


@each("SYNC 11", {name: (name, *row) for name, row in PROBLEMS.items()})
def a_problem_has_its_status(stage: Stage, row: tuple[str, int, Provoke]) -> None:
    """{} has the status of the table, also inside the document."""
    reply = row[2](stage)
    equal((reply.status, problem_of(reply).status), (row[1], row[1]), "status")


@each("SYNC 11", {name: (name, *row) for name, row in PROBLEMS.items()})
def a_problem_is_a_document(stage: Stage, row: tuple[str, int, Provoke]) -> None:
    """{} is a problem document of that type, application/problem+json."""
    reply = row[2](stage)
    equal(problem_of(reply).type, f"/problems/{row[0]}", "type")
    equal(reply.headers.get("content-type"), "application/problem+json", "content type")


FACTS: dict[str, tuple[Provoke, Callable[[Stage], dict[str, object]]]] = {
    "gap tells the next number": (PROBLEMS["gap"][1], lambda s: {"next": s.a.n + 1}),
    "wrong_offset tells what is there": (PROBLEMS["wrong_offset"][1], lambda _: {"have": 0}),
    "no_blob tells that no record speaks of the file": (PROBLEMS["no_blob"][1], lambda _: {"known": False}),
    "upgrade_required tells the oldest protocol": (
        PROBLEMS["upgrade_required"][1],
        lambda s: {"minimum": s.hello.protocol[0]},
    ),
}


@each("SYNC 11", FACTS)
def a_problem_tells_its_facts(stage: Stage, row: tuple[Provoke, Callable[[Stage], dict[str, object]]]) -> None:
    """{}."""
    wanted = row[1](stage)
    document = problem_of(row[0](stage))
    equal({name: getattr(document, name) for name in wanted}, wanted)


HARD = {
    "device_revoked": "an administrator would have to revoke a device of the kit",
    "user_disabled": "an administrator would have to disable the account of the kit",
    "busy": "the database would have to fail",
}


@each("SYNC 11", HARD)
def what_cannot_be_provoked(stage: Stage, why: str) -> None:  # noqa: ARG001 - every check is given the stage
    """{} has the status of the table."""
    raise Skipped(why)


@check("SYNC 16")
def an_old_client_still_pushes(stage: Stage) -> None:
    """A client too old to pull still pushes."""
    told = stage.a.send(stage.a.sealed(*stage.a.lines([stage.create("person")])), grid_protocol="0")
    equal(stage.a.take(told).answers[0].st, "applied", "answer")


@check("SYNC 16")
def a_protocol_is_a_number(stage: Stage) -> None:
    """A Grid-Protocol that is no number is malformed."""
    reply = stage.a.call("POST", "/v1/pull", b"{}", grid_protocol="one")
    equal((reply.status, problem_of(reply).name), (400, "malformed"))
