"""Where things lie: one folder (`--profile DIR`) is one machine; below it one folder per person."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True)
class PersonPaths:
    """The files of one person on one machine; all but `vault` and `tries` are unreadable without the vault."""

    root: Path

    @property
    def vault(self) -> Path:
        """The wrapped keys and what the unlock page shows."""
        return self.root / "vault.json"

    @property
    def tries(self) -> Path:
        """Wrong tries and the latest time seen."""
        return self.root / "tries.json"

    @property
    def badge(self) -> Path:
        """What the unlock page shows of this person: counts, no names."""
        return self.root / "badge.json"

    @property
    def recovery(self) -> Path:
        """New device keys while a recovery is under way, wrapped by the new password; else there is none."""
        return self.root / "recovery.json"

    @property
    def changing(self) -> Path:
        """There while a change of the password is under way, or was cut off: no secret, only that it began."""
        return self.root / "password.changing"

    @property
    def wiping(self) -> Path:
        """There from the moment an order to wipe was believed until nothing else is left in the folder."""
        return self.root / "wiping"

    @property
    def store(self) -> Path:
        """The encrypted database."""
        return self.root / "store.db"


@dataclass(frozen=True, slots=True)
class Profile:
    """One machine."""

    root: Path

    @classmethod
    def default(cls) -> Profile:
        """The profile of this account of the operating system."""
        return cls(user_data_path("gridclient", appauthor=False))

    @property
    def settings(self) -> Path:
        """Language, theme, scale, address of the centre."""
        return self.root / "settings.json"

    @property
    def log(self) -> Path:
        """The log, without personal data."""
        return self.root / "gridclient.log"

    def person(self, name: str) -> PersonPaths:
        """The paths of one person's folder."""
        return PersonPaths(self.root / "people" / name)

    def people(self) -> tuple[PersonPaths, ...]:
        """Every person with a vault here that is not being wiped, by folder name."""
        found = self._folders()
        return tuple(each for each in found if each.vault.is_file() and not each.wiping.exists())

    def wiped(self) -> tuple[PersonPaths, ...]:
        """Folders whose wipe was begun and did not come to its end."""
        return tuple(each for each in self._folders() if each.wiping.exists())

    def _folders(self) -> list[PersonPaths]:
        folder = self.root / "people"
        return [PersonPaths(each) for each in sorted(folder.iterdir())] if folder.is_dir() else []


def write_durably(path: Path, data: bytes) -> None:
    """Write a small file whole or not at all: temporary file, fsync, rename, fsync of the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    if os.name == "posix":  # Windows cannot open a folder to flush it; its rename is journaled
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
