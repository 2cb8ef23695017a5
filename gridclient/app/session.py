"""One person's open work: store, keys, the conversation with the centre. Made by the gate, closed by lock."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gridclient.app.packages import PackageWay
from gridclient.base.clock import Clock
from gridclient.base.durable import write_durably
from gridclient.base.paths import PersonPaths
from gridclient.base.resources import resource
from gridclient.base.status import Link
from gridclient.services.backup import Backup
from gridclient.services.packages import Packages
from gridclient.store import GridLine, Store
from gridclient.sync.syncing import Syncing
from gridclient.sync.transport import Transport
from gridclient.vault.keys import Keys
from gridclient.vault.vault import Known
from gridcore.errors import NoPlace
from gridcore.ids import Rng
from gridcore.pinyin import Pinyin


class Badge(msgspec.Struct, frozen=True, kw_only=True):
    """What the unlock page may know without a password: counts and codes, no names of the grid's people."""

    waiting: int = 0
    grid: str = ""
    verified_at: str = ""


def home_of(grids: Sequence[GridLine]) -> tuple[str, str]:
    """Give code and name of the grid a person works in: the first real grid held, else the last of the units."""
    last = ("", "")
    for line in grids:
        last = (line.grid, line.name)
        if len(line.grid) == GRID_CODE:
            break
    return last


@dataclass(slots=True)
class Session:
    """Everything that is open while a person works."""

    paths: PersonPaths
    known: Known
    vault_keys: Keys
    """As the vault file holds them; `store.keys.in_force` says which device keys count."""
    store: Store
    transport: Transport
    syncing: Syncing
    pinyin: Pinyin
    packages: Packages
    backup: Backup

    def is_online(self) -> bool:
        """Whether the last round reached the centre."""
        return self.syncing.standing().link is Link.ONLINE

    def note_badge(self) -> None:
        """Keep what the unlock page shows."""
        status = self.store.status()
        verified = status.verified_at.isoformat() if status.verified_at is not None else ""
        _, name = home_of(status.grids)
        badge = Badge(waiting=status.unsent, grid=name, verified_at=verified)
        write_durably(self.paths.badge, msgspec.json.encode(badge))

    def close(self) -> None:
        """Close in order; the keys go with the object. The store is closed whatever the badge comes to."""
        try:
            with suppress(NoPlace):  # the door shows the counts of the last time
                self.note_badge()
        finally:
            self.transport.close()
            self.store.close()


GRID_CODE = 15


def read_pinyin() -> Pinyin:
    """The reading of names, from our own table."""
    folder = resource("pinyin")
    return Pinyin.from_text(
        Path(folder, "pinyin.tsv").read_text(encoding="utf-8"), Path(folder, "surnames.tsv").read_text(encoding="utf-8")
    )


def open_session(paths: PersonPaths, known: Known, keys: Keys, *, clock: Clock, rng: Rng, create: bool) -> Session:
    """Open the store with the keys; raises what Store.open raises."""
    reading = read_pinyin()
    store = Store.open(
        paths.store,
        keys.store,
        clock=clock,
        rng=rng,
        files=keys.files(rng),
        side=paths.root,
        pinyin=reading,
        create=create,
    )
    if store.outbox.meta().device is None:  # also after a kill between the two
        store.outbox.first_enrol(known.device, known.user, known.server, known.server_key, known.server_x25519)
    transport = Transport(known.address, rng)
    way = PackageWay(store, keys, transport, clock, rng)
    return Session(
        paths,
        known,
        keys,
        store,
        transport,
        Syncing(store, keys, transport, clock, rng),
        reading,
        Packages(store, way),
        Backup(store, clock, way.write, paths.profile),
    )
