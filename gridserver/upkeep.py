"""What the server does by itself or for those who run it: erasure by law, and forgetting uploads nobody ends."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from gridcore.errors import InvalidInput, StoreBusy
from gridcore.ids import Rng, new_id
from gridserver.clock import stamp
from gridserver.erased import Erased
from gridserver.row import ChangeRow, GridRow, Row, Writing
from gridserver.server import Server

PARTIAL_DAYS = 30
"""An upload nobody has added to for so long is begun anew (SYNC 12)."""
SYSTEM = "system"
"""Who stands behind a change no person made."""

AGAIN = 4
"""How often an erasure is begun when the record goes to another grid in that very moment."""
_NOTHING = "{}"

_log = logging.getLogger(__name__)
_BLOB = re.compile(r'"sha256"\s*:\s*"([0-9a-f]{64})"')


def erase(server: Server, record: str, now: datetime, rng: Rng, erased: Erased | None = None) -> int:
    """Erase a record with all that hangs on it (PIPL 47, SYNC 15); gives how many records.

    Bodies and the bytes of every tx that names one of them are blanked, photos nothing else speaks of go; versions and
    hashes stay, so that chains stay verifiable, and every store that holds them is told that they are gone. `erased`
    keeps their ids: a backup brings them back.

    Raises:
        InvalidInput: no record has this id. StoreBusy: it is being moved; nothing was erased. Where the database fails
            later, or the program ends, erasing again does the rest.
    """
    for _ in range(AGAIN):
        with server.store.writing() as work:
            known = work.places(record)
            if not known:
                raise InvalidInput(field="record", reason="unknown")
            grids = work.lock_grids({row.grid for row in known})
            family = _family(work, record)
            if {row.grid for row in family} <= grids.keys():
                if erased is not None:
                    erased.add(row.id for row in family)
                count = _erase_rows(work, family, grids, now, rng)
                break
    else:
        raise StoreBusy(code="moving")
    spoken = {name for row in family for name in _BLOB.findall(row.body)}
    _erase_traces(server, {row.id for row in family}, spoken)
    _log.info("erased %d records", count)
    return count


def erase_again(server: Server, erased: Erased, now: datetime, rng: Rng) -> int:
    """Erase what was erased before and stands again, or has got something new below it; gives how many records.

    A backup brings it back at once, the journals of the stores bring what the backup does not have (SYNC 8 T5).
    """
    count = 0
    for record in erased.ids():
        with server.store.writing() as work:
            back = any(row.body != _NOTHING for row in _family(work, record))
        if back:
            count += erase(server, record, now, rng, erased)
    _erase_traces(server, erased.ids(), set())
    return count


def _family(work: Writing, record: str) -> list[Row]:
    """Give what any grid has of a record and of all below it, each once: what is stored may go in a circle."""
    found: dict[str, Sequence[Row]] = {}
    waiting = [record]
    while waiting:
        name = waiting.pop()
        found[name] = work.places(name)
        for row in found[name]:
            if row.moved_to is None:
                waiting += [child.id for child in work.children(row.grid, row.id) if child.id not in found]
    return [row for rows in found.values() for row in rows]


def _erase_rows(work: Writing, family: Sequence[Row], grids: Mapping[str, GridRow], now: datetime, rng: Rng) -> int:
    live = [row for row in family if row.moved_to is None]
    heads = {row.grid: grids[row.grid] for row in live}
    heads = {code: replace(grid, head=grid.head + 1, mark=rng(8).hex()) for code, grid in sorted(heads.items())}
    tx, at = new_id(now, rng), stamp(now)
    changes = [
        ChangeRow(
            grid=row.grid, seq=heads[row.grid].head, id=row.id, v=row.v + 1, tx=tx, by=SYSTEM,
            mark=heads[row.grid].mark, at=at, fields="[]",
        )
        for row in live
    ]  # fmt: skip
    rows = [
        replace(row, body=_NOTHING, deleted=True, v=row.v + 1, seq=heads[row.grid].head)
        if row.moved_to is None
        else replace(row, body=_NOTHING)
        for row in family
    ]
    work.erase(rows, changes, list(heads.values()))
    return len(live)


def _erase_traces(server: Server, records: Collection[str], spoken: set[str]) -> None:
    """Blank every tx that names one of these erased records, and drop the photos those and the records spoke of.

    After the records: whatever reached their grids before is stored by now, and looking at every tx there is locks
    nothing. A photo goes from each grid it came to on the way, but not from one in which another record speaks of it.
    """
    with server.store.reading() as read:
        txs = read.txs_naming(records)
    spoken = spoken | {name for _, _, line in txs for name in _BLOB.findall(line.decode(errors="replace"))}
    with server.store.writing() as work:
        work.lock_grids({grid for grid, _ in work.blobs_of(spoken)})
        alone = [(grid, name) for grid, name in work.blobs_of(spoken) if not work.names_blob(grid, name)]
        work.blank([(device, n) for device, n, _ in txs])
        for grid, name in alone:
            work.drop_blob(grid, name)
    # A file without its row is harmless, a row without its file is not: the files last.
    for grid, name in alone:
        server.blobs.drop(grid, name)


def tidy(server: Server, now: datetime) -> int:
    """Forget uploads untouched for 30 days, files and rows; gives how many (SYNC 12)."""
    dropped = server.blobs.drop_partials(now - timedelta(days=PARTIAL_DAYS))
    with server.store.writing() as work:
        for upload in work.uploads():
            if not server.blobs.begun(upload.device, upload.grid, upload.sha256):
                work.put_upload(replace(upload, size=0))
    return dropped
