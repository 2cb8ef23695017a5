"""What must be true of a store at every step: its screen (oracle 4), its journal, the grids it holds (9a)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from gridclient.store.engine import Db
from gridclient.store.scope import is_real
from gridclient.store.shape import shape
from gridcore.wire import JOURNAL_DAYS
from tests.simulation.ledger import Ledger, Typed
from tests.simulation.machine import Machine

_ELEMENTS = frozenset({"add", "del", "photo"})
"""Ways of typing of which each value stands for itself."""
_MADE = frozenset({"create", "step", "photo"})
"""Ways of typing that bring a record about: it is shown though the server does not have it."""
_STEPS = (
    "SELECT shadow.id, shadow.body, tx.id FROM shadow JOIN tx_rec ON tx_rec.record = shadow.id"
    " JOIN tx ON tx.pos = tx_rec.tx WHERE shadow.kind = 'event' ORDER BY tx.pos"
)
LEAVING_HOURS = 72
_decode = msgspec.json.Decoder().decode


class _Place(NamedTuple):
    """What of a record a typed value stands in; `element` tells those of a `set` field, and photos, apart."""

    kind: str
    record: str
    field: str
    element: Any = None


class Screen:
    """Oracle 4 of one machine: until settled or parked, the screen shows what its author did last.

    That is: values, parents, the grid something was moved to, each tag added or taken away, photos, the log of a step
    and the state it led to; what was deleted is not shown.

    Settled is what SYNC 8 T3 says: answered, and every `at` reached by the cursor of a grid that is held and not being
    left. It is found here from answers and cursors, and remembered, for a full re-read sets the cursors back (T4.3); a
    tx sealed again after a restore (T4.1) is unsettled again. The latest value may be hidden under one of these:
    its author deleted the record later; the record is gone from the server as this store was told
    (SYNC 7: a gone record stays hidden); the grid is being left (9a: hidden from lists).
    """

    def __init__(self, machine: Machine, ledger: Ledger) -> None:
        self._machine, self._ledger = machine, ledger
        self._seen = 0
        self._grids: dict[str, str | None] = {}
        self._answered: dict[str, dict[str, int]] = {}
        self._latest: dict[_Place, Typed] = {}
        self._order: dict[tuple[str, str], int] = {}
        """When a tx last made a record (again), by tx and record: what comes after a deletion shows it again."""

    def check(self) -> list[str]:
        """Give what the screen owes its author now."""
        machine = self._machine
        for at, typed in enumerate(self._ledger.typed[self._seen :], self._seen):
            if typed.who == machine.name:
                self._latest[_place(typed)] = typed
                self._order[typed.tx, typed.record] = at
        self._seen = len(self._ledger.typed)
        with machine.store.read() as reading:
            db = reading.db
            txs: list[tuple[str, str, str | None]] = db.all("SELECT id, st, answer FROM tx")
            scope: list[tuple[str, int, str | None]] = db.all("SELECT grid, cur, leaving FROM scope")
            device: str = db.value("SELECT device FROM meta")
            states = {tx: st for tx, st, _ in txs}
            self._settle(device, txs, states, {grid: cur for grid, cur, leaving in scope if leaving is None})
            return [
                *self._purged({grid: leaving for grid, _, leaving in scope}, states),
                *self._kept(states),
                *self._owed(db, states),
                *self._moved_on(db, states),
            ]

    def disk_forgot(self) -> None:
        """Its disk went back: what it held and had been answered a moment ago says nothing."""
        self._grids, self._answered = {}, {}

    def _purged(self, now: dict[str, str | None], states: dict[str, str]) -> Iterator[str]:
        """Rows of a grid the server left out go after 72 hours of its time, and never while all real grids are (9a)."""
        machine = self._machine
        for grid, since in self._grids.items():
            if grid in now:
                continue
            hours = (machine.city.clock.now() - datetime.fromisoformat(since)).total_seconds() / 3600 if since else 0
            if hours < LEAVING_HOURS:
                yield f"6 {machine.name}: {grid} is gone {hours:.0f} hours after it was left out"
            elif not any(is_real(one) and leaving is None for one, leaving in now.items()):
                yield f"6 {machine.name}: {grid} is gone while every real grid is left out"
            yield from self._went(grid, states)
        self._grids = now

    def _went(self, grid: str, states: dict[str, str]) -> Iterator[str]:
        """With a grid goes what of the journal had settled, and photos that the server has."""
        machine = self._machine
        for tx in sorted(machine.book - states.keys()):
            if tx not in machine.settled_at:
                yield f"1 {machine.name}: tx {tx[-6:]} went with {grid}, and had not settled"
        for photo in self._ledger.photos():
            if photo.seen == grid and photo.tx in machine.settled_at:
                machine.let_go.add(photo.value)
                if photo.tx in machine.book and (grid, photo.value) not in machine.city.blobs.whole:
                    yield f"1 {machine.name}: photo {photo.value[:6]} went with {grid}, and is not at the server"
        machine.book &= states.keys()

    def _kept(self, states: dict[str, str]) -> Iterator[str]:
        """The journal keeps what was typed until 90 days after it settled (SYNC 7)."""
        machine = self._machine
        for tx in sorted(machine.book - states.keys()):
            since = machine.settled_at.get(tx)
            if since is None or machine.city.clock.now() - since < timedelta(days=JOURNAL_DAYS):
                yield f"4 {machine.name}: tx {tx[-6:]}, settled {since or 'never'}, is not in the journal"
            machine.book.discard(tx)

    def _settle(
        self, device: str, txs: list[tuple[str, str, str | None]], states: dict[str, str], cursors: dict[str, int]
    ) -> None:
        settled = self._machine.settled
        for tx, st, answer in txs:
            if st == "sealed":
                # Sealed again by the same device: the server was restored (T4.1). By another: sent again by T5, which
                # folds nothing that had been settled.
                if settled.get(tx) == device:
                    del settled[tx]
                    self._machine.settled_at.pop(tx, None)
                self._answered.pop(tx, None)
            elif answer is not None and settled.get(tx) != device:
                self._answered[tx] = _decode(answer).get("at", {})
        for tx, at in list(self._answered.items()):
            if all(grid not in cursors or head <= cursors[grid] for grid, head in at.items()):
                settled[tx] = device
                if states.get(tx) != "parked":
                    self._machine.settled_at[tx] = self._machine.heard
                del self._answered[tx]

    def _owed(self, db: Db, states: dict[str, str]) -> Iterator[str]:
        settled = self._machine.settled
        done: list[_Place] = []
        for place in self._latest:
            typed = self._standing(place)
            if typed is None or typed.tx not in states:
                done.append(place)
            elif states[typed.tx] != "parked" and typed.tx not in settled:
                yield from self._shown(db, place, typed, states[typed.tx])
        for place in done:
            del self._latest[place]

    def _standing(self, place: _Place) -> Typed | None:
        """Give what was typed last, neither taken back before it went out nor forgotten by the disk."""
        last, lost, undone = self._latest.get(place), self._machine.lost, self._machine.undone
        if last is None or not (last.tx in undone or last.tx in lost):
            return last
        for typed in reversed(self._ledger.typed):
            is_it = typed.who == self._machine.name and _place(typed) == place
            if is_it and not (typed.tx in undone or typed.tx in lost):
                return typed
        return None

    def _shown(self, db: Db, place: _Place, typed: Typed, st: str) -> Iterator[str]:
        if typed.how == "given":
            return  # the state of its event is what tells whether it is shown
        row = db.one(f"{shape(place.kind).select} WHERE id = ?", place.record)
        if typed.how == "delete":
            if row is not None and not self._made_again(place, typed):
                yield f"4 {self._machine.name}: {place.record[-6:]} is shown, it was deleted ({st})"
            return
        if row is None:
            if self._may_be_hidden(db, place, typed):
                return
            shown: Any = "nothing"
        elif typed.how == "undelete":
            return
        else:
            shown = _value(place, row)
        is_right = shown == typed.value
        if typed.how in _ELEMENTS and row is not None:
            is_right = (typed.value in shown) == (typed.how != "del")
        if not is_right:
            yield (
                f"4 {self._machine.name}: {place.field} of {place.record[-6:]} shows {shown}, typed was {typed.how}"
                f" {typed.value} ({st})"
            )

    def _made_again(self, place: _Place, deleted: Typed) -> bool:
        since = self._order[deleted.tx, place.record]
        return any(
            typed.how == "create" and typed.record == place.record and typed.who == self._machine.name
            for typed in self._ledger.typed[since + 1 :]
        )

    def _may_be_hidden(self, db: Db, place: _Place, typed: Typed) -> bool:
        deleted = self._standing(_Place(place.kind, place.record, "deleted"))
        if deleted is not None and deleted.how == "delete":
            return True
        shadow = db.one("SELECT body, gone FROM shadow WHERE id = ?", place.record)
        return shadow is not None and shadow[0] is None and (typed.how not in _MADE or shadow[1] is not None)

    def _moved_on(self, db: Db, states: dict[str, str]) -> Iterator[str]:
        """An event shows where its author's own steps lead from what the server has, and the result given with them."""
        machine = self._machine
        over: dict[str, list[str]] = {}
        bases: dict[str, str | None] = {}
        for event, body, tx in db.all(_STEPS):
            over.setdefault(event, []).append(tx)
            bases[event] = body
        for tx in states.keys() - machine.settled.keys():
            for typed in self._ledger.by_tx.get(tx, ()) if states[tx] not in {"parked", "settled"} else ():
                if typed.how == "step" and typed.who == machine.name and tx not in over.get(typed.seen, ()):
                    yield f"4 {machine.name}: the step {typed.value} of {typed.seen[-6:]} is not shown ({states[tx]})"
        for event, txs in over.items():
            row = db.one(f"{shape('event').select} WHERE id = ?", event)
            if row is None:
                continue  # whether it may be hidden is asked of its title
            shown = shape("event").to_body(row)
            body = bases[event]
            wanted = self._walked(event, txs, None if body is None else _decode(body))
            if (shown.get("state"), shown.get("result")) != wanted:
                yield f"4 {machine.name}: {event[-6:]} shows {shown.get('state')}, its steps lead to {wanted}"

    def _walked(self, event: str, txs: list[str], base: dict[str, Any] | None) -> tuple[str | None, Any]:
        state, result = (base.get("state"), base.get("result")) if base is not None else ("DRAFT", None)
        for tx in txs:
            typed_here = self._ledger.by_tx.get(tx, ())
            for typed in typed_here:
                step = self._ledger.steps.get(typed.record) if typed.how == "step" and typed.seen == event else None
                if step is not None and step.frm == state:
                    state = step.to
                    result = next((one.value for one in typed_here if one.how == "given"), result)
        return state, result


def _place(typed: Typed) -> _Place:
    return _Place(typed.kind, typed.record, typed.field, typed.value if typed.how in _ELEMENTS else None)


def _value(place: _Place, row: Any) -> Any:
    if place.field in {"parent", "grid"}:
        return row[2] if place.field == "parent" else row[1]
    value = shape(place.kind).to_body(row).get(place.field)
    if place.field == "photos":
        return [photo["sha256"] for photo in value or ()]
    return value or () if place.field == "tags" else value
