"""`POST /v1/recover`: a store key, for the device that replaces its own, once an office opened it (SYNC 15)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from msgspec.structs import replace

from gridcore.errors import Damaged
from gridcore.ids import Rng
from gridcore.wire import Recover, Recovered, Reply, Request
from gridserver.clock import Clock, stamp
from gridserver.handle.caller import Caller, caller_of
from gridserver.handle.problem import Declined, asked_of, json_reply
from gridserver.keys import seal_key
from gridserver.row import DeviceRow, RecoveryRow, Writing
from gridserver.server import Server

_log = logging.getLogger(__name__)


def recover(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:
    """Open the sealed store key of the device named, seal it to the device that asks and replaces it.

    Only for the same person, only while a recovery an administrator opened stands, only for the first device that
    asks: it may ask again, since a reply can be lost. Logged. Raises Declined: forbidden, malformed.
    """
    now = clock.now()
    caller = caller_of(request, db, now)
    ask = asked_of(request.body, Recover)
    with db.store.writing() as work:
        line = _locked(work, line_of(work.devices(caller.account.id), ask.device))
        recovery = _opened(work, line, caller, now)
        own = next((device for device in line if device.id == caller.device.id), None)
        found = _key_of(line, db)
        if own is None or own.replaces != ask.device or recovery is None or found is None:
            raise Declined("forbidden")
        key, sealed = found
        try:
            answer = seal_key(key, own.x25519, rng)
        except Damaged:
            raise Declined("forbidden") from None  # enrolled before such keys were refused
        work.put_recovery(replace(recovery, used=recovery.used or stamp(now), used_by=own.id))
        work.put_device(replace(own, sealed=sealed))
    _log.warning("store key of device %s given to device %s", ask.device, caller.device.id)
    return json_reply(Recovered(sealed_key=answer))


def line_of(devices: Sequence[DeviceRow], device: str) -> list[DeviceRow]:
    """Give the devices that were one store: this one, what it replaced and what replaced it, oldest first."""
    names = {device}
    while True:
        more = {row.id for row in devices if row.replaces in names} | {
            row.replaces for row in devices if row.id in names and row.replaces is not None
        }
        if more <= names:
            return [row for row in devices if row.id in names]
        names |= more


def _locked(work: Writing, line: Sequence[DeviceRow]) -> list[DeviceRow]:
    """Lock a line and give it as it stands then: of two that ask at once one is the first, a revoked one is seen."""
    found = {name: work.lock_device(name) for name in sorted(device.id for device in line)}
    return [row for device in line if (row := found[device.id]) is not None]


def _key_of(line: Sequence[DeviceRow], db: Server) -> tuple[bytes, str] | None:
    """Give the store key that the newest device of a line has sealed, and how; what does not open is none."""
    for device in reversed(line):
        with suppress(Damaged):
            if device.sealed is not None:
                return db.keys.unsealed(device.sealed), device.sealed
    return None


def _opened(work: Writing, line: Sequence[DeviceRow], caller: Caller, now: datetime) -> RecoveryRow | None:
    """Give the recovery that stands for a line of devices; none where one of them was revoked."""
    if any(device.revoked is not None for device in line):
        return None
    for device in line:
        found = work.recovery(device.id)
        if (
            found is not None
            and found.user == caller.account.id
            and found.used_by in {None, caller.device.id}
            and now < datetime.fromisoformat(found.until)
        ):
            return found
    return None
