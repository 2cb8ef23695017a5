"""First contact: who is at this address, and enrolling this machine there (SYNC 10 hello and devices, 15)."""

from __future__ import annotations

from collections.abc import Generator

import msgspec

from gridclient.sync.call import plain_call
from gridclient.vault.keys import Keys, is_signed
from gridcore import wire
from gridcore.errors import Offline, ServerRefused, SignedOut, UpgradeRequired, WrongServer
from gridcore.ids import Rng
from gridcore.wire import Lost, Reply, Request


def hello() -> Generator[Request, Reply | Lost, wire.Hello]:
    """Ask who is there. Raises Offline (also for a login page of the network), UpgradeRequired."""
    reply = yield from plain_call(Request(method="GET", path="/v1/hello", seconds=15), None)
    try:
        found = msgspec.json.decode(reply.body, type=wire.Hello)
    except msgspec.DecodeError as foreign:
        raise Offline(reason="portal") from foreign
    if not found.protocol[0] <= wire.PROTOCOL <= found.protocol[1]:
        raise UpgradeRequired(minimum=found.protocol[0], ours=wire.PROTOCOL)
    return found


def enrol(
    seen: wire.Hello, *, user: str, password: str, keys: Keys, rng: Rng, replaces: str | None = None
) -> Generator[Request, Reply | Lost, wire.Enrolled]:
    """Enrol these keys at the server whose key the person has compared.

    Raises SignedOut (wrong user or password, disabled), WrongServer when the answer is not signed by that key, Offline.
    """
    body = wire.Enrol(
        user=user,
        password=password,
        ed25519=keys.ed25519_public,
        x25519=keys.x25519_public,
        replaces=replaces,
        sealed_key=keys.sealed_to(seen.x25519, rng),
    )
    request = Request(method="POST", path="/v1/devices", body=wire.encode(body), seconds=30)
    reply = yield from plain_call(request, seen.id)
    if reply.status in {401, 403}:
        raise SignedOut(reason=wire.decode_problem(reply.body).name)
    if reply.status >= 400:
        raise ServerRefused(name=wire.decode_problem(reply.body).name, status=reply.status)
    enrolled = msgspec.json.decode(reply.body, type=wire.Enrolled)
    signed = wire.device_signed(enrolled.device, enrolled.user, keys.ed25519_public, keys.x25519_public)
    if not is_signed(seen.ed25519, enrolled.cert, signed):
        raise WrongServer(expected=seen.id, found="unsigned")
    return enrolled
