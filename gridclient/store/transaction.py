"""T1: what a person does becomes ops of a tx, folded rows, undo image and search entries in one commit (SYNC 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from gridclient.base.changes import NO_CHANGES, Changes
from gridclient.store.folding import Rows
from gridclient.store.meta import set_meta
from gridclient.store.shape import json_text
from gridclient.store.taking_back import inverse
from gridclient.store.value import PARENT, check_fields, check_size, checked_body, plain
from gridcore.errors import InvalidInput
from gridcore.ids import Rng, new_id
from gridcore.kinds import KINDS, KindClass, Rule
from gridcore.merge import Record, fold, put, touched
from gridcore.parts import Body, Photo
from gridcore.wire import MAX_OPS, MAX_TX_BYTES, Act, Create, Delete, Move, Op, Set

if TYPE_CHECKING:
    from gridclient.store.engine import Db

_ROOM = MAX_TX_BYTES - 10_000
"""Bytes of ops in one tx; the rest is for the frame of its line."""

AttachFile = Callable[["Work", str, str, bytes, str, str | None, datetime | None], Photo]


class Work:
    """One action of a person inside `Store.write`: every method records an op; only what changed becomes one.

    Above the limits of a tx (SYNC 17) the ops are cut into several txs with one `grp`, all in the same commit.
    """

    def __init__(
        self, db: Db, rows: Rows, verb: str, grp: str | None, now: datetime, rng: Rng, attach: AttachFile
    ) -> None:
        self.db, self.rows = db, rows
        self.changes: Changes = NO_CHANGES
        """What was touched; known once the block has been left."""
        self.tx_id = ""
        """The id of the (first) tx; empty when nothing changed."""
        self._verb, self._grp, self._now, self._rng = verb, grp, now, rng
        self._attach = attach
        self._ops: list[Op] = []
        self._attached: list[tuple[str, str]] = []
        self._undo: list[Op] | None = []
        self._shown: dict[tuple[str, str], Record | None] = {}
        self._first: dict[tuple[str, str], Record | None] = {}

    @property
    def now(self) -> datetime:
        """The moment of this action, aware."""
        return self._now

    def new_id(self) -> str:
        """Give a fresh id for a record."""
        return new_id(self._now, self._rng)

    def get(self, kind: str, record: str) -> Record | None:
        """Give a record as it is with what this action has done so far."""
        key = (kind, record)
        if key not in self._shown:
            self._shown[key] = self._first[key] = self.rows.get(kind, record)
        return self._shown[key]

    def create(
        self,
        kind: str,
        body: Body | Mapping[str, Any],
        *,
        grid: str,
        parent: str | None = None,
        id: str | None = None,  # noqa: A002 - the name the contract gives it
    ) -> str:
        """Make a record and give its id; over a record that is here already, only what differs (SYNC 5)."""
        values = checked_body(kind, body)
        check_size("body", values)
        record = id or self.new_id()
        found = self.get(kind, record)
        if found is not None and found.body is not None:
            if KINDS[kind].klass is KindClass.APPEND:
                raise InvalidInput(field="id", reason="id_taken", kind=kind)
            if all(found.body.get(name) == value for name, value in values.items()):
                return record
        self._do(Create(kind=kind, id=record, grid=grid, parent=parent, set=values), found)
        return record

    def set(self, kind: str, id: str, seen: Mapping[str, Any], new: Mapping[str, Any]) -> None:  # noqa: A002
        """Change fields: `seen` is what was on the screen when the form was opened, `new` what it holds now.

        Fields whose `new` equals `seen` are left out; a `set` field becomes elements added and removed.
        """
        found = self._held(kind, id)
        known, pairs = KINDS[kind], dict[str, tuple[Any, Any]]()
        add, remove = dict[str, list[Any]](), dict[str, list[Any]]()
        for name, value in new.items():
            before, after = msgspec.to_builtins(seen.get(name)), plain(value)
            if plain(before) == after:
                continue
            if known.rule(name) is Rule.FLOW or known.klass is not KindClass.MUTABLE:
                raise InvalidInput(field=name, reason="not_settable", kind=kind)
            if known.rule(name) is Rule.SET:
                old, wanted = list(before or ()), list(after or ())
                put(add, name, [item for item in wanted if item not in old] or None)
                put(remove, name, [item for item in old if item not in wanted] or None)
            else:
                pairs[name] = (before if before not in ([], {}) else None, after)
        changed = {name: after for name, (_, after) in pairs.items() if name != PARENT} | add
        check_fields(kind, {name: value for name, value in changed.items() if value is not None})
        check_size("set", changed)
        if pairs or add or remove:
            self._do(Set(kind=kind, id=id, grid=found.grid, set=pairs, add=add, remove=remove), found)

    def act(
        self,
        kind: str,
        id: str,  # noqa: A002 - as above
        step: str,
        *,
        fields: Mapping[str, Any] | None = None,
        text: str | None = None,
        photos: Sequence[Photo] = (),
    ) -> str:
        """Take a step of a life-cycle from the state the record is shown in; gives the id of the log it leaves."""
        found = self._held(kind, id)
        log = self.new_id()
        values = {name: plain(value) for name, value in (fields or {}).items()}
        check_fields(kind, {name: value for name, value in values.items() if value is not None})
        op = Act(
            kind=kind,
            id=id,
            grid=found.grid,
            step=step,
            frm=str((found.body or {}).get("state") or ""),
            log=log,
            set=values,
            text=plain(text) if text else None,
            photos=[plain(photo) for photo in photos],
        )
        check_size("text", op)
        self._do(op, found)
        return log

    def delete(self, kind: str, id: str) -> None:  # noqa: A002
        """Delete a record as it is seen here."""
        found = self._held(kind, id)
        if KINDS[kind].klass is not KindClass.MUTABLE:
            raise InvalidInput(field="id", reason="immutable", kind=kind)
        self._do(Delete(kind=kind, id=id, grid=found.grid, seen=found.v), found)

    def move(self, kind: str, id: str, to: str) -> None:  # noqa: A002
        """Move a record, and what hangs on it, to another grid."""
        found = self._held(kind, id)
        if found.grid != to:
            self._do(Move(kind=kind, id=id, grid=found.grid, to=to), found)

    def attach(
        self, grid: str, record: str, data: bytes, name: str, tag: str | None, taken_at: datetime | None
    ) -> Photo:
        """Keep a file of a record: sealed on the disk before its row is written; gives what the record names it by."""
        photo = self._attach(self, grid, record, data, name, tag, taken_at)
        self._attached.append((grid, str(photo.sha256)))
        return photo

    def lay(self, ops: Iterable[Op]) -> None:
        """Do ops given as they are: an undo, a parked tx sent again."""
        for op in ops:
            self._do(op, self.get(op.kind, op.id))

    def _held(self, kind: str, record: str) -> Record:
        found = self.get(kind, record)
        if found is None or found.body is None:
            raise InvalidInput(field="id", reason="unknown_record", kind=kind)
        return found

    def _do(self, op: Op, found: Record | None) -> None:
        self._ops.append(op)
        back = inverse(op, found)
        self._undo = None if self._undo is None or back is None else [*back, *self._undo]
        for kind, record in touched(op):
            base = self.get(kind, record) or Record(kind=kind, id=record, grid=op.grid)
            self._shown[kind, record] = fold(base, (op,))

    def finish(self) -> None:
        """Write txs, shadows, rows, undo image; called by the store inside the transaction."""
        if not self._ops:
            self.changes = self.rows.changes()
            return
        pieces = _cut(self._ops)
        ids = [self.new_id() for _ in pieces]
        self.tx_id = ids[0]
        group = self._grp or (ids[0] if len(pieces) > 1 else None)
        made = self._now.isoformat(timespec="seconds")
        records: dict[str, None] = {}
        for tx, ops in zip(ids, pieces, strict=True):
            self.db.run(
                "INSERT INTO tx (id, made, st, verb, grp, ops, hidden) VALUES (?, ?, 'waiting', ?, ?, ?, 0)",
                *(tx, made, self._verb, group, json_text(ops)),
            )
            pos = self.db.value("SELECT last_insert_rowid()")
            records.update(dict.fromkeys(self.rows.lay(pos, ops)))
        taken_back = {op.id for op in self._ops if isinstance(op, Delete) and op.undo}
        for (kind, record), shown in self._shown.items():
            if record in records and record not in taken_back and shown is not None:
                if shown.body is not None:
                    check_size("body", shown.body)
                self.rows.show(shown, self._gen_of(record))
                self.rows.touch(kind, (record,))
        self.rows.refold(taken_back)
        self._keep_undo(ids)
        self.db.many(
            "UPDATE blob SET tx = ? WHERE tx IS NULL AND grid = ? AND sha256 = ?",
            [(self.tx_id, grid, sha256) for grid, sha256 in self._attached],
        )
        self.db.run("UPDATE meta SET made = max(made, ?)", made)
        self.changes = self.rows.changes()

    def _gen_of(self, record: str) -> int:
        return int(self.db.value("SELECT gen FROM shadow WHERE id = ?", record))

    def _keep_undo(self, ids: Sequence[str]) -> None:
        self.db.run(
            "INSERT INTO undo (tx, verb, txs, ops, done) VALUES (?, ?, ?, ?, 0)",
            *(self.tx_id, self._verb, json_text(ids), None if self._undo is None else json_text(self._undo)),
        )
        self.db.run("DELETE FROM undo WHERE pos <= (SELECT max(pos) FROM undo) - 30")

    @property
    def highest_number(self) -> int:
        """The highest document number ever given by this store, over all blocks; 0 = none yet."""
        return int(self.db.value("SELECT doc FROM meta"))

    def forget_draft(self, draft: str) -> None:
        """Drop the draft this action was made from, and its photos, in the same commit: never both, never neither.

        The photos of a draft have it as their subject, or a part of it (`draft:part:role`).
        """
        self.db.run(
            "DELETE FROM draft WHERE id = ? OR subject = ? OR substr(subject, 1, ?) = ?",
            *(draft, draft, len(draft) + 1, f"{draft}:"),
        )

    def use_number(self, number: int) -> None:
        """Remember the highest document number given, so that it is never given again (SYNC 7)."""
        set_meta(self.db, doc=max(number, self.highest_number))


def _cut(ops: Sequence[Op]) -> list[list[Op]]:
    pieces: list[list[Op]] = [[]]
    room = _ROOM
    for op in ops:
        size = len(msgspec.json.encode(op)) + 1
        if pieces[-1] and (len(pieces[-1]) >= MAX_OPS or size > room):
            pieces.append([])
            room = _ROOM
        pieces[-1].append(op)
        room -= size
    return pieces
