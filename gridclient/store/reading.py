"""A look at one moment of the store: rows become nouns (EXAMPLES 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from gridclient.store.engine import Db, driver
from gridclient.store.outbox import records_of
from gridclient.store.shape import Shape, shape
from gridcore.kinds import KINDS
from gridcore.parts import Body


@dataclass(frozen=True, slots=True)
class State:
    """Whether a record has unsettled txs, is only here yet, has an open issue, or a refused tx."""

    is_waiting: bool = False
    is_new: bool = False
    has_conflict: bool = False
    is_parked: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it is shown; `extra` holds what its noun has no room for (SYNC 2)."""

    kind: str
    id: str
    grid: str
    parent: str | None
    v: int
    body: Body
    state: State
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


class Reading:
    """Rows as nouns; repositories take `connection` (SQLAlchemy Core) or `db` (tuples)."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.db: Db = driver(connection)
        self._parked: frozenset[str] | None = None

    def get(self, kind: str, record: str) -> Entry | None:
        """Give a record, None when it is not (or no longer) shown."""
        found = self._entries(kind, "WHERE id = ?", record)
        return found[0] if found else None

    def children(self, kind: str, parent: str) -> tuple[Entry, ...]:
        """Give the records of a kind under a parent, oldest first."""
        return self._entries(kind, "WHERE parent = ? ORDER BY id", parent)

    def all(self, kind: str) -> tuple[Entry, ...]:
        """Give all records of a kind: for the few that are tables, checklists, units."""
        return self._entries(kind, "ORDER BY id")

    def where(self, kind: str, field_name: str, value: str | int) -> tuple[Entry, ...]:
        """Give the records of a kind whose scalar field has a value."""
        if shape(kind).types.get(field_name) is None:
            raise KeyError(field_name)
        return self._entries(kind, f'WHERE "{field_name}" = ? ORDER BY id', value)

    def parked_records(self) -> frozenset[str]:
        """Give the ids touched by refused txs still listed."""
        if self._parked is None:
            rows = self.db.all("SELECT ops FROM tx WHERE st = 'parked' AND hidden = 0")
            self._parked = frozenset(record for (ops,) in rows for _, record in records_of(ops))
        return self._parked

    def state(self, record: str, v: int) -> State:
        """Give how a record stands with the server."""
        return State(
            is_waiting=self.db.one("SELECT 1 FROM tx_rec WHERE record = ? LIMIT 1", record) is not None,
            is_new=v == 0,
            has_conflict=self.db.one("SELECT 1 FROM issue WHERE parent = ? AND state = 'open' LIMIT 1", record)
            is not None,
            is_parked=record in self.parked_records(),
        )

    def _entries(self, kind: str, where: str, *values: str | int) -> tuple[Entry, ...]:
        form = shape(kind)
        rows = self.db.all(f"{form.select} {where}", *values)
        if KINDS[kind].table != kind:
            rows = [row for row in rows if row[5] == kind]
        return tuple(self._entry(form, row) for row in rows)

    def _entry(self, form: Shape, row: tuple[Any, ...]) -> Entry:
        body, extra = form.to_struct(form.to_body(row))
        return Entry(form.kind, row[0], row[1], row[2], row[3], body, self.state(row[0], row[3]), extra)

    def entries(self, kind: str, records: Iterable[str]) -> tuple[Entry, ...]:
        """Give several records of a kind in the order asked; those not here are left out."""
        found = [self.get(kind, record) for record in records]
        return tuple(entry for entry in found if entry is not None)
