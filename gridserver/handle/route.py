"""One door to all calls: web routes, the simulator and tests come in here."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from gridcore.errors import DiskFull, StoreBusy
from gridcore.ids import Rng
from gridcore.wire import SERVER_HEADER, Reply, Request
from gridserver.clock import Clock
from gridserver.handle.identity import devices, hello, token
from gridserver.handle.problem import Declined, busy
from gridserver.handle.pull import pull
from gridserver.handle.push import push
from gridserver.server import Server

Call = Callable[[Request, Server, Clock, Rng], Reply]

CALLS: dict[tuple[str, str], Call] = {
    ("GET", "/v1/hello"): hello,
    ("POST", "/v1/devices"): devices,
    ("POST", "/v1/token"): token,
    ("POST", "/v1/push"): push,
    ("POST", "/v1/pull"): pull,
}
"""Calls by method and path."""


def route(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:
    """Answer a request (its body unpacked); every reply says which server this is (SYNC 10)."""
    reply = _answer(request, db, clock, rng)
    return replace(reply, headers={**reply.headers, SERVER_HEADER: db.keys.id})


def _answer(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:
    try:
        return _call(request)(request, db, clock, rng)
    except Declined as declined:
        return declined.reply()
    except (StoreBusy, DiskFull):
        return busy().reply()


def _call(request: Request) -> Call:
    found = CALLS.get((request.method, request.path))
    if found is not None:
        return found
    if any(path == request.path for _, path in CALLS):
        raise Declined("not_allowed", headers={"allow": ", ".join(m for m, p in CALLS if p == request.path)})
    raise Declined("not_found")
