"""The keys of this device, where a new enrolment replaced those of the vault (SYNC 8 T5, 15).

The vault file is wrapped by the password, which nobody types in the middle of a round. So new device keys live in the
encrypted store: what opens it opens them, and they come into force in the one transaction that gives the new device id.
"""

from __future__ import annotations

from dataclasses import replace

from gridclient.store.engine import Db
from gridclient.store.outbox import Reads, Writes
from gridclient.vault.keys import Keys
from gridcore.ids import Rng


class OwnKeys:
    """Says which device keys are in force; keeps those a new enrolment is under way with."""

    def __init__(self, writes: Writes, reads: Reads, rng: Rng) -> None:
        self._writes, self._reads, self._rng = writes, reads, rng

    def in_force(self, vault: Keys) -> Keys:
        """Give the keys this device signs and is written to with: those of T5 if there are some, else the vault's."""
        with self._reads() as db:
            return _read(db, "now", vault) or vault

    def next(self, vault: Keys) -> Keys:
        """Give the keys to enrol with: made and kept before the first request, so that a repeated one is the same."""
        with self._writes("T5 keys") as rows:
            found = _read(rows.db, "next", vault)
            if found is None:
                made = Keys.new(self._rng)
                rows.db.run("INSERT INTO device_key VALUES ('next', ?, ?)", made.ed25519.hex(), made.x25519.hex())
                found = replace(made, store=vault.store)
        return found


def _read(db: Db, state: str, vault: Keys) -> Keys | None:
    row = db.one("SELECT ed25519, x25519 FROM device_key WHERE st = ?", state)
    return None if row is None else Keys(vault.store, *(bytes.fromhex(text) for text in row))
