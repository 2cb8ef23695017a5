"""The databases a server stands on: the embedded SQLite inside sqlcipher3, or PostgreSQL by psycopg (SYNC 3, 4)."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, NoReturn

from psycopg import IsolationLevel, errors
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from gridcore.errors import DiskFull, GridError, InvalidInput, StoreBroken, StoreBusy

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


_SESSION = {
    "synchronous_commit": "on",  # answered = durable (SYNC 4 S9), whatever the database's own default
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",  # a stopped process does not hold its grids for ever
}
_CONNECT: dict[str, Any] = {
    "connect_timeout": 5,
    "application_name": "gridserver",
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""A database host that went away silently is noticed within half a minute."""


def open_postgres(url: str, wait: float = 10.0) -> Engine:
    """Open a PostgreSQL by `postgresql://user@host/database`; a password may also come by PGPASSWORD or a pass file.

    Writers run in READ COMMITTED and lock rows; one waits `wait` seconds for a row another holds. A connection is tried
    before it is used, so a database that was started anew heals by itself. What it refuses is raised as DiskFull,
    StoreBroken or StoreBusy.

    Raises:
        InvalidInput: the address is none of a PostgreSQL. It is not quoted: it may hold a password.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise InvalidInput(field="database", reason="malformed") from None
    if address.drivername not in {"postgresql", "postgresql+psycopg", "postgres"}:
        raise InvalidInput(field="database", reason="not_postgresql")
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        connect_args={name: value for name, value in _CONNECT.items() if name not in address.query},
        pool_pre_ping=True,
        pool_size=8,
        max_overflow=24,  # asyncio.to_thread runs 32 threads at most
        pool_timeout=10,
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, record: object) -> None:  # noqa: ARG001 - the event's signature
        given = _SESSION | {"lock_timeout": f"{wait * 1000:.0f}ms"}
        settings = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in given.items())
        connection.autocommit = True
        connection.execute(f"SELECT {settings}")
        connection.autocommit = False

    # Said to the driver, not by options of SQLAlchemy: those end in READ WRITE, against a database that was made
    # read-only, and cost a reset at each return to the pool.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        driver: Any = connection.connection.driver_connection
        driver.isolation_level = IsolationLevel.READ_COMMITTED if writes else IsolationLevel.REPEATABLE_READ
        driver.read_only = None if writes else True

    event.listen(engine, "handle_error", _raise_ours)
    return engine


def _raise_ours(context: ExceptionContext) -> None:
    """Turn the database's error into ours at the border; none of its text goes on, it may quote values.

    Raises:
        DiskFull, StoreBroken (damaged, or not readable with its key), StoreBusy (all else: nothing was stored).
    """
    if context.is_pre_ping:
        return  # the pool replaces that connection
    error = context.original_exception
    if isinstance(error, errors.Error):
        raise_postgres(error)
    _raise_sqlite(error)


def _raise_sqlite(error: BaseException) -> NoReturn:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == dbapi2.SQLITE_FULL:
        raise DiskFull from error
    if code in {dbapi2.SQLITE_NOTADB, dbapi2.SQLITE_CORRUPT}:
        raise StoreBroken(reason="unreadable") from error
    if code not in {dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED, dbapi2.SQLITE_READONLY, dbapi2.SQLITE_IOERR}:
        _log.error("the database refused a statement: %s %s", type(error).__name__, code)
    raise StoreBusy(code=code) from error


_BROKEN = ("XX001", "XX002")
"""SQLSTATE of damaged data and index."""

_PASSING = ("08", "40", "53", "55", "57", "58", "25006", "25P03", "23505")
"""SQLSTATE (or its class) of what passes: connection, deadlock, resources, locks, operator, I/O, read-only, idle too
long. 23505: the other of two writers made the same id first; sent again, the call finds it."""


def raise_postgres(error: errors.Error) -> NoReturn:
    """Turn an error of the driver into ours. Raises as `open_postgres` says."""
    state = error.sqlstate or ("08000" if isinstance(error, errors.OperationalError) else "")
    ours: GridError = StoreBusy(code=state)
    if state == errors.DiskFull.sqlstate:
        ours = DiskFull()
    elif state in _BROKEN:
        ours = StoreBroken(reason="unreadable")
    elif not state.startswith(_PASSING):
        _log.error("the database refused a statement: %s %s", type(error).__name__, state)
    raise ours from error
