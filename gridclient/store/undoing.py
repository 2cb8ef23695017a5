"""Undo (SYNC 5, 8): a waiting action nothing builds on vanishes, any other is taken back by a new tx."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from gridclient.store.engine import Db
from gridclient.store.folding import Rows, decode_ops
from gridclient.store.meta import read_meta
from gridclient.store.shape import json_value
from gridcore.errors import Refused
from gridcore.wire import Delete, Move, Op


@dataclass(frozen=True, slots=True)
class UndoLine:
    """An action that can be taken back: the id to give to `Store.undo`, its verb, when it was done."""

    tx: str
    verb: str
    made: datetime


def undo_lines(db: Db) -> tuple[UndoLine, ...]:
    """Give what can be taken back, newest first; a step that has gone out cannot."""
    rows = db.all(
        "SELECT u.tx, u.verb, t.made FROM undo AS u JOIN tx AS t ON t.id = u.tx WHERE u.done = 0"
        " AND (u.ops IS NOT NULL OR (t.st = 'waiting' AND t.pos > ?)) ORDER BY u.pos DESC",
        read_meta(db).gone_out or 0,
    )
    return tuple(UndoLine(tx, verb, datetime.fromisoformat(made)) for tx, verb, made in rows)


def vanish(rows: Rows, tx: str) -> bool:
    """Delete the txs of an action while all of them wait and no later tx touches their records; say whether."""
    db = rows.db
    ids = _ids(db, tx)
    places, said = list[int](), ""
    for one in ids:
        row = db.one("SELECT pos, st, ops FROM tx WHERE id = ?", one)
        # What waits again after a new enrolment went out before: the server may have it.
        if row is None or row[1] != "waiting" or row[0] <= (read_meta(db).gone_out or 0):
            return False
        places.append(row[0])
        said += row[2]
    later = (
        "SELECT 1 FROM tx_rec AS mine JOIN tx_rec AS other ON other.record = mine.record"
        " WHERE mine.tx = ? AND other.tx > ? LIMIT 1"
    )
    if any(db.one(later, pos, max(places)) is not None for pos in places):
        return False
    records: dict[str, None] = {}
    for pos in places:
        folded = rows.release(pos)
        if not folded:
            return False
        records.update(dict.fromkeys(folded))
        db.run("DELETE FROM tx WHERE pos = ?", pos)
    rows.refold(records)
    db.run("UPDATE undo SET done = 1 WHERE tx = ?", tx)
    # A file of a record that never was is nobody's, unless another one names it; its bytes are tidied away later.
    db.run(
        "DELETE FROM blob WHERE st = 'here' AND sent = 0 AND tx IS NOT NULL AND instr(?, sha256)"
        " AND NOT EXISTS (SELECT 1 FROM tx WHERE instr(tx.ops, blob.sha256))",
        said,
    )
    return True


def undo_ops(rows: Rows, tx: str) -> tuple[Sequence[Op], str]:
    """Give the ops that take an action back, as the records stand now; raises Refused when there are none."""
    row = rows.db.one("SELECT verb, ops, done FROM undo WHERE tx = ?", tx)
    if row is None or row[1] is None or row[2]:
        raise Refused(reason="not_undoable", tx=tx)
    rows.db.run("UPDATE undo SET done = 1 WHERE tx = ?", tx)
    # A record is moved back before it gets its parent there again (SYNC 5, re-parenting across grids).
    ops = sorted(decode_ops(row[1]), key=lambda op: not isinstance(op, Move))
    return [_as_it_stands(rows, op) for op in ops], row[0]


def _as_it_stands(rows: Rows, op: Op) -> Op:
    record = rows.get(op.kind, op.id)
    if record is None:
        return op
    if isinstance(op, Delete) and not op.undo:
        return msgspec.structs.replace(op, grid=record.grid, seen=record.v)
    return msgspec.structs.replace(op, grid=record.grid)


def parked_ops(rows: Rows, tx: str) -> tuple[list[Op], str] | None:
    """Give the ops of a parked tx and hide it."""
    row = rows.db.one("SELECT ops, verb FROM tx WHERE id = ? AND st = 'parked' AND hidden = 0", tx)
    if row is None:
        return None
    rows.db.run("UPDATE tx SET hidden = 1 WHERE id = ?", tx)
    return decode_ops(row[0]), row[1]


def _ids(db: Db, tx: str) -> list[str]:
    text = db.value("SELECT txs FROM undo WHERE tx = ? AND done = 0", tx)
    if text is None:
        raise Refused(reason="not_undoable", tx=tx)
    return [str(one) for one in json_value(text)]
