"""What the status line and the page of sync say, computed each time and never remembered (PRODUCT 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Link(StrEnum):
    """How this PC stands to the centre."""

    OFFLINE = "offline"
    ONLINE = "online"
    SYNCING = "syncing"
    PORTAL = "portal"
    """Connected, but the network wants a sign-in first: a reply without our mark (SYNC 10)."""
    CLOCK = "clock"
    """The clock of this PC is off by more than five minutes."""


@dataclass(frozen=True, slots=True)
class StatusLine:
    """The facts of the bottom line; the shell finds the words. `grid` goes from wide to narrow, the grid last.

    `sent` of `sending` count changes of a running round. `lease_days` is None before the first unlock.
    """

    link: Link = Link.OFFLINE
    waiting: int = 0
    last_sync: datetime | None = None
    grid: tuple[str, ...] = ()
    lease_days: int | None = None
    sent: int = 0
    sending: int = 0
    practice: bool = False
    """The practice grid: nothing is ever sent."""
