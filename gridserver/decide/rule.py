"""`decide`, and the rows create, set and delete of the table of SYNC 5."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, assert_never

from msgspec import to_builtins

from gridcore import flow
from gridcore.ids import is_id
from gridcore.kinds import KINDS, LOGGED, Kind, KindClass, Rule
from gridcore.merge import united
from gridcore.wire import Act, Answer, Create, Delete, Move, Op, Set, Tx
from gridserver.decide.act import act
from gridserver.decide.move import move, stay_with_parents
from gridserver.decide.work import Decision, Held, NotApplied, Source, Stance, Work, is_list, same


def decide(read: Source, tx: Tx, stance: Stance) -> Decision:
    """Decide a tx: all of it applied (values that lost become issues), or all of it refused.

    Only rights and format refuse: a fact recorded in the field is always accepted, at worst as issue or supplement.
    """
    work = Work(read, tx, stance)
    try:
        for op in tx.ops:
            _decide(work, op)
        stay_with_parents(work)
        writes = work.writes()
    except NotApplied as refusal:
        return Decision(answer=Answer(n=tx.n, tx=tx.id, st="refused", at={}, reason=refusal.reason))
    answer = Answer(n=tx.n, tx=tx.id, st="applied", at=work.heads(writes), notes=work.notes)
    return Decision(answer=answer, writes=writes, blobs=tuple(work.blobs))


def _decide(work: Work, op: Op) -> None:
    kind = KINDS.get(op.kind)
    if kind is None:
        raise NotApplied("unknown_kind")
    if not is_id(op.id):
        raise NotApplied("invalid")
    if not work.has_grid(op.grid):
        raise NotApplied("forbidden")
    match op:
        case Create():
            _create(work, op, kind)
        case Set():
            _set(work, op, kind)
        case Act():
            act(work, op, kind)
        case Delete():
            _delete(work, op, kind)
        case Move():
            move(work, op, _reached(work, op, kind))
        case _:
            assert_never(op)


def _may_write(work: Work, grid: str, kind: Kind) -> None:
    if kind.klass is KindClass.SERVER or not kind.write & work.stance.roles(grid):
        raise NotApplied("forbidden")


def _reached(work: Work, op: Set | Delete | Move, kind: Kind) -> Held:
    """Find the record an op names; the right is judged on the grid named in the op (SYNC 5, row "moved from")."""
    _may_write(work, op.grid, kind)
    if kind.klass is KindClass.APPEND and not isinstance(op, Move):
        raise NotApplied("immutable")
    held = work.reach(op.grid, op.id)
    if held is None or held.kind != op.kind:
        raise NotApplied("unknown_record")
    work.concern(op.grid)
    work.concern(held.grid)
    if held.grid != op.grid:
        work.note(held.id, "moved")
    return held


def _create(work: Work, op: Create, kind: Kind) -> None:
    _may_write(work, op.grid, kind)
    if op.kind.startswith("issue:"):
        raise NotApplied("forbidden")
    _check_fields(op.set)
    if any(kind.rule(name) is Rule.FLOW for name in op.set) or (op.kind in LOGGED and "state" in op.set):
        raise NotApplied("invalid")
    if work.live(op.id) is not None:
        held = work.reach(op.grid, op.id)
        if held is None or held.kind != op.kind:
            raise NotApplied("id_taken")
        work.concern(op.grid)
        work.concern(held.grid)
        _create_known(work, op, kind, held)
        return
    parent = _parent(work, op, kind)
    held = work.make(kind=op.kind, record=op.id, grid=op.grid if parent is None else parent.grid, parent=op.parent)
    work.concern(op.grid)
    for name, value in op.set.items():
        held.put(name, value)
    if op.kind in LOGGED:
        held.put("state", str(flow.first_state(op.kind)))
    held.fields["parent"] = None
    if held.grid != op.grid:
        # A stub in the grid it was meant for: what its author does to it next, and its photos, find it (SYNC 5).
        held.left.append(op.grid)
        work.note(held.id, "moved")
    if parent is not None and parent.deleted:
        work.lose(held, "parent", "deleted", op.parent)
    doubts = work.stance.doubts.get(op.id)
    if doubts:
        # A fact of the field is accepted as it is; that its form does not allow it is for people to look at.
        work.lose(held, "values", "invalid", [to_builtins(doubt) for doubt in doubts])


def _parent(work: Work, op: Create, kind: Kind) -> Held | None:
    if op.parent is None:
        return None
    if not is_id(op.parent):
        raise NotApplied("invalid")
    parent = work.live(op.parent)
    if parent is not None and work.reach(op.grid, op.parent) is None:
        # A parent in another grid is known only to who has a right there; to others it is nowhere (FAULTS 58).
        parent = parent if kind.write & work.stance.roles(parent.grid) else None
    if parent is None:
        raise NotApplied("missing_parent")
    if kind.parents and parent.kind not in kind.parents:
        raise NotApplied("invalid")
    return parent


def _create_known(work: Work, op: Create, kind: Kind, held: Held) -> None:
    """A second creation of the same id: the same for an append kind, a set with nothing seen for a mutable one."""
    given = {name: value for name, value in op.set.items() if value is not None}
    if kind.klass is KindClass.APPEND:
        if not same(given, held.body) or op.parent != held.parent:
            raise NotApplied("id_taken")
        work.note(held.id, "same")
        return
    pairs = {name: (None, value) for name, value in given.items()}
    if op.parent is not None:
        pairs["parent"] = (None, op.parent)
    _merge(work, held, kind, pairs, op.grid)


def _set(work: Work, op: Set, kind: Kind) -> None:
    held = _reached(work, op, kind)
    _check_fields((*op.set, *op.add, *op.remove))
    if any(kind.rule(name) is not Rule.SET for name in (*op.add, *op.remove)):
        raise NotApplied("invalid")
    if op.kind.startswith("issue:"):
        _resolve(work, op, held)
        return
    _merge(work, held, kind, op.set, op.grid)
    for name in dict.fromkeys((*op.add, *op.remove)):
        _merge_set(work, held, name, op.add.get(name, []), op.remove.get(name, []))


def _check_fields(names: Iterable[str]) -> None:
    if not all(names):
        raise NotApplied("invalid")


def _resolve(work: Work, op: Set, issue: Held) -> None:
    """Close an issue, or open it again: nothing else of it is anybody's to change."""
    if op.set.keys() - {"state"} or op.add or op.remove:
        raise NotApplied("forbidden")
    for seen, new in op.set.values():
        if new not in {"open", "done"}:
            raise NotApplied("invalid")
        now = issue.body.get("state")
        if now == new:
            work.note(issue.id, "same", "state")
        elif now != seen or issue.lost_here:
            work.note(issue.id, "conflict", "state")
        else:
            issue.put("state", new)


def _merge(work: Work, held: Held, kind: Kind, pairs: dict[str, tuple[Any, Any]], named: str) -> None:
    for name, (seen, new) in pairs.items():
        if held.deleted:
            work.lose(held, name, "deleted", new)
        elif name == "parent":
            _reparent(work, held, kind, seen, new)
        elif kind.rule(name) is Rule.SET:
            _merge_set(work, held, name, *_difference(seen, new))
        elif same(held.body.get(name), new):
            work.note(held.id, "same", name)
        elif _is_owned(work, kind, name, named):
            work.lose(held, name, "owned", new)
        elif same(held.body.get(name), seen):
            held.put(name, new)
        else:
            work.lose(held, name, "conflict", new)


def _is_owned(work: Work, kind: Kind, name: str, named: str) -> bool:
    rule = kind.rule(name)
    if rule is Rule.FLOW or (kind.name in LOGGED and name == "state"):
        return True
    return rule is Rule.CENTRAL and not kind.owners & work.stance.roles(named)


def _merge_set(work: Work, held: Held, name: str, add: list[Any], remove: list[Any]) -> None:
    if held.deleted:
        work.lose(held, name, "deleted", {"add": add, "del": remove})
        return
    now = held.body.get(name)
    new = united(_elements(now), add, remove)
    if same(now, new):
        work.note(held.id, "same", name)
    else:
        held.put(name, new)


def _difference(seen: Any, new: Any) -> tuple[list[Any], list[Any]]:
    """Give what a pair for a `set` field adds and removes."""
    before, after = _elements(seen), _elements(new)
    return [one for one in after if one not in before], [one for one in before if one not in after]


def _elements(value: Any) -> list[Any]:
    if value is None:
        return []
    if not is_list(value):
        raise NotApplied("invalid")
    return value


def _reparent(work: Work, held: Held, kind: Kind, seen: Any, new: Any) -> None:
    if new == held.parent:
        work.note(held.id, "same", "parent")
        return
    parent = work.live(new) if isinstance(new, str) and is_id(new) else None
    if new is not None and (parent is None or parent.grid != held.grid):
        raise NotApplied("missing_parent")
    if parent is not None and kind.parents and parent.kind not in kind.parents:
        raise NotApplied("invalid")
    if seen != held.parent:
        work.lose(held, "parent", "conflict", new)
        return
    if parent is not None and work.is_above(held, parent):
        raise NotApplied("invalid")
    held.parent = new
    held.fields["parent"] = None


def _delete(work: Work, op: Delete, kind: Kind) -> None:
    held = _reached(work, op, kind)
    if op.kind.startswith("issue:"):
        raise NotApplied("forbidden")
    if op.undo != held.deleted:
        work.note(held.id, "same")
    elif op.undo:
        held.deleted = False
        held.fields["deleted"] = None
    else:
        if op.seen is None:
            raise NotApplied("invalid")
        author = work.stance.author.id
        if any(stand.v > op.seen and stand.by != author for stand in work.history(held.id)):
            work.lose(held, "deleted", "changed", value=True)
            return
        held.deleted = True
        held.fields["deleted"] = None
