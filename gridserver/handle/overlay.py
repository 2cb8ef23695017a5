"""What `decide` reads in a push: rows of the locked grids, with the writes of earlier txs of the push laid over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from gridserver.decide import Write
from gridserver.row import ChangeRow, GridRow, Row, Stand, Writing


class Outside(Exception):
    """A grid turned out to be needed that was not locked: again, with it (SYNC 4 S6)."""

    def __init__(self, grid: str) -> None:
        """Name the grid."""
        super().__init__(grid)
        self.grid = grid


class Overlay:
    """A `Source` over one write transaction. Rows named by the ops are read at once, the few others when asked for."""

    def __init__(self, work: Writing, grids: Mapping[str, GridRow], asked: Collection[str]) -> None:
        """Take the locked grids, and the codes that were asked for (those that are missing do not exist)."""
        self._work = work
        self._asked = frozenset(asked)
        self._heads = {code: row.head for code, row in grids.items()}
        self._rows: dict[str, Row | None] = {}
        self._stubs: dict[tuple[str, str], Row | None] = {}
        self._stands: dict[str, list[Stand]] = {}
        self.touched: dict[tuple[str, str], Row] = {}
        """Rows to store, the last state of each."""
        self.grids: dict[str, int] = {}
        """Heads of the grids written."""

    def prefetch(self, ids: Collection[str]) -> None:
        """Read these records in one go."""
        self._rows |= dict.fromkeys(ids)
        self._rows |= {row.id: row for row in self._work.live(ids)}

    def live(self, record: str) -> Row | None:
        """Give a record where it lives now."""
        if record not in self._rows:
            self._rows[record] = next(iter(self._work.live([record])), None)
        row = self._rows[record]
        if row is not None and row.grid not in self._heads:
            raise Outside(row.grid)
        return row

    def at(self, grid: str, record: str) -> Row | None:
        """Give what a grid has of a record."""
        key = (grid, record)
        if key not in self._stubs:
            self._stubs[key] = self._work.row(grid, record)
        return self._stubs[key]

    def children(self, row: Row) -> Sequence[Row]:
        """Give the live children of a record: those stored, as earlier txs left them, and those they made."""
        ids = {child.id for child in self._work.children(row.grid, row.id)}
        ids |= {one.id for one in self.touched.values() if one.parent == row.id}
        found = (self.live(one) for one in sorted(ids))
        return [child for child in found if child is not None and child.parent == row.id]

    def history(self, record: str) -> Sequence[Stand]:
        """Give who changed a record, newest first."""
        return [*reversed(self._stands.get(record, [])), *self._work.history(record)]

    def head(self, grid: str) -> int | None:
        """Give the last seq of a grid."""
        if grid not in self._asked and grid not in self._heads:
            raise Outside(grid)
        return self._heads.get(grid)

    def lay(self, writes: Sequence[Write], template: ChangeRow, verb: str) -> list[ChangeRow]:
        """Lay the writes of a tx over what is read, all or none; give its change rows, one seq per grid (SYNC 1)."""
        heads = {grid: self._heads[grid] + 1 for grid in {write.row.grid for write in writes}}
        rows = [replace(write.row, seq=heads[write.row.grid]) for write in writes]
        changes = [_change(row, template, write.fields) for row, write in zip(rows, writes, strict=True)]
        # From here on nothing can fail: an error above refuses this tx and leaves the overlay of those before it.
        self._heads |= heads
        self.grids |= heads
        for row, write in zip(rows, writes, strict=True):
            self.touched[row.grid, row.id] = row
            self._stubs[row.grid, row.id] = row
            if row.moved_to is None:
                self._rows[row.id] = row
                stand = Stand(v=row.v, by=template.by, at=template.at, verb=verb, fields=write.fields)
                self._stands.setdefault(row.id, []).append(stand)
        return changes


def _change(row: Row, template: ChangeRow, fields: tuple[str, ...]) -> ChangeRow:
    names = msgspec.json.encode(fields).decode()
    return replace(template, grid=row.grid, seq=row.seq, id=row.id, v=row.v, fields=names)
