"""One person's laptop in the simulator: a real store that can be killed at its crash points, copied, put back."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

from gridclient.store import Store, crash
from gridclient.sync import enrol
from gridclient.sync.call import Peer
from gridclient.sync.renewal import renewing_round
from gridclient.sync.round import Report, Round
from gridclient.vault.keys import Keys
from gridcore.errors import DiskFull
from gridcore.wire import JOURNAL_DAYS, Lost, Reply, Request
from tests.clock import FakeClock
from tests.server.town import PASSWORD, START
from tests.simulation.city import City

_Result = TypeVar("_Result")
STORE_KEY = bytes(range(48))
CHUNK = 600
"""Bytes of a photo in one request: photos of the simulator are small, and still go up in several pieces."""


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
    """Give a folder in memory where there is one; it goes with the process, a worker of a pool included."""
    ram = Path("/dev/shm")
    folder = Path(mkdtemp(prefix="simulate-", dir=ram if ram.is_dir() else None))
    Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=1)
    return folder


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


@dataclass(frozen=True, slots=True)
class Image:
    """The files of a store as they were once; `side` is the side file.

    `book`, `undone`, `number`, `settled`, `settled_at`: those of the machine then.
    """

    db: bytes
    wal: bytes
    side: bytes
    book: frozenset[str]
    undone: frozenset[str]
    number: int
    settled: dict[str, str]
    settled_at: dict[str, datetime]


@dataclass(frozen=True, slots=True)
class Form:
    """A form held open: what it showed of a field when it was opened."""

    kind: str
    record: str
    field: str
    seen: Any


class Machine:
    """A store, its keys, and the round under way.

    After `doom` more crash points it dies, after `full` more its disk is full (0: never).
    """

    def __init__(self, city: City, folder: Path, user: str, name: str, seed: str) -> None:
        self.city, self.user, self.name, self._folder = city, user, name, folder
        self.rng = random.Random(seed)
        self.clock = SkewedClock(city.clock)
        self.doom = self.full = 0
        self.points: list[str] = []
        self.round: Generator[Request, Reply | Lost, Report] | None = None
        self.turn = 0
        """Which round this is: a reply for an earlier one finds nobody."""
        self.forms: list[Form] = []
        self.away = 0.0
        """Until when it has no line, in virtual seconds."""
        self.book: set[str] = set()
        """Txs its store has to have: those typed here, or in the store it was copied from; kept without asking it."""
        self.undone: set[str] = set()
        """Txs taken back here before they went out; a copy, or an older image, may have them still."""
        self.number = 0
        """The highest document number given here, as far as its disk and side file can know."""
        self.lost: set[str] = set()
        """Txs this store forgot with a disk: its screen owes them nothing."""
        self.settled: dict[str, str] = {}
        """Txs the oracle itself saw read back, or refused, and under which device id."""
        self.settled_at: dict[str, datetime] = {}
        """When it saw them read back, by the server."""
        self.heard = city.clock.now()
        """When the server wrote the reply that arrived last."""
        self.let_go: set[str] = set()
        """Photos that went with a grid that was left (9a)."""

    @classmethod
    def new(cls, city: City, folder: Path, user: str, name: str, seed: str) -> Machine:
        """Set a new laptop up and enrol it."""
        made = cls(city, folder, user, name, seed)
        shutil.copy(template(), made._db)
        rng = made.rng.randbytes
        made.keys = Keys(STORE_KEY, rng(32), rng(32))
        made.store = made.open()
        seen = made.reach(enrol.hello())
        known = made.reach(enrol.enrol(seen, user=user, password=PASSWORD, keys=made.keys, rng=rng))
        made.store.outbox.first_enrol(known.device, user, known.server, seen.ed25519, seen.x25519)
        # What came before the story is on the disk for good.
        made.stop()
        made.start_again()
        return made

    def copied(self, name: str, seed: str) -> Machine:
        """Copy this store to a second PC (F35), as it is on the disk now, side file and photos too."""
        other = Machine(self.city, self._folder, self.user, name, seed)
        image = self.image()
        other.clock.skew, other.number, other.heard = self.clock.skew, self.number, self.heard
        other.book, other.undone = set(self.book), set(self.undone)
        other.lost, other.let_go = set(self.lost), set(self.let_go)
        other.settled, other.settled_at = dict(self.settled), dict(self.settled_at)
        shutil.copytree(self._folder / self.name, self._folder / name)
        other.keys = self.keys
        other._write(image)
        other.start_again()
        return other

    keys: Keys
    peer: Peer
    store: Store

    @property
    def _db(self) -> Path:
        return self._folder / f"{self.name}.db"

    @property
    def _wal(self) -> Path:
        return self._folder / f"{self.name}.db-wal"

    @property
    def _side(self) -> Path:
        return self._folder / self.name / "highest"

    def _peer(self) -> Peer:
        peer = enrol.peer_of(self.store, self.keys)
        peer.batch, peer.page, peer.chunk = self.rng.choice((1, 2, 5, 200)), self.rng.choice((2, 4, 9, 5000)), CHUNK
        return peer

    def open(self) -> Store:
        """Open the store, as the program does when it starts."""
        rng = self.rng.randbytes
        side = self._folder / self.name
        return Store.open(self._db, STORE_KEY, clock=self.clock, rng=rng, files=self.keys.files(rng), side=side)

    def hang_up(self) -> None:
        """Lose the line in the middle of a round."""
        if self.round is not None:
            self.round.close()
        self.round = None
        self.turn += 1

    def stop(self) -> None:
        """Stop without a word: the round is gone, the connection closed without commit."""
        self.hang_up()
        self.forms, self.doom, self.full = [], 0, 0
        self.store.close()

    def start_again(self) -> None:
        """Open the store again, as it is on the disk."""
        self.store = self.open()
        self.peer = self._peer()

    def image(self) -> Image:
        """Copy the files of the store as they lie on the disk now."""
        wal = self._wal.read_bytes() if self._wal.exists() else b""
        side = self._side.read_bytes() if self._side.exists() else b""
        known = (frozenset(self.book), frozenset(self.undone), self.number, dict(self.settled), dict(self.settled_at))
        return Image(self._db.read_bytes(), wal, side, *known)

    def put_back(self, image: Image, *, side: bool) -> None:
        """Stop, and start again from an older image of the store; `side`: of its side file, too."""
        now = self._side.read_bytes() if self._side.exists() else b""
        self.stop()
        self._write(image if side else replace(image, side=now))
        self.book, self.undone = set(image.book), set(image.undone)
        self.settled, self.settled_at = dict(image.settled), dict(image.settled_at)
        if side:
            self.number = image.number
        self.start_again()

    def _write(self, image: Image) -> None:
        for path, data in ((self._db, image.db), (self._wal, image.wal), (self._side, image.side)):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        Path(f"{self._db}-shm").unlink(missing_ok=True)

    def lose_power(self) -> int:
        """Stop, and start again without the tail of the WAL, cut at any byte; gives how many bytes went."""
        image = self.image()
        kept = self.rng.randrange(len(image.wal) + 1) if image.wal else 0
        self.stop()
        self._write(replace(image, wal=image.wal[:kept]))
        self.start_again()
        with self.store.read() as reading:
            states: dict[str, str] = dict(reading.db.all("SELECT id, st FROM tx"))
        self.undone -= states.keys()
        for tx in self.settled:
            if states.get(tx) not in {"settled", "parked"}:
                self.settled[tx] = ""  # it was, under whatever device: what T5 sends again is folded by nobody
        return len(image.wal) - kept

    def txs(self) -> set[str]:
        """Give the ids of all txs the store has."""
        with self.store.read() as reading:
            return {tx for (tx,) in reading.db.all("SELECT id FROM tx")}

    def journal(self) -> set[str]:
        """Give the txs it must still have: all of its book but what settled longer ago than the journal keeps."""
        old = self.city.clock.now() - timedelta(days=JOURNAL_DAYS)
        return {tx for tx in self.book if self.settled_at.get(tx, old) >= old}

    def forget(self, gone: set[str]) -> None:
        """Let its disk have forgotten txs."""
        self.lost |= gone
        for tx in gone:
            self.settled.pop(tx, None)
            self.settled_at.pop(tx, None)
        if self.store.status().behind is not None:
            self.store.seen_behind()

    def sign_in(self) -> None:
        """T5 with the password, where the server does not know the device any more (F32)."""
        rng = self.rng.randbytes
        why = "unknown_device"
        self.reach(enrol.re_enrol(self.store, self.peer, self.keys, rng, why=why, password=PASSWORD))

    def watched(self) -> crash.Watched:
        """Give the hook that kills at the drawn point, or fills the disk there."""
        return crash.Watched(self._point)

    def _point(self, name: str, when: crash.When) -> None:
        if self.full and when == "before":
            self.full -= 1
            if not self.full:
                self.points.append(f"{name} full")
                raise DiskFull(reason="simulated")
        if self.doom:
            self.doom -= 1
            if not self.doom:
                self.points.append(f"{name} {when}")
                raise Killed

    def start(self) -> None:
        """Begin a round."""
        self.turn += 1
        self.round = self._talk(())

    def _talk(self, verify: tuple[str, ...]) -> Round:
        return renewing_round(self.store, self.peer, self.keys, self.rng.randbytes, verify=verify)

    def reach(self, talk: Generator[Request, Reply | Lost, _Result]) -> _Result:
        """Drive a generator over a line without faults."""
        return drive(talk, self.city.handle)

    def calm(self, look: Callable[[], object], saw: Callable[[Request, Reply], object]) -> Report:
        """One whole round without faults, the sums of all grids compared.

        `look` is called before each request, `saw` is told each with its reply.
        """
        held = tuple(line.grid for line in self.store.status().grids)

        def wire(request: Request) -> Reply:
            look()
            self.heard = self.city.clock.now()
            reply = self.city.handle(request)
            saw(request, reply)
            return reply

        return drive(self._talk(held), wire)


def drive(talk: Generator[Request, Reply | Lost, _Result], wire: Callable[[Request], Reply | Lost]) -> _Result:
    """Run a generator of requests to its end."""
    answer: Reply | Lost | None = None
    while True:
        try:
            request = next(talk) if answer is None else talk.send(answer)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return] # StopIteration types nothing
        answer = wire(request)
