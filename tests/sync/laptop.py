"""Real laptops against the real server in process: each request goes through `route`, and may be lost or cut."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

from gridclient.store import Store
from gridclient.sync import enrol
from gridclient.sync.enrol import peer_of
from gridclient.sync.renewal import renewing_round
from gridclient.sync.round import Report
from gridclient.vault.keys import Keys
from gridcore.wire import Lost, Reply, Request
from gridserver.handle import route
from tests.clock import FakeClock
from tests.server.town import PASSWORD, Town

_Result = TypeVar("_Result")
Wire = Callable[[Request], Reply | Lost]


def seeded(seed: int) -> Callable[[int], bytes]:
    return random.Random(seed).randbytes


class Laptop:
    """One person's store on one machine."""

    def __init__(self, town: Town, folder: Path, user: str, seed: int) -> None:
        self.town, self.user = town, user
        self.rng = seeded(seed)
        self.clock = FakeClock(town.clock.now())
        self.keys = Keys.new(self.rng)
        self._path, self._side = folder / f"{user}{seed}.db", folder / f"{user}{seed}"
        self.store = self.open_store(create=True)
        self.requests: list[Request] = []
        self.wire: Wire = self.reach
        seen = self.drive(enrol.hello())
        known = self.drive(enrol.enrol(seen, user=user, password=PASSWORD, keys=self.keys, rng=self.rng))
        self.store.outbox.first_enrol(known.device, user, known.server, known.ed25519, seen.x25519)
        self.peer = peer_of(self.store, self.keys)

    def open_store(self, *, create: bool = False) -> Store:
        return Store.open(
            self._path,
            self.keys.store,
            clock=self.clock,
            rng=self.rng,
            files=self.keys.files(self.rng),
            side=self._side,
            create=create,
        )

    @property
    def file(self) -> Path:
        """The encrypted database."""
        return self._path

    def reach(self, request: Request) -> Reply | Lost:
        """The request arrives, and so does its reply."""
        return route(request, self.town.server, self.town.clock, self.town.rng)

    def drive(self, talk: Generator[Request, Reply | Lost, _Result]) -> _Result:
        answer: Reply | Lost | None = None
        while True:
            try:
                request = next(talk) if answer is None else talk.send(answer)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return] # StopIteration types nothing
            self.requests.append(request)
            answer = self.wire(request)

    def sync(self, *, verify: bool = False) -> Report:
        """One round; the list of requests starts anew."""
        self.requests.clear()
        held = [line.grid for line in self.store.status().grids] if verify else []
        return self.drive(renewing_round(self.store, self.peer, self.keys, self.rng, verify=held))

    def restart(self) -> None:
        """Begin anew as after a kill: the file is opened again, and who this is, the store says."""
        self.store.close()
        self.store = self.open_store()
        self.peer = peer_of(self.store, self.keys)

    def synced(self) -> Report:
        """A round that has to reach its end."""
        report = self.sync()
        if report.trouble is not None:
            raise report.trouble
        return report
