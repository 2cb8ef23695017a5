"""The bottom line and the badges of the rail: read off the ui thread, then shown."""

from __future__ import annotations

from dataclasses import dataclass

from gridclient.app.pages import Desk
from gridclient.app.session import Session, home_of
from gridclient.base.clock import Clock
from gridclient.base.progress import Step
from gridclient.base.status import Backup, StatusLine
from gridclient.services.backup import BackupStatus
from gridclient.ui.badges import conflict_badge, late_badge
from gridclient.ui.shell import MainWindow
from gridclient.vault.tries import Tries, lease


@dataclass(frozen=True, slots=True)
class Foot:
    """What was read."""

    line: StatusLine
    conflicts: int
    parked: int
    late: int


def read_foot(session: Session, desk: Desk | None, clock: Clock, step: Step) -> Foot:
    """Read the facts; `step` is how far the round under way is."""
    status = session.store.status()
    standing = session.syncing.standing()
    left = None
    if status.verified_at is not None:
        high = Tries(session.paths.tries, clock).high_water
        left = lease(status.verified_at, session.known.lease_days, clock.now(), high).days_left
    line = StatusLine(
        link=standing.link,
        waiting=status.unsent,
        last_sync=status.last_pull,
        grid=(home_of(status.grids)[1],) if status.grids else (),
        lease_days=left,
        answered=status.answered,
        to_decide=status.conflicts,
        set_aside=status.parked,
        in_sync=status.in_sync,
        share=step.done / step.of if step.of else 0.0,
        clock_offset=status.clock_offset,
        backup=backup_of(session.backup.status()),
    )
    return Foot(line, status.conflicts, status.parked, desk.late() if desk is not None else 0)


def backup_of(status: BackupStatus) -> Backup:
    """Give the state the bottom line speaks of; a minute that is not over yet is no reason to speak."""
    if status.folder is None:
        return Backup.OFF
    if status.trouble:
        return Backup.FAILED
    is_due = status.missing > 0 if status.next_in is None else status.next_in <= 0
    return Backup.DUE if is_due else Backup.DONE


def show_foot(window: MainWindow, foot: Foot) -> None:
    """Show them."""
    window.set_status(foot.line)
    window.work.set_badge("sync", conflict_badge(foot.conflicts, foot.parked))
    window.work.set_badge("tasks", late_badge(foot.late))
