"""The store: one encrypted database of one user on this PC (SYNC 1), the only floor with SQL."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from pathlib import Path

from gridclient.base.changes import Changes
from gridclient.base.clock import Clock
from gridclient.store import search
from gridclient.store.blobs import Blobs
from gridclient.store.drafts import Drafts, Rounds, Settings
from gridclient.store.engine import Database, Db, driver
from gridclient.store.folding import Rows
from gridclient.store.meta import read_meta, set_meta
from gridclient.store.outbox import Outbox
from gridclient.store.own_keys import OwnKeys
from gridclient.store.pages import Pages
from gridclient.store.reading import Reading
from gridclient.store.search import Search
from gridclient.store.shape import json_text
from gridclient.store.side import SideFile
from gridclient.store.spelling import NoPinyin, Pinyin
from gridclient.store.status import StoreStatus, status_of
from gridclient.store.transaction import Work
from gridclient.store.undoing import UndoLine, parked_ops, undo_lines, undo_ops, vanish
from gridclient.store.upgrade import upgrade
from gridclient.vault.sealing import FileBox
from gridcore.errors import Refused, StoreBroken
from gridcore.ids import Rng


class Store:
    """Opened once per program; `write` from one thread at a time (others wait), `read` from up to four."""

    outbox: Outbox
    pages: Pages
    blobs: Blobs
    drafts: Drafts
    settings: Settings
    rounds: Rounds
    search: Search
    keys: OwnKeys

    def __init__(
        self, database: Database, *, clock: Clock, rng: Rng, files: FileBox, side: Path, pinyin: Pinyin | None
    ) -> None:
        """Use `open`."""
        self.database = database
        """The open file: for the doctor and for tests; everything else goes through the store."""
        self._clock, self._rng = clock, rng
        self._pinyin = pinyin or NoPinyin()
        self._side = SideFile(side / "highest")
        self.blobs = Blobs(self._rows, self._reads, clock, files, side / "files")
        self.outbox = Outbox(self._rows, self._reads, clock)
        self.pages = Pages(self._rows, self._reads, clock, self._build, self.blobs.drop)
        self.drafts = Drafts(self._rows, self._reads, clock, rng)
        self.settings = Settings(self._rows, self._reads)
        self.rounds = Rounds(self._rows, self._reads, clock)
        self.search = Search(self._reads, self._pinyin)
        self.keys = OwnKeys(self._rows, self._reads, rng)

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes,
        *,
        clock: Clock,
        rng: Rng,
        files: FileBox,
        side: Path,
        pinyin: Pinyin | None = None,
        create: bool = False,
    ) -> Store:
        """Open the store at `path` with `key` (32 bytes and 16 of salt, known to be right by the vault's key check).

        `side` is the folder of the side file and the sealed files. Raises StoreBusy, StoreBroken, TooNew, DiskFull; a
        missing file is made only with `create`: never an empty store in the place of a lost one (FAULTS 34, 36).
        """
        try:
            side.mkdir(parents=True, exist_ok=True)
        except OSError as denied:
            raise StoreBroken(reason="folder", kept=True) from denied
        database = Database(path, key, create=create)
        try:
            upgrade(database)
            store = cls(database, clock=clock, rng=rng, files=files, side=side, pinyin=pinyin)
            store._compare_side()
        except BaseException:
            database.close()
            raise
        return store

    def close(self) -> None:
        """Close; may be called twice."""
        self.database.close()

    @contextlib.contextmanager
    def write(self, verb: str, *, grp: str | None = None) -> Generator[Work, None, None]:
        """T1: one action of a person in one transaction; what raises, happened not at all. `verb` names it."""
        with self._rows("T1") as rows:
            work = Work(rows.db, rows, verb, grp, self._clock.now(), self._rng, self.blobs.attach)
            yield work
            work.finish()

    @contextlib.contextmanager
    def read(self) -> Generator[Reading, None, None]:
        """Look at one moment of the store; nothing written meanwhile is seen."""
        with self.database.read() as connection:
            yield Reading(connection)

    def undo(self, tx: str) -> Changes:
        """Take an action back, by the id of its (first) tx: what waits and nothing builds on vanishes, else a new tx.

        Raises Refused(reason=not_undoable) for what has gone out and has no way back: a step, a signed paper.
        """
        with self._rows("T1") as rows:
            if vanish(rows, tx):
                return rows.changes()
            ops, verb = undo_ops(rows, tx)
            work = Work(rows.db, rows, f"undo:{verb}", None, self._clock.now(), self._rng, self.blobs.attach)
            work.lay(ops)
            work.finish()
        return work.changes

    def undo_lines(self) -> tuple[UndoLine, ...]:
        """Give the last 30 actions that can be taken back, newest first."""
        with self._reads() as db:
            return undo_lines(db)

    def resend(self, tx: str) -> str:
        """Do a parked tx again as a new one and take it off the list; gives the new id."""
        with self._rows("T1") as rows:
            found = parked_ops(rows, tx)
            if found is None:
                raise Refused(reason="not_parked", tx=tx)
            ops, verb = found
            work = Work(rows.db, rows, verb, None, self._clock.now(), self._rng, self.blobs.attach)
            work.lay(ops)
            work.finish()
            self.blobs.resend(rows.db, tx, work.tx_id)
        return work.tx_id

    def status(self) -> StoreStatus:
        """Count what is open."""
        with self._reads() as db:
            return status_of(db)

    def integrity(self) -> list[str]:
        """Give what is wrong with the file's pages, read by a fresh connection; empty is whole (FAULTS 31)."""
        return self.database.integrity()

    def copy_to(self, path: Path) -> None:
        """Write a whole copy, readable with the same key."""
        self.database.copy_to(path)

    @contextlib.contextmanager
    def _rows(self, name: str) -> Generator[Rows, None, None]:
        with self.database.write(name) as connection:
            db = driver(connection)
            meta = read_meta(db)
            rows = Rows(db, meta.gen)
            yield rows
            if rows.touched and read_meta(db).indexed and meta.indexed:
                search.index(db, self._pinyin, rows.touched)
            highest = self._highest(db)
        if highest != self._kept():
            device, pos, made, n, doc = highest
            # What was done is committed: a side file that cannot be written now is no reason to say it was not.
            with contextlib.suppress(OSError):
                self._side.keep(device=device, pos=pos, made=made, n=n, doc=doc)

    @contextlib.contextmanager
    def _reads(self) -> Generator[Db, None, None]:
        with self.database.read() as connection:
            yield driver(connection)

    def _build(self, db: Db) -> None:
        search.build(db, self._pinyin)

    def _highest(self, db: Db) -> tuple[str, int, str, int, int]:
        meta = read_meta(db)
        pos = db.value("SELECT seq FROM sqlite_sequence WHERE name = 'tx'") or 0
        return meta.device or "", int(pos), meta.made, meta.n, meta.doc

    def _kept(self) -> tuple[str, int, str, int, int]:
        kept = self._side.highest
        return kept.device, kept.pos, kept.made, kept.n, kept.doc

    def _compare_side(self) -> None:
        """A store behind its side file lost commits: say so, and never give those numbers again (SYNC 7)."""
        kept = self._side.highest
        with self._rows("open") as rows:
            device, pos, made, n, doc = self._highest(rows.db)
            lost_n = kept.n - n if kept.device == device else 0
            if kept.turn and (kept.pos > pos or kept.made > made or lost_n > 0 or kept.doc > doc):
                facts = {"txs": max(0, kept.pos - pos), "made": kept.made, "n": max(0, lost_n), "doc": kept.doc}
                set_meta(rows.db, behind=json_text(facts), made=max(made, kept.made), doc=max(doc, kept.doc))
                # What waits here may have gone out before the disk forgot that: taken back, it would not vanish.
                set_meta(rows.db, gone_out=pos)
                if not rows.db.run("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'tx'", kept.pos):
                    rows.db.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('tx', ?)", kept.pos)

    def seen_behind(self) -> None:
        """Forget that the store was found behind, once the person was told and a round found it whole."""
        with self._rows("seen") as rows:
            set_meta(rows.db, behind=None)
