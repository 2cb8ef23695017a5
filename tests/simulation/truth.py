"""All the server holds, read once and laid out for the oracles."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from gridserver.row import ChangeRow, DeviceRow, Row, TxRow
from tests.simulation.backend import read_tables
from tests.simulation.city import City


class Change:
    """One version of a record: its fields, by which tx; where it moved both grids have a row of it."""

    __slots__ = ("by", "fields", "grids", "seqs", "tx", "v")

    def __init__(self, row: ChangeRow) -> None:
        self.v, self.tx, self.by = row.v, row.tx, row.by
        self.fields: frozenset[str] = frozenset(json.loads(row.fields))
        self.grids: list[str] = []
        self.seqs: dict[str, int] = {}


class Truth:
    """Rows, histories, issues and answers."""

    def __init__(self, city: City) -> None:
        tables = read_tables(city.fragile.real)
        self.rows: list[Row] = tables.rows
        self.live: dict[str, Row] = {row.id: row for row in tables.rows if row.moved_to is None}
        self.txs: list[TxRow] = tables.txs
        self.devices: list[DeviceRow] = tables.devices
        self.heads: dict[str, int] = {grid.code: grid.head for grid in tables.grids}
        self.blobs: set[tuple[str, str]] = {key for key in tables.blobs if key in city.blobs.whole}
        """Photos the server both has and names."""
        self.seqs: dict[str, list[tuple[int, str]]] = defaultdict(list)
        """Seq and mark of each change row of a grid."""
        self.history: dict[str, list[Change]] = self._history(tables.changes)
        self.bodies: dict[str, dict[str, Any]] = {row.id: json.loads(row.body) for row in self.live.values()}
        self.answers: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for tx in self.txs:
            self.answers[tx.id].append(json.loads(tx.answer))
        self.lost: dict[str, list[dict[str, Any]]] = defaultdict(list)
        """Values of issues by the tx they came in."""
        self.causes: Counter[str] = Counter()
        for row in self.live.values():
            if row.kind.startswith("issue:"):
                body = self.bodies[row.id]
                self.causes[f"issue {body.get('cause')}"] += 1
                for loss in body.get("lost", ()):
                    self.lost[loss["tx"]].append({**loss, "record": row.parent, "field": body.get("field")})

    def _history(self, changes: list[ChangeRow]) -> dict[str, list[Change]]:
        found: dict[str, dict[tuple[int, str], Change]] = defaultdict(dict)
        for row in changes:
            self.seqs[row.grid].append((row.seq, row.mark))
            change = found[row.id].setdefault((row.v, row.tx), Change(row))
            change.grids.append(row.grid)
            change.seqs[row.grid] = row.seq
        return {record: sorted(rows.values(), key=lambda one: one.v) for record, rows in found.items()}
