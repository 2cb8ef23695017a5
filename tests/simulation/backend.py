"""The server's database under the simulator: three kinds of it, read whole, copied, put back, killed in the middle."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import delete, insert, select

from gridserver import schema
from gridserver.engine import WRITES
from gridserver.memory import MemoryStore
from gridserver.row import ChangeRow, DeviceRow, GridRow, Row, ServerStore, TxRow
from gridserver.store import SqlStore, open_database, open_store

BACKENDS = ("memory", "sqlite", "postgresql")
Backup = dict[str, Any]
_APPLIED = b'"st":"applied"'
Hook = Callable[[str], None]


def make_store(backend: str, folder: Path, open_: ExitStack) -> ServerStore:
    """Give an empty database of a kind; what it needs is closed with `open_`."""
    if backend == "memory":
        return MemoryStore()
    if backend == "sqlite":
        return open_store(folder / "server.db", "ab" * 48)
    from tests.postgres import fresh_database  # noqa: PLC0415 - starts its server only when asked for

    return open_database(open_.enter_context(fresh_database()))


def back_up(store: ServerStore) -> Backup:
    """Copy every table; rows are immutable."""
    if isinstance(store, MemoryStore):
        return {name: {key: _copied(row) for key, row in table.items()} for name, table in _tables(store)}
    sql = cast("SqlStore", store)
    with sql.engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in schema.metadata.sorted_tables
        }


def restore(store: ServerStore, backup: Backup) -> None:
    """Put a copy back in the place of everything; what came since is gone."""
    if isinstance(store, MemoryStore):
        for name, rows in _tables(store):
            rows.clear()
            rows.update({key: _copied(row) for key, row in backup[name].items()})
        return
    sql = cast("SqlStore", store)
    with sql.engine.execution_options(**{WRITES: True}).begin() as connection:
        for table in schema.metadata.sorted_tables:
            connection.execute(delete(table))
            if backup[table.name]:
                connection.execute(insert(table), backup[table.name])


def _tables(store: MemoryStore) -> list[tuple[str, dict[Any, Any]]]:
    tables: object = vars(store)["_tables"]
    return list(vars(tables).items())


def _copied(row: Any) -> Any:
    return copy(cast("object", row)) if isinstance(row, dict) else row


@dataclass(slots=True)
class Tables:
    """All rows of the server that the oracles judge."""

    rows: list[Row]
    changes: list[ChangeRow]
    txs: list[TxRow]
    devices: list[DeviceRow]
    grids: list[GridRow]
    blobs: set[tuple[str, str]]


def read_tables(store: ServerStore) -> Tables:
    """Read them, in an order that does not hang on the database."""
    if isinstance(store, MemoryStore):
        of = dict(_tables(store))
        return Tables(
            rows=[row for grid in of["record"].values() for row in grid.values()],
            changes=[row for rows in of["change"].values() for row in rows],
            txs=list(of["tx"].values()),
            devices=list(of["device"].values()),
            grids=list(of["grid"].values()),
            blobs=set(of["blob"]),
        )
    kept = back_up(store)
    return Tables(
        rows=[Row(**row) for row in kept["record"]],
        changes=[ChangeRow(**row) for row in kept["change"]],
        txs=[TxRow(**row) for row in kept["tx"]],
        devices=[DeviceRow(**row) for row in kept["device"]],
        grids=[GridRow(**row) for row in kept["grid"]],
        blobs={(row["grid"], row["sha256"]) for row in kept["blob"]},
    )


def known_txs(store: ServerStore) -> set[str]:
    """Give the ids of the txs whose work the server has: a refused one is kept by its store alone."""
    if isinstance(store, MemoryStore):
        return {row.id for row in dict(_tables(store))["tx"].values() if _APPLIED in row.answer}
    with cast("SqlStore", store).engine.connect() as connection:
        rows = connection.execute(select(schema.tx.c.id, schema.tx.c.answer))
        return {row.id for row in rows if _APPLIED in row.answer}


class Fragile:
    """A database that may die or fill up at any call of a write transaction; `hook` is told each, and may raise."""

    def __init__(self, store: ServerStore) -> None:
        """Stand before a real one."""
        self.real = store
        self.hook: Hook | None = None

    def reading(self) -> Any:
        """Open a snapshot."""
        return self.real.reading()

    @contextmanager
    def writing(self) -> Generator[Any]:
        """Open a write transaction that the hook watches."""
        hook = self.hook
        if hook is None:
            with self.real.writing() as work:
                yield work
            return
        with self.real.writing() as work:
            yield _Watched(work, hook)
            hook("before commit")
        hook("after commit")

    def close(self) -> None:
        """Close the real one."""
        self.real.close()


class _Watched:
    """A write transaction of which each call is told before it is made."""

    def __init__(self, work: Any, hook: Hook) -> None:
        self._work, self._hook = work, hook

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._work, name)

        def told(*args: Any, **named: Any) -> Any:
            self._hook(name)
            return real(*args, **named)

        return told


class MemoryBlobs:
    """The photo store in a dictionary."""

    def __init__(self) -> None:
        """Begin empty."""
        self.whole: dict[tuple[str, str], bytes] = {}
        self._parts: dict[tuple[str, str, str], bytes] = {}

    def append(self, device: str, grid: str, sha256: str, offset: int, piece: bytes) -> None:
        """Put a piece at an offset; 0 begins anew."""
        key = (device, grid, sha256)
        self._parts[key] = self._parts.get(key, b"")[:offset] + piece

    def begun(self, device: str, grid: str, sha256: str) -> int:
        """How many bytes of a partial file are there."""
        return len(self._parts.get((device, grid, sha256), b""))

    def finish(self, device: str, grid: str, sha256: str) -> bool:
        """Hash the partial file: right, it becomes the blob; wrong, it goes."""
        data = self._parts.pop((device, grid, sha256))
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        self.whole[grid, sha256] = data
        return True

    def has(self, grid: str, sha256: str) -> bool:
        """Say whether a blob is there."""
        return (grid, sha256) in self.whole

    def read(self, grid: str, sha256: str, start: int, end: int) -> bytes | None:
        """Give a part of a blob."""
        found = self.whole.get((grid, sha256))
        return None if found is None else found[start : max(start, end)]

    def put(self, grid: str, sha256: str, whole: bytes) -> None:
        """Keep a blob given whole."""
        self.whole[grid, sha256] = whole

    def copy(self, source: str, target: str, sha256: str) -> None:
        """Let another grid have the blob too."""
        if (source, sha256) in self.whole:
            self.whole.setdefault((target, sha256), self.whole[source, sha256])

    def drop(self, grid: str, sha256: str) -> None:
        """Forget a blob of one grid."""
        self.whole.pop((grid, sha256), None)

    def drop_partials(self, before: datetime) -> int:  # noqa: ARG002 - nothing of it is old here
        """Forget what was only begun."""
        count = len(self._parts)
        self._parts.clear()
        return count
