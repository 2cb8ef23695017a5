"""Who the server is, enrolment of devices, and their tokens (SYNC 10, 15)."""

from __future__ import annotations

import re
from datetime import datetime

from gridcore.ids import Rng, new_id
from gridcore.wire import (
    CHUNK_BYTES,
    MAX_BLOB_BYTES,
    MAX_OPS,
    MAX_PAGE,
    MAX_RECORD_BYTES,
    MAX_REQUEST_BYTES,
    MAX_TX_BYTES,
    MAX_TXS,
    Enrol,
    Enrolled,
    Hello,
    Reply,
    Request,
    Token,
    TokenAsk,
    device_signed,
    token_signed,
)
from gridserver import guesses
from gridserver.access import current
from gridserver.clock import Clock, stamp
from gridserver.handle.caller import Claim, check_device, claim_of, is_challenge, signed_out, token_of
from gridserver.handle.problem import Declined, asked_of, json_reply, too_many
from gridserver.keys import is_password, is_public, is_signed
from gridserver.row import AccountRow, DeviceRow, GridRow
from gridserver.server import Server

LIMITS = {
    "ops": MAX_OPS,
    "tx_bytes": MAX_TX_BYTES,
    "txs": MAX_TXS,
    "request_bytes": MAX_REQUEST_BYTES,
    "record_bytes": MAX_RECORD_BYTES,
    "page": MAX_PAGE,
    "chunk_bytes": CHUNK_BYTES,
    "blob_bytes": MAX_BLOB_BYTES,
}
"""The limits of SYNC 17 by name."""

_ID = re.compile("[0-9A-Za-z-]{0,64}")
_SEALED_CHARS = 1024


def hello(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:  # noqa: ARG001 - one signature for all calls
    """Say who this server is, without sign-in."""
    ed25519, x25519 = db.public
    return json_reply(
        Hello(
            id=db.keys.id,
            name=db.config.name,
            time=stamp(clock.now()),
            protocol=db.config.protocol,
            limits=LIMITS,
            ed25519=ed25519,
            x25519=x25519,
        )
    )


def devices(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:
    """Enrol a device by password, or by a live token of the device it replaces. Idempotent by public key."""
    ask = asked_of(request.body, Enrol)
    now = clock.now()
    if not (is_public(ask.ed25519, ask.x25519) and _ID.fullmatch(ask.replaces or "") and _is_sealed(ask.sealed_key)):
        raise Declined("malformed")
    account = _account(request, ask, db, now)
    with db.store.writing() as work:
        device = work.device_by_key(ask.ed25519)
        replaced = None if ask.replaces is None else work.lock_device(ask.replaces)
        if any(known is not None and known.user != ask.user for known in (device, replaced)):
            raise Declined("malformed")
        for known in (replaced, device):
            if known is not None:
                check_device(known, db)  # who replaces a revoked device is revoked, too (SYNC 10)
        if device is None:
            device = work.add_device(
                DeviceRow(
                    id=new_id(now, rng),
                    user=ask.user,
                    ed25519=ask.ed25519,
                    x25519=ask.x25519,
                    replaces=ask.replaces,
                    enrolled=stamp(now),
                    sealed=ask.sealed_key,
                )
            )
            work.put_grid(GridRow(code=f"@{device.id}"))
    return json_reply(_enrolled(db, device, account, now))


def _is_sealed(text: str | None) -> bool:
    """Say whether a text may be a sealed store key; whether it opens is seen when it is asked for."""
    return text is None or (len(text) <= _SEALED_CHARS and text.isascii() and text.isprintable())


def _account(request: Request, ask: Enrol, db: Server, now: datetime) -> AccountRow:
    with db.store.reading() as read:
        account = read.account(ask.user)
    if ask.password is not None:
        if seconds := guesses.count(db.store, ask.user, now):
            raise too_many(seconds)
        right = is_password(ask.password, account.pw if account else None, db.config.password_cost)
        if right:
            guesses.forget(db.store, ask.user)
    else:
        claim = claim_of(request, db, now)
        right = claim is not None and (claim.device, claim.user) == (ask.replaces, ask.user)
        replaced = None if claim is None else db.device(claim.device, now)
        if replaced is not None:
            check_device(replaced, db)
    if not right or account is None:
        raise signed_out(db, now)
    if account.state != "active":
        raise Declined("user_disabled")
    return account


def _enrolled(db: Server, device: DeviceRow, account: AccountRow, now: datetime) -> Enrolled:
    with db.store.reading() as read:
        roles = sorted({grant.role for grant in current(read.grants(account.id), now)})
    return Enrolled(
        device=device.id,
        user=account.id,
        name=account.name,
        role=",".join(roles),
        server=db.keys.id,
        ed25519=db.public[0],
        cert=db.keys.sign(device_signed(device.id, device.user, device.ed25519, device.x25519)),
        lease_days=db.config.lease_days,
    )


def token(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:  # noqa: ARG001 - one signature for all calls
    """Give a token for a signed challenge. Nothing rotates: a lost reply is asked for again."""
    now = clock.now()
    ask = asked_of(request.body, TokenAsk)
    device = db.device(ask.device, now)
    if device is None:
        raise Declined("unknown_device")
    signed = token_signed(ask.device, ask.challenge)
    if not is_challenge(ask.challenge, db, now) or not is_signed(device.ed25519, signed, ask.sig):
        raise signed_out(db, now)
    check_device(device, db)
    account, _ = db.user(device.user, now)
    if account is None or account.state != "active":
        raise Declined("user_disabled")
    seconds = db.config.token_seconds
    claim = Claim(device=device.id, user=device.user, until=int(now.timestamp()) + seconds)
    return json_reply(Token(token=token_of(claim, db), seconds=seconds))
