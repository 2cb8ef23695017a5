"""Sticks and an office: packages carried between real laptops and the real server in process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gridclient.base.packages import Carried, PackageRead, Written
from gridclient.base.progress import Progress
from gridclient.sync.courier import carry
from gridclient.sync.package import take_reply, write_request
from gridserver.handle.mail import answer_package
from tests.server.town import G1, Town
from tests.sync.laptop import Laptop


class StopsAt(Progress):
    """The person presses Stop while the part of this number is under way."""

    def __init__(self, part: int) -> None:
        super().__init__()
        self._part = part

    def step(self, n: int, of: int, what: str = "", count: int = 0) -> None:
        if n == self._part:
            self.cancel()
        super().step(n, of, what, count)


def write(at: Laptop, path: Path) -> Written:
    """A request package of a laptop on a stick."""
    return write_request(at.store, at.keys, lambda _number: path, clock=at.clock, rng=at.rng)


def hand_in(town: Town, path: Path) -> Path:
    """The file at the centre's counter; its reply beside it."""
    with path.open("rb") as file:
        reply = answer_package(file, path.stat().st_size, town.server, town.clock.now(), town.rng)
    target = path.with_suffix(".reply")
    target.write_bytes(reply)
    return target


def take(at: Laptop, path: Path) -> PackageRead:
    """A reply package read by a laptop."""
    return take_reply(at.store, at.keys, path, rng=at.rng)


def by_stick(at: Laptop, path: Path) -> PackageRead:
    """There and back."""
    write(at, path)
    return take(at, hand_in(at.town, path))


def carried(at: Laptop, files: Sequence[Path], out: Path | None = None) -> tuple[Carried, ...]:
    """Files in the hands of an office with a line."""
    return at.drive(carry(at.peer, files, out))


def changes_of(town: Town, tx_count: int) -> bool:
    """Whether the grid counted exactly so many txs: nothing lost, nothing doubled."""
    with town.server.store.reading() as read:
        return read.grids([G1])[G1].head == tx_count
