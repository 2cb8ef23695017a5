"""`GET /v1/history/{grid}/{id}`: who changed what in a record, with the rights of the grid (SYNC 10, FAULTS 58)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from gridcore.ids import Rng
from gridcore.wire import History, HistoryLine, Reply, Request
from gridserver.access import current, kinds_in
from gridserver.clock import Clock
from gridserver.handle.caller import caller_of
from gridserver.handle.problem import Declined, json_reply
from gridserver.row import Trace
from gridserver.server import Server

PREFIX = "/v1/history/"
MOST = 1000
"""Changes told at most; `more` says when there were others before them."""

_PATH = re.compile(r"/v1/history/(?P<grid>[0-9]{12,15}|common|@[0-9a-f-]{36})/(?P<id>[0-9a-f-]{36})")
_LOADED, _ERASED = "load", "erased"
"""Verbs of changes that have no tx to read one from (SYNC 15, erasure by law)."""


class _Told(msgspec.Struct):
    verb: str = ""
    ops: list[dict[str, Any]] = []


_told = msgspec.json.Decoder(_Told).decode
_names = msgspec.json.Decoder(list[str]).decode


def history(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:  # noqa: ARG001 - one signature for all
    """Tell the changes of a record, newest first, as far as they were made in grids the caller holds.

    Raises:
        Declined: not_found, for what is not there and for what the caller may not read alike.
    """
    now = clock.now()
    caller = caller_of(request, db, now)
    found = _PATH.fullmatch(request.path)
    if found is None:
        raise Declined("not_found")
    grid, record = found["grid"], found["id"]
    grants = current(caller.grants, now)
    kinds = kinds_in(grants, caller.device.id, grid)
    with db.store.reading() as read:
        row = read.row(grid, record) if kinds else None
        if row is None or row.kind not in kinds:
            raise Declined("not_found")

        def held(code: str) -> bool:
            return row.kind in kinds_in(grants, caller.device.id, code)

        traces = _once(trace for trace in read.traces(record, 3 * MOST) if held(trace.grid))
        names = read.names({trace.by for trace in traces[:MOST]})
        lines = [_line(record, trace, names.get(trace.by, ""), held) for trace in traces[:MOST]]
    return json_reply(History(grid=grid, id=record, lines=lines, more=len(traces) > MOST))


def _once(traces: Iterable[Trace]) -> list[Trace]:
    """Give one trace per version: a move leaves one in each grid it touched."""
    by_version: dict[int, Trace] = {}
    for trace in traces:
        by_version.setdefault(trace.v, trace)
    return list(by_version.values())


def _line(record: str, trace: Trace, name: str, held: Callable[[str], bool]) -> HistoryLine:
    told = _told(trace.line) if trace.line else _Told(verb=_ERASED if trace.tx else _LOADED)
    return HistoryLine(
        v=trace.v,
        by=trace.by,
        by_name=name,
        at=trace.at,
        verb=told.verb,
        fields=_names(trace.fields),
        ops=[_cut(op, held) for op in told.ops if record in (op.get("id"), op.get("log"))],
    )


def _cut(op: dict[str, Any], held: Callable[[str], bool]) -> dict[str, Any]:
    """Leave out where a record went if the caller does not hold that grid: its stub does not tell either."""
    return {name: value for name, value in op.items() if name != "to" or held(str(value))}
