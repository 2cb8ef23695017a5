"""Virtual time: a heap of events, rounds suspended between request and reply, and the faults of the line (SYNC 19)."""

from __future__ import annotations

import hashlib
import heapq
import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from gridclient.sync.round import Report
from gridcore.wire import SERVER_HEADER, Lost, Reply, Request
from gridserver.handle import route
from gridserver.memory import MemoryStore
from gridserver.store import open_store
from tests.server.town import G1, Town
from tests.simulation import oracle
from tests.simulation.backup import Backup, back_up, restore
from tests.simulation.ledger import Ledger
from tests.simulation.machine import Killed, Machine, ram_folder
from tests.simulation.person import Person

FAULTS = (
    "request lost", "reply lost", "doubled", "late", "cut", "busy", "busy after", "bad gateway", "401", "portal",
    "unreachable",
)  # fmt: skip
USERS = ("li", "zhao", "sun", "wang")
HORIZON, CALM_ROUNDS = 240.0, 6


class Simulation:
    """One seed: people, laptops, a server and a bad line; `play` gives what the oracles found wrong."""

    def __init__(self, seed: int, clients: int = 3, backend: str = "memory") -> None:
        self.seed, self.backend = seed, backend
        self.rng = random.Random(f"world {seed}")
        self.ledger = Ledger()
        self.now = 0.0
        self.wrong: list[str] = []
        self._heap: list[tuple[float, int, Callable[[], object]]] = []
        self._count = 0
        self._folder = Path(mkdtemp(dir=ram_folder()))
        store = MemoryStore() if backend == "memory" else open_store(self._folder / "server.db", "ab" * 48)
        self.town = Town(store, self._folder / "blobs")
        self.town.employ("sun", G1, "grid_worker")
        self.machines = [
            Machine(self.town, self._folder, USERS[at % len(USERS)], f"{USERS[at % len(USERS)]}{at}", f"{seed} {at}")
            for at in range(clients)
        ]
        self._people = {machine.name: Person(machine, self.ledger) for machine in self.machines}
        self._kept: Backup | None = None

    def close(self) -> None:
        """Close and forget all files."""
        for machine in self.machines:
            machine.store.close()
        self.town.server.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def trace(self) -> str:
        """The hash of everything that happened, in order."""
        return hashlib.sha256("\n".join(self.ledger.story).encode()).hexdigest()[:16]

    def play(self) -> list[str]:
        """Run to the horizon with faults, then in calm until nothing is open; judge."""
        for machine in self.machines:
            self._later(self.rng.uniform(0, 5), self._begin, machine)
            self._later(self.rng.uniform(0, 5), self._type, machine)
            self._later(self.rng.uniform(20, 400), self._kill, machine)
            self._later(self.rng.uniform(10, 600), self._jump, machine)
        if self.backend == "memory" and self.rng.random() < 0.35:
            at = self.rng.uniform(20, 150)
            self._later(at, self._snapshot)
            self._later(self.rng.uniform(at, HORIZON), self._restore)
        while self._heap and self._heap[0][0] < HORIZON and not self.wrong:
            at, _, what = heapq.heappop(self._heap)
            self.town.clock.advance(at - self.now)
            self.now = at
            what()
        if not self.wrong:
            self._calm()
        if not self.wrong:
            self.wrong += oracle.judge(self.town, self.machines, self.ledger)
        return self.wrong

    def _later(self, seconds: float, what: Callable[..., object], *args: Any) -> None:
        self._count += 1
        due: tuple[float, int, Callable[[], object]] = (self.now + seconds, self._count, lambda: what(*args))
        heapq.heappush(self._heap, due)

    def _tell(self, who: str, what: str) -> None:
        self.ledger.tell(self.now, who, what)

    def _begin(self, machine: Machine) -> None:
        if machine.round is None:
            machine.start()
            self._step(machine, machine.turn, None)

    def _step(self, machine: Machine, turn: int, reply: Reply | Lost | None) -> None:
        """Resume a round with what came of its request; it may die while it works."""
        if machine.turn != turn or machine.round is None:
            return
        if self.rng.random() < 0.08:
            machine.doom = self.rng.randint(1, 4)
        elif self.rng.random() < 0.03:
            machine.full = self.rng.randint(1, 3)
        ended: Report | None = None
        request: Request | None = None
        try:
            with machine.watched():
                request = next(machine.round) if reply is None else machine.round.send(reply)
        except StopIteration as end:
            ended = end.value
        except Killed:
            self._died(machine, machine.points[-1])
            return
        machine.doom = machine.full = 0
        self.wrong += oracle.read_your_writes(machine, self.ledger)
        if ended is not None:
            self._ended(machine, ended)
        elif request is not None:
            self._send(machine, turn, request)

    def _ended(self, machine: Machine, report: Report) -> None:
        machine.round = None
        trouble = report.trouble.code if report.trouble is not None else "ok"
        self._tell(machine.name, f"round ends: {trouble} pushed={report.pushed} rows={report.rows}")
        self.ledger.reached[f"round {trouble}"] += 1
        self.wrong += [f"8 the repair fired on {grid} of {machine.name}" for grid in report.mismatched]
        if report.must_enrol:
            self._enrol_again(machine)
        self._later(self.rng.uniform(1, 20), self._begin, machine)

    def _enrol_again(self, machine: Machine) -> None:
        self._tell(machine.name, "enrols again (T5)")
        self.ledger.reached["T5"] += 1
        machine.re_enrol()

    def _send(self, machine: Machine, turn: int, request: Request) -> None:
        fault = self.rng.choice(FAULTS) if self.rng.random() < 0.3 else "none"
        self.ledger.reached[f"line {fault}"] += 1
        self._tell(machine.name, f"{request.method} {request.path[:9]} {fault}")
        self._later(self.rng.uniform(0.01, 1), self._arrive, machine, turn, request, fault)

    def _arrive(self, machine: Machine, turn: int, request: Request, fault: str) -> None:
        reply: Reply | Lost = Lost(reason="timeout")
        back = self.rng.uniform(0.01, 2)
        if fault in {"request lost", "late"}:
            if fault == "late":
                self._later(self.rng.uniform(0, 60), self._handle, request)
        elif fault == "unreachable":
            reply = Lost(reason="unreachable")
        elif fault == "portal":
            reply = Reply(status=200, headers={"content-type": "text/html"}, body=b"<html>sign in</html>")
        elif fault == "bad gateway":
            reply = Reply(status=502, headers={}, body=b"<html>502</html>")
        elif fault == "busy":
            reply = Reply(status=503, headers={SERVER_HEADER: self.town.keys.id, "retry-after": "3"}, body=b"{}")
        else:
            reply = self._worked(request, fault)
        self._later(back, self._step, machine, turn, reply)

    def _worked(self, request: Request, fault: str) -> Reply | Lost:
        """The request came to the server; what of its reply arrives."""
        if fault == "401":
            headers = {name: value for name, value in request.headers.items() if name != "authorization"}
            return self._handle(Request(method=request.method, path=request.path, headers=headers, body=request.body))
        reply = self._handle(request)
        if fault == "doubled":
            self._later(self.rng.uniform(0, 30), self._handle, request)
        if fault == "reply lost":
            return Lost(reason="timeout")
        if fault == "busy after":
            return Reply(status=504, headers={SERVER_HEADER: self.town.keys.id}, body=b"")
        if fault == "cut":
            kept = self.rng.randrange(max(1, len(reply.body)))
            return Reply(status=reply.status, headers=reply.headers, body=reply.body[:kept])
        return reply

    def _handle(self, request: Request) -> Reply:
        return route(request, self.town.server, self.town.clock, self.town.rng)

    def _type(self, machine: Machine) -> None:
        if self.rng.random() < 0.05:
            machine.doom = self.rng.randint(1, 2)
        elif self.rng.random() < 0.03:
            machine.full = 1
        try:
            with machine.watched():
                self._tell(machine.name, self._people[machine.name].act())
        except Killed:
            self._died(machine, machine.points[-1])
        machine.doom = machine.full = 0
        self.wrong += oracle.read_your_writes(machine, self.ledger)
        self._later(self.rng.uniform(0.2, 12), self._type, machine)

    def _died(self, machine: Machine, point: str) -> None:
        self._tell(machine.name, f"dies at {point}")
        self.ledger.reached[f"killed {point}"] += 1
        machine.die()
        if machine.store.status().behind is not None:
            self.wrong.append(f"1 {machine.name} opens behind its side file")
        self._later(self.rng.uniform(1, 20), self._begin, machine)

    def _kill(self, machine: Machine) -> None:
        self._died(machine, "any moment")

    def _jump(self, machine: Machine) -> None:
        machine.clock.skew = timedelta(seconds=self.rng.choice((-1, 1)) * self.rng.choice((3600, 86400, 86400 * 900)))
        self.ledger.reached["clock jumped"] += 1
        self._tell(machine.name, f"clock set off by {machine.clock.skew}")

    def _snapshot(self) -> None:
        self._kept = back_up(self.town)
        self._tell("server", "is backed up")

    def _restore(self) -> None:
        if self._kept is not None:
            restore(self.town, self._kept)
        self.ledger.reached["server restored"] += 1
        self._tell("server", "is restored from its backup")

    def _calm(self) -> None:
        """No more faults and no more typing: after a few rounds of each, nothing may be open anywhere."""
        for machine in self.machines:
            machine.round, machine.turn = None, machine.turn + 1
        for _ in range(CALM_ROUNDS):
            self.town.clock.advance(120)
            self.now += 120
            for machine in self.machines:
                report = machine.calm()
                self._tell(
                    machine.name, f"calm round: pushed={report.pushed} rows={report.rows} {report.trouble or ''}"
                )
                self.wrong += [f"8 the repair fired on {grid} of {machine.name}" for grid in report.mismatched]
                if report.must_enrol:
                    self._enrol_again(machine)
                self.wrong += oracle.read_your_writes(machine, self.ledger)
