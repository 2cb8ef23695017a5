"""What `next` and `chain` of a reply say of the journal: known, lost there, or another history (SYNC 8 T4.1, 10)."""

from __future__ import annotations

from gridclient.store.engine import Db
from gridclient.store.folding import Rows, decode_ops
from gridclient.store.meta import read_meta, set_meta
from gridclient.store.outbox import hash_before
from gridcore.wire import JOURNAL_DAYS


def is_torn(db: Db, next_n: int, h: str) -> bool:
    """Say whether the server's chain is none of ours, or lacks what the journal cannot fill: then T5."""
    meta = read_meta(db)
    if next_n < 1 or next_n - 1 > meta.n:
        return True
    if next_n > 1:
        known = db.value("SELECT h FROM tx WHERE n = ?", next_n - 1)
        if known is None and meta.acked_n == next_n - 1:
            known = meta.acked_h
        if known != h:
            return True
    elif h:
        return True
    kept = db.value("SELECT count(*) FROM tx WHERE n >= ?", next_n)
    return int(kept) != meta.n - next_n + 1


def rewind(rows: Rows, next_n: int) -> set[str]:
    """Seal again what the server no longer knows, and fold it again (T4.1); gives the records touched."""
    db = rows.db
    lost = db.all("SELECT pos, ops FROM tx WHERE n >= ? AND st IN ('answered', 'settled', 'parked') ORDER BY n", next_n)
    folded: set[str] = set()
    for pos, ops in lost:
        db.run("UPDATE tx SET st = 'sealed', answer = NULL WHERE pos = ?", pos)
        folded.update(rows.lay(pos, decode_ops(ops)))
    if lost:
        set_meta(db, acked_n=next_n - 1, acked_h=hash_before(db, next_n))
    return folded


def trim(db: Db, now_text: str) -> None:
    """Drop what settled longer ago than the journal keeps (SYNC 17), once a day; when it was made does not count."""
    meta = read_meta(db)
    if meta.trimmed_at is not None and meta.trimmed_at[:10] == now_text[:10]:
        return
    # Of what settled under a program that did not write it down, only this is known: not later than now.
    db.run("UPDATE tx SET settled = ? WHERE st = 'settled' AND settled IS NULL", now_text)
    db.run(
        "DELETE FROM tx WHERE st = 'settled' AND n < ? AND julianday(settled) < julianday(?) - ?",
        *(meta.acked_n, now_text, JOURNAL_DAYS),
    )
    set_meta(db, trimmed_at=now_text)
