"""The server's database in SQLAlchemy Core, one code for SQLite and PostgreSQL; what is said often by `statement`.

SQLite: one writer at a time (BEGIN IMMEDIATE), any number of snapshots. PostgreSQL: writers in READ COMMITTED that lock
rows, readers in one REPEATABLE READ READ ONLY snapshot (SYNC 4).
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, bindparam, delete, func, select, update
from sqlalchemy.exc import TimeoutError as NoConnection

from gridcore.errors import StoreBusy
from gridserver import schema
from gridserver.engine import WRITES, open_engine, open_postgres
from gridserver.line import stand_of
from gridserver.row import (
    AccountRow,
    ChangeRow,
    GrantRow,
    GridRow,
    Pushed,
    Row,
    Stand,
    TxRow,
    UploadRow,
)
from gridserver.snapshot import SqlReading, chunks
from gridserver.staffing import SqlStaffing
from gridserver.statement import Statement, bulk

_MAKING = 0x67726964
"""Advisory lock of PostgreSQL held while tables are made ("grid")."""


def open_store(path: Path, key: str) -> SqlStore:
    """Open the embedded database, making its tables at first. `key`: 96 hex digits. Raises StoreBroken."""
    engine = open_engine(path, key)
    schema.metadata.create_all(engine.execution_options(**{WRITES: True}))
    return SqlStore(engine)


def open_database(url: str, wait: float = 10.0) -> SqlStore:
    """Open a PostgreSQL (`postgresql://...`), making its tables at first; `wait`: seconds for a lock of another.

    Raises:
        InvalidInput: not the address of a PostgreSQL. StoreBusy: it cannot be reached, or refuses.
    """
    engine = open_postgres(url, wait)
    with _connected(engine.execution_options(**{WRITES: True})) as connection, connection.begin():
        # Several processes may start at once, and CREATE TABLE IF NOT EXISTS is no lock.
        connection.execute(select(func.pg_advisory_xact_lock(_MAKING)))
        schema.metadata.create_all(connection)
    return SqlStore(engine)


def _connected(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except NoConnection as exc:
        raise StoreBusy(code="pool") from exc


class SqlStore:
    """The database behind the protocol `ServerStore`."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine whose tables stand."""
        self.engine = engine
        self._writes = engine.execution_options(**{WRITES: True})
        # Writers of this process wait for each other here, not in SQLite's busy loop; PostgreSQL has locks for rows.
        self._writer: AbstractContextManager[Any] = (
            threading.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        )

    @contextmanager
    def reading(self) -> Generator[SqlReading]:
        """Open a snapshot. Raises StoreBusy."""
        with _connected(self.engine) as connection, connection.begin():
            yield SqlReading(connection)

    @contextmanager
    def writing(self) -> Generator[SqlWriting]:
        """Open a write transaction. Raises StoreBusy, DiskFull."""
        with self._writer, _connected(self._writes) as connection, connection.begin():
            yield SqlWriting(connection)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


_G, _T, _R, _D, _U = schema.grid.c, schema.tx.c, schema.record.c, schema.device.c, schema.upload.c


class _Blob(msgspec.Struct):
    grid: str
    sha256: str
    size: int
    at: str


_LOCK_GRIDS = Statement(
    lambda among: select(schema.grid).where(among(_G.code, "codes")).order_by(_G.code).with_for_update()
)
_TXS = Statement(
    lambda _: (
        select(schema.tx)
        .where(_T.device == bindparam("device"), _T.n.between(bindparam("first"), bindparam("last")))
        .order_by(_T.n)
    )
)
_TXS_BY_ID = Statement(lambda among: select(schema.tx).where(among(_T.id, "ids")))
_LIVE = Statement(lambda among: select(schema.record).where(among(_R.id, "ids"), _R.moved_to.is_(None)))
_SET_HEAD = Statement(
    lambda _: (
        update(schema.grid)
        .where(_G.code == bindparam("code_"))
        .values(head=bindparam("head_"), mark=bindparam("mark_"))
    )
)
_SET_CHAIN = Statement(
    lambda _: (
        update(schema.device).where(_D.id == bindparam("id_")).values(n=bindparam("n_"), chain=bindparam("chain_"))
    )
)
_DROP_UPLOAD = Statement(
    lambda _: delete(schema.upload).where(
        _U.device == bindparam("device"), _U.grid == bindparam("grid"), _U.sha256 == bindparam("sha256")
    )
)


class SqlWriting(SqlStaffing):
    """The write transaction."""

    def lock_grids(self, codes: Collection[str]) -> Mapping[str, GridRow]:
        """Give grids, locked in the order of their codes."""
        found = (row for some in chunks(codes) for row in _LOCK_GRIDS.structs(self.db, GridRow, codes=some))
        return {row.code: row for row in found}

    def txs(self, device: str, first: int, last: int) -> Sequence[TxRow]:
        """Give stored txs of a device by number."""
        return _TXS.structs(self.db, TxRow, device=device, first=first, last=last)

    def txs_by_id(self, ids: Collection[str]) -> Sequence[TxRow]:
        """Give stored txs of any device by id."""
        return [row for some in chunks(ids) for row in _TXS_BY_ID.structs(self.db, TxRow, ids=some)]

    def live(self, ids: Collection[str]) -> Sequence[Row]:
        """Give records where they live now."""
        return [row for some in chunks(ids) for row in _LIVE.structs(self.db, Row, ids=some)]

    def children(self, grid: str, parent: str) -> Sequence[Row]:
        """Give the live children of a record."""
        table = schema.record
        query = select(table).where(table.c.grid == grid, table.c.parent == parent, table.c.moved_to.is_(None))
        return [Row(**found) for found in self.db.execute(query.order_by(table.c.id)).mappings()]

    def history(self, record: str) -> Sequence[Stand]:
        """Give who changed a record, newest first."""
        table, tx = schema.change, schema.tx
        # A tx id alone names no tx: another user may have sent one under it, and the author again (T5).
        author = (tx.c.id == table.c.tx, tx.c.by == table.c.by, tx.c.at == table.c.at)
        line = select(tx.c.bytes).where(*author).order_by(tx.c.device).limit(1).scalar_subquery()
        query = select(table.c.v, table.c.by, table.c.at, table.c.fields, line).where(table.c.id == record)
        query = query.order_by(table.c.v.desc())
        return [stand_of(*row) for row in self.db.execute(query)]

    def store(self, pushed: Pushed) -> None:
        """Write what a push changed."""
        # Stubs first: an id lives once, so it must have left one grid before it is in the other.
        rows = sorted(pushed.rows, key=lambda row: row.moved_to is None)
        self._upsert(schema.record, rows)
        self._insert(schema.change, pushed.changes)
        self._insert(schema.tx, pushed.txs)
        for row in pushed.grids:
            _SET_HEAD.run(self.db, code_=row.code, head_=row.head, mark_=row.mark)
        for source, target, sha256 in pushed.blobs:
            size = self.blob(source, sha256)
            if size is not None and self.blob(target, sha256) is None:
                at = select(schema.blob.c.at).where(schema.blob.c.grid == source, schema.blob.c.sha256 == sha256)
                self.put_blob(target, sha256, size, self.db.execute(at).scalar_one())
        _SET_CHAIN.run(self.db, id_=pushed.device.id, n_=pushed.device.n, chain_=pushed.device.chain)

    def erase(self, rows: Sequence[Row], changes: Sequence[ChangeRow], grids: Sequence[GridRow]) -> None:
        """Write erased records over what stood."""
        self._upsert(schema.record, rows)
        self._insert(schema.change, changes)
        self._upsert(schema.grid, grids, keep=("name",))

    def blank(self, txs: Collection[tuple[str, int]]) -> None:
        """Blank the bytes of txs."""
        table = schema.tx
        one = update(table).where(table.c.device == bindparam("of"), table.c.n == bindparam("no")).values(bytes=b"")
        if txs:
            self.db.execute(one, [{"of": device, "no": n} for device, n in txs])

    def drop_blob(self, grid: str, sha256: str) -> None:
        """Say that a grid has a blob no more."""
        table = schema.blob
        self.db.execute(delete(table).where(table.c.grid == grid, table.c.sha256 == sha256))

    def put_grid(self, grid: GridRow) -> None:
        """Insert a grid, or change its name."""
        self._upsert(schema.grid, [grid], keep=("head", "mark"))

    def put_upload(self, upload: UploadRow) -> None:
        """Insert or replace an upload; one of size 0 goes."""
        if upload.size == 0:
            _DROP_UPLOAD.run(self.db, device=upload.device, grid=upload.grid, sha256=upload.sha256)
        else:
            self._upsert(schema.upload, [upload])

    def put_blob(self, grid: str, sha256: str, size: int, at: str) -> None:
        """Say that a grid has a blob."""
        bulk(schema.blob, ()).run(self.db, [_Blob(grid=grid, sha256=sha256, size=size, at=at)])

    def load(
        self,
        *,
        grids: Sequence[GridRow] = (),
        rows: Sequence[Row] = (),
        changes: Sequence[ChangeRow] = (),
        accounts: Sequence[AccountRow] = (),
        grants: Sequence[GrantRow] = (),
    ) -> None:
        """Insert in bulk, as they are."""
        self._upsert(schema.grid, grids)
        self._upsert(schema.account, accounts)
        self._upsert(schema.scope_grant, grants)
        self._insert(schema.record, rows)
        self._insert(schema.change, changes)

    def look_over(self) -> None:
        """Let PostgreSQL count what was loaded: without it a page reads an index of the whole city."""
        if self.db.dialect.name == "postgresql":
            self.db.exec_driver_sql("ANALYZE grid, record, change")
