"""Deviations from the contract, planted around our own server: each bends requests, replies or a rule of it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from gridcore.wire import HAVE_HEADER, SERVER_HEADER, Reply, Request
from tests.conformance.house import Ask, Bend, straight
from tests.conformance.rules import (
    Wrapped,
    all_versions,
    as_it_is,
    bombs_welcome,
    cut_in_a_tx,
    deleted_parent_refused,
    each_op_for_itself,
    every_kind,
    gone_rows_at_first,
    late_is_refused,
    late_leaves_no_log,
    loses_nothing,
    many_txs,
    named_otherwise,
    never_old,
    nothing_below,
    null_kept,
    one_heap,
    only_the_last_loss,
    only_written_heads,
    put_changed,
    refuses,
    stays_done,
    stub_not_followed,
    stubs_left_out,
    whole_txs,
)

Rule = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, slots=True)
class Planted:
    """A deviation, and the section of the contract it breaks."""

    name: str
    section: str
    bend: Bend = straight
    rule: Rule | None = None


def reply_bent(path: str, change: Callable[[Reply], Reply], status: int | None = None) -> Bend:
    """Change the replies to a path (of a status)."""

    def bend(ask: Ask, request: Request) -> Reply:
        reply = ask(request)
        fits = request.path.startswith(path) and status in {None, reply.status}
        return change(reply) if fits else reply

    return bend


def document(path: str, status: int | None = None, **fields: Any) -> Bend:
    """Change fields of the JSON of a reply; None takes a field away."""

    def change(reply: Reply) -> Reply:
        body = msgspec.json.decode(reply.body, type=dict[str, Any]) | fields
        return replace(reply, body=msgspec.json.encode({k: v for k, v in body.items() if v is not None}))

    return reply_bent(path, change, status)


def headed(path: str, status: int | None = None, /, **headers: str) -> Bend:
    """Change headers of a reply; an empty one goes."""

    def change(reply: Reply) -> Reply:
        named = reply.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(reply, headers={name: value for name, value in named.items() if value})

    return reply_bent(path, change, status)


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Bend:
    """Change the lines of a pull."""
    return reply_bent(
        "/v1/pull", lambda reply: replace(reply, body=b"\n".join(change(reply.body.splitlines())) + b"\n"), 200
    )


def told(change: Callable[[dict[str, Any]], None]) -> Bend:
    """Change the answers of a push one by one."""

    def bent(reply: Reply) -> Reply:
        body = msgspec.json.decode(reply.body, type=dict[str, Any])
        for answer in body["answers"]:
            change(answer)
        return replace(reply, body=msgspec.json.encode(body))

    return reply_bent("/v1/push", bent, 200)


def at(place: str, value: Callable[..., Any] | int) -> Rule:
    """Put something else in a place of the server."""
    return lambda patch: patch.setattr(place, value)


def around(place: str, wrap: Callable[[Any], Wrapped]) -> Rule:
    """Wrap a function of the server."""

    def rule(patch: pytest.MonkeyPatch) -> None:
        head, _, last = place.rpartition(".")
        module: Any = importlib.import_module(head) if head.islower() else None
        if module is None:
            package, _, owner = head.rpartition(".")
            module = getattr(importlib.import_module(package), owner)
        patch.setattr(module, last, wrap(getattr(module, last)))

    return rule


# bends that need more than a line


def without_range(ask: Ask, request: Request) -> Reply:
    return ask(replace(request, headers={name: value for name, value in request.headers.items() if name != "range"}))


def new_device_each_time(ask: Ask, request: Request) -> Reply:
    reply = ask(request)
    if request.path != "/v1/devices" or reply.status != 200:
        return reply
    body = msgspec.json.decode(reply.body, type=dict[str, Any])
    new_device_each_time.count += 1  # type: ignore[attr-defined]
    body["device"] = body["device"][:-4] + f"{new_device_each_time.count:04d}"  # type: ignore[attr-defined]
    return replace(reply, body=msgspec.json.encode(body))


new_device_each_time.count = 0  # type: ignore[attr-defined]


def old_clients_locked_out(ask: Ask, request: Request) -> Reply:
    if request.path == "/v1/push" and request.headers.get("grid-protocol") == "0":
        return replace(ask(replace(request, path="/v1/pull")), status=426)
    return ask(request)


def empty_for_forked(ask: Ask, request: Request) -> Reply:
    reply = ask(request)
    if request.path != "/v1/push" or b"/problems/forked" not in reply.body:
        return reply
    return Reply(status=200, headers=reply.headers, body=b'{"time":"x","next":1,"chain":"","answers":[]}')


def unknown_users_told(ask: Ask, request: Request) -> Reply:
    reply = ask(request)
    if request.path == "/v1/devices" and b"nobody-" in request.body:
        return replace(reply, status=404)
    return reply


def values_echoed(ask: Ask, request: Request) -> Reply:
    reply = ask(request)
    if request.path != "/v1/push" or reply.status != 200:
        return reply
    body = msgspec.json.decode(reply.body, type=dict[str, Any]) | {"echo": request.body.decode()}
    return replace(reply, body=msgspec.json.encode(body))


WORK, RULE, MEMORY = "gridserver.decide.work", "gridserver.decide.rule", "gridserver.memory.MemoryReading"

PLANTED = [
    Planted("a 404 without Grid-Server", "SYNC 10", headed("/v1/nothing", None, **{SERVER_HEADER: ""})),
    Planted("a cookie", "SYNC 10", headed("/v1/hello", set_cookie="a=b")),
    Planted("a 405 that allows nothing", "SYNC 10", headed("/v1", 405, allow="")),
    Planted("metrics for everybody", "SYNC 10", reply_bent("/metrics", lambda reply: replace(reply, status=200))),
    Planted("a limit missing in hello", "SYNC 17", document("/v1/hello", limits={"ops": 500})),
    Planted("another protocol", "SYNC 16", document("/v1/hello", protocol=[2, 3])),
    Planted("problems as plain JSON", "SYNC 11", headed("/v1", 409, content_type="application/json")),
    Planted("a gap without next", "SYNC 11", document("/v1/push", 409, next=None)),
    Planted("a problem without type", "SYNC 11", document("/v1/token", 409, type="about:blank")),
    Planted("an old client locked out of push", "SYNC 16", old_clients_locked_out),
    Planted("an unknown user told apart", "SYNC 15", unknown_users_told),
    Planted("a certificate nobody signed", "SYNC 15", document("/v1/devices", 200, cert="00" * 64)),
    Planted("a new device each time", "SYNC 15", new_device_each_time),
    Planted("a HEAD without challenge", "SYNC 15", headed("/v1/blobs", 401, grid_challenge="")),
    Planted("MACs not checked", "SYNC 15", rule=at("gridserver.keys.ServerKeys.is_mac", lambda *_: True)),
    Planted("challenges good for ever", "SYNC 15", rule=at("gridserver.handle.identity.is_challenge", never_old)),
    Planted("pushes not verified", "SYNC 15", rule=at("gridserver.handle.push.is_signed", lambda *_: True)),
    Planted("a fork swallowed", "SYNC 4", empty_for_forked),
    Planted("a gap told wrongly", "SYNC 4", document("/v1/push", 409, next=1)),
    Planted("a repeat decided anew", "SYNC 4", rule=at("gridserver.handle.push._Push._told", lambda *_: {})),
    Planted("another chain told", "SYNC 1", document("/v1/push", 200, chain="ab" * 32)),
    Planted("the last writer wins", "SYNC 5 set", rule=around(f"{WORK}.Work.lose", loses_nothing)),
    Planted("central fields for all", "SYNC 5 set", rule=at(f"{RULE}._is_owned", lambda *_: False)),
    Planted("a merge by whole record", "SYNC 5 create", rule=at(f"{RULE}._create_known", refuses("id_taken"))),
    Planted("a deleted parent refused", "SYNC 5 create", rule=around(f"{RULE}._parent", deleted_parent_refused)),
    Planted("half a tx applied", "SYNC 5", rule=around(f"{RULE}._decide", each_op_for_itself)),
    Planted("only the last loss kept", "SYNC 5 issue", rule=around(f"{WORK}.Work.lose", only_the_last_loss)),
    Planted("an issue stays done", "SYNC 5 issue", rule=around(f"{WORK}.Work.lose", stays_done)),
    Planted(
        "an issue of another name",
        "SYNC 5 issue",
        rule=around(f"{WORK}.derived_id", named_otherwise),
    ),
    Planted("a foreign change unseen", "SYNC 5 delete", rule=at(f"{WORK}.Work.history", lambda *_: [])),
    Planted("a late step refused", "SYNC 5 act", rule=around(f"{RULE}.act", late_is_refused)),
    Planted("a late step forgotten", "SYNC 5 act", rule=around(f"{RULE}.act", late_leaves_no_log)),
    Planted(
        "children left behind",
        "SYNC 5 move",
        rule=at("gridserver.decide.move._family", nothing_below),
    ),
    Planted("no stub", "SYNC 5 move", rule=around(f"{WORK}.Work.writes", stubs_left_out)),
    Planted("a stub not followed", "SYNC 5 moved", rule=around(f"{WORK}.Work.reach", stub_not_followed)),
    Planted(
        "numbers as floats",
        "SYNC 2",
        rule=around(f"{WORK}.Held.put", put_changed(lambda v: v + 0.5 if type(v) is int else v)),
    ),
    Planted("texts trimmed", "SYNC 2", rule=around(f"{WORK}.Held.put", put_changed(lambda v: v and str(v).strip()))),
    Planted("null stored", "SYNC 2", rule=at(f"{WORK}.put", null_kept)),
    Planted("values in answers", "SYNC 6", values_echoed),
    Planted("no heads when nothing changed", "SYNC 6", rule=at(f"{WORK}.Work.heads", only_written_heads)),
    Planted("a third state", "SYNC 6", told(lambda answer: answer.update(st="kept"))),
    Planted("ask not echoed", "SYNC 10 pull", lines(lambda found: [found[0].replace(b"ask", b"asked"), *found[1:]])),
    Planted("no end line", "SYNC 10 pull", lines(lambda found: found[:-1])),
    Planted("never more", "SYNC 10 pull", lines(lambda found: [*found[:-1], b'{"end":true,"more":false}'])),
    Planted(
        "grids in any order",
        "SYNC 10 pull",
        rule=around("gridserver.handle.pull.scope_of", lambda scope: lambda *given: scope(*given)[::-1]),
    ),
    Planted("a tx cut by a page", "SYNC 10 pull", rule=around(f"{MEMORY}.page", cut_in_a_tx)),
    Planted("gone rows at first", "SYNC 10 pull", rule=around(f"{MEMORY}.page", gone_rows_at_first)),
    Planted("no resync", "SYNC 10 resync", rule=at("gridserver.handle.pull._must_resync", lambda *_: False)),
    Planted("always resync", "SYNC 10 resync", rule=at("gridserver.handle.pull._must_resync", lambda *_: True)),
    Planted(
        "one mark for all commits",
        "SYNC 1",
        rule=around("gridserver.handle.push._Push.__init__", lambda made: lambda *given: made(*given[:-1], "m" * 16)),
    ),
    Planted("gone records in the sum", "SYNC 14", rule=at(f"{MEMORY}.versions", all_versions)),
    Planted(
        "kinds not asked for",
        "SYNC 16",
        rule=around("gridserver.access.readable", every_kind),
    ),
    Planted("files for everybody", "SYNC 12", rule=at("gridserver.handle.blobs.may_read", lambda *_: True)),
    Planted("files known in any grid", "SYNC 12", rule=one_heap),
    Planted("files never known", "SYNC 12", rule=at(f"{MEMORY}.names_blob", lambda *_: False)),
    Planted("ranges ignored", "SYNC 12", without_range),
    Planted("have not told", "SYNC 12", headed("/v1/blobs", 200, **{HAVE_HEADER: ""})),
    Planted("201 for a piece", "SYNC 12", reply_bent("/v1/blobs", lambda reply: replace(reply, status=201), 202)),
    Planted("201 txs", "SYNC 17", rule=around("gridserver.handle.push.batch_of", many_txs)),
    Planted("501 ops", "SYNC 17", rule=at("gridserver.handle.batch.MAX_OPS", 999)),
    Planted("records of any size", "SYNC 17", rule=at(f"{WORK}.MAX_RECORD_BYTES", 10**7)),
    Planted("pieces of any size", "SYNC 17", rule=at("gridserver.handle.blobs.CHUNK_BYTES", 10**7)),
    Planted("bombs unpacked", "SYNC 10 packing", rule=bombs_welcome),
    Planted("any packing", "SYNC 10 packing", rule=at("tests.conformance.house.unpack", as_it_is)),
    Planted(
        "history for everybody",
        "SYNC 10 history",
        rule=around("gridserver.handle.history.kinds_in", lambda _: lambda *__: {"person"}),
    ),
    Planted("history uncut", "SYNC 10 history", rule=around("gridserver.handle.history._line", whole_txs)),
]
