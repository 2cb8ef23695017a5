"""T4: one pull reply, taken whole or not at all (SYNC 8, 10, 14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from gridclient.base.changes import NO_CHANGES, Changes
from gridclient.base.clock import Clock
from gridclient.store.engine import Db
from gridclient.store.folding import Rows
from gridclient.store.journal import is_torn, rewind, trim
from gridclient.store.meta import Meta, read_meta, set_meta
from gridclient.store.outbox import Reads, Writes, ask_for_photos_again, clock_offset
from gridclient.store.part import Part, apply_part, begin_load, end_load, sum_of, sweep_part
from gridclient.store.scope import LeavingGrid, has_work, leave, leaving_grids, may_leave, take_scope
from gridcore.errors import Damaged
from gridcore.wire import MAX_PAGE, PullAsk, PullLine, decode_pull_lines

_RESYNC_HOURS, _VERIFY_HOURS, _YOUNG_TXS = 24, 24, 300


@dataclass(frozen=True, slots=True)
class PageTaken:
    """What a pull reply did.

    `more`: ask again at once; `resync`: everything is read again from 0; `torn_chain`: nothing was taken, the store
    must be re-enrolled (T5); `old`: nothing was taken, a newer reply already was; `rewound`: txs are sealed again and
    must be pushed; `mismatch`: grids whose verify sum differed (a defect; a resync was begun unless one was today);
    `again`: seconds until the next pull; `records` taken; `skipped` parts that did not begin where this store is;
    `left`: grids whose rows went; `leaving`: grids the reply left out.
    """

    more: bool = False
    resync: bool = False
    torn_chain: bool = False
    old: bool = False
    rewound: bool = False
    mismatch: tuple[str, ...] = ()
    again: int | None = None
    records: int = 0
    skipped: int = 0
    left: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    changes: Changes = NO_CHANGES


@dataclass(frozen=True, slots=True)
class _Page:
    head: PullLine
    parts: tuple[Part, ...]
    more: bool


class Pages:
    """Asks for pages and takes them in."""

    def __init__(
        self,
        writes: Writes,
        reads: Reads,
        clock: Clock,
        finish: Callable[[Db], None],
        drop: Callable[[Iterable[str]], int],
    ) -> None:
        """`finish` builds the search index at the end of a first sync, `drop` removes files nobody names."""
        self._writes, self._reads, self._clock, self._finish, self._drop = writes, reads, clock, finish, drop

    def ask(self, kinds: Sequence[str], limit: int = MAX_PAGE, verify: Sequence[str] = ()) -> PullAsk:
        """Give the next pull: a number of its own, and where this store is in each grid."""
        with self._writes("ask") as rows:
            number = read_meta(rows.db).ask + 1
            set_meta(rows.db, ask=number)
            found = rows.db.all("SELECT grid, view, cur, head, mark FROM scope ORDER BY grid")
        grids = {grid: (view, cur, head, mark) for grid, view, cur, head, mark in found}
        return PullAsk(
            ask=number, limit=limit, kinds=list(kinds), grids=grids, verify=[g for g in verify if g in grids]
        )

    def to_verify(self) -> tuple[str, ...]:
        """Give the grids whose sums were not asked for today (SYNC 14)."""
        now = self._clock.now()
        with self._reads() as db:
            rows = db.all("SELECT grid, asked FROM scope WHERE leaving IS NULL AND cur = head AND mark != ''")
        day = timedelta(hours=_VERIFY_HOURS)
        return tuple(grid for grid, asked in rows if asked is None or now - datetime.fromisoformat(asked) >= day)

    def read_part(self) -> float:
        """Give how much of the grids held was read, 0 to 1, each grid counting the same; a re-read begins at 0."""
        with self._reads() as db:
            part = db.value(
                "SELECT avg(CASE WHEN mark = '' THEN 0.0 WHEN head = 0 THEN 1.0 ELSE 1.0 * cur / head END)"
                " FROM scope WHERE leaving IS NULL"
            )
        return float(part or 0.0)

    def take(self, body: bytes | Sequence[PullLine], *, online: bool = True) -> PageTaken:
        """Take one reply (T4). Raises Damaged when it is cut or no pull reply: then nothing was changed."""
        page = _read(body)
        with self._writes("T4") as rows:
            meta = read_meta(rows.db)
            ask = page.head.ask or 0
            if ask <= meta.taken:
                return PageTaken(old=True)
            if is_torn(rows.db, page.head.next or 0, page.head.chain or ""):
                return PageTaken(torn_chain=True)
            taken, gone = self._take(rows, page, meta, online=online)
            time = page.head.time or ""
            set_meta(
                rows.db,
                taken=ask,
                ask=max(ask, read_meta(rows.db).ask),
                verified_at=_later(meta.verified_at, time),
                last_pull=self._clock.now().isoformat(timespec="seconds"),
                ended=int(not taken.more),
            )
            if online and time:
                set_meta(rows.db, clock_offset=clock_offset(self._clock, time))
            if not taken.more and not read_meta(rows.db).indexed:
                end_load(rows.db)
                self._finish(rows.db)
        self._drop(gone)
        return replace(taken, changes=rows.changes())

    def _take(self, rows: Rows, page: _Page, meta: Meta, *, online: bool) -> tuple[PageTaken, list[str]]:
        db, head = rows.db, page.head
        time = head.time or self._clock.now().isoformat()
        refold = rewind(rows, head.next or 0)
        rewound = bool(refold)
        if head.scope is not None:
            take_scope(db, head.scope, time)
        if head.resync:
            resync(rows)
        if rewound or head.resync:
            ask_for_photos_again(db)
        if meta.indexed and meta.gen == 0 and meta.taken == 0:
            begin_load(db)
        records, skipped, overtaken = 0, 0, False
        mismatch: list[str] = []
        for part in page.parts:
            at = db.one("SELECT cur, head, mark FROM scope WHERE grid = ?", part.grid)
            if at is None or at != part.frm:
                # By packages a reply may come whose part begins where this store no longer is: the rest is asked for.
                skipped, overtaken = skipped + 1, overtaken or at is not None
                continue
            refold |= apply_part(rows, part)
            records += len(part.lines)
            db.run(
                "UPDATE scope SET cur = ?, head = ?, mark = ? WHERE grid = ?", part.to, part.head, part.mark, part.grid
            )
            if part.to == part.head:
                refold |= sweep_part(rows, part.grid)
                if part.sum is not None:
                    _compared(db, part.grid, time, online=online)
                    if sum_of(db, part.grid) != (part.count, part.sum):
                        mismatch.append(part.grid)
        refold |= rows.settle(time)
        trim(db, time)
        rows.refold(sorted(refold))
        leaving = may_leave(db, time) if head.scope is not None else []
        gone = leave(rows, leaving)
        repaired = bool(mismatch) and self._repair(rows, time)
        taken = PageTaken(
            more=page.more or repaired or overtaken or (head.resync and not page.parts),
            resync=head.resync or repaired,
            rewound=rewound,
            mismatch=tuple(mismatch),
            again=head.again,
            records=records,
            skipped=skipped,
            left=tuple(leaving),
            leaving=_left_out(db),
        )
        return taken, gone

    def _repair(self, rows: Rows, time: str) -> bool:
        last = read_meta(rows.db).resync_at
        hours = timedelta(hours=_RESYNC_HOURS)
        if last is not None and datetime.fromisoformat(time) - datetime.fromisoformat(last) < hours:
            return False
        resync(rows)
        set_meta(rows.db, resync_at=time)
        return True

    def resync(self) -> None:
        """Read everything again from 0, by hand: nothing is deleted but what the re-read does not bring (SYNC 14)."""
        with self._writes("resync") as rows:
            resync(rows)

    def leaving(self) -> tuple[LeavingGrid, ...]:
        """Give the real grids the server leaves out, and whether a person is asked to let them go (9a)."""
        with self._reads() as db:
            return leaving_grids(db, read_meta(db).verified_at)

    def leave(self, grids: Sequence[str]) -> Changes:
        """Let leaving grids go since a person, or an order signed by the server, said so (9a); not those with work."""
        with self._writes("T4") as rows:
            marks = {grid for (grid,) in rows.db.all("SELECT grid FROM scope WHERE leaving IS NOT NULL")}
            gone = leave(rows, [grid for grid in grids if grid in marks and not has_work(rows.db, grid)])
        self._drop(gone)
        return rows.changes()


def _compared(db: Db, grid: str, time: str, *, online: bool) -> None:
    """Note that the sums of a grid were compared; once a day its younger photos are asked for with them.

    A restore that took back nothing but photos moves no head. Young is counted by txs, about a week of work, because
    the clock of this PC may be anywhere.
    """
    db.run("UPDATE scope SET asked = ? WHERE grid = ?", time, grid)
    if not online:
        return  # to ask by package is to send them again: that waits for a line
    db.run(
        "UPDATE blob SET st = 'here' WHERE st = 'sent' AND grid = ?"
        " AND tx IN (SELECT id FROM tx ORDER BY pos DESC LIMIT ?)",
        *(grid, _YOUNG_TXS),
    )


def _left_out(db: Db) -> tuple[str, ...]:
    return tuple(grid for (grid,) in db.all("SELECT grid FROM scope WHERE leaving IS NOT NULL ORDER BY grid"))


def resync(rows: Rows) -> None:
    """Begin a full re-read: gen + 1, all cursors to 0 (T4.3)."""
    rows.db.run("UPDATE meta SET gen = gen + 1")
    rows.db.run("UPDATE scope SET cur = 0, head = 0, mark = ''")
    rows.gen += 1


def _later(known: str | None, time: str) -> str | None:
    if not time:
        return known
    if known is None or datetime.fromisoformat(time) > datetime.fromisoformat(known):
        return time
    return known


def _read(body: bytes | Sequence[PullLine]) -> _Page:
    if isinstance(body, bytes):
        try:
            lines: Sequence[PullLine] = decode_pull_lines(body)
        except msgspec.DecodeError as wrong:
            raise Damaged(reason="malformed") from wrong
    else:
        lines = body
    if len(lines) < 2 or lines[0].ask is None or not lines[-1].end:
        raise Damaged(reason="cut")
    parts: list[Part] = []
    for line in lines[1:-1]:
        if line.grid is not None:
            parts.append(Part.of(line))
        elif line.k is not None and parts:
            parts[-1].lines.append(line)
    return _Page(lines[0], tuple(parts), lines[-1].more)
