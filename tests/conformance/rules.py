"""Rules of the server put in place of its own, each wrong in one way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

Wrapped = Callable[..., Any]
"""A function put in place of one of the server."""


def loses_nothing(lose: Any) -> Wrapped:
    def bent(work: Any, held: Any, field: str, cause: str, value: Any) -> None:
        if cause == "conflict" and field != "parent":
            held.put(field, value)
        else:
            lose(work, held, field, cause, value)

    return bent


def only_the_last_loss(lose: Any) -> Wrapped:
    def bent(work: Any, held: Any, field: str, cause: str, value: Any) -> None:
        lose(work, held, field, cause, value)
        issue = work.live(work.notes[-1].issue)
        issue.body["lost"] = issue.body["lost"][-1:]

    return bent


def stays_done(lose: Any) -> Wrapped:
    def bent(work: Any, held: Any, field: str, cause: str, value: Any) -> None:
        lose(work, held, field, cause, value)
        issue = work.live(work.notes[-1].issue)
        if len(issue.body["lost"]) > 1:
            issue.body["state"] = "done"

    return bent


def late_is_refused(act: Any) -> Wrapped:
    from gridserver.decide.work import NotApplied  # noqa: PLC0415 - only here

    def bent(work: Any, op: Any, kind: Any) -> None:
        act(work, op, kind)
        if any(note.note == "late" for note in work.notes):
            raise NotApplied("late")

    return bent


def late_leaves_no_log(act: Any) -> Wrapped:
    def bent(work: Any, op: Any, kind: Any) -> None:
        act(work, op, kind)
        if any(note.note == "late" for note in work.notes):
            del work._held[op.log]

    return bent


def each_op_for_itself(decide: Any) -> Wrapped:
    from gridserver.decide.work import NotApplied  # noqa: PLC0415 - only here

    def bent(work: Any, op: Any) -> None:
        try:
            decide(work, op)
        except NotApplied:
            if len(work.tx.ops) == 1:
                raise

    return bent


def refuses(reason: str) -> Callable[..., Any]:
    from gridserver.decide.work import NotApplied  # noqa: PLC0415 - only here

    def bent(*_: Any) -> Any:
        raise NotApplied(reason)

    return bent


def deleted_parent_refused(parent: Any) -> Wrapped:
    def bent(work: Any, op: Any, kind: Any) -> Any:
        found = parent(work, op, kind)
        return refuses("missing_parent")() if found is not None and found.deleted else found

    return bent


def put_changed(change: Callable[[Any], Any]) -> Callable[[Any], Wrapped]:
    def wrap(put: Any) -> Wrapped:
        def bent(held: Any, name: str, value: Any) -> None:
            put(held, name, change(value))

        return bent

    return wrap


def stub_not_followed(reach: Any) -> Wrapped:
    def bent(work: Any, grid: str, record: str) -> Any:
        held = reach(work, grid, record)
        return held if held is None or held.grid == grid else None

    return bent


def stubs_left_out(writes: Any) -> Wrapped:
    def bent(work: Any) -> Any:
        return tuple(one for one in writes(work) if one.row.moved_to is None)

    return bent


def cut_in_a_tx(page: Any) -> Wrapped:
    def bent(read: Any, grid: str, after: int, kinds: Any, limit: int) -> Any:
        rows, whole = page(read, grid, after, kinds, limit)
        return rows[:limit], whole and len(rows) <= limit

    return bent


def gone_rows_at_first(page: Any) -> Wrapped:
    def bent(read: Any, grid: str, after: int, kinds: Any, limit: int) -> Any:
        return page(read, grid, after or 0.5, kinds, limit)

    return bent


def all_versions(read: Any, grid: str, kinds: Any) -> Any:
    return [(row.id, row.v) for row in read._t.record.get(grid, {}).values() if row.kind in kinds]


def one_heap(patch: pytest.MonkeyPatch) -> None:
    """Rows and files of all grids together."""

    def path(self: Any, _grid: str, sha256: str) -> Any:
        return self._root / "heap" / sha256

    patch.setattr("gridserver.memory.MemoryReading.blob", any_grid)
    patch.setattr("gridserver.blob.BlobFolder._path", path)


def any_grid(read: Any, _grid: str, sha256: str) -> Any:
    return next((found[0] for (_, name), found in read._t.blob.items() if name == sha256), None)


def whole_txs(line_of: Any) -> Wrapped:
    def bent(record: str, trace: Any, name: str, held: Any) -> Any:
        told = msgspec.json.decode(trace.line or b'{"ops":[]}', type=dict[str, Any])
        return replace(line_of(record, trace, name, held), ops=told["ops"])

    return bent


def never_old(text: str, server: Any, now: datetime) -> bool:
    stamped, _, mac = text.partition(".")
    return bool(server.keys.is_mac(f"challenge|{stamped}", mac))


def only_written_heads(work: Any, writes: Any) -> Any:
    return {one.row.grid: (work._source.head(one.row.grid) or 0) + 1 for one in writes}


def named_otherwise(made: Any) -> Wrapped:
    def bent(record: str, name: str) -> Any:
        return made(record, f"x{name}")

    return bent


def nothing_below(_work: Any, held: Any) -> Any:
    return iter([held])


def null_kept(body: dict[str, Any], name: str, value: Any) -> None:
    body[name] = value


def every_kind(held: Any) -> Wrapped:
    def bent(roles: Any, _: Any = None) -> Any:
        return held(roles)

    return bent


def many_txs(read: Any) -> Wrapped:
    def bent(body: bytes) -> Any:
        return read(body, 999)

    return bent


def as_it_is(body: bytes, _: str) -> bytes:
    return body


def bombs_welcome(patch: pytest.MonkeyPatch) -> None:
    for module in ("gridserver.pack", "gridserver.handle.push"):
        patch.setattr(f"{module}.MAX_UNPACKED_BYTES", 10**9)
