"""What must be true of a store: its screen at every step (oracle 4), its rows at the end (5 and 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

import msgspec

from gridclient.store.engine import Db
from gridclient.store.scope import is_real
from gridclient.store.shape import shape
from gridcore.kinds import KINDS
from gridserver.access import current, scope_of
from tests.simulation.city import City
from tests.simulation.ledger import Ledger, Typed
from tests.simulation.machine import Machine
from tests.simulation.truth import Truth

_SHOWN = frozenset({"create", "set", "delete", "undelete"})
LEAVING_HOURS = 72
_decode = msgspec.json.Decoder().decode


class Screen:
    """Oracle 4 of one machine: until settled or parked, the screen shows the author's latest value.

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
        self._latest: dict[tuple[str, str, str], Typed] = {}

    def check(self) -> list[str]:
        """Give what the screen owes its author now."""
        machine = self._machine
        for typed in self._ledger.typed[self._seen :]:
            if typed.who == machine.name and typed.how in _SHOWN:
                self._latest[typed.kind, typed.record, typed.field] = typed
        self._seen = len(self._ledger.typed)
        with machine.store.read() as reading:
            self._settle(reading.db)
            return [*self._purged(reading.db), *self._owed(reading.db)]

    def _purged(self, db: Db) -> Iterator[str]:
        """Rows of a grid the server left out go after 72 hours of its time, and never while all real grids are (9a)."""
        now: dict[str, str | None] = dict(db.all("SELECT grid, leaving FROM scope"))
        for grid, since in self._grids.items():
            if grid in now or self._machine.is_cut:
                continue
            hours = (
                (self._machine.city.clock.now() - datetime.fromisoformat(since)).total_seconds() / 3600 if since else 0
            )
            if hours < LEAVING_HOURS:
                yield f"6 {self._machine.name}: {grid} is gone {hours:.0f} hours after it was left out"
            elif not any(is_real(one) and leaving is None for one, leaving in now.items()):
                yield f"6 {self._machine.name}: {grid} is gone while every real grid is left out"
        self._grids = now

    def _settle(self, db: Db) -> None:
        cursors: dict[str, int] = dict(db.all("SELECT grid, cur FROM scope WHERE leaving IS NULL"))
        settled = self._machine.settled
        device: str = db.value("SELECT device FROM meta")
        for tx, st, answer in db.all("SELECT id, st, answer FROM tx"):
            if st == "sealed":
                # Sealed again by the same device: the server was restored (T4.1). By another: sent again by T5, which
                # folds nothing that had been settled.
                if settled.get(tx) == device:
                    del settled[tx]
                self._answered.pop(tx, None)
            elif answer is not None and settled.get(tx) != device:
                self._answered[tx] = _decode(answer).get("at", {})
        for tx, at in list(self._answered.items()):
            if all(grid not in cursors or head <= cursors[grid] for grid, head in at.items()):
                settled[tx] = device
                del self._answered[tx]

    def _owed(self, db: Db) -> Iterator[str]:
        states: dict[str, str] = dict(db.all("SELECT id, st FROM tx"))
        settled = self._machine.settled
        done: list[tuple[str, str, str]] = []
        for key in self._latest:
            typed = self._standing(key)
            if typed is None:
                done.append(key)
            elif typed.tx not in states:
                if typed.tx not in settled:
                    yield f"4 {self._machine.name}: tx {typed.tx[-6:]} of {typed.value} is not in the journal"
                done.append(key)
            elif states[typed.tx] != "parked" and typed.tx not in settled and typed.field != "deleted":
                yield from self._shown(db, key, typed, states[typed.tx])
        for key in done:
            del self._latest[key]

    def _standing(self, key: tuple[str, str, str]) -> Typed | None:
        """Give what was typed last, neither taken back before it went out nor forgotten by the disk."""
        last, lost, undone = self._latest.get(key), self._machine.lost, self._ledger.undone
        if last is None or not (last.tx in undone or last.tx in lost):
            return last
        for typed in reversed(self._ledger.typed):
            is_it = (typed.kind, typed.record, typed.field) == key and typed.who == self._machine.name
            if is_it and typed.how in _SHOWN and not (typed.tx in undone or typed.tx in lost):
                return typed
        return None

    def _shown(self, db: Db, key: tuple[str, str, str], typed: Typed, st: str) -> Iterator[str]:
        kind, record, field = key
        row = db.one(f"{shape(kind).select} WHERE id = ?", record)
        if row is None:
            if self._may_be_hidden(db, key, typed):
                return
            shown: Any = "nothing"
        else:
            shown = row[2] if field == "parent" else shape(kind).to_body(row).get(field)
        if shown != typed.value:
            yield f"4 {self._machine.name}: {field} of {record[-6:]} shows {shown}, typed was {typed.value} ({st})"

    def _may_be_hidden(self, db: Db, key: tuple[str, str, str], typed: Typed) -> bool:
        kind, record, _ = key
        deleted = self._standing((kind, record, "deleted"))
        if deleted is not None and deleted.how == "delete":
            return True
        shadow = db.one("SELECT body, gone FROM shadow WHERE id = ?", record)
        return shadow is not None and shadow[0] is None and (typed.how == "set" or shadow[1] is not None)


def converged(truth: Truth, city: City, machine: Machine) -> Iterator[str]:
    """Oracles 5 and 6: what lies in a store is what the server holds live in its scope and view, and nothing else."""
    with city.fragile.reading() as read:
        grants = current(read.grants(machine.user), city.clock.now())
        scope = scope_of(read, machine.peer.device, grants, sorted(KINDS))
    kinds = {entry.grid.code: frozenset(entry.kinds) for entry in scope}
    wanted = {
        row.id: (row.kind, row.grid, row.parent, row.v, truth.bodies[row.id])
        for row in truth.live.values()
        if row.kind in kinds.get(row.grid, ()) and not row.deleted
    }
    held: dict[str, Any] = {}
    with machine.store.read() as reading:
        db = reading.db
        for table, kind in _tables().items():
            form = shape(kind)
            for row in db.all(form.select):
                of = row[5] if form.fixed > 5 else kind
                held[row[0]] = (
                    of,
                    row[1],
                    row[2],
                    row[3],
                    form.to_body(row) if table == kind else shape(of).to_body(row),
                )
        for state, count in db.all("SELECT st, count(*) FROM tx GROUP BY st"):
            if state not in {"settled", "parked"}:
                yield f"5 {machine.name}: {count} txs are {state} after the calm"
        for (record,) in db.all("SELECT id FROM shadow"):
            yield f"5 {machine.name}: {record[-6:]} has a shadow after the calm"
        for sha, st in db.all("SELECT sha256, st FROM blob WHERE st = 'here'"):
            yield f"5 {machine.name}: photo {sha[:6]} is {st} after the calm"
    # Nobody is left without rights for ever: 9a keeps the rows of who has lost every real grid until a person says so.
    keeps_all = not any(len(grid) == 15 for grid in kinds)
    for record in sorted(wanted.keys() | held.keys()):
        if record not in wanted and keeps_all:
            continue
        if record not in wanted and held[record][1] not in kinds:
            yield f"6 {machine.name}: {record[-6:]} of {held[record][1]} is not in its scope"
        elif wanted.get(record) != held.get(record):
            yield f"5 {machine.name}: {record[-6:]} is {held.get(record)}, at the server {wanted.get(record)}"


@cache
def _tables() -> dict[str, str]:
    """Give a kind of each table."""
    return {kind.table: name for name, kind in sorted(KINDS.items(), reverse=True)}


def parked_txs(machine: Machine) -> set[str]:
    """Give the refused txs a store keeps."""
    with machine.store.read() as reading:
        return {tx for (tx,) in reading.db.all("SELECT id FROM tx WHERE st = 'parked'")}
