"""Exchange packages and backups wired to a session: the services speak of them, the floor of sync makes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gridclient.base.clock import Clock
from gridclient.base.packages import Carried, PackageRead, Written
from gridclient.base.progress import Progress
from gridclient.store import Store
from gridclient.sync.courier import carry
from gridclient.sync.enrol import peer_of
from gridclient.sync.package import take_reply, write_request
from gridclient.sync.transport import Transport, drive
from gridclient.vault.keys import Keys
from gridcore.ids import Rng


@dataclass(frozen=True, slots=True, repr=False)
class PackageWay:
    """Implements `services.packages.Way` over an open store."""

    store: Store
    vault: Keys
    """The keys of the vault file; the store knows whether others are in force since (SYNC 8 T5)."""
    transport: Transport
    clock: Clock
    rng: Rng

    def write(
        self, into: Callable[[int], Path], progress: Progress, without: frozenset[tuple[str, str]] = frozenset()
    ) -> Written:
        """Write a request."""
        keys = self._keys()
        return write_request(self.store, keys, into, clock=self.clock, rng=self.rng, without=without, progress=progress)

    def read(self, path: Path, progress: Progress) -> PackageRead:
        """Take a reply."""
        return take_reply(self.store, self._keys(), path, rng=self.rng, progress=progress)

    def carry(self, files: Sequence[Path], out: Path | None, progress: Progress) -> tuple[Carried, ...]:
        """Hand files in over the network."""
        return drive(carry(peer_of(self.store, self.vault), files, out, progress=progress), self.transport)

    def _keys(self) -> Keys:
        return self.store.keys.in_force(self.vault)
