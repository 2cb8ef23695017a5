"""One part of a page: the records of one grid between two cursors, written in bulk (SYNC 8 T4.4, 14)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from gridclient.store.engine import Db
from gridclient.store.folding import Rows
from gridclient.store.meta import read_meta, set_meta
from gridclient.store.shape import shape
from gridclient.store.tables import RECORD_TABLES, SEARCH_TABLES, SECONDARY
from gridcore.kinds import KINDS
from gridcore.wire import PullLine, row_sum


@dataclass(frozen=True, slots=True)
class Part:
    """Cursor before (`frm` = cur, head, mark) and after, the records, and what they should sum up to."""

    grid: str
    frm: tuple[int, int, str]
    to: int
    head: int
    mark: str
    count: int | None
    sum: str | None
    lines: list[PullLine] = field(default_factory=list[PullLine])

    @classmethod
    def of(cls, line: PullLine) -> Part:
        """Read the line that opens a part."""
        frm = line.frm or (0, 0, "")
        return cls(line.grid or "", frm, line.to, line.head, line.mark, line.count, line.sum)


def apply_part(rows: Rows, part: Part) -> set[str]:
    """Write the records; gives those that have a shadow, to be refolded. The newer version wins (T4.4)."""
    db, gen, grid = rows.db, rows.gen, part.grid
    shadows: dict[str, tuple[int, int, str]] = {
        record: (v, of_gen, where) for record, v, of_gen, where in db.all("SELECT id, v, gen, grid FROM shadow")
    }
    live: dict[str, list[list[object]]] = defaultdict(list)
    gone: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    touched: dict[str, list[str]] = defaultdict(list)
    refold: set[str] = set()
    for line in part.lines:
        kind = line.k or ""
        if kind not in KINDS:
            continue
        if line.id in shadows:
            _into_shadow(db, gen, grid, line, shadows[line.id])
            refold.add(line.id)
        elif line.gone is None:
            live[kind].append(shape(kind).from_wire(line.id, grid, line.p, line.v, gen, line.b))
            touched[kind].append(line.id)
        else:
            gone[kind].append((line.id, grid, gen, line.v))
            touched[kind].append(line.id)
    for kind, found in live.items():
        db.many(shape(kind).upsert, found)
    for kind, lost in gone.items():
        table = KINDS[kind].table
        db.many(f'DELETE FROM "{table}" WHERE id = ? AND grid = ? AND (gen < ? OR v <= ?)', lost)  # noqa: S608
    for kind, ids in touched.items():
        rows.touch(kind, ids)
    return refold


def _into_shadow(db: Db, gen: int, grid: str, line: PullLine, local: tuple[int, int, str]) -> None:
    v, of_gen, where = local
    if not (of_gen < gen or line.v >= v):
        return
    if line.gone is None:
        db.run(
            "UPDATE shadow SET grid = ?, parent = ?, v = ?, gen = ?, body = ?, gone = NULL WHERE id = ?",
            *(grid, line.p, line.v, gen, str(line.b, "utf-8"), line.id),
        )
    elif where == grid:
        db.run("UPDATE shadow SET v = ?, gen = ?, body = NULL, gone = ? WHERE id = ?", line.v, gen, line.gone, line.id)


def sweep_part(rows: Rows, grid: str) -> set[str]:
    """Once a re-read of a grid is whole, delete what it did not bring; gives the shadows changed (T4.4)."""
    db, gen = rows.db, rows.gen
    if db.value("SELECT swept FROM scope WHERE grid = ?", grid) >= gen:
        return set()
    for name in RECORD_TABLES:
        kind = "kind" if name in ("log", "issue") else f"'{name}'"
        where = "grid = ? AND gen < ? AND id NOT IN (SELECT id FROM shadow)"
        for record, of in db.all(f'SELECT id, {kind} FROM "{name}" WHERE {where}', grid, gen):  # noqa: S608 - own names
            rows.touch(of, (record,))
        db.run(f'DELETE FROM "{name}" WHERE {where}', grid, gen)  # noqa: S608
    stale = {row[0] for row in db.all("SELECT id FROM shadow WHERE grid = ? AND gen < ? AND v > 0", grid, gen)}
    # Version 0: a server restored from a copy begins the versions of what is sent again anew, and those count.
    db.run(
        "UPDATE shadow SET body = NULL, gone = 'deleted', v = 0, gen = ? WHERE grid = ? AND gen < ? AND v > 0",
        *(gen, grid, gen),
    )
    db.run("UPDATE scope SET swept = ? WHERE grid = ?", gen, grid)
    return stale


def sum_of(db: Db, grid: str) -> tuple[int, str]:
    """Give count and sum of what the server is known to hold live in a grid: rows and shadows with v > 0 (SYNC 14)."""
    held: list[tuple[str, int]] = db.all("SELECT id, v FROM shadow WHERE grid = ? AND v > 0 AND body IS NOT NULL", grid)
    for name in RECORD_TABLES:
        held += db.all(
            f'SELECT id, v FROM "{name}" WHERE grid = ? AND v > 0 AND id NOT IN (SELECT id FROM shadow)',  # noqa: S608
            grid,
        )
    return len(held), row_sum(held)


def begin_load(db: Db) -> None:
    """Before the first page of an empty store: no secondary indexes, no search index until its end."""
    if any(db.value(f'SELECT 1 FROM "{name}" LIMIT 1') for name in RECORD_TABLES):  # noqa: S608 - own table names
        return
    for index in SECONDARY:
        db.run(f'DROP INDEX IF EXISTS "{index.name}"')
    for name in SEARCH_TABLES:
        db.run(f"DELETE FROM {name}")  # noqa: S608 - own table names
    set_meta(db, indexed=0)


def end_load(db: Db) -> None:
    """Build the secondary indexes a first load went without."""
    dialect = sqlite.dialect()
    for index in SECONDARY:
        db.run(str(CreateIndex(index, if_not_exists=True).compile(dialect=dialect)))
    if read_meta(db).indexed == 0:
        set_meta(db, indexed=1)
