"""What people do about what was done: merge two persons, resolve issues, take back, send again, look at photos."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from gridcore.kinds import KINDS, Rule
from tests.simulation import doings
from tests.simulation.person import Person


def merge(me: Person) -> str:
    """Two entries of one person become one: a tx that sets the survivor and deletes the other (SYNC 5)."""
    one = me.pick("person")
    other = None if one is None else me.pick("person", f"AND grid = '{one.grid}' AND id != '{one.id}'")
    if one is None or other is None:
        return "no two of them"
    seen, value = one.body.phone, me.word()  # type: ignore[attr-defined] # a person
    with me.saving("person.merge") as work:
        me.typed("set", one, "phone", seen, value)
        me.typed("delete", other, "deleted", other.v, value=True)
        work.set("person", one.id, {"phone": seen}, {"phone": value})
        work.delete("person", other.id)
    return f"{other.id[-6:]} into {one.id[-6:]}, phone {seen} -> {value}"


def resolve(me: Person) -> str:
    """Decide an issue: the value that stands, or one that was lost; two may decide differently (F12)."""
    with me.machine.store.read() as reading:
        found = reading.db.all("SELECT id, kind FROM issue WHERE state = 'open' ORDER BY id")
        if not found:
            return "no issue"
        record, kind = me.rng.choice([one for one in found if one[0] in me.about] or found)
        issue = reading.get(kind, record)
        of = kind.partition(":")[2]
        body: dict[str, Any] = msgspec.to_builtins(issue.body) if issue is not None else {}
        field = str(body.get("field"))
        target = None if issue is None or issue.parent is None else reading.get(of, issue.parent)
    if issue is None:
        return "the issue is gone"
    losses: list[dict[str, Any]] = body.get("lost") or [{}]
    chosen = me.rng.choice(losses).get("value")
    plain = field in KINDS[of].body.__struct_fields__ and KINDS[of].rule(field) in {Rule.FREE, Rule.CENTRAL}
    takes = target is not None and plain and me.rng.random() < 0.6
    with me.saving("issue.resolve") as work:
        if takes and target is not None:
            seen = msgspec.to_builtins(getattr(target.body, field))
            if seen != chosen:
                me.typed("set", target, field, seen, chosen)
            work.set(of, target.id, {field: seen}, {field: chosen})
        work.set(kind, record, {"state": "open"}, {"state": "done"})
    return f"{field} of {str(issue.parent)[-6:]}: {'takes ' + str(chosen) if takes else 'stands'}"


def undo(me: Person) -> str:
    """Take an action back: one that waits vanishes, any other is undone by a new tx."""
    lines = me.machine.store.undo_lines()[:6]
    if not lines:
        return "nothing to take back"
    line = me.rng.choice(lines)
    me.taking_back = [line.tx]
    me.pending = me.inverse(line.tx)
    me.machine.store.undo(line.tx)
    made = me.after()
    me.ledger.reach("undo of settled" if made else "undo of waiting")
    if made is None:
        me.ledger.wrong += me.built_on(line.tx)
    return f"{line.verb} {line.tx[-6:]}: {'by ' + made[-6:] if made else 'it never was'}"


def resend(me: Person) -> str:
    """Send a refused tx again as a new one, oldest first, or hide it."""
    lines = me.machine.store.outbox.parked_lines()
    if not lines:
        return "nothing refused"
    line = lines[0]
    if me.rng.random() < 0.3:
        me.machine.store.outbox.hide(line.tx)
        return f"hides {line.verb} {line.tx[-6:]} ({line.reason})"
    me.pending = [replace(typed, who=me.machine.name) for typed in me.ledger.by_tx.get(line.tx, ())]
    me.machine.store.resend(line.tx)
    return f"{line.verb} {line.tx[-6:]} ({line.reason}) again as {str(me.after())[-6:]}"


def look(me: Person) -> str:
    """Open a record with photos: those not here are asked for."""
    entry = me.pick(me.rng.choice(("visit", "event")), "AND photos IS NOT NULL")
    if entry is None:
        return "no photo"
    me.machine.store.blobs.want(entry.grid, entry.body.photos or (), entry.id)  # type: ignore[attr-defined]
    return f"at {entry.kind} {entry.id[-6:]}"


DOINGS: dict[str, tuple[int, Callable[[Person], str]]] = {
    "form": (18, doings.form),
    "save": (22, doings.save),
    "household": (5, doings.household),
    "person": (7, doings.person),
    "visit": (6, doings.visit),
    "event": (4, doings.event),
    "task": (3, doings.task),
    "mark": (3, doings.mark),
    "tag": (8, doings.tag),
    "step": (8, doings.step),
    "delete": (5, doings.delete),
    "move": (3, doings.move),
    "move_out": (2, doings.move_out),
    "reparent": (2, doings.reparent),
    "merge": (2, merge),
    "resolve": (6, resolve),
    "undo": (5, undo),
    "resend": (3, resend),
    "look": (2, look),
}
"""What is done how often, out of a hundred."""
NAMES, WEIGHTS = list(DOINGS), [weight for weight, _ in DOINGS.values()]


def drawn(rng: random.Random) -> Callable[[Person], str]:
    """Draw one thing to do."""
    return DOINGS[rng.choices(NAMES, WEIGHTS)[0]][1]
