"""The row move of the table of SYNC 5: a record and all below it go to another grid, stubs stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gridcore.kinds import KINDS
from gridcore.roles import Role
from gridcore.wire import Move
from gridserver.decide.work import Held, NotApplied, Work, is_list, is_object

_BLOB = re.compile("[0-9a-f]{64}")
"""A body may hold anything under `sha256`; only a real name may ever become a path."""


def move(work: Work, op: Move, held: Held) -> None:
    """Move a record with its descendants; the author holds the target grid too, or is the office."""
    kind = KINDS[op.kind]
    if not work.has_grid(op.to):
        raise NotApplied("forbidden")
    if not kind.write & work.stance.roles(op.to) and Role.COMMUNITY_OFFICE not in work.stance.roles(op.grid):
        raise NotApplied("forbidden")
    work.concern(op.to)
    if held.grid == op.to:
        work.note(held.id, "same")
        return
    _carry(work, held, op.to)


def stay_with_parents(work: Work) -> None:
    """Take what moved without its parent to where that is: a child lies in the grid its parent is in (SYNC 1).

    So where the new parent lost against another (conflict, deleted), or none was named, the record stays with the one
    it has.
    """
    for held in work.moved():
        parent = None if held.parent is None else work.live(held.parent)
        if parent is not None and parent.grid != held.grid:
            _carry(work, held, parent.grid)


def _carry(work: Work, held: Held, to: str) -> None:
    for one in _family(work, held):
        work.blobs += [(one.grid, to, name) for name in _photos(one.body)]
        if one.was is not None and one.grid not in one.left:
            one.left.append(one.grid)
        one.grid = to
        one.fields["grid"] = None


def _family(work: Work, held: Held) -> list[Held]:
    """Give a record and all below it, each once: what is stored may go in a circle."""
    found = {held.id: held}
    waiting = [held]
    while waiting:
        fresh = [child for child in work.children(waiting.pop()) if child.id not in found]
        found |= {child.id: child for child in fresh}
        waiting += fresh
    return list(found.values())


def _photos(value: Any) -> Iterator[str]:
    """Give the names of the blobs a body speaks of."""
    if is_object(value):
        name = value.get("sha256")
        if isinstance(name, str) and _BLOB.fullmatch(name):
            yield name
        for inner in value.values():
            yield from _photos(inner)
    elif is_list(value):
        for inner in value:
            yield from _photos(inner)
