"""Bugs planted to see that the oracles can fail: each is a patch of one function, taken out again afterwards."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Mapping
from typing import Any

from gridclient.store import outbox, pages, part
from gridclient.store.folding import Rows
from gridclient.store.transaction import Work
from gridserver import access
from gridserver.decide import rule, work
from gridserver.handle import pull
from gridserver.memory import MemoryWriting
from gridserver.row import GrantRow
from tests.server.town import COMMUNITY


@contextlib.contextmanager
def patched(owner: Any, name: str, other: Any) -> Generator[None, None, None]:
    """Put another function in place of one, for a while."""
    real = getattr(owner, name)
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, real)


_set, _apply, _scope = Work.set, part.apply_part, access.scope_of
_put, _merge, _answered = MemoryWriting._put_records, rule._merge, outbox._answered


def _seen_at_saving(self: Work, kind: str, id: str, seen: Mapping[str, Any], new: Mapping[str, Any]) -> None:  # noqa: A002
    found = self.get(kind, id)
    now = (found.body if found is not None else None) or {}
    _set(self, kind, id, {name: now.get(name) for name in new}, new)


def _settled_at_once(rows: Rows, pos: int, answer: Any) -> None:
    _answered(rows, pos, answer)
    rows.db.run("UPDATE tx SET st = 'settled' WHERE pos = ? AND st = 'answered'", pos)
    rows.refold(rows.release(pos))


def _no_marks(read: Any, ask: Any, scope: Any) -> bool:
    return any(entry.grid.code in ask.grids and ask.grids[entry.grid.code][2] > entry.grid.head for entry in scope)


def _overwriting(work_: Any, held: Any, kind: Any, pairs: Any, named: str) -> None:
    _merge(work_, held, kind, {name: (held.body.get(name), new) for name, (_, new) in pairs.items()}, named)


def _deaf_to_gone(rows: Any, came: Any) -> set[str]:
    came.lines[:] = [line for line in came.lines if line.gone is None]
    return _apply(rows, came)


def _everything_in_scope(read: Any, device: str, grants: Any, asked: Any) -> Any:
    wide = [GrantRow(user="", prefix=COMMUNITY, role=grants[0].role, since=grants[0].since)]
    return _scope(read, device, wide, asked)


def _history_with_holes(self: Any, rows: Any, changes: Any) -> None:
    _put(self, rows, [change for change in changes if change.seq % 7])


def _nothing(*_: Any, **__: Any) -> set[str]:
    return set()


PLANTED: dict[str, tuple[str, Callable[[], Any]]] = {
    "seen taken at saving": ("3", lambda: patched(Work, "set", _seen_at_saving)),
    "answers settled at once": ("4", lambda: patched(outbox, "_answered", _settled_at_once)),
    "marks left out": ("1458", lambda: patched(pull, "_must_resync", _no_marks)),
    "the server overwrites": ("3", lambda: patched(rule, "_merge", _overwriting)),
    "the server keeps no lost values": ("1", lambda: patched(work.Work, "lose", _nothing)),
    "nothing is rewound": ("145", lambda: patched(pages, "rewind", _nothing)),
    "nothing is swept": ("58", lambda: patched(pages, "sweep_part", _nothing)),
    "what is gone stays": ("58", lambda: patched(pages, "apply_part", _deaf_to_gone)),
    "a scope too wide": ("6", lambda: patched(pull, "scope_of", _everything_in_scope)),
    "a history with holes": ("7", lambda: patched(MemoryWriting, "_put_records", _history_with_holes)),
}
"""By name: the oracles of which one has to turn red, and the patch."""
