"""SYNC 10: who the server is, and what every reply says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from gridcore import wire
from gridcore.wire import Reply
from gridserver.conformance.check import check, each
from gridserver.conformance.device import problem_of
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal, holds

LIMITS = {
    "ops": 500,
    "tx_bytes": 1_000_000,
    "txs": 200,
    "request_bytes": 4_000_000,
    "record_bytes": 256_000,
    "page": 5_000,
    "chunk_bytes": 1_048_576,
    "blob_bytes": 67_108_864,
}
"""The limits of SYNC 17."""

KEY_DIGITS = 64


@check("SYNC 10")
def hello_needs_no_sign_in(stage: Stage) -> None:
    """GET /v1/hello answers 200 in JSON without sign-in."""
    reply = stage.a.bare("GET", "/v1/hello")
    equal((reply.status, reply.headers.get("content-type")), (200, "application/json"))


@check("SYNC 10")
def hello_names_the_server(stage: Stage) -> None:
    """The id of hello is the one of the header Grid-Server."""
    equal(stage.a.bare("GET", "/v1/hello").headers.get(wire.SERVER_HEADER), stage.ask_hello().id)


@check("SYNC 10")
def hello_tells_the_time(stage: Stage) -> None:
    """Hello tells the time with its offset."""
    holds(datetime.fromisoformat(stage.ask_hello().time).tzinfo is not None, "a time without offset")


@check("SYNC 16")
def hello_speaks_protocol_1(stage: Stage) -> None:
    """The protocols spoken are two integers with 1 between them."""
    low, high = stage.ask_hello().protocol
    holds(low <= wire.PROTOCOL <= high, f"protocols {low} to {high}")


@each("SYNC 17", {name: (name, value) for name, value in LIMITS.items()})
def hello_tells_a_limit(stage: Stage, row: tuple[str, int]) -> None:
    """Hello tells the limit {} of the contract."""
    equal(stage.ask_hello().limits.get(row[0]), row[1])


@each("SYNC 10", {"Ed25519": "ed25519", "X25519": "x25519"})
def hello_tells_a_key(stage: Stage, name: str) -> None:
    """Hello tells an {} public key in hex."""
    key = str(getattr(stage.ask_hello(), name))
    holds(len(key) == KEY_DIGITS and bytes.fromhex(key) and key == key.lower(), "no 32 bytes in hex")


def _signed_in_pull(stage: Stage) -> Reply:
    return stage.a.ask()


CALLS: dict[str, tuple[int, Callable[[Stage], Reply]]] = {
    "hello": (200, lambda stage: stage.a.bare("GET", "/v1/hello")),
    "a pull": (200, _signed_in_pull),
    "a push": (200, lambda stage: stage.a.send(stage.a.sealed())),
    "an enrolment": (200, lambda stage: stage.a.enrol()),
    "a refused enrolment": (401, lambda stage: stage.a.enrol(password="wrong" + stage.user.password)),
    "a refused token": (401, lambda stage: stage.a.answer("0.0")),
    "a call without token": (401, lambda stage: stage.a.bare("POST", "/v1/push")),
    "a malformed body": (400, lambda stage: stage.a.call("POST", "/v1/pull", b"{")),
    "a HEAD": (200, lambda stage: stage.a.call("HEAD", f"/v1/blobs/{stage.grid}/{'0' * 64}")),
    "a missing file": (404, lambda stage: stage.a.call("GET", f"/v1/blobs/{stage.grid}/{'0' * 64}")),
    "a missing history": (404, lambda stage: stage.a.call("GET", f"/v1/history/{stage.grid}/{stage.a.new()}")),
    "a path that is not": (404, lambda stage: stage.a.bare("GET", "/v1/nothing")),
    "the root": (404, lambda stage: stage.a.bare("GET", "/")),
    "a method that is not": (405, lambda stage: stage.a.bare("DELETE", "/v1/push")),
    "/healthz": (200, lambda stage: stage.a.bare("GET", "/healthz")),
    "/readyz": (200, lambda stage: stage.a.bare("GET", "/readyz")),
}


@each("SYNC 10", CALLS)
def every_reply_names_the_server(stage: Stage, row: tuple[int, Callable[[Stage], Reply]]) -> None:
    """The reply to {} carries Grid-Server, no cookie and no redirect."""
    reply = row[1](stage)
    equal(reply.status, row[0], "status")
    equal(reply.headers.get(wire.SERVER_HEADER), stage.hello.id, "Grid-Server")
    holds(not {"set-cookie", "location"} & reply.headers.keys(), "a cookie or a redirect")


METHODS = {
    "POST /v1/hello": ("POST", "/v1/hello", "GET"),
    "GET /v1/devices": ("GET", "/v1/devices", "POST"),
    "GET /v1/token": ("GET", "/v1/token", "POST"),
    "GET /v1/push": ("GET", "/v1/push", "POST"),
    "PUT /v1/pull": ("PUT", "/v1/pull", "POST"),
    "DELETE of a blob": ("DELETE", "/v1/blobs/{grid}/{hash}", "PUT"),
    "POST of a history": ("POST", "/v1/history/{grid}/{id}", "GET"),
}


@each("SYNC 10", METHODS)
def a_method_that_is_not_is_refused(stage: Stage, row: tuple[str, str, str]) -> None:
    """{} is a 405 that says what is allowed."""
    method, path, allowed = row
    path = path.format(grid=stage.grid, hash="0" * 64, id=stage.a.new())
    reply = stage.a.call(method, path)
    equal((reply.status, problem_of(reply).status), (405, 405), "status")
    holds(allowed in reply.headers.get("allow", ""), f"{allowed} is not named as allowed")


HIDDEN = ("/metrics", "/schema/openapi.json", "/server.keys", "/v1/", "/v1")


@each("SYNC 10", {path: path for path in HIDDEN})
def nothing_else_is_served(stage: Stage, path: str) -> None:
    """{} is not there for a stranger."""
    reply = stage.a.bare("GET", path)
    equal((reply.status, problem_of(reply).type), (404, "/problems/not_found"))
