"""The window: entry, first sync or work; locks itself; says trouble where it belongs (UI 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.base.find import FindService
from gridclient.base.status import Link, StatusLine
from gridclient.ui.appearance import Appearance
from gridclient.ui.commands import Commands, Undoer
from gridclient.ui.entry import EntryView
from gridclient.ui.errors import ErrorReporter, Trouble
from gridclient.ui.first_sync import FirstSyncPage
from gridclient.ui.gate import Gate, PersonHere
from gridclient.ui.idle import IdleWatch
from gridclient.ui.page import Changed, Page
from gridclient.ui.page_names import PAGE_KEYS
from gridclient.ui.photo_view import PhotoView
from gridclient.ui.rail import Person
from gridclient.ui.runner import TaskRunner
from gridclient.ui.statusline import StatusBar
from gridclient.ui.style import icons, theme
from gridclient.ui.trouble_dialog import TroubleDialog
from gridclient.ui.window_actions import page_actions
from gridclient.ui.work import WorkView
from gridcore.roles import Role

MINIMUM = (960, 600)
FIRST_SIZE = (1366, 697)


class MainWindow(QMainWindow):
    """The composition root gives it what it needs, hears its signals, and calls `enter` when a person is let in."""

    unlocked = Signal(object)
    """A PersonHere: their records are open; the app makes services and pages and calls `enter`."""
    enrolled = Signal(object)
    """A PersonHere: registered; the app starts the first sync and calls `show_first_sync`."""
    locked = Signal()
    """The app closes the vault; pages and drafts stay as they are."""
    sign_out_asked = Signal()
    sync_asked = Signal()
    sign_in_asked = Signal()
    """The centre does not know this PC any more: a password is asked over the work."""
    password_asked = Signal()
    """The person wants another password."""
    way_asked = Signal(str)
    """A way out no registered action knows: "backup.restore", "program.update" ..."""
    closing = Signal()

    def __init__(
        self,
        gate: Gate,
        runner: TaskRunner,
        reporter: ErrorReporter,
        appearance: Appearance,
        clock: Clock,
        address: str = "",
    ) -> None:
        super().__init__()
        self._runner, self._appearance, self._reporter = runner, appearance, reporter
        self._person: Person | None = None
        self.ways: frozenset[str] | None = None
        """Ways out of a trouble the app knows; None: all that are registered."""
        self._status = StatusLine()
        self.setMinimumSize(*MINIMUM)
        self.resize(*FIRST_SIZE)
        self.entry = EntryView(gate, runner, appearance, address)
        self.work = WorkView(runner, clock)
        self.first_sync = FirstSyncPage()
        self.first_status = StatusBar(clock)
        self._root = QStackedWidget(self)
        for view in (self.entry, self._first_view(), self.work):
            self._root.addWidget(view)
        self.setCentralWidget(self._root)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a window without an application cannot be
        self.idle = IdleWatch(app, self)
        self.idle.set_minutes(appearance.preferences.lock_minutes)
        self._commands = Commands(
            self.work,
            runner,
            appearance,
            lock=self.lock,
            sync=self.sync_asked.emit,
            sign_out=self.sign_out_asked.emit,
            password=self.password_asked.emit,
        )
        self._connect()
        self.retranslate()

    # the life of a session

    def start(self, user: str = "") -> None:
        """Show who is on this PC."""
        self._root.setCurrentWidget(self.entry)
        self.entry.start(user)

    def enter(
        self,
        person: Person,
        roles: frozenset[Role],
        pages: Sequence[Page],
        find: FindService | None,
        undoer: Undoer | None = None,
    ) -> None:
        """Let a person in. After a lock the same person finds the pages as they were left: `pages` is then not used."""
        if self._person is None or self._person.user != person.user:
            self.leave()
            self._person, self._commands.undoer = person, undoer
            self.work.actions_.set_roles(roles)
            self.work.set_pages(pages)
            self.work.actions_.add(*page_actions(self.work.show_page, {page.name for page in pages}))
        self.work.finder.set_service(find)
        self.work.show_person(person)
        self.resume()

    def resume(self) -> None:
        """Back to the work where it was left."""
        self._root.setCurrentWidget(self.work)
        self.idle.start()
        self.work.focus_page()

    def leave(self) -> None:
        """The person signs out: pages and search go; nothing of theirs stays on the screen."""
        self.work.actions_.drop(*(f"go.{name}" for name in PAGE_KEYS))
        self.work.clear_pages()
        self.work.finder.set_service(None)
        self._person = self._commands.undoer = None
        self.idle.stop()

    def lock(self) -> None:
        """Hide the work behind the unlock page; what is typed is kept and stays."""
        if self._person is None or self._root.currentWidget() is not self.work:
            return
        page = self.work.page
        if page is not None:
            page.save_now()
        self.work.finder.close()
        _put_away_what_lies_over(self)
        self.idle.stop()
        self._root.setCurrentWidget(self.entry)
        self.entry.start(self._person.user)
        self.locked.emit()

    @property
    def is_locked(self) -> bool:
        """True while a person's pages wait behind the unlock page."""
        return self._person is not None and self._root.currentWidget() is self.entry

    @property
    def person(self) -> Person | None:
        """Whose pages are held, also while locked."""
        return self._person

    def show_first_sync(self, grid: str) -> None:
        """The card with the four steps."""
        self.first_sync.start(grid)
        self._root.setCurrentIndex(1)

    # facts from outside

    def set_status(self, status: StatusLine) -> None:
        """The facts of the bottom line."""
        self._status = status
        self.work.show_status(status)
        self.first_status.show_status(status)

    def say(self, sentence: str, *, undoable: bool = False) -> None:
        """A toast."""
        self.work.toast.say(sentence, undoable=undoable)

    def tell_changed(self, changed: Changed) -> None:
        """A sync round or an import wrote something."""
        self.work.tell_changed(changed)

    def retranslate(self) -> None:
        """Say the window's own words again. The title never names a person."""
        self.setWindowTitle(self.tr("Yigetong Offline"))
        self.setWindowIcon(icons.logo(theme.current().size.logo))
        self.first_sync.retranslate()
        self.first_status.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "idle"):
            self.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is typed is kept; then the app shuts the runner down."""
        for page in self.work.pages:
            page.save_now()
        self.closing.emit()
        super().closeEvent(event)

    # wiring

    def _first_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.first_sync, 1)
        column.addWidget(self.first_status)
        return view

    def _connect(self) -> None:
        self.entry.unlocked.connect(self._on_unlocked)
        self.entry.enrolled.connect(self.enrolled)
        self.work.top.help_pressed.connect(self._commands.show_help)
        self.work.top.lock_pressed.connect(self.lock)
        self.work.rail.person_pressed.connect(self._commands.show_person_menu)
        self.work.undo_pressed.connect(self._commands.undo)
        self.work.banner.way.connect(self._on_way)
        self.idle.idle.connect(self.lock)
        self._appearance.chosen.connect(self._on_preferences)
        self._reporter.banner.connect(self._on_banner)
        self._reporter.dialog.connect(self._on_dialog)
        self._reporter.badge.connect(self._on_badge)
        self._reporter.sign_in.connect(self._on_sign_in)
        theme.notifier().changed.connect(self.retranslate)

    def _on_unlocked(self, person: PersonHere) -> None:
        if self._person is not None and self._person.user == person.user:
            self.resume()
        self.unlocked.emit(person)

    def _passable(self, trouble: Trouble) -> Trouble:
        way = trouble.way
        known = self.ways is None or way in self.ways or way == "report.copy" or self.work.actions_.find(way)
        return trouble if known else replace(trouble, way="", way_text="")

    def _on_banner(self, trouble: Trouble) -> None:
        self.work.banner.tell(self._passable(trouble))

    def _on_dialog(self, trouble: Trouble) -> None:
        dialog = TroubleDialog(self._passable(trouble), self)
        dialog.way.connect(self._on_way)
        dialog.open()

    def _on_badge(self, trouble: Trouble) -> None:
        """Being offline is a state: the word at the foot changes, nothing pops up."""
        self.set_status(replace(self._status, link=trouble.link or Link.OFFLINE))

    def _on_sign_in(self, _trouble: Trouble) -> None:
        self.sign_in_asked.emit()

    def _on_way(self, name: str) -> None:
        if name == "report.copy":
            shown = self.work.banner.shown
            QGuiApplication.clipboard().setText(shown.details if shown is not None else "")
        elif not self.work.actions_.run(name):
            self.way_asked.emit(name)

    def _on_preferences(self) -> None:
        self.idle.set_minutes(self._appearance.preferences.lock_minutes)


def _put_away_what_lies_over(window: QWidget) -> None:
    """Nothing of the work is seen over the door; a report of trouble holds nothing of a person and stays."""
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible() and not isinstance(dialog, TroubleDialog):
            dialog.reject()
    for photo in window.findChildren(PhotoView):
        photo.leave()
