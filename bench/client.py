"""Empty stores for the budgets, and the floor: the same rows into the same keyed tables by hand."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from bench.county import Served
from gridclient.app.session import read_pinyin
from gridclient.base.clock import SystemClock
from gridclient.store import Store, search
from gridclient.store.engine import Db
from gridclient.store.shape import shape
from gridclient.store.tables import SECONDARY
from gridclient.vault.keys import Keys
from gridcore import wire
from gridcore.kinds import KINDS
from gridcore.pinyin import Pinyin

READING: Pinyin = read_pinyin()


def empty_store(folder: Path, served: Served, keys: Keys, name: str) -> Store:
    """Give a fresh keyed store enrolled as the served device."""
    store = open_store(folder, keys, name, create=True)
    store.outbox.first_enrol(served.known.device, "bench", served.seen.id, served.seen.ed25519, served.seen.x25519)
    return store


def open_store(folder: Path, keys: Keys, name: str, *, create: bool = False) -> Store:
    """Open a store of the bench."""
    return Store.open(
        folder / f"{name}.db",
        keys.store,
        clock=SystemClock(),
        rng=secrets.token_bytes,
        files=keys.files(secrets.token_bytes),
        side=folder / name,
        pinyin=READING,
        create=create,
    )


_LINE = msgspec.json.Decoder(wire.PullLine)


def rows_by_hand(bodies: Sequence[bytes]) -> dict[str, list[list[Any]]]:
    """Parse pages into rows by kind: the least anybody has to do to have columns."""
    rows: dict[str, list[list[Any]]] = {}
    for body in bodies:
        grid = ""
        for line in _LINE.decode_lines(body):
            if line.grid is not None:
                grid = line.grid
            elif line.k is not None and line.k in KINDS:
                rows.setdefault(line.k, []).append(shape(line.k).from_wire(line.id, grid, line.p, line.v, 0, line.b))
    return rows


def drop_indexes(db: Db) -> None:
    """Take the secondary indexes away, as before a first sync."""
    for index in SECONDARY:
        db.run(f'DROP INDEX IF EXISTS "{index.name}"')


def insert_by_hand(db: Db, bodies: Sequence[bytes], *, upsert: bool = False) -> None:
    """Parse the same pages and write the same rows with `executemany`."""
    for kind, rows in rows_by_hand(bodies).items():
        db.many(shape(kind).put if upsert else shape(kind).insert, rows)


def index_by_hand(db: Db, bodies: Sequence[bytes]) -> None:
    """Keep the same search index for the same rows: a store that cannot find what it pulled is no floor for ours."""
    search.index(db, READING, {kind: [row[0] for row in rows] for kind, rows in rows_by_hand(bodies).items()})


def build_by_hand(db: Db) -> None:
    """Build the same secondary indexes and the same search index."""
    for index in SECONDARY:
        db.run(str(CreateIndex(index, if_not_exists=True).compile(dialect=sqlite.dialect())))
    search.build(db, READING)
