"""The own password at the centre: changing it, and getting the store key back after a reset in person (SYNC 15)."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from gridclient.sync.call import Peer, call, call_with_password, meet, whole
from gridclient.sync.enrol import certified
from gridclient.vault.keys import Keys
from gridclient.vault.vault import Known
from gridcore import wire
from gridcore.errors import InvalidInput, Refused, ServerRefused, SignedOut
from gridcore.password import weakness
from gridcore.wire import Lost, Reply, Request


def change_password(peer: Peer, user: str, old: str, new: str) -> Generator[Request, Reply | Lost, None]:
    """Change it at the centre; asked again after a lost reply, the same pair is answered the same.

    Raises InvalidInput(field="new"), SignedOut (the centre knows another old one), Locked (too many tries), Offline.
    """
    check_new(new, user, old)
    yield from meet(peer)
    body = wire.encode(wire.NewPassword(old=old, new=new))
    try:
        yield from call(peer, Request(method="POST", path="/v1/password", body=body, seconds=30))
    except ServerRefused as refused:
        if refused.facts["name"] == "wrong_password":
            raise SignedOut(reason="wrong_password") from refused
        raise


def check_new(new: str, user: str, old: str = "") -> None:
    """Raise InvalidInput(field="new") with the reason a new password will not do."""
    reason = weakness(new, user, old)
    if reason is not None:
        raise InvalidInput(field="new", reason=reason)


@dataclass(frozen=True, slots=True)
class Replacing:
    """The device that now replaces one whose vault cannot be opened, and who talks as it."""

    enrolled: wire.Enrolled
    peer: Peer


def replace_device(known: Known, password: str, keys: Keys) -> Generator[Request, Reply | Lost, Replacing]:
    """Enrol `keys` in the place of the device of a vault that cannot be opened; the same keys are the same device.

    Raises SignedOut (wrong password), Locked (too many tries), ServerRefused, WrongServer, Offline.
    """
    peer = Peer(device="", server=known.server, sign=keys.sign)
    yield from meet(peer)
    body = wire.Enrol(
        user=known.user,
        password=password,
        ed25519=keys.ed25519_public,
        x25519=keys.x25519_public,
        replaces=known.device,
    )
    request = Request(method="POST", path="/v1/devices", body=wire.encode(body), seconds=30)
    enrolled = certified((yield from call_with_password(peer, request)), keys, known.server, known.server_key)
    peer.become(enrolled.device, keys.sign)
    return Replacing(enrolled, peer)


def recover(replacing: Replacing, old: str, keys: Keys) -> Generator[Request, Reply | Lost, Keys]:
    """Ask for the store key of the device replaced, sealed to `keys`; gives them with it. May be asked again.

    Raises Refused(reason="not_opened") while no administrator has opened it for this device, ServerRefused, Offline.
    """
    request = Request(method="POST", path="/v1/recover", body=wire.encode(wire.Recover(device=old)))
    try:
        reply = yield from call(replacing.peer, request)
    except ServerRefused as refused:
        if refused.facts["name"] == "forbidden":
            raise Refused(reason="not_opened") from refused
        raise
    store_key = keys.opened(whole(reply, wire.Recovered).sealed_key)
    return Keys(store_key, keys.ed25519, keys.x25519)
