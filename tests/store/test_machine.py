"""The store against a plain dictionary: whatever is typed, sent, answered, pulled or killed, the rows are the fold."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from gridclient.store import Batch, Store
from gridclient.store.folding import decode_ops, without_taken_back
from gridclient.store.transaction import Work
from gridclient.store.value import plain
from gridcore.errors import InvalidInput, Refused
from gridcore.merge import Record, fold, touched
from gridcore.wire import Op, PushReply
from tests.clock import FakeClock
from tests.store.conftest import Shelf
from tests.store.tin import Tin

IDS = [f"00000000-0000-7000-8000-00000000000{n}" for n in range(4)]
PHONES = st.sampled_from([None, "1", "2", "3"])
TAGS = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3)
GRIDS = st.sampled_from(["G1", "G2"])
RECORDS = st.sampled_from(IDS)

MASTER: list[Path] = []


def master() -> Path:
    """One migrated file for all runs."""
    if not MASTER:
        folder = Path(tempfile.mkdtemp(prefix="store-machine-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        shelf = Shelf(folder, None, FakeClock())
        shelf.open("master").close()
        MASTER.append(shelf.path("master"))
    return MASTER[0]


class Machine(RuleBasedStateMachine):
    """One store, one server of dictionaries, one model of what must be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="store-machine-"))
        self.shelf = Shelf(self.folder, master(), FakeClock())
        self.store: Store = self.shelf.open()
        self.tin = Tin()
        self.backup = Tin()
        self.batch: Batch | None = None
        self.reply: PushReply | None = None
        self.ask_open: Any = None
        self.actions: list[str] = []
        self.made: set[str] = set()

    def teardown(self) -> None:
        self.shelf.close()
        shutil.rmtree(self.folder)

    def do(self, verb: str, act: Callable[[Work], object]) -> None:
        work: Work | None = None
        try:
            with self.store.write(verb) as work:
                act(work)
        except InvalidInput:
            return
        if work.tx_id:
            self.actions.append(work.tx_id)

    def shown(self) -> dict[str, dict[str, Any]]:
        with self.store.read() as reading:
            return {entry.id: plain(entry.body) | entry.extra for entry in reading.all("household")}

    @rule(record=RECORDS, grid=GRIDS, phone=PHONES, verb=st.sampled_from(["new", "bad"]))
    def create(self, record: str, grid: str, phone: str | None, verb: str) -> None:
        # Where a record lies is the server's to say: one id is only ever made in the grid it is in.
        grid = self.tin.where.get(record, grid)
        if record in self.made and record not in self.tin.where:
            return
        self.made.add(record)
        self.do(verb, lambda work: work.create("household", {"note": phone, "room": "1"}, grid=grid, id=record))

    @rule(record=RECORDS, phone=PHONES, verb=st.sampled_from(["edit", "edit", "bad"]))
    def edit(self, record: str, phone: str | None, verb: str) -> None:
        seen = self.shown().get(record, {}).get("note")
        self.do(verb, lambda work: work.set("household", record, {"note": seen}, {"note": phone}))

    @rule(record=RECORDS, tags=TAGS)
    def tag(self, record: str, tags: list[str]) -> None:
        seen = self.shown().get(record, {}).get("tags")
        self.do("tag", lambda work: work.set("household", record, {"tags": seen}, {"tags": tags}))

    @rule(record=RECORDS)
    def delete(self, record: str) -> None:
        self.do("delete", lambda work: work.delete("household", record))

    @precondition(lambda self: bool(self.actions))
    @rule()
    def undo(self) -> None:
        try:
            self.store.undo(self.actions.pop())
        except Refused:
            return

    @rule(at_most=st.integers(1, 3))
    def seal(self, at_most: int) -> None:
        self.batch = self.store.outbox.seal(max_txs=at_most)

    @precondition(lambda self: self.batch is not None)
    @rule(is_lost=st.booleans(), is_twice=st.booleans())
    def push(self, is_lost: bool, is_twice: bool) -> None:
        assert self.batch is not None
        if self.batch.first > len(self.tin.txs) + 1:
            return  # a gap: the pull rewinds
        reply = self.tin.push(self.batch)
        if is_twice:
            assert msgspec.json.encode(self.tin.push(self.batch).answers) == msgspec.json.encode(reply.answers)
        if not is_lost:
            self.store.outbox.take_answers(reply)
            self.batch = None

    @precondition(lambda self: bool(self.tin.where))
    @rule(data=st.data(), phone=PHONES)
    def somebody_else_edits(self, data: st.DataObject, phone: str | None) -> None:
        self.tin.change(data.draw(st.sampled_from(sorted(self.tin.where))), note=phone, area=1)

    @precondition(lambda self: bool(self.tin.where))
    @rule(data=st.data(), is_moved=st.booleans(), to=GRIDS)
    def somebody_else_takes_away(self, data: st.DataObject, is_moved: bool, to: str) -> None:
        record = data.draw(st.sampled_from(sorted(self.tin.where)))
        if is_moved:
            self.tin.move(record, to)
        elif self.tin.rows[self.tin.where[record]][record].gone is None:
            self.tin.drop(record)

    @rule(limit=st.integers(1, 4), is_lost=st.booleans())
    def pull(self, limit: int, is_lost: bool) -> None:
        ask = self.store.pages.ask(["household"], 10, verify=["G1", "G2"])
        page = self.tin.pull(ask, limit)
        if is_lost:
            self.ask_open = page
            return
        taken = self.store.pages.take(page)
        assert not taken.mismatch
        assert not taken.torn_chain
        assert self.store.pages.take(page).old
        if self.ask_open is not None:
            assert self.store.pages.take(self.ask_open).old

    @rule()
    def the_server_is_backed_up(self) -> None:
        self.backup = self.tin.copy()

    @rule()
    def the_server_is_restored(self) -> None:
        commits, self.tin = self.tin.commits, self.backup.copy()
        self.tin.commits = commits + 1_000
        self.batch = None

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = self.shelf.open()
        self.batch = None
        assert self.store.status().behind is None

    @invariant()
    def rows_are_the_fold(self) -> None:
        with self.store.read() as reading:
            db = reading.db
            shadows = {row[0]: row for row in db.all("SELECT id, kind, grid, parent, v, body FROM shadow")}
            over: dict[str, list[Op]] = {}
            folded: set[str] = set()
            for pos, state, ops in db.all("SELECT pos, st, ops FROM tx ORDER BY pos"):
                rec = {record for (record,) in db.all("SELECT record FROM tx_rec WHERE tx = ?", pos)}
                names = {record for op in decode_ops(ops) for _, record in touched(op)}
                assert rec == (names if state in ("waiting", "sealed", "answered") else set())
                folded |= rec
                for op in decode_ops(ops):
                    if rec:
                        over.setdefault(op.id, []).append(op)
            assert shadows.keys() == folded
        shown = self.shown()
        for record, (_, kind, grid, parent, v, body) in shadows.items():
            base = Record(
                kind=kind,
                id=record,
                grid=grid,
                parent=parent,
                v=v,
                body=None if body is None else msgspec.json.decode(body),
            )
            made = fold(base, without_taken_back(over[record], record))
            assert shown.get(record) == made.body

    @invariant()
    def when_all_is_pulled_both_hold_the_same(self) -> None:
        status = self.store.status()
        if status.waiting or status.sealed or status.answered or not status.grids or self.batch is not None:
            return
        ask = self.store.pages.ask(["household"], 10)
        if any(
            ask.grids[grid][2:] != (self.tin.heads[grid], self.tin.marks[grid][self.tin.heads[grid]])
            for grid in ask.grids
        ):
            return
        if any(cur != head for _, cur, head, _ in ask.grids.values()):
            return
        expected = {record: row.body for grid in ("G1", "G2") for record, row in self.tin.live(grid).items()}
        assert self.shown() == expected


TestMachine = Machine.TestCase
TestMachine.settings = settings(stateful_step_count=40)
