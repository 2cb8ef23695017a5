"""What takes an op back (SYNC 5): a new op with seen and new swapped."""

from __future__ import annotations

from gridclient.store.value import PARENT
from gridcore.kinds import KINDS, KindClass
from gridcore.merge import Record
from gridcore.wire import Act, Delete, Move, Op, Set


def inverse(op: Op, before: Record | None) -> list[Op] | None:
    """Give the ops that undo one, `before` being the record it was done to; None when nothing can (a step, a paper)."""
    if isinstance(op, Act) or KINDS[op.kind].klass is not KindClass.MUTABLE:
        return None
    if isinstance(op, Set):
        pairs = {name: (new, seen) for name, (seen, new) in op.set.items()}
        return [Set(kind=op.kind, id=op.id, grid=op.grid, set=pairs, add=op.remove, remove=op.add)]
    if isinstance(op, Move):
        return [Move(kind=op.kind, id=op.id, grid=op.to, to=op.grid)]
    if isinstance(op, Delete):
        return [Delete(kind=op.kind, id=op.id, grid=op.grid, seen=op.seen, undo=not op.undo)]
    if before is None or before.body is None:
        return [Delete(kind=op.kind, id=op.id, grid=op.grid, seen=0)]
    old = before.body
    pairs = {name: (value, old.get(name)) for name, value in op.set.items() if old.get(name) != value}
    if before.parent != op.parent:
        pairs[PARENT] = (op.parent, before.parent)
    return [Set(kind=op.kind, id=op.id, grid=op.grid, set=pairs)]
