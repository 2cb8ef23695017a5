"""The program: window, gate, runner and the clockwork of sync, wired together once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from gridclient.app.admission import Admission
from gridclient.app.first import FirstSync
from gridclient.app.foot import read_foot, show_foot
from gridclient.app.gate import ProgramGate
from gridclient.app.keeping import Keeping, close_kept
from gridclient.app.kept import KeptSettings
from gridclient.app.pages import Desk, make_desk
from gridclient.app.session import Session, home_of
from gridclient.base.clock import Clock
from gridclient.base.paths import Profile
from gridclient.base.progress import NO_PROGRESS, Step
from gridclient.services.me import Me
from gridclient.store import StoreStatus
from gridclient.sync.round import Report
from gridclient.ui.appearance import Appearance
from gridclient.ui.errors import ErrorReporter
from gridclient.ui.find import Opened
from gridclient.ui.gate import PersonHere
from gridclient.ui.page import Changed, Goto
from gridclient.ui.pages.settings import SettingsPage
from gridclient.ui.pages.sync import SyncPage
from gridclient.ui.rail import Person
from gridclient.ui.runner import Job, TaskRunner
from gridclient.ui.shell import MainWindow
from gridclient.vault import vault
from gridclient.vault.keyring import Keyring
from gridcore.ids import Rng
from gridcore.roles import Role

_TICK = 500
"""Milliseconds between two looks at the schedule."""
_NOWHERE = ("", "", ("", ""))


class Program(QObject):
    """One running program over one profile."""

    def __init__(
        self,
        app: QApplication,
        profile: Profile,
        *,
        clock: Clock,
        rng: Rng,
        keyring: Keyring,
        cost: vault.Cost | None = None,
    ) -> None:
        """Build the window; `start` shows it."""
        super().__init__(app)
        self._clock = clock
        self._kept = KeptSettings(profile.settings)
        self.appearance = Appearance(app, self._kept.preferences())
        self.reporter = ErrorReporter(self)
        self.runner = TaskRunner(self.reporter.tell, self)
        self._kept.write_with(self, self.runner)
        self.gate = ProgramGate(profile, clock, rng, keyring, cost)
        self.window = MainWindow(self.gate, self.runner, self.reporter, self.appearance, clock, self._kept.now.address)
        self.window.ways = frozenset()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._step = Step(0, 0)
        self._left_at = _NOWHERE
        """Who locked, at which page, and what was open there."""
        self._leaving: Session | None = None
        """A session whose person has left: a round that ends late must not let them in again."""
        self._desk: Desk | None = None
        self._round: Job | None = None
        self._keeping = Keeping(self, self.runner, partial(_tell_kept, self.window, self._show_status))
        self._admission = Admission(
            self, self.window, self.runner, self.gate, self._kept, shut=self._shut, again=self.sync_now
        )
        self._first = FirstSync(
            self,
            self.window,
            self.runner,
            clock,
            self._admission,
            session=lambda: self.session,
            pause=self._on_pause,
            counted=lambda session, status: self._on_counted(session, self._show_status, status),
        )
        self._connect()

    def start(self) -> None:
        """Show the window at the door."""
        self.window.show()
        self._admission.start(self._kept.now.last_person)

    @property
    def session(self) -> Session | None:
        """What is open now."""
        return self.gate.session

    def sync_now(self) -> None:
        """Start a round unless one runs."""
        session = self.session
        if session is None or self._round is not None:
            return
        self._step = Step(0, 0)
        self._first.begin()
        self._round = self.runner.sync(
            self,
            session.syncing.run,
            partial(self._on_round, session),
            progressed=self._on_step,
            failed=partial(self._on_round_failed, session),
        )
        self._round.finished.connect(self._on_round_over)
        self._show_status()

    # the life of a session

    def _connect(self) -> None:
        window = self.window
        window.unlocked.connect(self._on_unlocked)
        window.enrolled.connect(self._on_enrolled)
        window.locked.connect(self._on_locked)
        window.sign_out_asked.connect(self._on_sign_out)
        window.sync_asked.connect(self._admission.sync_asked)
        window.closing.connect(self._on_closing)
        window.work.finder.opened.connect(self._on_found)
        window.first_sync.resume_asked.connect(self.sync_now)
        self.appearance.chosen.connect(self._kept.choose)
        self._timer.timeout.connect(self._on_tick)

    def _on_enrolled(self, person: PersonHere) -> None:
        self._kept.remember(person.user, self.session.known.address if self.session is not None else "")
        self.window.show_first_sync(person.grid)
        self.sync_now()

    def _on_unlocked(self, person: PersonHere) -> None:
        self._kept.remember(person.user, self.session.known.address if self.session is not None else "")
        session = self.session
        if session is not None:
            otherwise = partial(self._on_enrolled, person)
            self.runner.read(self, session.store.status, partial(self._on_counted, session, otherwise))

    def _on_counted(self, session: Session, otherwise: Callable[[], None], status: StoreStatus) -> None:
        """Let the person in once the first sync is whole, else do the other thing."""
        if session is not self.session or session is self._leaving or self.window.person is not None:
            return
        if status.first_sync:
            otherwise()
        else:
            self._enter(session, status)

    def _enter(self, session: Session, status: StoreStatus) -> None:
        grid, name = home_of(status.grids)
        names = (name,) if name else ()
        role = Role(session.known.role)
        me = Me(session.known.user, session.known.name, role, grid, session.known.device)
        desk = make_desk(session, me, self.runner, self._clock, session.is_online, self.appearance)
        self._desk = desk
        person = Person(me.user, me.name, me.role, names)
        self.window.enter(person, frozenset({role}), desk.pages, desk.find, desk.undo)
        self.window.work.history.reader = desk.history.of
        user, page, at = self._left_at
        if page and user == me.user:
            self.window.work.goto(Goto(page, *at))
        for each in desk.pages:
            each.changed.connect(self._on_changed)
            if isinstance(each, SyncPage):
                each.asked.connect(self._admission.sync_asked)
                each.told.connect(self._show_status)
                each.taken.connect(partial(self._admission.read, session))
            if isinstance(each, SettingsPage):
                each.backup.changed.connect(self._show_status)
        self._timer.start()
        self._show_status()
        self._admission.entered(session)
        _want_lists(self, desk)

    def _on_locked(self) -> None:
        page, person = self.window.work.page, self.window.person
        self._left_at = _NOWHERE if person is None or page is None else (person.user, page.name, page.here())
        self._close_session()

    def _on_sign_out(self) -> None:
        for page in self.window.work.pages:
            page.save_now()
        self._left_at = _NOWHERE
        self._close_session()
        self.window.start(self._kept.now.last_person)

    def _close_session(self) -> None:
        """What was asked for is written first, then the round under way ends, then the store is closed.

        The lanes keep their order: a job in the lane of writes, and after it one in the lane of sync, come last.
        """
        session = self.session
        self._shut(session)
        close = partial(self.runner.sync, self, partial(close_kept, self.gate, session), self._on_closed)
        self.runner.write(self, lambda _progress: None, lambda _none: close())

    def _shut(self, session: Session | None) -> None:
        """Nothing of a session is shown or begun any more."""
        self._leaving = session
        self._desk = None
        self._timer.stop()
        self._admission.close()
        self._first.close()
        self.window.leave()
        if self._round is not None:
            self._round.cancel()

    def _on_closed(self, _none: None) -> None:
        """What waits is counted anew at the door, unless somebody is typing there already."""
        if self.window.person is None and not self.window.entry.unlock.password.text():
            self.window.start(self._kept.now.last_person)

    def _on_closing(self) -> None:
        self._timer.stop()
        self.runner.shutdown()
        close_kept(self.gate, self.session, NO_PROGRESS)

    # sync

    def _on_tick(self) -> None:
        session = self.session
        if session is None or self._round is not None:
            return
        if session.syncing.standing().next_in <= 0:
            self.sync_now()
        else:
            self._keeping.tick(session)

    def _on_changed(self, _changed: Changed) -> None:
        if self.session is not None:
            self.session.syncing.saved()
            self.session.backup.saved()
        self._show_status()

    def _on_step(self, step: Step) -> None:
        self._step = step
        self._first.step(step)
        self._show_status()

    def _on_round(self, session: Session, report: Report | None) -> None:
        if session is not self.session or session is self._leaving or report is None:
            return
        if self._admission.take(session, report):
            return
        if self.window.person is None:
            otherwise = partial(self._tell, report.trouble)
            self.runner.read(self, session.store.status, partial(self._on_counted, session, otherwise))
        elif report.changes:
            self.window.tell_changed(Changed(report.changes, None))
            if self._desk is not None and report.changes.touch("checklist"):
                _want_lists(self, self._desk)

    def _on_round_failed(self, session: Session, error: Exception) -> None:
        if session is self.session and session is not self._leaving:
            self._tell(error)

    def _tell(self, error: Exception | None) -> None:
        if error is not None:
            self.reporter.tell(error, self)
            self._timer.start()

    def _on_round_over(self) -> None:
        self._round = None
        self._show_status()

    def _on_pause(self) -> None:
        self._timer.stop()
        if self._round is not None:
            self._round.cancel()

    def _on_found(self, opened: Opened) -> None:
        if self._desk is not None:
            find, hit = self._desk.find, opened.hit
            self.runner.write(self, lambda _progress: find.opened(hit.kind, hit.id), lambda _none: None)

    def _show_status(self) -> None:
        session, desk = self.session, self._desk
        if session is None:
            return
        self.runner.read(
            self,
            partial(read_foot, session, desk, self._clock, self._step),
            partial(show_foot, self.window),
            failed=partial(self._on_round_failed, session),
            latest="status",
        )


def _want_lists(program: Program, desk: Desk) -> None:
    """Ask for what checklists carry beside them, and fetch it now: a form is begun where there is no network."""
    program.runner.write(
        program, lambda _progress: desk.want_media(), lambda missing: program.sync_now() if missing else None
    )


def _tell_kept(window: MainWindow, show_status: Callable[[], None]) -> None:
    """A backup was made by itself: the foot says so, and the page of settings where it is in front."""
    show_status()
    page = window.work.page
    if isinstance(page, SettingsPage):
        page.reload()
