"""The embedded SQLite: the one inside sqlcipher3, keyed, one writer, snapshots for readers (SYNC 3)."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from gridcore.errors import DiskFull, StoreBroken, StoreBusy

OLDEST_SQLITE = (3, 51, 3)
"""Older ones lose commits in the WAL-reset race (FAULTS 72)."""

_log = logging.getLogger(__name__)

WRITES = "grid_writes"
"""Execution option of connections that write."""


def check_sqlite(found: tuple[int, ...]) -> None:
    """Refuse an SQLite that may lose what it committed. Raises StoreBroken."""
    if found < OLDEST_SQLITE:
        raise StoreBroken(reason="sqlite_too_old", found=found, needed=OLDEST_SQLITE)


def open_engine(path: Path, key: str, wait: float = 10.0) -> Engine:
    """Open (or make) a database file with a key of 96 hex digits: 32 bytes of key, 16 of salt.

    A writer waits `wait` seconds for another process to end its transaction.

    What the database refuses is raised as DiskFull, StoreBroken or StoreBusy.

    Raises:
        StoreBroken: the SQLite is too old.
    """
    check_sqlite(dbapi2.sqlite_version_info)

    def connect() -> dbapi2.Connection:
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=wait)
        cursor = connection.cursor()
        cursor.execute("PRAGMA cipher_log_level = NONE")
        cursor.execute(f"PRAGMA key = \"x'{key}'\"")
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "cache_size = -32000",
            "temp_store = MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}").fetchall()
        cursor.close()
        return connection

    engine = create_engine(
        "sqlite+pysqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=8
    )

    # isolation_level=None makes the driver begin nothing by itself: without this listener each row would be a
    # transaction of its own (DEPENDENCIES T2).
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "handle_error", _raise_ours)
    return engine


def _raise_ours(context: ExceptionContext) -> NoReturn:
    """Turn the database's error into ours at the border; none of its text goes on, it may quote values.

    Raises:
        DiskFull, StoreBroken (damaged, or not readable with its key), StoreBusy (all else: nothing was stored).
    """
    error = context.original_exception
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == dbapi2.SQLITE_FULL:
        raise DiskFull from error
    if code in {dbapi2.SQLITE_NOTADB, dbapi2.SQLITE_CORRUPT}:
        raise StoreBroken(reason="unreadable") from error
    if code not in {dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED, dbapi2.SQLITE_READONLY, dbapi2.SQLITE_IOERR}:
        _log.error("the database refused a statement: %s %s", type(error).__name__, code)
    raise StoreBusy(code=code) from error
