"""`gridserver device`: the stores people work with, and what is done when one is lost."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import timedelta

from msgspec.structs import replace

from gridcore.errors import InvalidInput
from gridserver.clock import SystemClock, stamp
from gridserver.row import DeviceRow, RecoveryRow, Writing
from gridserver.server import Server


def everyone(server: Server, options: Namespace) -> str:
    """List devices, one a line: id, user, when it enrolled, how much it sent, what it replaces, when it was revoked."""
    with server.store.reading() as read:
        devices = read.devices(options.user)
    return "\n".join(
        f"{one.id}\t{one.user}\tenrolled {one.enrolled}\t{one.n} sent"
        + (f"\treplaces {one.replaces}" if one.replaces else "")
        + (f"\trevoked {one.revoked}" if one.revoked else "")
        for one in devices
    )


def revoke(server: Server, options: Namespace, ask: Callable[[str], str] = input) -> str:
    """Revoke a lost or stolen device and what replaced it, after saying what goes: the next contact wipes it.

    Raises:
        InvalidInput: no such device, or the question was not answered with yes.
    """
    with server.store.reading() as read:
        known = read.device(options.device)
        line = [] if known is None else _line_of(read.devices(known.user), known)
    if known is None:
        raise InvalidInput(field="device", reason="unknown")
    if not options.yes:
        others = "".join(f"\nand {one.id}, which replaced it" for one in line[1:])
        question = (
            f"Revoke {known.id} of {known.user}, enrolled {known.enrolled}, {known.n} transactions received{others}?\n"
            "At its next contact the machine destroys its store. What was recorded there and not sent is lost, on "
            "purpose and for good.\nTo end a person's roles and keep their work, use `account end` instead.\n"
            "Type yes to revoke: "
        )
        if not sys.stdin.isatty() and ask is input:
            raise InvalidInput(field="yes", reason="not_confirmed")
        if ask(question).strip().lower() != "yes":
            raise InvalidInput(field="yes", reason="not_confirmed")
    with server.store.writing() as work:
        revoked = _revoke(work, known, stamp(SystemClock().now()))
    return f"revoked: {', '.join(revoked) or 'nothing, it was already'}"


def _revoke(work: Writing, device: DeviceRow, at: str) -> list[str]:
    """Revoke a device and all that stand in its place; an enrolment that replaces one of them waits for its lock."""
    revoked: list[str] = []
    met: set[str] = set()
    waiting = [device.id]
    while waiting:
        name = waiting.pop(0)
        met.add(name)
        row = work.lock_device(name)
        if row is not None and row.revoked is None:
            work.put_device(replace(row, revoked=at))
            revoked.append(name)
        waiting += [one.id for one in work.devices(device.user) if one.replaces == name and one.id not in met]
    return revoked


def _line_of(devices: Sequence[DeviceRow], first: DeviceRow) -> list[DeviceRow]:
    """Give a device and all that replaced it, through any number of replacements."""
    line = [first]
    for one in line:
        line += [other for other in devices if other.replaces == one.id and other not in line]
    return line


def recover(server: Server, options: Namespace) -> str:
    """Let its owner, back with a new password, open the store of a device, once."""
    now = SystemClock().now()
    with server.store.writing() as work:
        device = work.device(options.device)
        if device is None or device.revoked is not None:
            raise InvalidInput(field="device", reason="unknown" if device is None else "revoked")
        until = stamp(now + timedelta(hours=options.hours))
        work.put_recovery(RecoveryRow(device=device.id, user=device.user, opened=stamp(now), until=until))
    return f"device {device.id} of {device.user}: its store key may be asked for once, until {until}"
