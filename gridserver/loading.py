"""Bulk loading into an empty or growing database: a sample county, a city's first import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

import msgspec
from msgspec.structs import replace

from gridcore.ids import Rng
from gridserver.blob import BlobStore
from gridserver.clock import stamp
from gridserver.row import AccountRow, ChangeRow, GrantRow, GridRow, Row, ServerStore, Writing

PER_SEQ = 50
"""Records that share a seq: a page ends on a seq, so few of them keep pages near their limit (SYNC 10)."""

BATCH = 5_000
"""Records in memory at a time."""

SYSTEM = "system"
"""Who stands behind what was loaded."""

_encode = msgspec.json.Encoder().encode


class NewRecord(Protocol):
    """A record to load at v 1. `body` holds only fields that have a value; `at`: when it was made."""

    @property
    def grid(self) -> str: ...  # noqa: D102 - fields
    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def parent(self) -> str | None: ...  # noqa: D102
    @property
    def body(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def at(self) -> datetime: ...  # noqa: D102


class NewBlob(Protocol):
    """A file of a grid, whole, by its name."""

    @property
    def grid(self) -> str: ...  # noqa: D102 - fields
    @property
    def sha256(self) -> str: ...  # noqa: D102
    @property
    def data(self) -> bytes: ...  # noqa: D102


def load(
    store: ServerStore,
    files: BlobStore,
    rng: Rng,
    now: datetime,
    *,
    grids: Sequence[GridRow],
    records: Iterable[NewRecord],
    accounts: Sequence[AccountRow] = (),
    grants: Sequence[GrantRow] = (),
    blobs: Iterable[NewBlob] = (),
) -> int:
    """Load all in one transaction, with seqs, marks and a change row per record; give the number of records.

    Every grid named by a record is given in `grids` (head and mark are counted here) or known already.
    """
    mark = rng(8).hex()
    with store.writing() as work:
        work.load(accounts=accounts, grants=grants)
        for grid in sorted(grids, key=lambda grid: grid.code):  # as every writer locks them (SYNC 4 S5)
            work.put_grid(grid)
        count = _records(work, records, mark)
        for blob in blobs:
            files.put(blob.grid, blob.sha256, blob.data)
            work.put_blob(blob.grid, blob.sha256, len(blob.data), stamp(now))
        work.look_over()
    return count


def _records(work: Writing, records: Iterable[NewRecord], mark: str) -> int:
    every = work.lock_grids([grid.code for grid in work.grids_below("")])
    heads = {code: grid.head for code, grid in every.items()}
    filled: dict[str, int] = {}
    count = 0
    for batch in _batches(records):
        rows: list[Row] = []
        changes: list[ChangeRow] = []
        for record in batch:
            filled[record.grid] = filled.get(record.grid, -1) + 1
            seq = heads[record.grid] + 1 + filled[record.grid] // PER_SEQ
            row, change = _row(record, seq, mark)
            rows.append(row)
            changes.append(change)
        work.load(rows=rows, changes=changes)
        count += len(rows)
    known = work.grids(filled)
    work.load(
        grids=[replace(known[code], head=heads[code] + 1 + last // PER_SEQ, mark=mark) for code, last in filled.items()]
    )
    return count


def _row(record: NewRecord, seq: int, mark: str) -> tuple[Row, ChangeRow]:
    row = Row(
        grid=record.grid,
        id=record.id,
        kind=record.kind,
        parent=record.parent,
        v=1,
        seq=seq,
        body=_encode(record.body).decode(),
    )
    change = ChangeRow(
        grid=record.grid,
        seq=seq,
        id=record.id,
        v=1,
        tx="",
        by=SYSTEM,
        mark=mark,
        at=stamp(record.at),
        fields=_encode(list(record.body)).decode(),
    )
    return row, change


def _batches(records: Iterable[NewRecord]) -> Iterator[list[NewRecord]]:
    rest = iter(records)
    while batch := list(islice(rest, BATCH)):
        yield batch
