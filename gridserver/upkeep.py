"""What the server does by itself or for those who run it: erasure by law, and forgetting uploads nobody ends."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from gridcore.errors import InvalidInput
from gridcore.ids import Rng, new_id
from gridserver.clock import stamp
from gridserver.row import ChangeRow, Row, Writing
from gridserver.server import Server

PARTIAL_DAYS = 30
"""An upload nobody has added to for so long is begun anew (SYNC 12)."""
SYSTEM = "system"
"""Who stands behind a change no person made."""

_log = logging.getLogger(__name__)
_BLOB = re.compile(r'"sha256":"([0-9a-f]{64})"')


def erase(server: Server, record: str, now: datetime, rng: Rng) -> int:
    """Erase a record with all that hangs on it (PIPL 47, SYNC 15); gives how many records.

    Bodies and the bytes of every tx that names one of them are blanked, photos nothing else speaks of go; versions and
    hashes stay, so that chains stay verifiable, and every store that holds them is told that they are gone.

    Raises:
        InvalidInput: no record has this id.
    """
    with server.store.writing() as work:
        known = work.places(record)
        codes = sorted({row.grid for row in known})
        if not codes:
            raise InvalidInput(field="record", reason="unknown")
        grids = work.lock_grids(codes)
        family = [row for one in work.places(record) for row in _below(work, one)]
        photos = {(row.grid, name) for row in family for name in _BLOB.findall(row.body)}
        live = [row for row in family if row.moved_to is None]
        heads = {code: replace(grids[code], head=grids[code].head + 1, mark=rng(8).hex()) for code in codes}
        tx, at = new_id(now, rng), stamp(now)
        work.erase(
            [_blanked(row, heads[row.grid].head) for row in family],
            [
                ChangeRow(
                    grid=row.grid, seq=heads[row.grid].head, id=row.id, v=row.v + 1, tx=tx, by=SYSTEM,
                    mark=heads[row.grid].mark, at=at, fields="[]",
                )
                for row in live
            ],
            [heads[code] for code in sorted({row.grid for row in live})],
        )  # fmt: skip
        alone = [(grid, name) for grid, name in sorted(photos) if not work.names_blob(grid, name)]
        for grid, name in alone:
            work.drop_blob(grid, name)
    # A file without its row is harmless, a row without its file is not: the files last.
    for grid, name in alone:
        server.blobs.drop(grid, name)
    _log.info("erased %d records", len(live))
    return len(live)


def _below(work: Writing, row: Row) -> Iterator[Row]:
    yield row
    if row.moved_to is None:
        for child in work.children(row.grid, row.id):
            yield from _below(work, child)


def _blanked(row: Row, seq: int) -> Row:
    if row.moved_to is not None:
        return replace(row, body="{}")
    return replace(row, body="{}", deleted=True, v=row.v + 1, seq=seq)


def tidy(server: Server, now: datetime) -> int:
    """Forget uploads untouched for 30 days, files and rows; gives how many (SYNC 12)."""
    dropped = server.blobs.drop_partials(now - timedelta(days=PARTIAL_DAYS))
    with server.store.writing() as work:
        for upload in work.uploads():
            if not server.blobs.begun(upload.device, upload.grid, upload.sha256):
                work.put_upload(replace(upload, size=0))
    return dropped
