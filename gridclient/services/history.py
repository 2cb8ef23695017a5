"""Who changed what in a record, when, and from which value to which: what the centre knows, so only with a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from gridclient.services.answer_history import AnswerLine
from gridclient.store.edits import FieldChange
from gridcore import wire
from gridcore.errors import GridError
from gridcore.merge import effect

__all__ = ["Did", "FieldChange", "History", "HistoryEntry", "HistoryTold"]

Ask = Callable[[str, str], wire.History]
"""Asks the centre for the history of (grid, record id)."""


class Did(StrEnum):
    """What a change did to its record. `changed` also when nothing but the names of the fields is known."""

    ADDED = "added"
    CHANGED = "changed"
    STEP = "step"
    REMOVED = "removed"
    RESTORED = "restored"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One version of a record: who made it, when (time of the centre) and by which verb.

    `changes` are the fields that took a new value, `unnamed` those of which only the name is known (loaded in bulk,
    erased by law, moved with the household). `step` is the id of a step of the life-cycle. `by` of a bulk load is
    `system`; `by_name` is empty for an account that is gone.
    """

    v: int
    did: Did
    by: str
    by_name: str
    at: datetime
    verb: str
    changes: tuple[FieldChange, ...] = ()
    unnamed: tuple[str, ...] = ()
    step: str = ""


@dataclass(frozen=True, slots=True)
class HistoryTold:
    """The history of a record, newest first; `is_cut` when the centre has more than it told.

    `names` are those of the accounts that this PC or the answer knows, by user id.
    """

    entries: tuple[HistoryEntry, ...]
    is_cut: bool = False
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    answers: tuple[AnswerLine, ...] = ()
    """Of an inspection: when its answers were given and changed, newest first; known here, without the centre."""
    trouble: GridError | None = None
    """Why the centre told nothing, where the answers are shown all the same."""


class History:
    """Asks the centre; nothing of the answer is kept here."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def of(self, grid: str, record: str) -> HistoryTold:
        """Give who changed a record of a grid.

        Raises:
            Offline: no centre was reached; history is not kept on this PC.
            ServerRefused: `not_found`, for what is not there and for what this person may not read.
            SignedOut, WrongServer, UpgradeRequired: as in a round.
        """
        told = self._ask(grid, record)
        names = {line.by: line.by_name for line in told.lines if line.by_name}
        return HistoryTold(tuple(_entry(line, record) for line in told.lines), told.more, names)


_OF_THE_ROW = frozenset({"grid", "parent", "deleted"})
"""What a change names besides body fields: moved, put under another record, deleted or restored."""

_Op = dict[str, Any]


def _entry(line: wire.HistoryLine, record: str) -> HistoryEntry:
    changes: dict[str, FieldChange] = {}
    for op in line.ops:
        for change in _changes(op, record):
            if change.field in line.fields:
                first = changes.get(change.field)
                changes[change.field] = change if first is None else _both(first, change)
    steps = [str(op.get("step", "")) for op in line.ops if op.get("op") == "act" and op.get("id") == record]
    return HistoryEntry(
        v=line.v,
        did=_did(line, bool(steps)),
        by=line.by,
        by_name=line.by_name,
        at=datetime.fromisoformat(line.at),
        verb=line.verb,
        changes=tuple(changes.values()),
        unnamed=tuple(name for name in line.fields if name not in changes and name not in _OF_THE_ROW),
        step=steps[-1] if steps else "",
    )


def _did(line: wire.HistoryLine, is_step: bool) -> Did:
    if line.v == 1:
        return Did.ADDED
    if "deleted" in line.fields:
        return Did.RESTORED if any(op.get("undo") for op in line.ops) else Did.REMOVED
    if "grid" in line.fields:
        return Did.MOVED
    return Did.STEP if is_step else Did.CHANGED


def _changes(op: _Op, record: str) -> Iterator[FieldChange]:
    """Give the values an op states; ops of a newer server may be shaped otherwise and then say nothing."""
    stated = _object(op.get("set"))
    if op.get("op") == "create":
        yield from (FieldChange(name, None, value) for name, value in stated.items())
    elif op.get("op") == "set":
        for name, pair in stated.items():
            if isinstance(pair, list) and len(pair) == _PAIR:  # pyright: ignore[reportUnknownArgumentType]
                yield FieldChange(name, pair[0], pair[1])
        added, removed = _object(op.get("add")), _object(op.get("del"))
        for name in dict.fromkeys((*added, *removed)):
            yield FieldChange(name, added=_many(added.get(name)), removed=_many(removed.get(name)))
    elif op.get("op") == "act" and op.get("id") == record:
        before = {"state": op.get("from")}
        made = effect(str(op.get("kind")), str(op.get("step")), {}) | stated
        yield from (FieldChange(name, before.get(name), value) for name, value in made.items())


_PAIR = 2


def _both(first: FieldChange, then: FieldChange) -> FieldChange:
    """Give what two changes of one field in one action come to: what was put in and taken out again is neither."""
    if first.added or first.removed or then.added or then.removed:
        added = (*(one for one in first.added if one not in then.removed), *then.added)
        removed = (*(one for one in first.removed if one not in then.added), *then.removed)
        return FieldChange(
            first.field,
            first.before,
            first.after if then.after is None else then.after,
            tuple(dict.fromkeys(added)),
            tuple(dict.fromkeys(removed)),
        )
    return FieldChange(first.field, first.before, then.after)


def _many(value: object) -> tuple[str, ...]:
    """Give the values an op adds or takes away; nothing of a newer shape."""
    return tuple(map(str, value)) if isinstance(value, list) else ()  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _object(value: object) -> _Op:
    return value if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType]
