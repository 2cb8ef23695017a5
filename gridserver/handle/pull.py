"""`POST /v1/pull`: the current records by the count of their grids, in one snapshot (SYNC 10, 14)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import datetime

import msgspec

from gridcore.ids import Rng
from gridcore.wire import (
    MAX_PAGE,
    MAX_REQUEST_BYTES,
    PROTOCOL_HEADER,
    PullAsk,
    PullLine,
    Reply,
    Request,
    ScopeRow,
    encode,
    row_sum,
)
from gridserver.access import Entry, current, is_center, scope_of
from gridserver.clock import Clock, stamp
from gridserver.handle.caller import Caller, caller_of
from gridserver.handle.problem import Declined, asked_of
from gridserver.row import DeviceRow, Reading
from gridserver.server import Server

_PROTOCOL = re.compile("[0-9]{1,9}")

Cursor = tuple[int, int, str]
"""(cur, head, mark) of a grid at the client."""


def pull(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:  # noqa: ARG001 - one signature for all calls
    """Give a page of what changed since the cursors. Raises Declined: upgrade_required, malformed, unknown_device."""
    now = clock.now()
    caller = caller_of(request, db, now)
    check_protocol(request.headers.get(PROTOCOL_HEADER, ""), db)
    return give_page(request.body, caller, db, now)


def give_page(body: bytes, caller: Caller, db: Server, now: datetime, mail_bytes: int = 0) -> Reply:
    """Answer the bytes of a pull, however they came. Raises Declined: malformed, unknown_device.

    With `mail_bytes` there is no next page to ask for: everything up to the heads that fits into so many bytes is
    given, and a resync brings the parts from 0 along (SYNC 8 T4.3, 13).
    """
    ask = asked_of(body, PullAsk)
    with db.store.reading() as read:
        device = read.device(caller.device.id)
        if device is None:
            raise Declined("unknown_device")
        scope = scope_of(read, device.id, current(caller.grants, now), ask.kinds)
        head = _head(ask, device, scope, db, caller, now)
        if _must_resync(read, ask, scope):
            head = msgspec.structs.replace(head, resync=True)
            if not mail_bytes:
                return _reply([encode(head)], more=True)
            ask = msgspec.structs.replace(ask, grids={})
        lines = [encode(head)]
        rows_left = sys.maxsize if mail_bytes else max(1, min(ask.limit, MAX_PAGE))
        more = _parts(read, ask, scope, lines, (rows_left, mail_bytes or MAX_REQUEST_BYTES))
    db.meter.count("gridserver_pull_rows_total", sum(line.startswith(b'{"k":') for line in lines))
    return _reply(lines, more=more)


def check_protocol(given: str, db: Server) -> None:
    """Refuse a client too old to read what is sent. Raises Declined: upgrade_required, malformed."""
    if given and not _PROTOCOL.fullmatch(given):
        raise Declined("malformed")
    if given and int(given) < db.config.protocol[0]:
        raise Declined("upgrade_required", minimum=db.config.protocol[0])


def _head(
    ask: PullAsk, device: DeviceRow, scope: Iterable[Entry], db: Server, caller: Caller, now: datetime
) -> PullLine:
    return PullLine(
        ask=ask.ask,
        time=stamp(now),
        next=device.n + 1,
        chain=device.chain,
        again=db.config.again_center if is_center(current(caller.grants, now)) else db.config.again,
        scope=[
            ScopeRow(grid=entry.grid.code, name=entry.grid.name, role=",".join(entry.roles), view=entry.view)
            for entry in scope
        ],
    )


def _must_resync(read: Reading, ask: PullAsk, scope: Iterable[Entry]) -> bool:
    """Say whether a cursor is of another view or of another history.

    Checked is the head the client last saw, not its cur: a page cut at cur is no prefix of a history.
    """
    for entry in scope:
        cursor = ask.grids.get(entry.grid.code)
        if cursor is None:
            continue
        view, cur, head, mark = cursor
        if (cur, head) == (0, 0):
            continue
        if view != entry.view or not 0 <= cur <= head:
            return True
        if (head, mark) != (entry.grid.head, entry.grid.mark) and read.mark_of(entry.grid.code, head) != mark:
            return True
    return False


def _parts(read: Reading, ask: PullAsk, scope: Iterable[Entry], lines: list[bytes], room: tuple[int, int]) -> bool:
    """Add the parts of each grid that moved on or is to be verified; say whether more is to come.

    `room`: records and bytes that may be given.
    """
    rows_left, bytes_left = room[0], room[1] - len(lines[0])
    more = False
    for entry in scope:
        _, cur, head, mark = ask.grids.get(entry.grid.code, ("", 0, 0, ""))
        cursor: Cursor = (cur, head, mark)
        verified = entry.grid.code in ask.verify
        if cursor == (entry.grid.head, entry.grid.head, entry.grid.mark) and not verified:
            continue
        if rows_left <= 0 or bytes_left <= 0:
            return True
        part, rows, whole = _part(read, entry, cursor, rows_left, bytes_left)
        if verified and whole:
            part = _verified(read, entry, part)
        lines.append(encode(part))
        lines += rows
        rows_left -= len(rows)
        bytes_left -= sum(map(len, rows))
        more = more or not whole
    return more


def _part(read: Reading, entry: Entry, cursor: Cursor, limit: int, room: int) -> tuple[PullLine, list[bytes], bool]:
    grid = entry.grid
    rows, whole = ([], True) if cursor[0] == grid.head else read.page(grid.code, cursor[0], entry.kinds, limit)
    kept = _within(rows, room)
    if len(kept) < len(rows):
        rows, whole = kept, False
    to = grid.head if whole else rows[-1][0]
    part = PullLine(grid=grid.code, frm=cursor, to=to, head=grid.head, mark=grid.mark, rows=len(rows))
    return part, [line for _, line in rows], to == grid.head


def _within(rows: list[tuple[int, bytes]], room: int) -> list[tuple[int, bytes]]:
    """Cut rows at the end of the last seq that fits (the first one always does: a tx is never cut)."""
    size = 0
    for place, (seq, line) in enumerate(rows):
        size += len(line) + 1
        if size > room and seq != rows[0][0]:
            return [row for row in rows[:place] if row[0] != seq]
    return rows


def _verified(read: Reading, entry: Entry, part: PullLine) -> PullLine:
    versions = list(read.versions(entry.grid.code, entry.kinds))
    return msgspec.structs.replace(part, count=len(versions), sum=row_sum(versions))


def _reply(lines: list[bytes], *, more: bool) -> Reply:
    lines.append(encode(PullLine(end=True, more=more)))
    body = b"\n".join(lines) + b"\n"
    return Reply(status=200, headers={"content-type": "application/x-ndjson"}, body=body)
