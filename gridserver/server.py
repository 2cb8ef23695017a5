"""What every call of the contract is given: database, keys, photo store, settings, and a cache of who may call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from gridserver.blob import BlobStore
from gridserver.config import Config
from gridserver.form_shelf import FormShelf
from gridserver.keys import ServerKeys
from gridserver.meter import Meter
from gridserver.row import AccountRow, DeviceRow, GrantRow, ServerStore

T = TypeVar("T")


class Cache(Generic[T]):
    """Values good for some seconds of the clock given."""

    def __init__(self, seconds: int) -> None:
        """Begin empty."""
        self._seconds = seconds
        self._kept: dict[str, tuple[float, T]] = {}

    def get(self, name: str, now: datetime, read: Callable[[], T]) -> T:
        """Give the value kept, or read it; an absent one (None) is not kept."""
        at = now.timestamp()
        kept = self._kept.get(name)
        if kept is not None and 0 <= at - kept[0] < self._seconds:
            return kept[1]
        value = read()
        if value is not None:
            self._kept[name] = (at, value)
        return value


class Server:
    """A central server without its wires: `handle.route(request, server, clock, rng)` is one call of it."""

    def __init__(self, store: ServerStore, keys: ServerKeys, blobs: BlobStore, config: Config | None = None) -> None:
        """Put the parts together."""
        self.store = store
        self.keys = keys
        self.blobs = blobs
        self.config = config or Config()
        self.meter = Meter()
        self.public = keys.public()
        """Ed25519 and X25519 public keys, hex."""
        self.forms = FormShelf(blobs)
        self._devices: Cache[DeviceRow | None] = Cache(self.config.cache_seconds)
        self._users: Cache[tuple[AccountRow | None, Sequence[GrantRow]]] = Cache(self.config.cache_seconds)

    def device(self, device: str, now: datetime) -> DeviceRow | None:
        """Give a device as of some seconds ago: its keys and whether it is revoked, not its chain."""

        def read() -> DeviceRow | None:
            with self.store.reading() as reading:
                row = reading.device(device)
                if row is not None:  # whoever asks for a device asks for its user next
                    self._users.get(row.user, now, lambda: (reading.account(row.user), reading.grants(row.user)))
                return row

        return self._devices.get(device, now, read)

    def user(self, user: str, now: datetime) -> tuple[AccountRow | None, Sequence[GrantRow]]:
        """Give an account and all its grants as of some seconds ago."""

        def read() -> tuple[AccountRow | None, Sequence[GrantRow]]:
            with self.store.reading() as reading:
                return reading.account(user), reading.grants(user)

        return self._users.get(user, now, read)

    def close(self) -> None:
        """Close the database."""
        self.store.close()
