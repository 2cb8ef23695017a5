"""The standing conversation with the centre: one round at a time, when the next is due, and what to say of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from gridclient.base.clock import Clock
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.base.status import Link
from gridclient.store import Store
from gridclient.sync import schedule
from gridclient.sync.enrol import peer_of, re_enrol
from gridclient.sync.history import history
from gridclient.sync.orders import weighed
from gridclient.sync.password import change_password
from gridclient.sync.renewal import renewing_round
from gridclient.sync.round import Report
from gridclient.sync.transport import Transport, drive
from gridclient.sync.watch import Spent, Step, Watch
from gridclient.vault.keys import Keys
from gridcore import wire
from gridcore.errors import (
    DiskFull,
    GridError,
    Offline,
    Revoked,
    ServerRefused,
    SignedOut,
    StoreBroken,
    StoreBusy,
    UpgradeRequired,
    WrongServer,
)
from gridcore.ids import Rng

_log = logging.getLogger(__name__)
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Standing:
    """What the status line and the Sync page say: the link, the last report, seconds until the next try."""

    link: Link
    report: Report | None
    next_in: float


class Syncing:
    """Runs rounds; called from one lane of workers, asked from anywhere."""

    def __init__(self, store: Store, vault: Keys, transport: Transport, clock: Clock, rng: Rng) -> None:
        """Take what a round needs; `vault` are the keys of the vault file."""
        self._store, self._vault, self._transport, self._clock, self._rng = store, vault, transport, clock, rng
        self._peer = peer_of(store, vault)
        self._peer.ahead = transport.begin
        self._peer.watch = Watch(clock.monotonic, transport.traffic)
        self._one_at_a_time = threading.Lock()
        self._past = schedule.Past()
        self._link, self._draw = Link.UNKNOWN, 0.0
        self._report: Report | None = None
        self._tidied: float | None = None

    def run(self, progress: Progress = NO_PROGRESS, *, verify: bool = False) -> Report | None:
        """Run one round to its end; None when one is under way already (F51)."""
        if not self._one_at_a_time.acquire(blocking=False):
            return None
        try:
            before, self._link = self._link, Link.SYNCING
            self._past = replace(self._past, saved=None)
            self._peer.watch.begin()
            self._transport.forget()
            try:
                held = self._held() if verify else ()
                talk = renewing_round(self._store, self._peer, self._vault, self._rng, verify=held, progress=progress)
                report = drive(talk, self._transport)
            except BaseException:
                self._link = before
                raise
            self._take(report)
            self._tidy(report)
            return report
        finally:
            self._one_at_a_time.release()

    def _tidy(self, report: Report) -> None:
        """Once a day, after a round that reached its end: originals and files nobody needs any more go (SYNC 12)."""
        now = self._clock.monotonic()
        if report.in_step and (self._tidied is None or now - self._tidied >= _DAY):
            self._tidied = now
            # What is held or full now is tidied another day; the round is over and its report counts.
            with suppress(DiskFull, StoreBroken, StoreBusy, OSError):
                self._store.blobs.tidy()

    def history(self, grid: str, record: str) -> wire.History:
        """Ask who changed a record of a grid; beside a round, from any thread. Raises as `history` and `call` do."""
        return drive(history(self._peer, grid, record), self._transport, self._transport.beside)

    def spent(self) -> Mapping[Step, Spent]:
        """Give what each step of the last round took; empty before the first one."""
        return self._peer.watch.spent

    def sign_in(self, password: str) -> None:
        """Enrol this device anew with the person's password, since the server does not know it any more (F32).

        Raises SignedOut (wrong password), Locked (too many), Offline, WrongServer, ServerRefused, Revoked; then
        everything is as it was.
        """
        talk = re_enrol(self._store, self._peer, self._vault, self._rng, why="unknown_device", password=password)
        with self._one_at_a_time:
            try:
                drive(talk, self._transport)
            except ServerRefused as refused:
                raise weighed(self._store, self._peer.device, refused) from refused

    def change_password(self, old: str, new: str) -> None:
        """Change the person's password at the centre; raises as `sync.password.change_password`."""
        with self._one_at_a_time:
            drive(change_password(self._peer, self._store.outbox.meta().user or "", old, new), self._transport)

    def saved(self) -> None:
        """Something was saved here: a round is due two seconds from now."""
        if self._past.saved is None:
            self._past = replace(self._past, saved=self._clock.monotonic())

    def standing(self) -> Standing:
        """Give how it stands now."""
        wait = schedule.due(self._past, self._draw) - self._clock.monotonic()
        return Standing(self._link, self._report, max(0.0, wait))

    def _held(self) -> tuple[str, ...]:
        return tuple(line.grid for line in self._store.status().grids)

    def _take(self, report: Report) -> None:
        self._report = report
        lost = report.must_enrol and not isinstance(report.trouble, Offline | Revoked)
        self._link = Link.UNKNOWN_DEVICE if lost else link_of(report.trouble)
        if report.enrolled:
            _log.info("this device was enrolled anew")
        self._draw = int.from_bytes(self._rng(4), "big") / 2**32
        wait = report.trouble.facts.get("retry_after", 0) if report.trouble is not None else 0
        self._past = schedule.Past(
            ended=self._clock.monotonic(),
            failures=0 if report.in_step else self._past.failures + 1,
            again=report.again,
            retry_after=wait if isinstance(wait, int) else 0,
            saved=self._past.saved,
        )
        photos = report.photos_up + report.photos_down
        # A disk that is full or held now: the report says so, and the list of rounds may lack a line.
        with suppress(DiskFull, StoreBroken, StoreBusy):
            self._store.rounds.note(
                str(self._link), pushed=report.pushed, pulled=report.rows, parked=report.parked, photos=photos
            )
        if report.trouble is not None:
            _log.info("round ended: %s", report.trouble.code)


_OF_OFFLINE = {
    "portal": Link.PORTAL,
    "clock": Link.CLOCK,
    "busy": Link.BUSY,
    "timeout": Link.SLOW,
    "cut": Link.SLOW,
}
_OF_PROBLEM = {
    "unknown_device": Link.UNKNOWN_DEVICE,
    "forked": Link.UNKNOWN_DEVICE,
    "user_disabled": Link.DISABLED,
}


def link_of(trouble: GridError | None) -> Link:
    """Give the state a round's trouble stands for (SYNC 11)."""
    match trouble:
        case None:
            return Link.ONLINE
        case Offline():
            return _OF_OFFLINE.get(str(trouble.facts.get("reason")), Link.OFFLINE)
        case WrongServer():
            return Link.WRONG_SERVER
        case SignedOut():
            return Link.SIGNED_OUT
        case Revoked():
            return Link.REVOKED
        case UpgradeRequired():
            return Link.UPGRADE
        case _:
            return _OF_PROBLEM.get(str(trouble.facts.get("name")), Link.REFUSED)
