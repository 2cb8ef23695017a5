"""One door to all calls: web routes, the simulator and tests come in here."""

from __future__ import annotations

import logging
from collections.abc import Callable

from msgspec.structs import replace

from gridcore.errors import DiskFull, StoreBroken, StoreBusy
from gridcore.ids import Rng
from gridcore.wire import SERVER_HEADER, Reply, Request
from gridserver.clock import Clock
from gridserver.handle import blobs
from gridserver.handle import history as histories
from gridserver.handle.health import healthz, readyz
from gridserver.handle.identity import devices, hello, token
from gridserver.handle.mail import mail
from gridserver.handle.metrics import metrics
from gridserver.handle.password import password
from gridserver.handle.problem import Declined, busy
from gridserver.handle.pull import pull
from gridserver.handle.push import push
from gridserver.handle.recover import recover
from gridserver.server import Server

_log = logging.getLogger(__name__)

Call = Callable[[Request, Server, Clock, Rng], Reply]

CALLS: dict[str, dict[str, Call]] = {
    "/v1/hello": {"GET": hello},
    "/v1/devices": {"POST": devices},
    "/v1/token": {"POST": token},
    "/v1/password": {"POST": password},
    "/v1/recover": {"POST": recover},
    "/v1/push": {"POST": push},
    "/v1/pull": {"POST": pull},
    "/v1/mail": {"POST": mail},
    blobs.PREFIX: {"PUT": blobs.put_blob, "GET": blobs.get_blob, "HEAD": blobs.head_blob},
    histories.PREFIX: {"GET": histories.history},
    "/healthz": {"GET": healthz},
    "/readyz": {"GET": readyz},
    "/metrics": {"GET": metrics},
}
"""Calls by path (that of a PREFIX goes on) and method."""

HASHING = frozenset({"/v1/devices", "/v1/password"})
"""Calls that may look at a password: each takes much memory and time, and they take turns (SYNC 15)."""

_PREFIXES = (blobs.PREFIX, histories.PREFIX)


def route(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:
    """Answer a request (its body unpacked); every reply says which server this is (SYNC 10)."""
    reply = _answer(request, db, clock, rng)
    return replace(reply, headers={**reply.headers, SERVER_HEADER: db.keys.id})


def _answer(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:
    try:
        return _call(request)(request, db, clock, rng)
    except Declined as declined:
        return declined.reply()
    except (StoreBusy, StoreBroken, DiskFull):
        return busy().reply()
    except OSError as exc:
        # The disk of the photos: full, read-only, gone. The error's text would name a file.
        _log.error("%s failed: %s %s", request.method, type(exc).__name__, exc.errno)
        return busy().reply()


def _call(request: Request) -> Call:
    call = _calls(request.path).get(request.method)
    if call is None:
        raise astray(request.path)
    return call


def name_of(method: str, path: str) -> str:
    """Give the name of a call for a metric: never more of a path than this program knows itself (FAULTS 68)."""
    known = next((prefix for prefix in _PREFIXES if path.startswith(prefix)), path)
    return f"{method} {known}" if method in CALLS.get(known, {}) else "other"


def _calls(path: str) -> dict[str, Call]:
    return CALLS.get(next((prefix for prefix in _PREFIXES if path.startswith(prefix)), path), {})


def astray(path: str) -> Declined:
    """Give the answer to a path or method that is not: what the path allows, if it is one."""
    calls = _calls(path)
    return Declined("not_allowed", headers={"allow": ", ".join(sorted(calls))}) if calls else Declined("not_found")
