"""What the entry pages ask of the program: who is on this PC, which centre, and the door itself (SYNC 15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from gridclient.base.progress import Progress
from gridcore.roles import Role


@dataclass(frozen=True, slots=True)
class PersonHere:
    """A person with records on this PC, as it is known without a password. `lease_days` is None when not known."""

    user: str
    name: str
    role: Role
    grid: str
    waiting: int = 0
    lease_days: int | None = None


@dataclass(frozen=True, slots=True)
class ServerSeen:
    """Who answered at an address; the fingerprint is compared once by the person and pinned from then on."""

    address: str
    name: str
    city: str
    fingerprint: str


class Gate(Protocol):
    """Slow calls; the pages make them through the runner."""

    def people(self) -> Sequence[PersonHere]:
        """Everybody with records here, the last one to work first."""
        ...

    def check_server(self, address: str) -> ServerSeen:
        """Ask who answers there. Raises Offline, WrongServer, UpgradeRequired."""
        ...

    def enroll(self, server: ServerSeen, user: str, password: str, progress: Progress) -> PersonHere:
        """Sign in once online and register this PC. Raises Offline, SignedOut, Refused, Locked."""
        ...

    def unlock(self, user: str, password: str) -> PersonHere:
        """Open a person's records. Raises Locked(reason, tries_left, wait_seconds), KeyringTrouble, StoreBroken."""
        ...

    def recover(self, user: str, password: str) -> PersonHere:
        """Open a person's records with a new password, after the office opened this PC. Raises as enroll; StoreBroken.

        Refused(reason="not_opened") while it was not opened.
        """
        ...

    def sign_in_again(self, password: str) -> None:
        """Register this PC anew for whoever works now. Raises Offline, SignedOut, Locked."""
        ...

    def change_password(self, old: str, new: str) -> None:
        """Change the password of whoever works now. Raises InvalidInput, Locked, SignedOut, Offline."""
        ...


class SyncStep(StrEnum):
    """The four steps of a first sync."""

    REGISTER = "register"
    DOWNLOAD = "download"
    WRITE = "write"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class FirstSyncSeen:
    """How far a first sync is.

    Bytes of the download; `share` of the round, 0 to 1, where no bytes are known; `seconds_left` None = not known yet;
    `counts` by kind.
    """

    step: SyncStep
    done_bytes: int = 0
    of_bytes: int = 0
    seconds_left: int | None = None
    counts: tuple[tuple[str, int], ...] = ()
    numbers: str = ""
    """The range of paper numbers given to this PC, "2026-0401 - 0500"; "" = none."""
    paused: bool = False
    done: bool = False
    share: float = 0.0

    @property
    def percent(self) -> int:
        """Of the bytes, or of the round, 0 to 100; 100 once everything is written."""
        if self.done:
            return 100
        if self.of_bytes:
            return min(99, self.done_bytes * 100 // self.of_bytes)
        return min(99, int(self.share * 100))
