"""The clockwork of backups: when one is due it is made in the lane of sync, and once more before the keys go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from gridclient.app.gate import ProgramGate
from gridclient.app.session import Session
from gridclient.base.progress import Progress
from gridclient.ui.runner import Job, TaskRunner


class Keeping:
    """Starts one backup at a time; `told` hears when one ended, for the status line."""

    def __init__(self, owner: QObject, runner: TaskRunner, told: Callable[[], None]) -> None:
        """Nothing is started before `tick`."""
        self._owner, self._runner, self._told = owner, runner, told
        self._job: Job | None = None

    def tick(self, session: Session) -> None:
        """Start a backup if one is due and none is made now."""
        if self._job is None and session.backup.is_due():
            self._job = self._runner.sync(self._owner, session.backup.run, lambda _written: self._told())
            self._job.finished.connect(self._on_over)

    def _on_over(self) -> None:
        self._job = None


def close_kept(gate: ProgramGate, session: Session | None, progress: Progress) -> None:
    """Close a session; what was saved in its last minute gets its backup, too."""
    try:
        if session is not None and not session.backup.status().is_safe:
            session.backup.run(progress)
    finally:
        gate.close(session)
