"""Rows that show the server's body with the unsettled txs folded over it (SYNC 7): shadows, refold, settle.

A row with a shadow is always `fold(shadow, its tx_rec txs in order)`; a shadow without tx_rec becomes the row and goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from gridclient.base.changes import Changes
from gridclient.store.engine import Db
from gridclient.store.shape import json_text, json_value, shape
from gridcore.merge import Record, fold, touched
from gridcore.wire import Answer, Delete, Op

_decode_ops = msgspec.json.Decoder(list[Op]).decode
_decode_answer = msgspec.json.Decoder(Answer).decode
NAMED = 1_000
"""Changes name at most so many ids of a kind."""


def decode_ops(text: str | bytes) -> list[Op]:
    """Give the ops of a tx as stored."""
    return _decode_ops(text)


class Shadow(NamedTuple):
    """The server's side of a record with unsettled txs; body None: not on the server (yet, any more)."""

    id: str
    kind: str
    grid: str
    parent: str | None
    v: int
    gen: int
    body: str | None


_SHADOW = "SELECT id, kind, grid, parent, v, gen, body FROM shadow"


class Rows:
    """The records inside one write transaction; remembers what it touched."""

    def __init__(self, db: Db, gen: int) -> None:
        self.db, self.gen = db, gen
        self._touched: dict[str, set[str]] = {}
        self._ops: dict[int, list[Op]] = {}

    def touch(self, kind: str, ids: Iterable[str]) -> None:
        """Remember that these rows changed."""
        self._touched.setdefault(kind, set()).update(ids)

    @property
    def touched(self) -> dict[str, set[str]]:
        """Kinds and ids changed so far."""
        return self._touched

    def changes(self) -> Changes:
        """What was touched; kinds with many ids as a whole."""
        named = {kind: frozenset(ids) for kind, ids in self._touched.items() if 0 < len(ids) <= NAMED}
        return Changes(named, frozenset(kind for kind, ids in self._touched.items() if len(ids) > NAMED))

    def get(self, kind: str, record: str) -> Record | None:
        """Give what is shown of a record, None when nothing is."""
        form = shape(kind)
        row = self.db.one(f"{form.select} WHERE id = ?", record)
        return None if row is None or (form.fixed > 5 and row[5] != kind) else form.to_record(row)

    def shadow(self, record: str) -> Shadow | None:
        """Give the shadow of a record."""
        row = self.db.one(f"{_SHADOW} WHERE id = ?", record)
        return None if row is None else Shadow(*row)

    def lay_shadow(self, kind: str, record: str, grid: str) -> None:
        """Keep the row as the server's side, unless there is a shadow; `grid` for a record that is not here yet."""
        if self.db.one("SELECT 1 FROM shadow WHERE id = ?", record) is not None:
            return
        form = shape(kind)
        row = self.db.one(f"{form.select} WHERE id = ?", record)
        if row is None:
            values: Sequence[Any] = (record, kind, grid, None, 0, self.gen, None)
        else:
            values = (record, kind, row[1], row[2], row[3], row[4], json_text(form.to_body(row)))
        self.db.run("INSERT INTO shadow (id, kind, grid, parent, v, gen, body) VALUES (?,?,?,?,?,?,?)", *values)

    def show(self, record: Record, gen: int) -> None:
        """Write the row of a record, or take it away when its body is None."""
        form = shape(record.kind)
        if record.body is None:
            self.db.run(f'DELETE FROM "{form.table}" WHERE id = ?', record.id)  # noqa: S608 - from the kinds table
        else:
            row = form.to_row(record.id, record.grid, record.parent, record.v, gen, record.body)
            self.db.run(form.put, *row)
        self.touch(record.kind, (record.id,))

    def ops_over(self, record: str) -> list[Op]:
        """Give the ops folded into a record, in the order they were done."""
        found: list[Op] = []
        for (pos,) in self.db.all("SELECT tx FROM tx_rec WHERE record = ? ORDER BY tx", record):
            if pos not in self._ops:
                self._ops[pos] = decode_ops(self.db.value("SELECT ops FROM tx WHERE pos = ?", pos))
            found += [op for op in self._ops[pos] if any(record == other for _, other in touched(op))]
        return found

    def refold(self, records: Iterable[str]) -> None:
        """Show again what was touched: the shadow with its txs over it; without txs the shadow becomes the row."""
        for record in records:
            shadow = self.shadow(record)
            if shadow is None:
                continue
            body = None if shadow.body is None else json_value(shadow.body)
            base = Record(kind=shadow.kind, id=record, grid=shadow.grid, parent=shadow.parent, v=shadow.v, body=body)
            ops = self.ops_over(record)
            self.show(fold(base, without_taken_back(ops, record)), shadow.gen)
            if not ops:
                self.db.run("DELETE FROM shadow WHERE id = ?", record)

    def release(self, pos: int) -> list[str]:
        """Take a tx out of every record it is folded into; gives those records, to be refolded."""
        records = [row[0] for row in self.db.all("SELECT record FROM tx_rec WHERE tx = ?", pos)]
        self.db.run("DELETE FROM tx_rec WHERE tx = ?", pos)
        self._ops.pop(pos, None)
        return records

    def lay(self, pos: int, ops: Iterable[Op]) -> list[str]:
        """Fold a tx into what its ops touch: shadows and tx_rec; gives the records, to be refolded."""
        records: dict[str, None] = {}
        for op in ops:
            for kind, record in touched(op):
                if record not in records:
                    self.lay_shadow(kind, record, op.grid)
                    records[record] = None
        self.db.many("INSERT OR IGNORE INTO tx_rec (record, tx) VALUES (?, ?)", [(record, pos) for record in records])
        return list(records)

    def settle(self, time: str) -> set[str]:
        """Settle the answered txs the cursors have reached; gives the records they are no longer folded into.

        `time`: of the server; from then on the journal counts.
        """
        cursors: dict[str, int] = dict(self.db.all("SELECT grid, cur FROM scope WHERE leaving IS NULL"))
        freed: set[str] = set()
        for pos, answer in self.db.all("SELECT pos, answer FROM tx WHERE st = 'answered' ORDER BY pos"):
            at = _decode_answer(answer).at
            # A grid not held any more will never be read up to: it counts as reached.
            if all(grid not in cursors or head <= cursors[grid] for grid, head in at.items()):
                self.db.run("UPDATE tx SET st = 'settled', settled = ? WHERE pos = ?", time, pos)
                freed.update(self.release(pos))
        return freed


def without_taken_back(ops: Sequence[Op], record: str) -> list[Op]:
    """Leave out deletions that a later op of the same record takes back: `fold` alone could not show it again.

    One op takes back all before it: on the server a record is deleted or not, however often (SYNC 5).
    """
    kept: list[Op] = []
    for op in ops:
        if isinstance(op, Delete) and op.undo and op.id == record and any(isinstance(one, Delete) for one in kept):
            kept = [one for one in kept if not isinstance(one, Delete)]
            continue
        kept.append(op)
    return kept
