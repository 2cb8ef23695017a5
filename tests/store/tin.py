"""A server of dictionaries for one device: answers pushes, serves pages; knows no rights and no conflicts."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

import msgspec

from gridclient.store import Batch
from gridcore.merge import Record, fold, touched
from gridcore.wire import (
    Answer,
    Delete,
    Move,
    Op,
    PullAsk,
    PullLine,
    PushReply,
    ScopeRow,
    chain,
    decode_tx,
    encode,
    row_sum,
)

TIME = "2026-11-24T10:30:00+08:00"


@dataclass
class Row:
    """A record of one grid: seq of its last change there; gone when it was deleted or moved away."""

    kind: str
    parent: str | None
    v: int
    seq: int
    body: dict[str, Any]
    gone: str | None = None


@dataclass
class Tin:
    """All the server knows. `refuses`: verbs of txs it refuses. `held`: the grids granted."""

    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {"G1": {}, "G2": {}})
    heads: dict[str, int] = field(default_factory=lambda: {"G1": 0, "G2": 0})
    marks: dict[str, dict[int, str]] = field(default_factory=lambda: {"G1": {0: ""}, "G2": {0: ""}})
    where: dict[str, str] = field(default_factory=dict[str, str])
    txs: list[tuple[str, str, Answer]] = field(default_factory=list[tuple[str, str, Answer]])
    hashes: list[str] = field(default_factory=lambda: [""])
    refuses: frozenset[str] = frozenset({"bad"})
    held: tuple[str, ...] = ("G1", "G2")
    commits: int = 0
    time: str = TIME
    view: str = "v1"

    def copy(self) -> Tin:
        """A backup of the server."""
        return copy.deepcopy(self)

    def push(self, batch: Batch) -> PushReply:
        """Answer the txs of a batch; those known get their stored answer."""
        assert batch.prev == self.hashes[batch.first - 1]
        answers: list[Answer] = []
        for n, line in enumerate(batch.lines, batch.first):
            tx = decode_tx(line)
            assert tx.n == n
            if n > len(self.txs):
                assert n == len(self.txs) + 1
                self.hashes.append(chain(self.hashes[-1], line))
                self.txs.append((tx.id, self.hashes[-1], self._decide(tx.n, tx.id, tx.verb, tx.ops)))
            answers.append(self.txs[n - 1][2])
        return PushReply(time=self.time, next=len(self.txs) + 1, chain=self.hashes[-1], answers=answers)

    def _decide(self, n: int, tx: str, verb: str, ops: list[Op]) -> Answer:
        if verb in self.refuses:
            return Answer(n=n, tx=tx, st="refused", reason="forbidden", at={})
        grids: set[str] = set()
        for op in ops:
            for kind, record in touched(op):
                grids.add(op.grid)
                grid = self.where.get(record, op.grid)
                grids.add(grid)
                self._lay(op, kind, record, grid)
        for grid in grids:
            self._commit(grid)
        return Answer(n=n, tx=tx, st="applied", at={grid: self.heads[grid] for grid in grids})

    def _lay(self, op: Op, kind: str, record: str, grid: str) -> None:
        row = self.rows[grid].get(record)
        if isinstance(op, Move):
            if row is not None and row.gone is None:
                self.move(record, op.to)
            return
        if isinstance(op, Delete):
            if row is not None and row.gone in (None, "deleted"):
                gone = None if op.undo else "deleted"
                self._put(grid, record, msgspec.structs.replace(_record(kind, record, grid, row)), row.body, gone)
            return
        body = None if row is None or row.gone else row.body
        if row is not None and row.gone:
            return
        made = fold(Record(kind=kind, id=record, grid=grid, parent=row.parent if row else None, body=body), (op,))
        if made.body is not None:
            self._put(grid, record, made, made.body, None)

    def _put(self, grid: str, record: str, made: Record, body: dict[str, Any], gone: str | None) -> None:
        old = self.rows[grid].get(record)
        v = (old.v if old else 0) + 1
        self.rows[grid][record] = Row(made.kind, made.parent, v, self.heads[grid] + 1, body, gone)
        self.where[record] = grid

    def _commit(self, grid: str) -> None:
        self.commits += 1
        self.heads[grid] += 1
        self.marks[grid][self.heads[grid]] = f"{self.commits:016x}"

    def change(self, record: str, **fields: Any) -> None:
        """Somebody else changes a record."""
        grid = self.where[record]
        row = self.rows[grid][record]
        body = {name: value for name, value in {**row.body, **fields}.items() if value is not None}
        self._put(grid, record, _record(row.kind, record, grid, row), body, row.gone)
        self._commit(grid)

    def make(self, kind: str, record: str, grid: str, parent: str | None = None, /, **fields: Any) -> None:
        """Somebody else makes a record."""
        self._put(grid, record, Record(kind=kind, id=record, grid=grid, parent=parent), fields, None)
        self._commit(grid)

    def drop(self, record: str) -> None:
        """Somebody else deletes a record."""
        grid = self.where[record]
        row = self.rows[grid][record]
        self._put(grid, record, _record(row.kind, record, grid, row), row.body, "deleted")
        self._commit(grid)

    def move(self, record: str, to: str) -> None:
        """A record moves to another grid, leaving a stub."""
        grid = self.where[record]
        row = self.rows[grid][record]
        if grid == to or row.gone:
            return
        v = row.v + 1
        self.rows[grid][record] = Row(row.kind, row.parent, v, self.heads[grid] + 1, row.body, "moved")
        self.rows[to][record] = Row(row.kind, row.parent, v, self.heads[to] + 1, row.body)
        self.where[record] = to
        self._commit(grid)
        self._commit(to)

    def live(self, grid: str) -> dict[str, Row]:
        """The records of a grid."""
        return {record: row for record, row in self.rows[grid].items() if row.gone is None}

    def pull(self, ask: PullAsk, limit: int = 5_000) -> bytes:
        """A page as the contract has it."""
        head = PullLine(
            ask=ask.ask, time=self.time, next=len(self.txs) + 1, chain=self.hashes[-1], again=60, scope=self.scope()
        )
        for grid, (_, _, seen, mark) in ask.grids.items():
            if mark and self.marks.get(grid, {}).get(seen) != mark:
                resync = PullLine(
                    ask=ask.ask, time=self.time, next=len(self.txs) + 1, chain=self.hashes[-1], resync=True
                )
                return b"\n".join((encode(resync), encode(PullLine(end=True, more=True))))
        lines, more = [encode(head)], False
        for grid in self.held:
            _, cur, seen, mark = ask.grids.get(grid, ("", 0, 0, ""))
            found = sorted((row.seq, record) for record, row in self.rows[grid].items() if row.seq > cur)
            if limit <= 0 and found:
                more = True
                continue
            take = found[:limit]
            while len(take) < len(found) and take and found[len(take)][0] == take[-1][0]:
                take.append(found[len(take)])
            whole = len(take) == len(found)
            limit -= len(take)
            more = more or not whole
            to = self.heads[grid] if whole else take[-1][0]
            lines += self._part(ask, grid, (cur, seen, mark), to, [record for _, record in take])
        return b"\n".join([*lines, encode(PullLine(end=True, more=more))])

    def _part(self, ask: PullAsk, grid: str, frm: tuple[int, int, str], to: int, records: list[str]) -> list[bytes]:
        head = self.heads[grid]
        part = PullLine(grid=grid, frm=frm, to=to, head=head, mark=self.marks[grid][head], rows=len(records))
        if grid in ask.verify and to == head:
            held = self.live(grid)
            total = row_sum((record, row.v) for record, row in held.items())
            part = msgspec.structs.replace(part, count=len(held), sum=total)
        lines = [encode(part)]
        for record in records:
            row = self.rows[grid][record]
            if row.gone is None:
                body = msgspec.Raw(encode(row.body))
                lines.append(encode(PullLine(k=row.kind, id=record, p=row.parent, v=row.v, b=body)))
            elif frm[0] > 0:
                lines.append(encode(PullLine(k=row.kind, id=record, v=row.v, gone=row.gone)))
        return lines

    def scope(self) -> list[ScopeRow]:
        """The grids granted."""
        return [ScopeRow(grid=grid, name=grid, role="grid_worker", view=self.view) for grid in self.held]


def _record(kind: str, record: str, grid: str, row: Row) -> Record:
    return Record(kind=kind, id=record, grid=grid, parent=row.parent)
