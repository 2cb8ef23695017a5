"""The first sync in the window: how far it is, the pause, and the way by stick where the line is bad (UI 5)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from gridclient.app.admission import Admission
from gridclient.app.session import Session
from gridclient.base.clock import Clock
from gridclient.base.packages import PackageRead
from gridclient.base.progress import Step
from gridclient.store import StoreStatus
from gridclient.sync.meter import Phase
from gridclient.ui.first_package import FirstPackage
from gridclient.ui.gate import FirstSyncSeen, SyncStep
from gridclient.ui.runner import TaskRunner
from gridclient.ui.shell import MainWindow

Counted = Callable[[Session, StoreStatus], None]


class FirstSync:
    """Drives the page of the first sync. `pause` stops the round, `counted` lets the person in once it is whole."""

    def __init__(
        self,
        owner: QObject,
        window: MainWindow,
        runner: TaskRunner,
        clock: Clock,
        admission: Admission,
        *,
        session: Callable[[], Session | None],
        pause: Callable[[], None],
        counted: Counted,
    ) -> None:
        """Nothing is shown before `begin`."""
        self._owner, self._window, self._runner, self._clock = owner, window, runner, clock
        self._admission, self._session, self._pause, self._counted = admission, session, pause, counted
        self._dialog: FirstPackage | None = None
        window.first_sync.pause_asked.connect(self._on_pause)
        window.first_sync.package_asked.connect(self._on_package)

    def begin(self) -> None:
        """A round starts."""
        if self._window.person is None:
            self._window.first_sync.show_seen(FirstSyncSeen(SyncStep.DOWNLOAD))

    def step(self, step: Step) -> None:
        """Show how far it is."""
        if self._window.first_sync.isVisible() and step.what == Phase.PULL:
            share = step.done / step.of if step.of else 0.0
            counts = (("record", step.count),)
            self._window.first_sync.show_seen(FirstSyncSeen(SyncStep.DOWNLOAD, counts=counts, share=share))

    def close(self) -> None:
        """Take the dialog away: its session ends, or the person is let in."""
        if self._dialog is not None:
            self._dialog.done(0)

    def _on_pause(self) -> None:
        self._pause()
        self._window.first_sync.show_seen(FirstSyncSeen(SyncStep.DOWNLOAD, paused=True))

    def _on_package(self) -> None:
        """By stick instead: the round stops, so that the package asks for what is still missing."""
        session = self._session()
        if session is None or self._dialog is not None:
            return
        self._on_pause()
        self._dialog = FirstPackage(self._runner, session.packages, self._clock, self._window)
        self._dialog.taken.connect(partial(self._on_taken, session))
        self._dialog.finished.connect(self._on_closed)
        self._dialog.open()

    def _on_taken(self, session: Session, read: PackageRead) -> None:
        if not self._admission.read(session, read):
            self._runner.read(self._owner, session.store.status, partial(self._on_status, session))

    def _on_status(self, session: Session, status: StoreStatus) -> None:
        if not status.first_sync:
            self.close()
        self._counted(session, status)

    def _on_closed(self, _result: int) -> None:
        self._dialog = None
