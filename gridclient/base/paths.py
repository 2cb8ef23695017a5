"""Where things lie: one folder (`--profile DIR`) is one machine; below it one folder per person."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True)
class PersonPaths:
    """The files of one person on one machine; all but `vault` and `tries` are unreadable without the vault."""

    root: Path

    @property
    def profile(self) -> Path:
        """The folder of the machine this person's folder lies in."""
        return self.root.parent.parent

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


NETWORK_FILES = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "ceph", "glusterfs", "lustre", "vboxsf",
    "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.glusterfs", "fuse.juicefs",
})  # fmt: skip
"""File systems of other machines: their locks and their flushes are promises nobody keeps (FAULTS 35)."""

SYNCED_FOLDERS = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud", "nutstore", "坚果云", "我的坚果云",
    "baidusyncdisk", "baidunetdisk", "百度网盘", "百度云同步盘", "wpsdrive", "wps云盘", "weiyun", "微云", "腾讯微云",
    "aliyundrive", "阿里云盘", "nextcloud", "owncloud", "seafile", "syncthing", "megasync",
)  # fmt: skip
"""How folders begin that another program copies about while they are written: one file at a time, never the whole."""


def why_unsafe(folder: Path, mounts: str | None = None) -> str | None:
    """Say why a store may not lie in a folder: `network_share`, `synced_folder`; None when it may.

    `mounts` is the table of mounted file systems as Linux has it, read from the system when it is left out.
    """
    place = folder.resolve() if mounts is None else folder
    if any(part.casefold().startswith(SYNCED_FOLDERS) for part in place.parts):
        return "synced_folder"
    if sys.platform == "win32":
        return "network_share" if str(place).startswith("\\\\") or _is_remote(place) else None
    kind = _mounted(place, _mounts() if mounts is None else mounts)
    return "network_share" if kind in NETWORK_FILES else None


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text("utf-8", "replace")
    except OSError:
        return ""


def _mounted(place: Path, mounts: str) -> str:
    """Give the kind of the file system that holds a place: that of the longest mount point above it, the last one."""
    best, found = -1, ""
    for line in mounts.splitlines():
        _, _, rest = line.partition(" ")
        point, _, rest = rest.partition(" ")
        point = point.replace("\\040", " ")
        if place.is_relative_to(point) and len(point) >= best:
            best, found = len(point), rest.partition(" ")[0]
    return found


if sys.platform == "win32":
    import ctypes

    def _is_remote(place: Path) -> bool:
        return ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == 4  # DRIVE_REMOTE


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
