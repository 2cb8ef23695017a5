"""`fold`: what a record looks like with unsettled transactions laid over the server's body (SYNC 7). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from gridcore import flow
from gridcore.wire import Act, Create, Delete, Move, Op, Set


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A record as one side holds it: v 0 means it is only here; body None means it is not on the server (any more)."""

    kind: str
    id: str
    grid: str
    parent: str | None = None
    v: int = 0
    body: dict[str, Any] | None = None


def touched(op: Op) -> tuple[tuple[str, str], ...]:
    """Give (kind, id) of every record an op changes: an act also makes its log."""
    if isinstance(op, Act):
        return ((op.kind, op.id), (f"log:{op.kind}", op.log))
    return ((op.kind, op.id),)


def fold(record: Record, ops: Iterable[Op]) -> Record:
    """Lay ops over a record, in order and without question; a body of None in the result means: not shown.

    A record gone from the server stays hidden whatever is set in it (its edit becomes an issue there, SYNC 5).
    """
    for op in ops:
        record = _lay(record, op)
    return record


def _lay(record: Record, op: Op) -> Record:
    if isinstance(op, Create):
        body = {**(record.body or {}), **_given(op.set)}
        if op.kind in flow.KINDS:
            body.setdefault("state", str(flow.first_state(op.kind)))
        return msgspec.structs.replace(record, grid=op.grid, parent=op.parent, body=body)
    if isinstance(op, Act) and record.id == op.log:
        return msgspec.structs.replace(record, grid=op.grid, parent=op.id, body=log_body(op))
    if record.body is None and not (isinstance(op, Delete) and op.undo):
        return record
    if isinstance(op, Set):
        return _set(record, op)
    if isinstance(op, Act):
        return _act(record, op)
    if isinstance(op, Move):
        return msgspec.structs.replace(record, grid=op.to)
    return record if op.undo else msgspec.structs.replace(record, body=None)


def _set(record: Record, op: Set) -> Record:
    body = dict(record.body or {})
    parent = record.parent
    for name, (_, new) in op.set.items():
        if name == "parent":
            parent = new
        else:
            put(body, name, new)
    for name, values in op.add.items():
        put(body, name, united(body.get(name), values, ()))
    for name, values in op.remove.items():
        put(body, name, united(body.get(name), (), values))
    return msgspec.structs.replace(record, parent=parent, body=body)


def _act(record: Record, op: Act) -> Record:
    body = dict(record.body or {})
    if body.get("state") != op.frm:
        return record
    for name, value in {**effect(op.kind, op.step, body), **op.set}.items():
        put(body, name, value)
    return msgspec.structs.replace(record, body=body)


def target(kind: str, step: str) -> str | None:
    """Give the state a step leads to; None when it leaves the state, or is not known here (an older table)."""
    row = flow.steps(kind).get(step) if kind in flow.KINDS else None
    return None if row is None or row.to is None else str(row.to)


def effect(kind: str, step: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Give the flow fields a step changes by itself: state, flags, counters; nothing for an unknown step (SYNC 5)."""
    row = flow.steps(kind).get(step) if kind in flow.KINDS else None
    if row is None:
        return {}
    changes: dict[str, Any] = dict(row.flags)
    changes.update({name: (body.get(name) or 0) + 1 for name in row.counts})
    if row.to is not None:
        changes["state"] = str(row.to)
    return changes


def put(body: dict[str, Any], name: str, value: Any) -> None:
    """Assign a field; null and absent are the same (SYNC 2)."""
    if value is None:
        body.pop(name, None)
    else:
        body[name] = value


def united(now: Sequence[Any] | None, add: Sequence[Any], remove: Sequence[Any]) -> list[Any] | None:
    """Give a `set` field with elements added and removed, in a stable order; empty is absent."""
    kept = [value for value in now or () if value not in remove]
    kept += [value for value in add if value not in kept]
    return kept or None


def log_body(op: Act) -> dict[str, Any]:
    """Give the log an act leaves, as far as its author knows it; the server adds who, when and whether it applied."""
    body: dict[str, Any] = {"step": op.step, "frm": op.frm}
    put(body, "to", target(op.kind, op.step) or op.frm)
    put(body, "text", op.text)
    put(body, "photos", list(op.photos) or None)
    return body


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
