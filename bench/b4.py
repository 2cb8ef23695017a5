"""B4: push one per cent changed of 120,000 people to the server, durable, on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Table, select

from bench.county import batches, county, enrolled_in
from bench.frame import Row, against, paired, timed
from bench.rush import copy_rows
from gridcore import wire
from gridcore.wire import Reply, Request
from gridserver import schema
from gridserver.blob import BlobFolder
from gridserver.clock import SystemClock, system_rng
from gridserver.engine import WRITES
from gridserver.handle import route
from gridserver.keys import ServerKeys
from gridserver.row import Pushed
from gridserver.server import Server
from gridserver.store import SqlStore, SqlWriting, open_database, open_store
from tests.postgres import Cluster, started

PEOPLE, CHANGED, ROUNDS = 120_000, 1_200, 5
_PIECE = 5_000

Opener = Callable[[], SqlStore]
"""Opens a fresh copy of the county."""


def measure(work: Path) -> Sequence[Row]:
    """Push 1,200 edits in six requests, against the same rows written by hand in six commits."""
    folder = county(PEOPLE)
    keys = ServerKeys.open(folder, system_rng)
    rows = [_row("SQLite", keys, folder, _files(work, folder, keys))]
    # What is answered has to survive a power cut here, as with a city: the switches that tests turn off are on.
    with started(
        Path(tempfile.gettempdir()), fsync="on", full_page_writes="on", max_wal_size="4GB", shared_buffers="512MB"
    ) as cluster:
        _fill(cluster, folder, keys)
        rows.append(_row("PostgreSQL", keys, folder, _databases(cluster)))
    return rows


def _row(name: str, keys: ServerKeys, folder: Path, opened: Opener) -> Row:
    pushed: list[Pushed] = []

    def ours() -> float:
        store = opened()
        server = Server(store, keys, BlobFolder(folder / "blobs"))
        device, requests = _requests(server)
        with _recorded(pushed):
            seconds = timed(lambda: [_send(server, request) for request in requests])
        assert sum(len(each.changes) for each in pushed) == CHANGED, "every edit has to be applied"
        with store.reading() as read:
            found = read.device(device)
        assert found is not None
        assert found.n == CHANGED
        store.close()
        return seconds

    def floor() -> float:
        store = opened()
        with store.writing() as work:
            work.put_device(pushed[0].device)
        raw, dialect = store.engine.raw_connection(), store.engine.dialect.name
        if dialect == "sqlite":
            raw.driver_connection.isolation_level = None  # type: ignore[union-attr] # the driver's own attribute
        seconds = sum(timed(lambda each=each: _by_hand(raw, dialect, each)) for each in pushed)  # type: ignore[misc]
        raw.close()
        store.close()
        return seconds

    return against("B4", f"push 1 % changed of 120,000 people, {name} (s)", paired(ours, floor, ROUNDS), 4.0)


def _requests(server: Server) -> tuple[str, list[Request]]:
    """Enrol a device and give the pushes of 1,200 edits, one changed phone each, signed and with a token."""
    keys, known, token = enrolled_in(server)
    store = server.store
    assert isinstance(store, SqlStore)
    with store.engine.connect() as reader:  # looks for people past the contract
        table = schema.record
        query = select(table.c.grid, table.c.id, table.c.body).where(
            table.c.kind == "person", table.c.deleted.is_(False)
        )
        people = reader.execute(query.order_by(table.c.id)).all()[:: PEOPLE // CHANGED][:CHANGED]
    ops: list[list[wire.Op]] = []
    for grid, person, body in people:
        pair = (msgspec.json.decode(body).get("phone"), f"139{len(ops):08d}")
        ops.append([wire.Set(kind="person", id=person, grid=grid, set={"phone": pair})])
    headers = {"authorization": f"Grid {token}"}
    return known.device, [
        Request(method="POST", path="/v1/push", headers=headers, body=body) for body in batches(keys, known.device, ops)
    ]


def _send(server: Server, request: Request) -> Reply:
    reply = route(request, server, SystemClock(), system_rng)
    assert reply.status == 200, reply.body
    answers = wire.decode_push_reply(reply.body).answers
    assert all(answer.st == "applied" and not answer.notes for answer in answers), answers[:3]
    return reply


@contextmanager
def _recorded(into: list[Pushed]) -> Generator[None]:
    """Keep what the store is told to write: the floor writes the same."""
    into.clear()
    store = SqlWriting.store

    def keeping(self: SqlWriting, pushed: Pushed) -> None:
        into.append(pushed)
        store(self, pushed)

    SqlWriting.store = keeping  # type: ignore[method-assign] # keeps, then does the same
    try:
        yield
    finally:
        SqlWriting.store = store  # type: ignore[method-assign]


def _by_hand(raw: Any, dialect: str, pushed: Pushed) -> None:
    cursor = raw.cursor()
    if dialect == "sqlite":
        cursor.execute("BEGIN IMMEDIATE")
    for table, rows, is_upsert in (
        (schema.record, pushed.rows, True),
        (schema.change, pushed.changes, False),
        (schema.tx, pushed.txs, False),
        (schema.grid, pushed.grids, True),
        (schema.device, [pushed.device], True),
    ):
        statement = _statement(table, dialect, is_upsert=is_upsert)
        names = [column.name for column in table.c]
        cursor.executemany(statement, [[getattr(row, name) for name in names] for row in rows])
    if dialect == "sqlite":
        cursor.execute("COMMIT")
    else:
        raw.commit()


def _statement(table: Table, dialect: str, *, is_upsert: bool) -> Any:
    names = [column.name for column in table.c]
    mark = "?" if dialect == "sqlite" else "%s"
    quoted = ", ".join(f'"{name}"' for name in names)
    text = f'INSERT INTO "{table.name}" ({quoted}) VALUES ({", ".join(mark for _ in names)})'
    if is_upsert:
        keys = [column.name for column in table.primary_key]
        rest = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in keys)
        quoted_keys = ", ".join(f'"{key}"' for key in keys)
        text += f" ON CONFLICT ({quoted_keys}) DO UPDATE SET {rest}"
    return text if dialect == "sqlite" else text.encode()


def _files(work: Path, folder: Path, keys: ServerKeys) -> Opener:
    names = itertools.count()

    def opened() -> SqlStore:
        copy = work / f"b4-{next(names)}.db"
        shutil.copy(folder / "server.db", copy)
        return open_store(copy, keys.store)

    return opened


def _databases(cluster: Cluster) -> Opener:
    names = itertools.count()

    def opened() -> SqlStore:
        name = f"b4_{next(names)}"
        cluster.run(f"CREATE DATABASE {name} TEMPLATE county")
        cluster.run("CHECKPOINT")
        return open_database(cluster.url(name))

    return opened


def _fill(cluster: Cluster, folder: Path, keys: ServerKeys) -> None:
    """Copy the county's tables into a PostgreSQL, to be the template of the copies."""
    cluster.run("CREATE DATABASE county")
    source, target = open_store(folder / "server.db", keys.store), open_database(cluster.url("county"))
    with source.engine.connect() as reader, target.engine.execution_options(**{WRITES: True}).begin() as writer:
        for table in schema.metadata.sorted_tables:
            found = reader.execution_options(yield_per=_PIECE).execute(select(table))
            for piece in found.mappings().partitions(_PIECE):
                copy_rows(writer.connection.driver_connection, table, (tuple(row.values()) for row in piece))
    source.close()
    target.close()
    cluster.run("VACUUM ANALYZE", "county")
