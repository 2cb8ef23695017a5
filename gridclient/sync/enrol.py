"""Who is at this address, enrolling this machine there, and enrolling it anew (SYNC 8 T5, 10, 15)."""

from __future__ import annotations

from collections.abc import Generator

import msgspec

from gridclient.store import Store
from gridclient.sync.call import Peer, call, call_with_password, meet, plain_call, whole
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
    return certified(reply, keys, seen.id, seen.ed25519)


def re_enrol(
    store: Store, peer: Peer, vault: Keys, rng: Rng, *, why: str, password: str | None = None
) -> Generator[Request, Reply | Lost, None]:
    """T5: enrol new device keys in the place of this device's, then let everything kept go out again (SYNC 8, 15).

    By a live token of the device replaced, or by `password` where the server does not know it any more (F32). `vault`
    are the keys of the vault file. The new keys are kept before the first request: killed anywhere, the next try
    enrols the same device. `peer` is the new device from then on.

    Raises ServerRefused (unknown_device: a password is needed; device_revoked; user_disabled), SignedOut (refused),
    WrongServer, Offline.
    """
    meta = store.outbox.meta()
    keys = store.keys.next(vault)
    body = wire.Enrol(
        user=meta.user or "",
        password=password,
        ed25519=keys.ed25519_public,
        x25519=keys.x25519_public,
        replaces=peer.device,
        sealed_key=keys.sealed_to(meta.server_x25519 or "", rng),
    )
    yield from meet(peer)
    request = Request(method="POST", path="/v1/devices", body=wire.encode(body), seconds=30)
    reply = yield from (call(peer, request) if password is None else call_with_password(peer, request))
    enrolled = certified(reply, keys, peer.server, meta.server_key or "")
    store.outbox.re_enrol(enrolled.device, why)
    peer.become(enrolled.device, keys.sign)


def peer_of(store: Store, vault: Keys) -> Peer:
    """Give who this store talks as: its device id and the keys in force (those of the vault, or of a later T5)."""
    meta = store.outbox.meta()
    return Peer(device=meta.device or "", server=meta.server_id or "", sign=store.keys.in_force(vault).sign)


def certified(reply: Reply, keys: Keys, server: str, server_key: str) -> wire.Enrolled:
    """Give an enrolment signed by the server's key over exactly these keys. Raises WrongServer, Offline (cut)."""
    enrolled = whole(reply, wire.Enrolled)
    signed = wire.device_signed(enrolled.device, enrolled.user, keys.ed25519_public, keys.x25519_public)
    if not is_signed(server_key, enrolled.cert, signed):
        raise WrongServer(expected=server, found="unsigned")
    return enrolled
