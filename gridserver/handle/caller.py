"""Who calls: access tokens and challenges, both MACs of the server that need no database (SYNC 15)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime

import msgspec

from gridcore.wire import CHALLENGE_HEADER, Request, wipe_order
from gridserver.handle.problem import Declined
from gridserver.row import AccountRow, DeviceRow, GrantRow
from gridserver.server import Server

_SCHEME = "Grid "


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What a token says: device, user, end in seconds since 1970."""

    device: str
    user: str
    until: int


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """A device and user let in. The device's chain is not read here."""

    device: DeviceRow
    account: AccountRow
    grants: Sequence[GrantRow]


_decode = msgspec.json.Decoder(Claim).decode


def token_of(claim: Claim, server: Server) -> str:
    """Give the token of a claim."""
    text = base64.urlsafe_b64encode(msgspec.json.encode(claim)).decode()
    return f"{text}.{server.keys.mac_of(f'token|{text}')}"


def claim_of(request: Request, server: Server, now: datetime) -> Claim | None:
    """Give the claim of a request's token if the token is ours and live."""
    given = request.headers.get("authorization", "")
    text, _, mac = given.removeprefix(_SCHEME).partition(".")
    if not given.startswith(_SCHEME) or not server.keys.is_mac(f"token|{text}", mac):
        return None
    try:
        claim = _decode(base64.urlsafe_b64decode(text))
    except (binascii.Error, msgspec.DecodeError):
        return None
    return claim if now.timestamp() < claim.until else None


def challenge(server: Server, now: datetime) -> str:
    """Give a challenge: a time under the server's MAC."""
    at = str(int(now.timestamp()))
    return f"{at}.{server.keys.mac_of(f'challenge|{at}')}"


def is_challenge(text: str, server: Server, now: datetime) -> bool:
    """Say whether a challenge is ours and still good."""
    at, _, mac = text.partition(".")
    if not server.keys.is_mac(f"challenge|{at}", mac):
        return False
    return 0 <= now.timestamp() - int(at) <= server.config.challenge_seconds


def signed_out(server: Server, now: datetime) -> Declined:
    """Give the 401 that carries a challenge."""
    asked = challenge(server, now)
    return Declined("signed_out", challenge=asked, headers={"www-authenticate": "Grid", CHALLENGE_HEADER: asked})


def check_device(device: DeviceRow, server: Server) -> None:
    """Refuse a revoked device, with the order to wipe it, signed. Raises Declined."""
    if device.revoked is not None:
        order = wipe_order(device.id, device.revoked)
        raise Declined("device_revoked", order=order, sig=server.keys.sign(order.encode()))


def caller_of(request: Request, server: Server, now: datetime) -> Caller:
    """Let a caller in: token, device not revoked, user active (device and user as of some seconds ago).

    Raises:
        Declined: signed_out, unknown_device, device_revoked, user_disabled.
    """
    claim = claim_of(request, server, now)
    if claim is None:
        raise signed_out(server, now)
    device = server.device(claim.device, now)
    if device is None:
        raise Declined("unknown_device")
    return let_in(device, claim.user, server, now)


def let_in(device: DeviceRow, user: str, server: Server, now: datetime) -> Caller:
    """Let a device in that has shown who it is. Raises Declined: device_revoked, user_disabled."""
    check_device(device, server)
    account, grants = server.user(user, now)
    if account is None or account.state != "active" or device.user != user:
        raise Declined("user_disabled")
    return Caller(device=device, account=account, grants=grants)
