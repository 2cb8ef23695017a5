"""Kills in loops: people's processes and the server's process die at random moments, live again, and at last heal."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.processes.oracle import judge
from tests.processes.proxy import Proxy, weather
from tests.processes.site import PEOPLE, ROOT, Site
from tests.server.town import G1, G2, PASSWORD

_GRIDS = {"li": G1, "wang": G2, "zhao": G1}
_PATIENCE = 60.0
_LONGEST_SERVER = 3.0
"""Seconds between the start of a server and its kill, at most."""
_KILLED_WHILE_OPENING, _MOST_LINES = 0.25, 90
"""Share of lives that end while the store is opened; the others print so many lines at most."""
_OPENING, _BETWEEN_LINES = 0.4, 0.05
"""Seconds in which the kill falls behind the line it is counted from."""

_HEALED: dict[str, object] = {
    "empty": True,
    "parked": 0,
    "trouble": "",
    "mismatched": [],
    "integrity": [],
    "behind": None,
    "marks": {"tx_rec": 0, "shadow": 0},
}
"""What a healed store says of itself (see `worker.heal`)."""


@dataclass
class Hand:
    """One person on one machine: the folder outlives every process."""

    user: str
    folder: Path
    told: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Every line any life of this person printed."""
    faults: list[str] = field(default_factory=list[str])
    lives: int = 0

    @property
    def saved(self) -> list[dict[str, Any]]:
        """What this person was told is saved."""
        return [line for line in self.told if "saved" in line]

    def start(self, address: str, life: str, *flags: str) -> subprocess.Popen[str]:
        """Start a process and give it the password."""
        self.lives += 1
        command = [sys.executable, "-W", "error", "-m", "tests.processes.worker", "--folder", str(self.folder)]
        command += ["--address", address, "--user", self.user, "--grid", _GRIDS[self.user], "--life", life, *flags]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdin is not None
        process.stdin.write(PASSWORD + "\n")
        process.stdin.close()
        process.stdin = None
        return process

    def hear(self, process: subprocess.Popen[str]) -> list[dict[str, Any]]:
        """Take what a process still says until it ends, and judge how it ended."""
        assert process.stdout is not None
        assert process.stderr is not None
        patience = threading.Timer(_PATIENCE, process.kill)
        patience.start()
        # Not by `communicate`: it passes over what `readline` has buffered.
        with process.stdout as out, process.stderr as err:
            said, cried = out.read(), err.read()
        process.wait()
        patience.cancel()
        lines = [json.loads(line) for line in said.splitlines() if line.endswith("}")]
        self.told += lines
        if process.returncode not in {0, -signal.SIGKILL} or cried:
            self.faults.append(f"{self.user}: a life ended with {process.returncode}: {cried[-1500:]} {lines[-1:]}")
        return lines

    def live(self, address: str, life: str, draw: random.Random) -> None:
        """Live until killed: while it opens, or after so many lines it printed, however fast the machine is."""
        process = self.start(address, life)
        assert process.stdout is not None
        patience = threading.Timer(_PATIENCE, process.kill)
        patience.start()
        is_opening = draw.random() < _KILLED_WHILE_OPENING
        for _ in range(1 if is_opening else draw.randrange(2, _MOST_LINES)):
            line = process.stdout.readline()
            if line:
                self.told.append(json.loads(line))
        time.sleep(draw.random() * (_OPENING if is_opening else _BETWEEN_LINES))
        process.kill()
        patience.cancel()
        self.hear(process)

    def heal(self, address: str, *flags: str) -> dict[str, Any]:
        """Run the rounds after the last fault; gives what the store holds."""
        lines = self.hear(self.start(address, "heal", "--heal", *flags))
        return lines[-1] if lines and "rounds" in lines[-1] else {}


@dataclass
class Outcome:
    """What a campaign did and what it found wrong."""

    client_kills: int = 0
    server_kills: int = 0
    counts: Counter[str] = field(default_factory=Counter[str])
    wrong: list[str] = field(default_factory=list[str])


class Campaign:
    """A server, its bad line, people; `run` kills, heals and gives the outcome."""

    def __init__(self, folder: Path, seed: int, site: Site) -> None:
        self._seed, self.site = seed, site
        self.hands = [Hand(user, folder / user) for user, _, _ in PEOPLE]
        self.outcome = Outcome()
        self._turn = threading.Lock()
        self._is_over = threading.Event()

    def run(self, clients: int, servers: int, *arguments: str) -> Outcome:
        """Kill so many clients and servers, then heal; `arguments` go to `gridserver serve`."""
        self.site.start(*arguments)
        try:
            with Proxy(self.site.target, weather(f"{self._seed} line", 0.03)) as line:
                self._kill(line, clients, servers, arguments)
                self._heal()
        finally:
            self.site.close()
        done = (self.outcome.client_kills, self.outcome.server_kills)
        if done != (clients, servers):
            self.outcome.wrong.append(f"killed {done} clients and servers of {(clients, servers)}")
        for hand in self.hands:
            self.outcome.wrong += hand.faults
            self.outcome.counts.update("saved " + str(told["kind"]) for told in hand.saved)
            self.outcome.counts["photos"] += sum(len(told["photos"]) for told in hand.saved)
            self.outcome.counts["rounds whole"] += sum(told.get("round") == "" for told in hand.told)
            self.outcome.counts["rounds broken"] += sum(bool(told.get("round")) for told in hand.told)
        return self.outcome

    def _kill(self, line: Proxy, clients: int, servers: int, arguments: tuple[str, ...]) -> None:
        left = [clients]
        people = [threading.Thread(target=self._kill_people, args=(line, hand, left)) for hand in self.hands]
        for thread in people:
            thread.start()
        draw = random.Random(f"{self._seed} server")
        for _ in range(servers):
            time.sleep(draw.random() * _LONGEST_SERVER)
            self.site.end(signal.SIGKILL)
            self.outcome.server_kills += 1
            line.target = self.site.start(*arguments).target
        for thread in people:
            thread.join()

    def _kill_people(self, line: Proxy, hand: Hand, left: list[int]) -> None:
        draw = random.Random(f"{self._seed} {hand.user}")
        while True:
            with self._turn:
                if left[0] == 0:
                    return
                left[0] -= 1
            life = f"{self._seed}/{hand.user}/{hand.lives}"
            try:
                hand.live(line.url, life, draw)
            except Exception as broken:  # noqa: BLE001 - a campaign that broke off has proven nothing, and says so
                with self._turn:
                    self.outcome.wrong.append(f"{hand.user}: {type(broken).__name__}: {broken}")
                return
            with self._turn:
                self.outcome.client_kills += 1

    def _heal(self) -> None:
        for flags in ((), ("--verify",)):
            for hand in self.hands:
                found = hand.heal(self.site.url, *flags)
                who = f"{hand.user}{' verified' if flags else ''}"
                if not found:
                    self.outcome.wrong.append(f"{who}: did not heal")
                    continue
                self.outcome.counts["rounds to heal, most"] = max(
                    self.outcome.counts["rounds to heal, most"], found["rounds"]
                )
                for name, good in _HEALED.items():
                    if found[name] != good:
                        self.outcome.wrong.append(f"{who}: {name} is {found[name]}")
        said = self.site.end()
        if said:
            self.outcome.wrong.append(f"the server said: {said[-1500:]}")
        server = self.site.open()
        self.outcome.wrong += judge(server, [line for hand in self.hands for line in hand.saved])
        server.close()
