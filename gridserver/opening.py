"""A server opened from its data folder: keys and photos lie there, records there too or in a PostgreSQL (SYNC 3)."""

from __future__ import annotations

from pathlib import Path

from gridserver.blob import BlobFolder
from gridserver.clock import system_rng
from gridserver.config import Config
from gridserver.keys import ServerKeys
from gridserver.row import GridRow
from gridserver.server import Server
from gridserver.store import open_database, open_store


def open_server(folder: Path, config: Config | None = None, database: str | None = None) -> Server:
    """Open (at first make) the server of a data folder; `database`: the address of a PostgreSQL that has its records.

    Raises:
        InvalidInput: `database` is no such address. StoreBusy, StoreBroken: the database does not open.
    """
    keys = ServerKeys.open(folder, system_rng)
    store = open_store(folder / "server.db", keys.store) if database is None else open_database(database)
    with store.reading() as read:
        known = read.grids(["common"])
    if not known:
        with store.writing() as work:
            work.put_grid(GridRow(code="common", name="common"))
    return Server(store, keys, BlobFolder(folder / "blobs"), config)
