"""Where things lie: one folder (`--profile DIR`) is one machine; below it one folder per person."""

from __future__ import annotations

import re
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
        """New device keys while a recovery is under way, wrapped by a password the centre took; else there is none."""
        return self.root / "recovery.json"

    @property
    def recovery_tried(self) -> Path:
        """The same before the centre has taken the password: a mistyped one must not cost what is under way."""
        return self.root / "recovery.tried.json"

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

SYNCED_FOLDERS = frozenset({
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud", "icloud drive", "iclouddrive",
    "icloudphotos", "mobile documents", "cloudstorage", "nutstore", "nutstore files", "坚果云", "我的坚果云",
    "baidusyncdisk", "baidunetdisk", "baidunetdiskworkspace", "百度网盘", "百度云同步盘", "wpsdrive", "wps drive",
    "wps云盘", "weiyun", "微云", "腾讯微云", "aliyundrive", "阿里云盘", "nextcloud", "owncloud", "seafile",
    "syncthing", "megasync",
})  # fmt: skip
"""Folders that another program copies about while they are written: one file at a time, never the whole."""
_ACCOUNT_OF = re.compile(r" - | \(|-(?=.*@)")
"""What parts the name of a synced folder from whose it is: `OneDrive - City`, `Dropbox (City)`, `GoogleDrive-a@b`."""


def why_unsafe(folder: Path, mounts: str | None = None, home: Path | None = None) -> str | None:
    """Say why a store may not lie in a folder: `network_share`, `synced_folder`; None when it may.

    `mounts` is the table of mounted file systems as Linux has it, `home` the folder of this account of the system;
    both are read from the system when left out. People are called Weiyun, too: the account's own name says nothing.
    """
    place = folder.resolve() if mounts is None else folder
    if any(_is_synced(part) for part in _below(place, home or Path.home())):
        return "synced_folder"
    if sys.platform == "win32":
        return "network_share" if str(place).startswith("\\\\") or _is_remote(place) else None
    kind = _mounted(place, _mounts() if mounts is None else mounts)
    return "network_share" if kind in NETWORK_FILES else None


def _below(place: Path, home: Path) -> tuple[str, ...]:
    return place.relative_to(home).parts if place.is_relative_to(home) else place.parts


def _is_synced(part: str) -> bool:
    """Say whether a whole name is that of a synced folder, with or without whose it is."""
    return _ACCOUNT_OF.split(part.casefold(), maxsplit=1)[0] in SYNCED_FOLDERS


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
