"""What was changed on this PC, out of the journal: edits stay readable after they were sent (SYNC 7: kept 90 days)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from gridclient.store.folding import decode_ops
from gridclient.store.reading import Reading
from gridcore.wire import Create, Delete, Op, Set

_MOST = 200


class Edit(StrEnum):
    """What an edit did to its record."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Sent(StrEnum):
    """Where it is: on this PC only, at the centre, refused there."""

    WAITING = "waiting"
    ARRIVED = "arrived"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that was changed: the values as they are in the record, None for nothing.

    Of a field with many values only what was `added` and `removed` is known, not what else it holds.
    """

    field: str
    before: Any = None
    after: Any = None
    added: tuple[Any, ...] = ()
    removed: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class EditLine:
    """One edit of one record; `name` is what the record was called when it was added."""

    id: str
    tx: str
    at: datetime
    edit: Edit
    kind: str
    record: str
    sent: Sent
    changes: tuple[FieldChange, ...] = ()
    name: str = ""


_SENT = {"waiting": Sent.WAITING, "sealed": Sent.WAITING, "parked": Sent.REFUSED}


def of_household(reading: Reading, household: str) -> tuple[EditLine, ...]:
    """Give the edits of a household and of the people in it, newest first."""
    people = [row[0] for row in reading.db.all("SELECT id FROM person WHERE parent = ?", household)]
    ours = {household, *people}
    found: dict[str, EditLine] = {}
    for record in ours:
        # A tx names its records by id in its ops; the journal of one worker is small.
        for pos, tx, made, state, ops in reading.db.each(
            "SELECT pos, id, made, st, ops FROM tx WHERE (hidden = 0 OR st != 'parked') AND instr(ops, ?) > 0"
            " ORDER BY pos DESC LIMIT ?",
            *(record, _MOST),
        ):
            sent = _SENT.get(state, Sent.ARRIVED)
            found |= {line.id: line for line in _of_tx(pos, tx, made, sent, decode_ops(ops), ours)}
    return tuple(sorted(found.values(), key=lambda line: (line.at, line.id), reverse=True))


def _of_tx(pos: int, tx: str, made: str, sent: Sent, ops: list[Op], ours: set[str]) -> Iterator[EditLine]:
    at = datetime.fromisoformat(made)
    for number, op in enumerate(ops):
        if op.kind not in {"household", "person"} or op.id not in ours:
            continue
        key = f"{pos}.{number}"
        if isinstance(op, Set):
            yield EditLine(key, tx, at, Edit.CHANGED, op.kind, op.id, sent, pairs(op))
        elif isinstance(op, Create):
            name = str(op.set.get("name") or op.set.get("address") or "")
            yield EditLine(key, tx, at, Edit.ADDED, op.kind, op.id, sent, name=name)
        elif isinstance(op, Delete) and not op.undo:
            yield EditLine(key, tx, at, Edit.REMOVED, op.kind, op.id, sent)


def pairs(op: Set) -> tuple[FieldChange, ...]:
    """Give what a `set` op changes, field by field."""
    found = [FieldChange(name, before, after) for name, (before, after) in op.set.items()]
    for name in dict.fromkeys((*op.add, *op.remove)):
        added, removed = tuple(op.add.get(name, ())), tuple(op.remove.get(name, ()))
        found.append(FieldChange(name, added=added, removed=removed))
    return tuple(found)
