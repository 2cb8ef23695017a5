"""Who sits at a laptop: types unique values, so that each can be found again, and remembers what was typed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import msgspec

from gridclient.store.reading import Entry
from gridclient.store.transaction import Work
from gridcore.errors import DiskFull, GridError, InvalidInput, Refused
from tests.simulation.ledger import Ledger, Typed
from tests.simulation.machine import Machine


class Person:
    """The hands of a machine's user. What is typed waits in `pending` until its tx is committed."""

    def __init__(self, machine: Machine, ledger: Ledger) -> None:
        self.machine, self.ledger, self.rng = machine, ledger, machine.rng
        self.pending: list[Typed] = []
        self.number = 0
        self.about: frozenset[str] = frozenset()
        """Records a meeting is about: those are chosen, where it is one of them that is asked for."""
        self.taking_back: list[str] = []
        self._count, self._before = 0, 0

    def word(self) -> str:
        """Give a text nobody ever typed."""
        self._count += 1
        return f"{self.machine.name}-{self._count}"

    def act(self, doing: Callable[[Person], str]) -> str:
        """Do one thing; gives what, for the story. A full disk is told and the form kept (F47)."""
        name = doing.__name__
        self.ledger.reach(f"do {name}")
        self.machine.points.clear()
        self._forget()
        self._before = self._last()
        forms = list(self.machine.forms)
        try:
            return f"{name}: {doing(self)}"
        except (InvalidInput, Refused) as wrong:
            self.ledger.reach(f"told {wrong.facts.get('reason')}")
            return f"{name}: told {wrong.facts.get('reason')}"
        except DiskFull:
            self.machine.forms = forms
            self.ledger.reach("F47 typing")
            return f"{name}: told the disk is full"
        except GridError as wrong:
            self.ledger.reach(f"told {wrong.code}")
            return f"{name}: told {wrong.code}"

    @contextmanager
    def saving(self, verb: str) -> Generator[Work, None, None]:
        """T1: what the block adds to `pending` is typed once the commit is done."""
        with self.machine.store.write(verb) as work:
            yield work
        self._keep(work.tx_id)

    def typed(self, how: str, entry: Entry | tuple[str, str], field: str, seen: Any, value: Any) -> None:
        """Add a value to what the tx under way is made of; `entry` is a record, or its kind and id."""
        kind, record = entry if isinstance(entry, tuple) else (entry.kind, entry.id)
        made = Typed(self.machine.name, "", how, kind, record, field, msgspec.to_builtins(seen), value)
        self.pending.append(made)

    def after(self) -> str | None:
        """Take in what a call that gives no tx did: gives the new tx."""
        made = self._new_txs()
        self._taken_back()
        if made:
            self._keep(made[0])
        return made[0] if made else None

    def recover(self, point: str) -> list[str]:
        """Killed while typing: what was committed is typed. Gives what is wrong."""
        made = self._new_txs()
        self._taken_back()
        if made:
            self._keep(made[0])
        elif point == "T1 after" and self.pending and not self.taking_back:
            return [f"1 {self.machine.name}: T1 returned and nothing is there"]
        return []

    def pick(self, kind: str, where: str = "") -> Entry | None:
        """Give any record of a kind as it is shown; none of a grid that is being left."""
        shown = "grid NOT IN (SELECT grid FROM scope WHERE leaving IS NOT NULL)"
        with self.machine.store.read() as reading:
            found = [one for (one,) in reading.db.all(f'SELECT id FROM "{kind}" WHERE {shown} {where} ORDER BY id')]
            # Half the time one of the first: where everybody meets.
            few = found[:2] if self.rng.random() < 0.5 else found
            few = [one for one in found if one in self.about] or few
            return reading.get(kind, self.rng.choice(few)) if found else None

    def home(self, grid: str, *but: str | None) -> str | None:
        """Give a household of a grid, none of those named."""
        shown = "SELECT id FROM household WHERE grid = ? AND grid IN (SELECT grid FROM scope WHERE leaving IS NULL)"
        with self.machine.store.read() as reading:
            found = [one for (one,) in reading.db.all(f"{shown} ORDER BY id", grid) if one not in but]
        return self.rng.choice(found) if found else None

    def grids(self) -> list[str]:
        """Give the real grids held."""
        with self.machine.store.read() as reading:
            found = reading.db.all("SELECT grid FROM scope WHERE leaving IS NULL AND length(grid) = 15 ORDER BY grid")
        return [grid for (grid,) in found]

    def grid(self) -> str | None:
        """Give one of them."""
        held = self.grids()
        return self.rng.choice(held) if held else None

    def inverse(self, tx: str) -> list[Typed]:
        """Give what taking a tx back types: seen and value swapped."""
        made: list[Typed] = []
        for typed in reversed(self.ledger.by_tx.get(tx, ())):
            turned = {"create": "delete", "set": "set", "add": "del", "del": "add", "delete": "undelete",
                      "undelete": "delete", "move": "move"}.get(typed.how)  # fmt: skip
            if turned in {"delete", "undelete"}:
                if not any(one.how == turned and one.record == typed.record for one in made):
                    made.append(replace(typed, how=turned, field="deleted", seen=None, value=turned == "delete"))
            elif turned == "set":
                made.append(replace(typed, seen=typed.value, value=typed.seen))
            elif turned == "move":
                # Taken back in its turn, it goes to where the record is now, wherever others have moved it.
                made.append(replace(typed, seen=self._grid_of(typed), value=typed.seen))
            elif turned is not None:
                made.append(replace(typed, how=turned))
        return [replace(typed, who=self.machine.name) for typed in made]

    def _grid_of(self, typed: Typed) -> str:
        with self.machine.store.read() as reading:
            entry = reading.get(typed.kind, typed.record)
        return str(typed.value) if entry is None else entry.grid

    def built_on(self, tx: str) -> list[str]:
        """Give what hangs in the air, now that a tx never was: later work of this store on its records (T1)."""
        here, records = self.machine.txs(), {typed.record for typed in self.ledger.by_tx.get(tx, ())}
        last = max((at for at, typed in enumerate(self.ledger.typed) if typed.tx == tx), default=0)
        return [
            f"4 {self.machine.name}: {typed.field} of {typed.record[-6:]} builds on tx {tx[-6:]}, taken back"
            for typed in self.ledger.typed[last + 1 :]
            if typed.record in records and typed.tx in here and typed.who == self.machine.name
        ]

    def _forget(self) -> None:
        self.pending, self.taking_back, self.number = [], [], 0

    def _keep(self, tx: str) -> None:
        if tx:
            self.ledger.keep(tx, self.pending)
            self.machine.book.add(tx)
            if self.number:
                if self.number <= self.machine.number:
                    self.ledger.wrong.append(f"2 doubled: {self.machine.name} gives number {self.number} again")
                self.machine.number = self.number
        self._forget()

    def _taken_back(self) -> None:
        if self.taking_back:
            here = self.machine.txs()
            gone = {tx for tx in self.taking_back if tx not in here}
            self.ledger.undone |= gone
            self.machine.undone |= gone
            self.machine.book -= gone

    def _last(self) -> int:
        with self.machine.store.read() as reading:
            return int(reading.db.value("SELECT coalesce(max(pos), 0) FROM tx"))

    def _new_txs(self) -> Sequence[str]:
        with self.machine.store.read() as reading:
            return [tx for (tx,) in reading.db.all("SELECT id FROM tx WHERE pos > ? ORDER BY pos", self._before)]
