"""What a whole run has to have met: a counter at zero says that the simulator tries less than it claims."""

from __future__ import annotations

import json
from collections import Counter

from tests.simulation.deciding import DOINGS
from tests.simulation.ledger import Ledger
from tests.simulation.line import FULL_AT, LINE_FAULTS
from tests.simulation.truth import Truth

WHOLE = 400
"""From so many seeds on a run counts as whole."""
ROWS = (
    *(f"F{row:02}" for row in (*range(1, 25), *range(27, 40), 41, *range(43, 47), 48, 49, 50, 51, 52, 54, 55)),
    "F47 server", "F47 sync", "F47 typing",
)  # fmt: skip
"""The rows of SYNC 18 that are played here. The others need real processes, two database sessions, or a screen."""
POINTS = ("T1", "T2", "T3", "T4", "T5", "T5 keys", "T6", "ask", "file")
SERVER_POINTS = (*dict.fromkeys(FULL_AT), "after commit")
MUST = (
    *ROWS,
    *(f"do {name}" for name in DOINGS),
    *(f"line {fault}" for fault in sorted(set(LINE_FAULTS))),
    *(f"killed {point} {when}" for point in POINTS for when in ("before", "after")), "killed any moment",
    *(f"server killed at {point}" for point in SERVER_POINTS),
    *(f"server full at {point}" for point in dict.fromkeys(FULL_AT)),
    "answer applied", *(f"answer refused {reason}" for reason in (
        "missing_parent", "unknown_record", "forbidden", "internal", "id_taken",
    )),
    *(f"note {note}" for note in ("same", "conflict", "owned", "deleted", "late", "changed", "moved")),
    *(f"issue {cause}" for cause in ("conflict", "owned", "deleted", "changed")),
    *(f"problem {name}" for name in (
        "signed_out", "user_disabled", "unknown_device", "forked", "gap", "bad_signature", "malformed", "too_large",
        "upgrade_required", "wrong_offset", "no_blob", "busy",
    )),
    "merge create made", "merge create again", "merge create below deleted", "merge set applied", "merge set same",
    "merge tag added", "merge tag removed", "merge act applied", "merge act late", "merge delete applied",
    "merge delete same", "merge delete undone", "merge move applied", "merge parent changed",
    "undo of settled", "undo of waiting", "T5", "T5 by password", "clock jumped", "side file ahead", "side file behind",
    "meeting", "resolve by two at once", "step by two at once", "forked at the next number", "long away", "months pass",
    "a form held open", "rights ended", "grids left out", "server restored", "photos tidied",
    "package lost", "package once", "package twice", "package reply old", "package reply new",
)  # fmt: skip
"""Every answer and note, every row of the merge table, every fault, every crash point."""


def missed(reached: Counter[str], seeds: int) -> list[str]:
    """Give what a run of so many seeds had to reach and did not."""
    return [name for name in MUST if not reached[name]] if seeds >= WHOLE else []


def met(truth: Truth, ledger: Ledger) -> None:
    """Count what the end of a seed shows: answers, notes, issues, rows of the merge table and of SYNC 18."""
    ledger.reached.update(truth.causes)
    for answers in truth.answers.values():
        for answer in answers:
            ledger.reach(f"answer {answer['st']} {answer.get('reason') or ''}".strip())
            for note in answer.get("notes", ()):
                ledger.reach(f"note {note['note']}")
    _merged(truth, ledger)
    _rows(truth, ledger)


def _merged(truth: Truth, ledger: Ledger) -> None:
    """Rows of the merge table of SYNC 5, told by what was typed and what the history has."""
    for typed in ledger.typed:
        changes = [one for one in truth.history.get(typed.record, ()) if one.tx == typed.tx]
        notes = [note for answer in truth.answers.get(typed.tx, ()) for note in answer.get("notes", ())]
        mine = [note for note in notes if note["id"] == typed.record]
        is_in = any(typed.field in change.fields for change in changes)
        match typed.how:
            case "create":
                ledger.reach("merge create made" if any(change.v == 1 for change in changes) else "merge create again")
                if any(note["note"] == "deleted" and note.get("field") == "parent" for note in mine) and is_in:
                    ledger.reach("merge create below deleted", *(["F19"] if typed.kind == "visit" else []))
            case "set" if is_in:
                ledger.reach("merge parent changed" if typed.field == "parent" else "merge set applied")
            case "set" if any(note["note"] == "same" for note in mine):
                ledger.reach("merge set same")
            case "add" if is_in:
                ledger.reach("merge tag added")
            case "del" if is_in:
                ledger.reach("merge tag removed")
            case "step" if changes:
                log = truth.bodies.get(typed.record, {})
                ledger.reach("merge act applied" if log.get("applied") else "merge act late")
            case "delete" if any(note["note"] == "same" for note in mine):
                ledger.reach("merge delete same")
            case "delete" if is_in:
                ledger.reach("merge delete applied")
            case "undelete" if is_in:
                ledger.reach("merge delete undone")
            case "move" if is_in:
                ledger.reach("merge move applied")
            case _:
                pass


def _rows(truth: Truth, ledger: Ledger) -> None:
    """Rows of SYNC 18 that only the end of the story shows."""
    for cause, row in (("deleted", "F18"), ("owned", "F15"), ("changed", "F17"), ("conflict", "F10")):
        if truth.causes[f"issue {cause}"]:
            ledger.reach(row)
    for answers in truth.answers.values():
        notes = [note["note"] for note in answers[0].get("notes", ())]
        ledger.reach(*(["F16"] if "late" in notes else []), *(["F23"] if "moved" in notes else []))
        if answers[0].get("reason") in {"missing_parent", "unknown_record"}:
            ledger.reach("F20")
    authors: dict[str, dict[str, str]] = {tx.id: {"by": tx.by, "device": tx.device} for tx in truth.txs}
    for record, changes in truth.history.items():
        by: dict[str, set[str]] = {}
        for change in changes:
            for field in change.fields - {"grid", "parent", "deleted"}:
                by.setdefault(authors.get(change.tx, {}).get("by", ""), set()).add(field)
        held = truth.live[record]
        if len(by) > 1 and not held.kind.startswith(("issue:", "log:")):
            ledger.reach("F09")
        if sum("tags" in fields for fields in by.values()) > 1:
            ledger.reach("F13")
        if len([change for change in changes if "grid" in change.fields]) > 1:
            ledger.reach("F24")
        if held.kind.startswith("issue:"):
            _issue(truth, ledger, record, authors)
    people = [truth.bodies[row.id].get("identity") for row in truth.live.values() if row.kind == "person"]
    twins = Counter(json.dumps(identity) for identity in people if identity)
    ledger.reach(*("F21" for count in twins.values() if count > 1))
    marks = {typed.record: typed.who for typed in ledger.typed if typed.how == "create" and typed.field == "source"}
    again = [typed for typed in ledger.typed if typed.field == "source" and marks.get(typed.record) != typed.who]
    ledger.reach(*("F22" for typed in again if typed.tx in truth.answers))


def _issue(truth: Truth, ledger: Ledger, record: str, authors: dict[str, dict[str, str]]) -> None:
    body = truth.bodies[record]
    losses = [authors.get(loss["tx"], {}).get("device") for loss in body.get("lost", ())]
    if any(count > 1 for count in Counter(losses).values()):
        ledger.reach("F11")
    if body.get("field") == "position" and body.get("cause") == "conflict":
        ledger.reach("F14")
    closed = False
    for change in truth.history[record]:
        if closed and "lost" in change.fields:
            ledger.reach("F12")
        closed = "lost" not in change.fields and "state" in change.fields
