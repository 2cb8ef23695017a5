"""Virtual time: a heap of events, rounds suspended between request and reply, people typing in between (SYNC 19)."""

from __future__ import annotations

import hashlib
import heapq
import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import msgspec

from gridclient.sync.round import Report
from gridcore.errors import GridError, ServerRefused
from gridcore.wire import Lost, Reply, Request
from tests.simulation import disasters, scenes, sticks
from tests.simulation.city import USERS, City
from tests.simulation.convergence import converged, refused_txs
from tests.simulation.deciding import drawn
from tests.simulation.laws import broken
from tests.simulation.ledger import Ledger
from tests.simulation.line import Line, asked
from tests.simulation.machine import Killed, Machine, ram_folder
from tests.simulation.oracle import Judge
from tests.simulation.person import Person
from tests.simulation.photos import owed
from tests.simulation.reach import met
from tests.simulation.screen import Screen
from tests.simulation.truth import Truth
from tests.simulation.watch import Watch

HORIZON, MOST_CALM = 66.0, 14
LINE_CHANCE, DOOM, FULL = 0.3, 0.08, 0.03
"""How often a request meets a fault, a step of a round a crash, or a full disk."""
LEAVING_HOURS = 73
TIDY = 0.2
"""How often a round that reached its end is followed by tidying (once a day, in the product)."""


class Simulation:
    """One seed: people, laptops, a server and a bad line; `play` gives what the oracles found wrong."""

    def __init__(self, seed: int, clients: int = 3, backend: str = "memory") -> None:
        self.seed = seed
        self.rng = random.Random(f"world {seed}")
        self.ledger = Ledger()
        self.now = 0.0
        self.wrong: list[str] = []
        self.quiet = False
        """The faults have stopped."""
        self._heap: list[tuple[float, int, Callable[[], object]]] = []
        self._count = 0
        self._garbled: set[str] = set()
        """Machines whose last push was altered on the way."""
        self.folder = Path(mkdtemp(dir=ram_folder()))
        self.city = City(backend, self.folder)
        self.watch = Watch(self.ledger, self.city)
        self.line = Line(self.city, self.rng, self.ledger, self.later)
        self.machines: list[Machine] = []
        self.people: dict[str, Person] = {}
        self.screens: dict[str, Screen] = {}
        users = ["zhao", *self.rng.sample([user for user in USERS if user != "zhao"], k=len(USERS) - 1)]
        self.kept = self.city.back_up()
        for at in range(clients):
            user = users[at % len(users)]
            self.join(Machine.new(self.city, self.folder, user, f"{user}{at}", f"{seed} {at}"))
            if at == 0:
                self.kept = self.city.back_up()
        """A backup from before most devices were enrolled (F32)."""

    def join(self, machine: Machine) -> None:
        """Sit somebody down at a machine."""
        self.machines.append(machine)
        self.people[machine.name] = Person(machine, self.ledger)
        self.screens[machine.name] = Screen(machine, self.ledger)
        self.later(self.rng.uniform(0, 3), self.begin, machine)
        self.later(self.rng.uniform(0, 3), self._type, machine)

    def copied(self, machine: Machine) -> Machine:
        """Copy the files of a store to a second PC, on which somebody goes on (F35)."""
        name = f"{machine.name}c{len(self.machines)}"
        self.ledger.fault("F35")
        self.tell(machine.name, f"its store is copied to {name}")
        self.ledger.shared |= machine.book
        self.join(copy := machine.copied(name, f"{self.seed} {name}"))
        return copy

    def restore(self) -> None:
        """Put the server back to what it kept of itself last."""
        disasters.restore(self)

    def close(self) -> None:
        """Close and forget all files."""
        for machine in self.machines:
            machine.store.close()
        self.city.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def trace(self) -> str:
        """The hash of everything that happened, in order."""
        return hashlib.sha256("\n".join(self.ledger.story).encode()).hexdigest()[:16]

    def play(self) -> list[str]:
        """Run to the horizon with faults, then in calm until nothing is open; judge."""
        disasters.plan(self)
        sticks.plan(self)
        scenes.plan(self)
        while self._heap and self._heap[0][0] < HORIZON and not self.wrong:
            at, _, what = heapq.heappop(self._heap)
            self.city.clock.advance(at - self.now)
            self.now = at
            what()
        if not self.wrong:
            self._calm()
        if not self.wrong:
            truth = Truth(self.city)
            met(truth, self.ledger)
            refused = {tx for machine in self.machines for tx in refused_txs(machine)}
            photos = owed(self.ledger, self.city, self.machines, self.watch.taken)
            self.wrong += Judge(truth, self.ledger, refused, photos).wrong()
            here = {tx for machine in self.machines for tx in machine.txs()}
            self.wrong += broken(truth, self.ledger, here)
            for machine in self.machines:
                self.wrong += converged(truth, self.city, machine)
        return self.wrong

    def later(self, seconds: float, what: Callable[..., object], *args: Any) -> None:
        """Put something off."""
        self._count += 1
        due: tuple[float, int, Callable[[], object]] = (self.now + seconds, self._count, lambda: what(*args))
        heapq.heappush(self._heap, due)

    def tell(self, who: str, what: str) -> None:
        """Add a line to the story."""
        self.ledger.tell(self.now, who, what)

    def begin(self, machine: Machine) -> None:
        """Begin a round of a machine that is still there and has none."""
        if machine.away > self.now:
            self.later(machine.away - self.now, self.begin, machine)
        elif machine.round is None and machine in self.machines:
            machine.start()
            self._garbled.discard(machine.name)
            self._step(machine, machine.turn, None)

    def _step(self, machine: Machine, turn: int, reply: Reply | Lost | None) -> None:
        """Resume a round with what came of its request; it may die while it works."""
        if machine.turn != turn or machine.round is None:
            return
        machine.points.clear()
        if self.rng.random() < DOOM:
            machine.doom = self.rng.randint(1, 4)
        elif self.rng.random() < FULL:
            machine.full = self.rng.randint(1, 3)
        ended: Report | None = None
        request: Request | None = None
        try:
            with machine.watched():
                request = next(machine.round) if reply is None else machine.round.send(reply)
        except StopIteration as end:
            ended = end.value
        except Killed:
            self.died(machine, machine.points[-1])
            return
        if machine.points:
            self.ledger.fault("F47 sync")
            self.tell(machine.name, f"its disk is full at {machine.points[-1]}")
        machine.doom = machine.full = 0
        self.look(machine)
        if ended is not None:
            self._ended(machine, ended)
        elif request is not None:
            self._send(machine, turn, request)

    def look(self, machine: Machine) -> None:
        """Oracle 4, at every step."""
        self.wrong += self.screens[machine.name].check()
        self.wrong += self.ledger.wrong

    def _ended(self, machine: Machine, report: Report) -> None:
        machine.round = None
        trouble = report.trouble
        told = (
            "ok"
            if trouble is None
            else f"{trouble.code} {trouble.facts.get('name') or trouble.facts.get('reason') or ''}"
        )
        self.tell(machine.name, f"round ends: {told} pushed={report.pushed} rows={report.rows}")
        self.ledger.reach(f"round {told.strip()}")
        self.wrong += [f"8 the repair fired on {grid} of {machine.name}" for grid in report.mismatched]
        name = trouble.facts["name"] if isinstance(trouble, ServerRefused) else ""
        if name in {"bad_signature", "malformed"} and machine.name not in self._garbled:
            self.wrong.append(f"7 {machine.name}: the server says {name}")
        if report.enrolled:
            self._enrolled(machine)
        if report.must_enrol:
            self._sign_in(machine)
        if report.in_step and self.rng.random() < TIDY:
            self.ledger.reach("photos tidied")
            machine.store.blobs.tidy()
        self.later(self.rng.uniform(0.5, 8), self.begin, machine)

    def _enrolled(self, machine: Machine) -> None:
        self.tell(machine.name, "was enrolled anew (T5)")
        self.ledger.reach("T5")
        self.watch.enrolled_anew(machine, by_password=False)

    def _sign_in(self, machine: Machine) -> None:
        """T5 by password; it may be killed on the way, then the next round meets the same."""
        self.tell(machine.name, "signs in again (T5)")
        self.ledger.reach("T5 by password")
        machine.points.clear()
        machine.doom = self.rng.randint(1, 4) if not self.quiet and self.rng.random() < 0.5 else 0
        try:
            with machine.watched():
                machine.sign_in()
            self.watch.enrolled_anew(machine, by_password=True)
        except Killed:
            self.died(machine, machine.points[-1])
            return
        except GridError as trouble:
            self.tell(machine.name, f"cannot sign in: {trouble}")
        machine.doom = 0
        self.look(machine)

    def _send(self, machine: Machine, turn: int, request: Request) -> None:
        fault = self.line.draw(request, LINE_CHANCE)
        if fault == "garbled":
            self._garbled.add(machine.name)
        self.tell(machine.name, f"{request.method} {request.path[4:9]} {fault}")
        self.later(self.rng.uniform(0.01, 0.5), self._arrive, machine, turn, request, fault)

    def _arrive(self, machine: Machine, turn: int, request: Request, fault: str) -> None:
        reply = self.line.carry(request, fault)
        if asked(request) == "push" and isinstance(reply, Reply) and reply.status == 200:
            self.tell("server", f"answers {machine.name}: {brief(reply.body)}")
        machine.heard = self.city.clock.now()
        self.watch.saw(machine, request, reply)
        self.later(self.rng.uniform(0.01, 1), self._step, machine, turn, reply)

    def _type(self, machine: Machine) -> None:
        if machine in self.machines:
            self.hands(machine, drawn(machine.rng))
            self.later(self.rng.uniform(0.1, 4), self._type, machine)

    def hands(self, machine: Machine, doing: Callable[[Person], str]) -> None:
        """Let who sits at a machine do one thing; it may die meanwhile, or its disk be full."""
        if self.rng.random() < 0.05:
            machine.doom = self.rng.randint(1, 2)
        elif self.rng.random() < 0.03:
            machine.full = 1
        person = self.people[machine.name]
        try:
            with machine.watched():
                self.tell(machine.name, person.act(doing))
        except Killed:
            self.died(machine, point := machine.points[-1])
            self.wrong += person.recover(point)
        if machine.points[-1:] == ["T1 full"]:
            self.ledger.fault()
        machine.doom = machine.full = 0
        self.look(machine)

    def died(self, machine: Machine, point: str) -> None:
        """It dies at a crash point, and is started again."""
        self.tell(machine.name, f"dies at {point}")
        self.ledger.fault(f"killed {point}", "F05", *(["F04"] if point == "T3 after" else []))
        behind = machine.store.status().behind
        machine.stop()
        machine.start_again()
        if machine.store.status().behind != behind:
            self.wrong.append(f"1 {machine.name} opens behind its side file")
        self.later(self.rng.uniform(0.5, 5), self.begin, machine)

    def _calm(self) -> None:
        """No more faults and no more typing: after a few rounds of each, nothing may be open anywhere."""
        self.quiet = True
        self.city.enable()
        self.tell("world", "calm")
        for machine in self.machines:
            machine.round, machine.turn = None, machine.turn + 1
        self._rounds()
        if not self.wrong:
            # What is being left goes after 72 hours (9a).
            self.city.clock.advance(hours=LEAVING_HOURS)
            self._rounds()

    def _rounds(self) -> None:
        quiet = 0
        for _ in range(MOST_CALM):
            self.city.clock.advance(120)
            self.now += 120
            busy = [self._calm_round(machine) for machine in list(self.machines)]
            quiet = 0 if any(busy) else quiet + 1
            if quiet == 2 or self.wrong:
                return
        self.wrong.append("5 the rounds never come to rest")

    def good_round(self, machine: Machine) -> Report:
        """Run a whole round on a line without faults."""
        report = machine.calm(lambda: self.look(machine), partial(self.watch.saw, machine))
        self.look(machine)
        return report

    def _calm_round(self, machine: Machine) -> bool:
        report = self.good_round(machine)
        self.tell(machine.name, f"calm round: pushed={report.pushed} rows={report.rows} {report.trouble or ''}")
        self.wrong += [f"8 the repair fired on {grid} of {machine.name}" for grid in report.mismatched]
        if report.enrolled:
            self._enrolled(machine)
        if report.must_enrol:
            self._sign_in(machine)
        moved = report.pushed + report.rows + report.photos_up + report.photos_down
        return report.must_enrol or bool(moved) or report.trouble is not None


def brief(body: bytes) -> str:
    """Give what answers say, in one line."""
    try:
        told = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return "cut"
    return ", ".join(
        f"{answer['tx'][-6:]} {answer.get('reason') or answer['st']}"
        + "".join(f" {note['note']}({note.get('field') or ''})" for note in answer.get("notes", ()))
        + f" {answer['at']}"
        for answer in told.get("answers", ())
    )
