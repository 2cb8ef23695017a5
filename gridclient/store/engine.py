"""SQLCipher under SQLAlchemy: one writer, read-only readers, one lock file (DEPENDENCIES T2-T4).

Hot paths use the driver's own cursor through `Db`; repositories use SQLAlchemy Core on the same connection.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import sqlalchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from gridclient.store import crash
from gridclient.store.lock import LockFile
from gridcore.errors import DiskFull, GridError, StoreBroken, StoreBusy

_BUSY_SECONDS = 30.0
"""How long a held file is waited for: an anti-virus lets go again (FAULTS 34)."""
_READERS = 4
_WRITER_PAGES, _READER_PAGES = 8_000, 2_000
"""Pages of 4 KiB kept in memory per connection."""


class Db:
    """The driver's connection inside one transaction: rows are tuples, parameters are `?`."""

    def __init__(self, connection: dbapi2.Connection) -> None:
        self._connection = connection

    def run(self, sql: str, *values: Any) -> int:
        """Run one statement; gives the number of rows it changed."""
        return self._connection.execute(sql, values).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row."""
        self._connection.executemany(sql, rows)

    def all(self, sql: str, *values: Any) -> list[Any]:
        """Give all rows."""
        return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, *values: Any) -> Iterator[Any]:
        """Give the rows one by one, from a cursor of their own."""
        return iter(self._connection.cursor().execute(sql, values))

    def one(self, sql: str, *values: Any) -> Any:
        """Give the first row or None."""
        return self._connection.execute(sql, values).fetchone()

    def value(self, sql: str, *values: Any) -> Any:
        """Give the first value of the first row or None."""
        row = self._connection.execute(sql, values).fetchone()
        return None if row is None else row[0]


@contextlib.contextmanager
def our_errors() -> Generator[None, None, None]:
    """Turn the driver's errors into ours, here and nowhere else (EXAMPLES 9)."""
    try:
        yield
    except DBAPIError as wrong:
        raise _ours(cast("BaseException", wrong.orig)) from wrong
    except dbapi2.Error as wrong:
        raise _ours(wrong) from wrong


def _ours(wrong: BaseException) -> BaseException:
    code = getattr(wrong, "sqlite_errorcode", 0)
    facts = {"reason": str(getattr(wrong, "sqlite_errorname", "unknown"))}
    found: GridError | None = None
    match (
        code & 0xFF
    ):  # primary result codes of SQLite: FULL, CORRUPT and NOTADB, BUSY and LOCKED, IOERR CANTOPEN READONLY
        case 13:
            found = DiskFull(**facts)
        case 11 | 26:
            found = StoreBroken(**facts)
        case 5 | 6:
            found = StoreBusy(**facts)
        case 10 | 14 | 8:
            found = StoreBroken(**facts, kept=True)
        case _:
            return wrong
    return found


def driver(connection: Connection) -> Db:
    """Give the driver's side of a SQLAlchemy connection."""
    return Db(cast("dbapi2.Connection", connection.connection.driver_connection))


class Database:
    """The open file: `write` for the one writer, `read` for a snapshot."""

    def __init__(self, path: Path, key: bytes, *, create: bool) -> None:
        """Take the lock and open; `key` is 48 bytes, key and salt. Raises StoreBusy, StoreBroken."""
        if not create and not path.exists():
            raise StoreBroken(reason="missing", kept=False)
        self._path, self._key = path, key
        self._lock = LockFile(path.with_name(path.name + ".lock"))
        self._turn = threading.Lock()
        self._writing = 0
        try:
            self._writer = self._engine(_WRITER_PAGES, 1, writes=True)
            self._readers = self._engine(_READER_PAGES, _READERS, writes=False)
            with our_errors(), self._writer.connect() as connection:
                driver(connection).value("SELECT count(*) FROM sqlite_master")
        except BaseException:
            self.close()
            raise

    def _engine(self, pages: int, size: int, *, writes: bool) -> Engine:
        engine = sqlalchemy.create_engine(
            "sqlite+pysqlite://",
            creator=lambda: _connect(self._path, self._key, pages, writes=writes),
            module=dbapi2,
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=0,
            pool_reset_on_return=None,
        )
        event.listen(engine, "begin", _begin_immediate if writes else _begin)
        return engine

    @contextlib.contextmanager
    def write(self, name: str) -> Generator[Connection, None, None]:
        """Give the writer inside BEGIN IMMEDIATE; what raises, leaves nothing behind. `name` is the crash point."""
        if self._writing == threading.get_ident():
            raise RuntimeError("a write inside a write would wait for itself")
        with self._turn, our_errors(), self._writer.connect() as connection:
            begun = connection.begin()  # may find the file held: then nobody is writing
            self._writing = threading.get_ident()
            try:
                yield connection
                crash.point(name, "before")
                begun.commit()
            except BaseException:
                with contextlib.suppress(DBAPIError, dbapi2.Error):
                    begun.rollback()
                raise
            finally:
                self._writing = 0
        crash.point(name, "after")

    @contextlib.contextmanager
    def read(self) -> Generator[Connection, None, None]:
        """Give a reader that sees one moment of the store until it is left."""
        with our_errors(), self._readers.connect() as connection:
            begun = connection.begin()
            try:
                yield connection
            finally:
                begun.rollback()

    @contextlib.contextmanager
    def bare(self) -> Generator[Connection, None, None]:
        """Give the writer without a transaction: for checkpoints and checks."""
        with self._turn, our_errors(), self._writer.connect() as connection:
            yield connection

    def integrity(self) -> list[str]:
        """Give what a fresh connection finds wrong with the pages, at most 100 lines; empty is whole (FAULTS 31)."""
        with our_errors(), contextlib.closing(_connect(self._path, self._key, 100, writes=False)) as connection:
            db = Db(connection)
            found = [str(row[0]) for row in db.all("PRAGMA cipher_integrity_check(100)")]
            return found or [str(row[0]) for row in db.all("PRAGMA quick_check(100)") if row[0] != "ok"]

    def copy_to(self, path: Path) -> None:
        """Write a whole, keyed copy by the backup API, the only right way to copy a store in use (FAULTS 33)."""
        with (
            our_errors(),
            contextlib.closing(_connect(path, self._key, 100, writes=True)) as target,
            self.read() as source,
        ):
            cast("dbapi2.Connection", source.connection.driver_connection).backup(target)

    def close(self) -> None:
        """Close all connections and give the lock back; may be called twice."""
        for name in ("_readers", "_writer"):
            engine = cast("Engine | None", getattr(self, name, None))
            if engine is not None:
                engine.dispose()
        self._lock.release()


def _connect(path: Path, key: bytes, pages: int, *, writes: bool) -> dbapi2.Connection:
    with our_errors():
        connection = dbapi2.connect(
            str(path), timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            # The key comes before anything else: raw key and salt, so nothing is derived here (DEPENDENCIES T4).
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            for pragma in (
                "cipher_log_level = NONE",
                "trusted_schema = OFF",
                "cell_size_check = ON",
                "journal_mode = WAL",
                "synchronous = FULL",
                "temp_store = MEMORY",
                "foreign_keys = OFF",
                f"cache_size = {pages}",
                "wal_autocheckpoint = 4000",
                "query_only = OFF" if writes else "query_only = ON",
            ):
                connection.execute(f"PRAGMA {pragma}").fetchall()
        except BaseException:
            connection.close()
            raise
        return connection


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
