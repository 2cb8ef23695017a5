"""What the page of sync needs of packages, over a laptop of a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from gridclient.base.packages import Carried, PackageRead, Written
from gridclient.base.progress import Progress
from gridclient.sync.courier import carry
from gridclient.sync.package import take_reply, write_request
from tests.sync.laptop import Laptop


class Sticks:
    """Implements `services.packages.Way` over a laptop."""

    def __init__(self, at: Laptop) -> None:
        self.at = at

    def write(self, into: Callable[[int], Path], progress: Progress) -> Written:
        return write_request(self.at.store, self.at.keys, into, clock=self.at.clock, rng=self.at.rng, progress=progress)

    def read(self, path: Path, progress: Progress) -> PackageRead:
        return take_reply(self.at.store, self.at.keys, path, rng=self.at.rng, progress=progress)

    def carry(self, files: Sequence[Path], out: Path | None, progress: Progress) -> tuple[Carried, ...]:
        return self.at.drive(carry(self.at.peer, files, out, progress=progress))
