"""Outbox, journal and parked list: T2 seal, T3 answers, T5 re-enrol (SYNC 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from gridclient.base.changes import Changes
from gridclient.base.clock import Clock
from gridclient.store.engine import Db
from gridclient.store.folding import Rows, decode_ops
from gridclient.store.meta import Meta, read_meta, set_meta
from gridclient.store.shape import json_text
from gridclient.vault.keys import Keys
from gridcore.merge import touched
from gridcore.wire import MAX_PACKAGE_TXS, MAX_TX_BYTES, MAX_TXS, Answer, Note, Op, PushReply, Tx, chain, encode

Writes = Callable[[str], AbstractContextManager[Rows]]
Reads = Callable[[], AbstractContextManager[Db]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Txs ready for one push: `first` and `last` numbers, `prev` = h(first - 1), exact bytes, `h` = h(last)."""

    first: int
    prev: str
    lines: tuple[bytes, ...]
    last: int
    h: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a push reply did: txs applied and refused, the notes of the applied ones, rows changed."""

    applied: int
    refused: int
    notes: tuple[Note, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A tx not yet answered, as the Sync page lists it.

    `kinds`: records touched by kind; `state` waiting | sealed.
    """

    tx: str
    verb: str
    made: datetime
    state: str
    kinds: tuple[tuple[str, int], ...]
    records: tuple[tuple[str, str], ...]
    """(kind, id) of what was touched, in order."""


@dataclass(frozen=True, slots=True)
class ParkedLine:
    """A tx the server refused, with its reason code, and what it would have done."""

    tx: str
    verb: str
    made: datetime
    reason: str
    records: tuple[tuple[str, str], ...]
    ops: tuple[Op, ...]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Txs only this store has: how many wait, and the numbers of the first and last one sealed (0, 0: none)."""

    waiting: int
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many there are; sealed ones are numbered without gaps."""
        return self.waiting + (self.last - self.first + 1 if self.last else 0)


class Outbox:
    """The txs of this store on their way to the server."""

    def __init__(self, writes: Writes, reads: Reads, clock: Clock) -> None:
        self._writes, self._reads, self._clock = writes, reads, clock

    def seal(self, max_txs: int = MAX_TXS, max_bytes: int = MAX_TX_BYTES) -> Batch | None:
        """Give the next batch: what is sealed and unanswered, else waiting txs, sealed now (T2); None if empty."""
        with self._reads() as db:
            batch = _sealed(db, max_txs, max_bytes)
            if batch is not None or db.value("SELECT 1 FROM tx WHERE st = 'waiting' LIMIT 1") is None:
                return batch
        with self._writes("T2") as rows:
            _park_too_large(rows)
            _seal(rows.db, max_txs, max_bytes)
            return _sealed(rows.db, max_txs, max_bytes)

    def seal_all(self, max_bytes: int) -> Batch | None:
        """Give everything unanswered that fits, sealed now where it waited (T2 again and again): for a package."""
        while self._seal_next():
            pass
        with self._reads() as db:
            return _sealed(db, MAX_PACKAGE_TXS, max_bytes)

    def _seal_next(self) -> bool:
        with self._reads() as db:
            if db.value("SELECT 1 FROM tx WHERE st = 'waiting' LIMIT 1") is None:
                return False
        with self._writes("T2") as rows:
            _park_too_large(rows)
            _seal(rows.db, MAX_TXS, MAX_TX_BYTES)
        return True

    def take_answers(self, reply: PushReply, *, online: bool = True) -> Taken:
        """Take answers by (n, tx) where the tx is sealed here, and refold (T3); a repeated reply changes nothing.

        Only the next one in order: a server answers no tx before those in front of it, so what leaves one out is of a
        history that is gone (a package from before a restore).

        `online`: the reply came just now, so its `time` tells how far the clock of this PC is off.
        """
        applied = refused = 0
        notes: list[Note] = []
        with self._writes("T3") as rows:
            db, acked = rows.db, read_meta(rows.db).acked_n
            for answer in reply.answers:
                pos = db.value("SELECT pos FROM tx WHERE id = ? AND n = ? AND st = 'sealed'", answer.tx, answer.n)
                if pos is None or answer.n != acked + 1:
                    continue
                acked = answer.n
                if answer.st == "applied":
                    applied += 1
                    notes += answer.notes
                else:
                    refused += 1
                _answered(rows, pos, answer)
            # Nothing settles here: after a restore `at` counts in another history than our cursors. Only a pull, in
            # which the server has checked the cursors, may say that they have reached it (SYNC 10).
            if online:
                set_meta(db, clock_offset=clock_offset(self._clock, reply.time))
        return Taken(applied, refused, tuple(notes), rows.changes())

    def unsettled(self) -> int:
        """Give how many txs are waiting, sealed or answered."""
        with self._reads() as db:
            return int(db.value("SELECT count(*) FROM tx WHERE st IN ('waiting', 'sealed', 'answered')"))

    def unanswered(self) -> int:
        """Give how many txs are waiting or sealed."""
        with self._reads() as db:
            return int(db.value("SELECT count(*) FROM tx WHERE st IN ('waiting', 'sealed')"))

    def unanswered_span(self) -> Unanswered:
        """Say which txs only this store has."""
        with self._reads() as db:
            waiting, first, last = db.one(
                "SELECT coalesce(sum(st = 'waiting'), 0), coalesce(min(n), 0), coalesce(max(n), 0)"
                " FROM tx WHERE st IN ('waiting', 'sealed')"
            )
        return Unanswered(waiting, first, last)

    def waiting_lines(self, limit: int = 500) -> tuple[WaitingLine, ...]:
        """Give the txs not yet answered, oldest first."""
        with self._reads() as db:
            found = db.all(
                "SELECT id, verb, made, st, ops FROM tx WHERE st IN ('waiting', 'sealed') ORDER BY pos LIMIT ?", limit
            )
        return tuple(_waiting_line(*row) for row in found)

    def parked_lines(self) -> tuple[ParkedLine, ...]:
        """Give the refused txs nobody has sent again or hidden, oldest first."""
        with self._reads() as db:
            found = db.all(
                "SELECT id, verb, made, coalesce(json_extract(answer, '$.reason'), ''), ops FROM tx"
                " WHERE st = 'parked' AND hidden = 0 ORDER BY pos"
            )
        return tuple(
            ParkedLine(tx, verb, datetime.fromisoformat(made), reason, records_of(ops), tuple(decode_ops(ops)))
            for tx, verb, made, reason, ops in found
        )

    def hide(self, tx: str) -> None:
        """Take a parked tx off the list; it is kept."""
        with self._writes("hide") as rows:
            rows.db.run("UPDATE tx SET hidden = 1 WHERE id = ? AND st = 'parked'", tx)

    def re_enrol(self, device: str, why: str, keys: Keys | None = None) -> None:
        """T5: a new device id with its keys; every tx kept becomes waiting, unnumbered; what is folded stays folded.

        `why` (forked, unknown_device, torn, recovered) is kept until the person was told. `keys`: those enrolled, where
        they are not the ones of `store.keys.next`.
        """
        with self._writes("T5") as rows:
            db = rows.db
            db.run("UPDATE tx SET st = 'waiting', n = NULL, h = NULL, line = NULL, answer = NULL")
            if keys is not None:
                values = (keys.ed25519.hex(), keys.x25519.hex())
                db.run("INSERT OR REPLACE INTO device_key VALUES ('next', ?, ?)", *values)
            if db.one("SELECT 1 FROM device_key WHERE st = 'next'") is not None:
                db.run("DELETE FROM device_key WHERE st = 'now'")
                db.run("UPDATE device_key SET st = 'now'")
            last = db.value("SELECT max(pos) FROM tx")
            set_meta(db, device=device, n=0, h="", acked_n=0, acked_h="", gone_out=last, re_enrolled=why)
            ask_for_photos_again(db)

    def seen_re_enrolled(self) -> None:
        """Forget why a new device id was taken, once the person was told."""
        with self._writes("seen") as rows:
            set_meta(rows.db, re_enrolled=None)

    def first_enrol(self, device: str, user: str, server_id: str, server_key: str, server_x25519: str) -> None:
        """Say who this store is, once (SYNC 10 `POST /v1/devices`); keys in hex."""
        with self._writes("enrol") as rows:
            set_meta(
                rows.db,
                device=device,
                user=user,
                server_id=server_id,
                server_key=server_key,
                server_x25519=server_x25519,
            )

    def meta(self) -> Meta:
        """Give the row that says who this store is and how far it got."""
        with self._reads() as db:
            return read_meta(db)


def ask_for_photos_again(db: Db) -> None:
    """The server may be a restored copy: what it had of our photos is asked again (SYNC 12, F33)."""
    db.run("UPDATE blob SET st = 'here' WHERE st = 'sent' AND tx IS NOT NULL")


def clock_offset(clock: Clock, server_time: str) -> int:
    """Give the seconds this PC's clock is ahead of the server's."""
    return round((clock.now() - datetime.fromisoformat(server_time)).total_seconds())


def records_of(ops: str) -> tuple[tuple[str, str], ...]:
    """Give (kind, id) of every record the ops touch, each once, in order."""
    return tuple(dict.fromkeys(pair for op in decode_ops(ops) for pair in touched(op)))


def _waiting_line(tx: str, verb: str, made: str, state: str, ops: str) -> WaitingLine:
    records = records_of(ops)
    counts: dict[str, int] = {}
    for kind, _ in records:
        counts[kind] = counts.get(kind, 0) + 1
    return WaitingLine(tx, verb, datetime.fromisoformat(made), state, tuple(counts.items()), records)


def _sealed(db: Db, max_txs: int, max_bytes: int) -> Batch | None:
    found = db.all("SELECT n, line, h FROM tx WHERE st = 'sealed' ORDER BY n LIMIT ?", max_txs)
    lines, size = list[bytes](), 0
    for _, line, _ in found:
        size += len(line) + 1
        if lines and size > max_bytes:
            break
        lines.append(line)
    if not lines:
        return None
    first, last = found[0][0], found[len(lines) - 1]
    return Batch(first, hash_before(db, first), tuple(lines), last[0], last[2])


def hash_before(db: Db, n: int) -> str:
    """Give h(n - 1): from the journal, or what was last answered."""
    if n == 1:
        return ""
    h = db.value("SELECT h FROM tx WHERE n = ?", n - 1)
    return str(h if h is not None else db.value("SELECT acked_h FROM meta WHERE acked_n = ?", n - 1))


def _park_too_large(rows: Rows) -> None:
    """Set aside what no server can take: a program with other limits made it, and the rest must go on (SYNC 17)."""
    waiting = "SELECT pos, id FROM tx WHERE st = 'waiting' AND length(CAST(ops AS BLOB)) > ?"
    for pos, tx in rows.db.all(waiting, MAX_TX_BYTES):
        answer = Answer(n=0, tx=tx, st="refused", at={}, reason="too_large")
        rows.db.run("UPDATE tx SET st = 'parked', answer = ? WHERE pos = ?", json_text(answer), pos)
        rows.refold(rows.release(pos))


def _seal(db: Db, max_txs: int, max_bytes: int) -> None:
    meta = read_meta(db)
    n, h, size = meta.n, meta.h, 0
    for pos, tx, made, verb, grp, ops in _waiting(db, max_txs):
        line = encode(Tx(n=n + 1, id=tx, at=made, offset=meta.clock_offset, verb=verb, grp=grp, ops=decode_ops(ops)))
        size += len(line) + 1
        if size > max_bytes and n > meta.n:
            break
        n, h = n + 1, chain(h, line)
        db.run("UPDATE tx SET st = 'sealed', n = ?, line = ?, h = ? WHERE pos = ?", n, line, h, pos)
    set_meta(db, n=n, h=h)


def _waiting(db: Db, limit: int) -> Iterator[tuple[int, str, str, str, str | None, str]]:
    yield from db.all("SELECT pos, id, made, verb, grp, ops FROM tx WHERE st = 'waiting' ORDER BY pos LIMIT ?", limit)


def _answered(rows: Rows, pos: int, answer: Answer) -> None:
    state = "answered" if answer.st == "applied" else "parked"
    rows.db.run("UPDATE tx SET st = ?, answer = ? WHERE pos = ?", state, json_text(answer), pos)
    rows.db.run(
        "UPDATE meta SET acked_n = ?, acked_h = (SELECT h FROM tx WHERE pos = ?) WHERE acked_n < ?",
        *(answer.n, pos, answer.n),
    )
    if state == "parked":
        rows.refold(rows.release(pos))
