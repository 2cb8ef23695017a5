"""A book of records that `decide` reads in tests, and ops written short."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from gridcore.ids import derived_id
from gridcore.roles import Role
from gridcore.wire import Answer, Op, Tx
from gridserver.decide import Author, Decision, Stance, Write, decide
from gridserver.row import Row, Stand

G1, G2, FAR = "G1", "G2", "G9"
HOUSEHOLD, PERSON, VISIT, EVENT, LOG, TASK = (f"0199c0de-0000-7000-8000-00000000000{n}" for n in range(1, 7))
NEW, OTHER = "0199c0de-0000-7000-8000-0000000000a1", "0199c0de-0000-7000-8000-0000000000a2"
NOW = "2026-05-11T09:00:00+08:00"
THEN = "2026-05-10T09:00:00+08:00"

_ops = msgspec.json.Decoder(list[Op])


@dataclass
class Book:
    """A `Source` in a dictionary."""

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    stands: dict[str, list[Stand]] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=lambda: {G1: 7, G2: 3, FAR: 0})

    def live(self, record: str) -> Row | None:
        found = [row for row in self.rows.values() if row.id == record and row.moved_to is None]
        assert len(found) < 2, "a record lives once"
        return found[0] if found else None

    def at(self, grid: str, record: str) -> Row | None:
        return self.rows.get((grid, record))

    def children(self, row: Row) -> Sequence[Row]:
        return [one for one in self.rows.values() if one.parent == row.id and one.moved_to is None]

    def history(self, record: str) -> Sequence[Stand]:
        return self.stands.get(record, [])

    def head(self, grid: str) -> int | None:
        return self.heads.get(grid)

    def has(self, kind: str, record: str, *, grid: str = G1, by: str = "wang", v: int = 1, **body: Any) -> None:
        """Put a record made by somebody; `parent_`, `deleted_` are facts of the row, the rest its body."""
        parent, deleted = body.pop("parent_", None), body.pop("deleted_", False)
        text = msgspec.json.encode(body).decode()
        row = Row(grid=grid, id=record, kind=kind, parent=parent, v=v, deleted=deleted, body=text)
        self.rows[grid, record] = row
        self.stands[record] = [Stand(v=v, by=by, at=THEN, verb="made", fields=tuple(body))]

    def moved(self, record: str, source: str, to: str) -> None:
        """Leave a stub in a grid and put the record into another."""
        row = self.rows[source, record]
        self.rows[to, record] = msgspec.structs.replace(row, grid=to)
        self.rows[source, record] = msgspec.structs.replace(row, moved_to=to)

    def lay(self, writes: Sequence[Write]) -> None:
        for write in writes:
            self.rows[write.row.grid, write.row.id] = write.row
            self.heads[write.row.grid] += 1


def held(*grids: str, role: Role = Role.GRID_WORKER) -> Callable[[str], frozenset[Role]]:
    return lambda grid: frozenset({role}) if grid in grids else frozenset()


def decided(book: Book, *ops: dict[str, Any], roles: Any = None, user: str = "li", tx: str = OTHER) -> Decision:
    stance = Stance(
        author=Author(user, f"name of {user}"),
        roles=roles or held(G1),
        now=datetime.fromisoformat(NOW),
        at=NOW,
    )
    line = Tx(n=1, id=tx, at=THEN, verb="test", ops=_ops.decode(msgspec.json.encode(list(ops))))
    return decide(book, line, stance)


def done(book: Book, *ops: dict[str, Any], **how: Any) -> Answer:
    """Decide and lay the writes; what was refused wrote nothing."""
    decision = decided(book, *ops, **how)
    assert decision.answer.st == "applied" or not decision.writes
    book.lay(decision.writes)
    return decision.answer


def body(book: Book, record: str) -> dict[str, Any]:
    row = book.live(record)
    assert row is not None
    return msgspec.json.decode(row.body, type=dict[str, Any])


def issue(book: Book, record: str, name: str) -> dict[str, Any]:
    return body(book, derived_id(record, name))


def create(kind: str, record: str = NEW, grid: str = G1, parent: str | None = None, **given: Any) -> dict[str, Any]:
    return {"op": "create", "kind": kind, "id": record, "grid": grid, "parent": parent, "set": given}


def edit(kind: str, record: str, *, grid: str = G1, **pairs: Any) -> dict[str, Any]:
    return {"op": "set", "kind": kind, "id": record, "grid": grid, "set": pairs}


def step(name: str = "report", frm: str = "DRAFT", log: str = LOG, **rest: Any) -> dict[str, Any]:
    return {"op": "act", "kind": "event", "id": EVENT, "grid": G1, "step": name, "from": frm, "log": log, **rest}


def gone(kind: str, record: str, seen: int | None, *, undo: bool = False) -> dict[str, Any]:
    return {"op": "delete", "kind": kind, "id": record, "grid": G1, "seen": seen, "undo": undo}
