"""What the status line and the page of sync say, computed each time and never remembered (PRODUCT 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Link(StrEnum):
    """How this PC stands to the centre, after the last round; each state has its words (SYNC 11, FAULTS 1-20, 46)."""

    UNKNOWN = "unknown"
    """Until the first round of this start."""
    OFFLINE = "offline"
    ONLINE = "online"
    SYNCING = "syncing"
    SLOW = "slow"
    """Reached, but no answer in time; or an answer that was cut."""
    BUSY = "busy"
    """The centre can take nothing in just now: busy, full or being mended; it said when to come back."""
    PORTAL = "portal"
    """Connected, but the network wants a sign-in first: a reply without our mark (SYNC 10)."""
    CLOCK = "clock"
    """The clock of this PC is so far off that the certificate of the centre is not valid by it."""
    WRONG_SERVER = "wrong_server"
    SIGNED_OUT = "signed_out"
    UPGRADE = "upgrade"
    UNKNOWN_DEVICE = "unknown_device"
    """The centre does not know this device, or knows another history of it: it is registered anew."""
    DISABLED = "disabled"
    """The account was switched off."""
    REVOKED = "revoked"
    """The centre says that this device was revoked; without a good order of the centre nothing is wiped."""
    REFUSED = "refused"
    """Any other problem: a defect on one side."""


class Backup(StrEnum):
    """How the automatic backup stands (SYNC 13)."""

    OFF = "off"
    DONE = "done"
    """All that is unanswered lies in the second folder, or nothing is unanswered."""
    DUE = "due"
    """Something is unanswered that no backup holds yet."""
    FAILED = "failed"
    """The second folder cannot be written: gone, full, or not ours."""


@dataclass(frozen=True, slots=True)
class StatusLine:
    """The facts of the bottom line; the shell finds the words. `grid` goes from wide to narrow, the grid last.

    `waiting`: changes and photos not yet confirmed by the centre; `answered`: accepted there, not yet read back;
    `to_decide` and `set_aside`: open conflicts and refused changes; `in_sync`: nothing at all is open and the last
    pull reached its end (FAULTS 76). `share`: how far a running round is, 0 to 1; `clock_offset`: seconds this PC's
    clock is ahead of the centre's. `lease_days` is None before the
    first unlock.
    """

    link: Link = Link.OFFLINE
    waiting: int = 0
    last_sync: datetime | None = None
    grid: tuple[str, ...] = ()
    lease_days: int | None = None
    answered: int = 0
    to_decide: int = 0
    set_aside: int = 0
    in_sync: bool = False
    share: float = 0.0
    clock_offset: int = 0
    backup: Backup = Backup.OFF
    practice: bool = False
    """The practice grid: nothing is ever sent."""
