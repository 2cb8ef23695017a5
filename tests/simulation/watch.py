"""Who watches the line for rows of SYNC 18 that are met only when something arrives (restores, rights, tokens)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from gridclient.store.scope import is_real
from gridcore.wire import GRACE_DAYS, Lost, Reply, Request
from gridserver.access import current
from tests.simulation.backend import read_tables
from tests.simulation.city import City
from tests.simulation.ledger import Ledger
from tests.simulation.line import asked
from tests.simulation.machine import Machine

_decode = msgspec.json.Decoder().decode


class Watch:
    """Sees what was asked and what arrived, and counts what met its target."""

    def __init__(self, ledger: Ledger, city: City) -> None:
        self._ledger, self._city = ledger, city
        self.paged: set[str] = set()
        """Machines between two pages of one pull."""
        self._forgotten: dict[str, Any] = {}
        """What a restored server had answered, by tx: the heads."""
        self.taken: set[tuple[str, str]] = set()
        """Photos a restore took."""
        self._is_restored = False
        self._left_out: dict[str, set[str]] = {}
        """Real grids a machine holds and was told nothing of."""
        self.unsigned: set[str] = set()
        """Machines whose token was lost on the way, is months old, or whose clock is off by years."""
        self.torn: set[str] = set()
        """Machines whose journal cannot fill what a restored server lacks."""

    def before_restore(self) -> None:
        """The server is about to forget."""
        for tx in read_tables(self._city.fragile.real).txs:
            self._forgotten[tx.id] = _decode(tx.answer)["at"]
        self.taken |= self._city.blobs.whole.keys()

    def after_restore(self, machines: list[Machine]) -> None:
        """It forgot: whose journal lacks what it will ask for is found now."""
        self._is_restored = True
        self.taken -= self._city.blobs.whole.keys()
        for machine in machines:
            with self._city.fragile.reading() as read:
                device = read.device(machine.peer.device)
            meta = machine.store.outbox.meta()
            with machine.store.read() as reading:
                kept = reading.db.value("SELECT count(*) FROM tx WHERE n > ?", 0 if device is None else device.n)
            if device is not None and meta.n - device.n > kept:
                self.torn.add(machine.name)

    def enrolled_anew(self, machine: Machine, *, by_password: bool) -> None:
        """T5 is done."""
        self._ledger.reach(*(["F32"] if by_password and self._is_restored else []))
        if machine.name in self.torn:
            self._ledger.reach("F34")
            self.torn.discard(machine.name)

    def saw(self, machine: Machine, request: Request, reply: Reply | Lost) -> None:
        """A request was answered; what arrived may be cut."""
        what = asked(request)
        if isinstance(reply, Lost):
            if what == "token":
                self.unsigned.add(machine.name)
        elif what == "push" and reply.status == 409:
            self._forked(machine, request, reply)
        elif what == "blob" and reply.status == 201:
            _, _, _, grid, sha = request.path.split("/")
            if (grid, sha) in self.taken:
                self.taken.discard((grid, sha))
                self._ledger.reach("F33")
        elif reply.status == 200:
            self._answered(machine, what, request, reply)

    def _answered(self, machine: Machine, what: str, request: Request, reply: Reply) -> None:
        try:
            lines = [_decode(line) for line in reply.body.splitlines()] if what in {"push", "pull", "token"} else []
        except msgspec.DecodeError:
            return
        if what == "token" and machine.name in self.unsigned:
            self.unsigned.discard(machine.name)
            self._ledger.reach("F46")
        elif what == "push" and lines and "answers" in lines[0]:
            self._pushed(machine, lines[0]["answers"])
        elif what == "pull" and lines and lines[-1].get("end"):
            self._pulled(machine, _decode(request.body)["grids"], lines)

    def _forked(self, machine: Machine, request: Request, reply: Reply) -> None:
        """Another chain that has come exactly as far: nothing but the hash before its next tx tells (F35)."""
        head = _decode(request.body.splitlines()[0])
        with self._city.fragile.reading() as read:
            device = read.device(machine.peer.device)
        if b"forked" in reply.body and device is not None and head["first"] == device.n + 1:
            self._ledger.reach("forked at the next number")

    def _pushed(self, machine: Machine, answers: list[dict[str, Any]]) -> None:
        if self.paged - {machine.name}:
            self._ledger.reach("F27")
        grants = [grant for grant in self._city.grants() if grant.user == machine.user]
        now = self._city.clock.now()
        if not current(grants, now):
            is_late = not current(grants, now, timedelta(days=GRACE_DAYS))
            for answer in answers:
                if not is_late and answer["st"] == "applied":
                    self._ledger.reach("F37")
                elif is_late and answer.get("reason") == "forbidden":
                    self._ledger.reach("F38")
        for answer in answers:
            if answer["at"] and self._forgotten.get(answer["tx"]) == answer["at"]:
                self._ledger.reach("F31")

    def _pulled(self, machine: Machine, cursors: dict[str, Any], lines: list[dict[str, Any]]) -> None:
        (self.paged.add if lines[-1].get("more") else self.paged.discard)(machine.name)
        if lines[0].get("resync") and self._is_restored:
            self._re_read(cursors)
        held = {row["grid"] for row in lines[0].get("scope") or ()}
        out = self._left_out.setdefault(machine.name, set())
        if out & held:
            self._ledger.reach("F54")
        out -= held
        out |= {grid for grid in cursors if is_real(grid) and grid not in held and lines[0].get("scope") is not None}

    def _re_read(self, cursors: dict[str, Any]) -> None:
        """What a machine last saw of a grid is no point of the restored history (F28 to F30)."""
        heads = {grid.code: grid.head for grid in read_tables(self._city.fragile.real).grids}
        with self._city.fragile.reading() as read:
            gone = {
                grid: (cur, head)
                for grid, (_, cur, head, mark) in cursors.items()
                if head and read.mark_of(grid, head) != mark
            }
        for grid, (cur, head) in gone.items():
            # Nothing came since, or others wrote past what was seen: there a bare number would have matched.
            self._ledger.reach("F28" if head > heads.get(grid, 0) else "F29")
            if 0 < cur < head and cur <= heads.get(grid, 0):
                self._ledger.reach("F30")
