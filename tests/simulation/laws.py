"""Rules of the merge table that a history must have kept (SYNC 5), found without asking the code that merges."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gridcore.kinds import KINDS, Rule
from tests.simulation.ledger import Ledger, Typed
from tests.simulation.truth import Truth


def broken(truth: Truth, ledger: Ledger, here: set[str]) -> Iterator[str]:
    """Give every rule found broken. `here`: the txs of all stores."""
    by: dict[tuple[str, str], list[Typed]] = {}
    for typed in ledger.typed:
        by.setdefault((typed.tx, typed.record), []).append(typed)
    yield from _deleted(truth, by)
    yield from _owned(truth, by)
    yield from _steps(truth)
    yield from _issues(truth)
    yield from _families(truth)
    yield from _answers(truth, ledger)
    for tx in sorted(ledger.undone - here - ledger.shared):
        if tx in truth.answers:
            yield f"2 tx {tx[-6:]} was taken back before it went out, and is at the server"


def _deleted(truth: Truth, by: dict[tuple[str, str], list[Typed]]) -> Iterator[str]:
    """An edit of a deleted record stays an issue (F18); nobody deletes what another changed unseen (F17)."""
    for record, changes in truth.history.items():
        deleted = False
        for change in changes:
            typed = by.get((change.tx, record), [])
            if deleted and any(one.how in {"set", "add", "del"} and one.field in change.fields for one in typed):
                yield f"3 v{change.v} of {record[-6:]} (tx {change.tx[-6:]}) edits a deleted record"
            if "deleted" not in change.fields:
                continue
            deleted = not deleted
            seen = next((one.seen for one in typed if one.how == "delete" and one.seen is not None), None)
            between = [one for one in changes if seen is not None and seen < one.v < change.v and one.by != change.by]
            if deleted and between:
                yield f"3 {record[-6:]} was deleted as seen at v{seen}, unseen: v{between[0].v} of {between[0].by}"


def _owned(truth: Truth, by: dict[tuple[str, str], list[Typed]]) -> Iterator[str]:
    """A field that nobody of the field owns is changed by nobody (F15)."""
    for record, changes in truth.history.items():
        for change in changes:
            for typed in by.get((change.tx, record), []):
                kind = KINDS[typed.kind]
                owned = kind.rule(typed.field) is Rule.CENTRAL and not kind.owners
                if typed.how == "set" and owned and typed.field in change.fields:
                    yield f"3 {typed.field} of {record[-6:]} is owned, and {typed.who} changed it to {typed.value}"


def _steps(truth: Truth) -> Iterator[str]:
    """A step moves a record on only from the state it starts from (F16)."""
    taken: dict[tuple[str, str], list[str | None]] = {}
    for row in truth.live.values():
        body = truth.bodies[row.id]
        if row.kind == "log:event" and row.parent is not None and body.get("applied"):
            taken[truth.history[row.id][0].tx, row.parent] = [body.get("frm"), body.get("to")]
    for record, changes in truth.history.items():
        event = truth.live.get(record)
        if event is None or event.kind != "event":
            continue
        state: str | None = "DRAFT"
        for change in changes:
            step = taken.get((change.tx, record))
            if step is not None and "state" in change.fields:
                if step[0] != state:
                    yield f"3 a step of {record[-6:]} from {step[0]} was applied in state {state}"
                state = step[1]
        if truth.bodies[record].get("state") != state:
            yield f"3 {record[-6:]} is in state {truth.bodies[record].get('state')}, its steps led to {state}"


def _issues(truth: Truth) -> Iterator[str]:
    """A new loss opens an issue again (F12)."""
    for row in truth.live.values():
        if row.kind.startswith("issue:"):
            last = next((one for one in reversed(truth.history[row.id]) if one.fields & {"lost", "state"}), None)
            if last is not None and "lost" in last.fields and truth.bodies[row.id].get("state") != "open":
                yield f"1 the issue {row.id[-6:]} keeps a loss that nobody is shown"


def _families(truth: Truth) -> Iterator[str]:
    """A child is stored in the grid its parent is in (SYNC 1), and an id lives once."""
    for row in truth.live.values():
        parent = truth.live.get(row.parent or "")
        if parent is not None and parent.grid != row.grid:
            yield f"7 {row.kind} {row.id[-6:]} is in {row.grid}, its parent in {parent.grid}"
    if len(truth.live) != sum(row.moved_to is None for row in truth.rows):
        yield "7 an id lives in two grids"


def _answers(truth: Truth, ledger: Ledger) -> Iterator[str]:
    """Answers never carry bodies (SYNC 6): not one of the words people typed."""
    words = {typed.value for typed in ledger.typed if isinstance(typed.value, str) and typed.field != "parent"}
    for tx, answers in truth.answers.items():
        for answer in answers:
            notes = json.dumps([{**note, "id": ""} for note in answer.get("notes", ())])
            told = next((word for word in words if f'"{word}"' in notes or f"={word}" in notes), None)
            if told is not None:
                yield f"6 the answer to tx {tx[-6:]} tells the value {told}"
