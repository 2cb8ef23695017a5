"""One person's laptop in the simulator: a real store that can be killed at its crash points, and who types into it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Generator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

from gridclient.store import Store, crash
from gridclient.sync import enrol
from gridclient.sync.call import Peer
from gridclient.sync.round import Report, sync_round
from gridclient.vault.keys import Keys
from gridcore.errors import DiskFull
from gridcore.wire import Lost, Reply, Request
from tests.clock import FakeClock
from tests.server.town import PASSWORD, START, Town

_Result = TypeVar("_Result")
STORE_KEY = bytes(range(48))


class Killed(BaseException):
    """The program is no more."""


class SkewedClock:
    """The clock of a laptop: the world's time, and as far off as somebody set it."""

    def __init__(self, world: FakeClock) -> None:
        self._world, self.skew = world, timedelta()

    def now(self) -> datetime:
        """Give what this laptop thinks the time is."""
        return self._world.now() + self.skew

    def monotonic(self) -> float:
        """Give seconds that only grow."""
        return self._world.monotonic()


@cache
def ram_folder() -> Path:
    """Give a folder in memory where there is one."""
    ram = Path("/dev/shm")
    return Path(mkdtemp(prefix="simulate-", dir=ram if ram.is_dir() else None))


@cache
def template() -> Path:
    """Give an empty, migrated store to copy."""
    path = ram_folder() / "template.db"
    rng = random.Random(0).randbytes
    keys = Keys(STORE_KEY, rng(32), rng(32))
    clock = FakeClock(START)
    Store.open(
        path, STORE_KEY, clock=clock, rng=rng, files=keys.files(rng), side=ram_folder() / "template", create=True
    ).close()
    return path


class Machine:
    """A store, its keys, and the round under way.

    After `doom` more crash points it dies, after `full` more its disk is full (0: never).
    """

    def __init__(self, town: Town, folder: Path, user: str, name: str, seed: str) -> None:
        self.town, self.user, self.name, self._folder = town, user, name, folder
        self.rng = random.Random(seed)
        self.clock = SkewedClock(town.clock)
        self.doom = self.full = 0
        self.points: list[str] = []
        self.round: Generator[Request, Reply | Lost, Report] | None = None
        self.turn = 0
        """Which round this is: a reply for an earlier one finds nobody."""
        self.form: tuple[str, str, str, Any] | None = None
        shutil.copy(template(), folder / f"{name}.db")
        self.enrol(None)
        self.store = self.open()
        self.store.outbox.first_enrol(
            self.peer.device, user, self.peer.server, self.town.server.public[0], self.town.server.public[1]
        )

    def enrol(self, replaces: str | None) -> None:
        """Make device keys and enrol them, over a line without faults."""
        rng = self.rng.randbytes
        self.keys = Keys(STORE_KEY, rng(32), rng(32))
        seen = self.reach(enrol.hello())
        talk = enrol.enrol(seen, user=self.user, password=PASSWORD, keys=self.keys, rng=rng, replaces=replaces)
        known = self.reach(talk)
        self.peer = Peer(device=known.device, server=known.server, sign=self.keys.sign)

    def open(self) -> Store:
        """Open the store, as the program does when it starts."""
        rng = self.rng.randbytes
        return Store.open(
            self._folder / f"{self.name}.db",
            STORE_KEY,
            clock=self.clock,
            rng=rng,
            files=self.keys.files(rng),
            side=self._folder / self.name,
        )

    def die(self) -> None:
        """Stop without a word: the round is gone, the connection closed without commit; then start again."""
        if self.round is not None:
            self.round.close()
        self.round, self.form, self.doom, self.full = None, None, 0, 0
        self.turn += 1
        self.store.close()
        self.store = self.open()
        self.peer = Peer(device=self.peer.device, server=self.peer.server, sign=self.keys.sign)

    def re_enrol(self) -> None:
        """T5 as the person does it at the sign-in page: new device keys, everything kept is sent again."""
        self.enrol(None)
        self.store.outbox.re_enrol(self.peer.device, "torn")

    def watched(self) -> crash.Watched:
        """Give the hook that kills at the drawn point, or fills the disk there."""
        return crash.Watched(self._point)

    def _point(self, name: str, when: crash.When) -> None:
        if self.full and when == "before":
            self.full -= 1
            if not self.full:
                raise DiskFull(reason="simulated")
        if self.doom:
            self.doom -= 1
            if not self.doom:
                self.points.append(f"{name} {when}")
                raise Killed

    def start(self, verify: tuple[str, ...] = ()) -> None:
        """Begin a round."""
        self.turn += 1
        self.round = sync_round(self.store, self.peer, verify=verify)

    def reach(self, talk: Generator[Request, Reply | Lost, _Result]) -> _Result:
        """Drive a generator over a line without faults."""
        return drive(
            talk, lambda request: self.town.call(request.method, request.path, request.body, **request.headers)
        )

    def calm(self) -> Report:
        """One whole round without faults, the sums of all grids compared."""
        held = tuple(line.grid for line in self.store.status().grids)
        return self.reach(sync_round(self.store, self.peer, verify=held))


def drive(talk: Generator[Request, Reply | Lost, _Result], wire: Callable[[Request], Reply | Lost]) -> _Result:
    """Run a generator of requests to its end."""
    answer: Reply | Lost | None = None
    while True:
        try:
            request = next(talk) if answer is None else talk.send(answer)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return] # StopIteration types nothing
        answer = wire(request)
