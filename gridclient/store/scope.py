"""The grids this store holds: granted, leaving, left (SYNC 8 T4.2 and T4.7, 9a)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gridclient.store.engine import Db
from gridclient.store.folding import Rows, decode_ops
from gridclient.store.tables import RECORD_TABLES
from gridcore.wire import ScopeRow

LEAVING_HOURS, LEAVING_REPLIES = 72, 2


def is_real(grid: str) -> bool:
    """Say whether a code is that of a real grid: no unit (up to 12 digits), not `common`, not a device's own."""
    return not (grid == "common" or grid.startswith("@") or (grid.isdigit() and len(grid) <= 12))


def take_scope(db: Db, granted: Sequence[ScopeRow], time: str) -> None:
    """Take the grids held now: new ones start at 0; missing ones become leaving, in which nothing is lost yet.

    Files that could not be sent there without the right are tried again once it is back.
    """
    kept = {grid for (grid,) in db.all("SELECT grid FROM scope WHERE leaving IS NULL")}
    db.many(
        "UPDATE blob SET st = 'here' WHERE st = 'broken' AND wrong = 0 AND grid = ?",
        [(row.grid,) for row in granted if row.grid not in kept],
    )
    db.many(
        "INSERT INTO scope (grid, name, role, view, cur, head, mark, swept, missed) VALUES (?, ?, ?, ?, 0, 0, '', 0, 0)"
        " ON CONFLICT(grid) DO UPDATE SET name = excluded.name, role = excluded.role, view = excluded.view,"
        " leaving = NULL, missed = 0",
        [(row.grid, row.name, row.role, row.view) for row in granted],
    )
    held = {row.grid for row in granted}
    for (grid,) in db.all("SELECT grid FROM scope"):
        if grid not in held:
            db.run("UPDATE scope SET leaving = coalesce(leaving, ?), missed = missed + 1 WHERE grid = ?", time, grid)


def may_leave(db: Db, time: str) -> list[str]:
    """Give the leaving grids whose rows may go now (9a).

    Left out for 72 h of server time, at least twice, some real grid still held, and nothing unsettled in them.
    """
    rows = db.all("SELECT grid, leaving, missed FROM scope")
    if not any(is_real(grid) and leaving is None for grid, leaving, _ in rows):
        return []
    now = datetime.fromisoformat(time)
    return [
        grid
        for grid, leaving, missed in rows
        if leaving is not None and _is_long_gone(leaving, missed, now) and not has_work(db, grid)
    ]


@dataclass(frozen=True, slots=True)
class LeavingGrid:
    """A grid the server leaves out: since when (its time), whether work in it is still on its way.

    `asks`: every real grid is left out, long enough that one of several would go; then only a person may say so (9a).
    """

    grid: str
    name: str
    since: datetime
    has_work: bool
    asks: bool


def leaving_grids(db: Db, time: str | None) -> tuple[LeavingGrid, ...]:
    """Give the grids left out, by code; `time`: server time of the newest reply taken."""
    rows = db.all("SELECT grid, name, leaving, missed FROM scope ORDER BY grid")
    all_missing = not any(is_real(grid) and leaving is None for grid, _, leaving, _ in rows)
    now = None if time is None else datetime.fromisoformat(time)
    return tuple(
        LeavingGrid(
            grid=grid,
            name=name,
            since=datetime.fromisoformat(leaving),
            has_work=has_work(db, grid),
            asks=all_missing and now is not None and _is_long_gone(leaving, missed, now),
        )
        for grid, name, leaving, missed in rows
        if leaving is not None and is_real(grid)
    )


def _is_long_gone(leaving: str, missed: int, now: datetime) -> bool:
    return missed >= LEAVING_REPLIES and now - datetime.fromisoformat(leaving) >= timedelta(hours=LEAVING_HOURS)


def has_work(db: Db, grid: str) -> bool:
    """Say whether a record with unsettled txs, or a file not yet sent, lies in a grid."""
    unsettled = (
        "SELECT 1 FROM shadow WHERE grid = ? UNION ALL SELECT 1 FROM blob WHERE grid = ? AND st = 'here' LIMIT 1"
    )
    return db.one(unsettled, grid, grid) is not None


def leave(rows: Rows, grids: Iterable[str]) -> list[str]:
    """Delete rows, scope, blobs and journal of grids (T4.7); gives the hashes whose files are no longer named."""
    db, dropped = rows.db, list[str]()
    for grid in grids:
        for name in RECORD_TABLES:
            kind = "kind" if name in ("log", "issue") else f"'{name}'"
            found = db.all(f'SELECT id, {kind} FROM "{name}" WHERE grid = ?', grid)  # noqa: S608 - own table names
            for record, of in found:
                rows.touch(of, (record,))
            if found:
                db.run(f'DELETE FROM "{name}" WHERE grid = ?', grid)  # noqa: S608
        # The files of a refused tx stay with it: a person may still send it again or export it.
        going = "grid = ? AND (tx IS NULL OR tx NOT IN (SELECT id FROM tx WHERE st = 'parked' AND hidden = 0))"
        dropped += [sha for (sha,) in db.all(f"SELECT sha256 FROM blob WHERE {going}", grid)]  # noqa: S608 - constant
        db.run(f"DELETE FROM blob WHERE {going}", grid)  # noqa: S608
        db.run("DELETE FROM scope WHERE grid = ?", grid)
        for pos, ops in db.all("SELECT pos, ops FROM tx WHERE st = 'settled'"):
            if all(op.grid == grid for op in decode_ops(ops)):
                db.run("DELETE FROM tx WHERE pos = ?", pos)
    return [sha for sha in dropped if db.one("SELECT 1 FROM blob WHERE sha256 = ?", sha) is None]
