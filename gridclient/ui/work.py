"""The work: rail, top bar, banner, the page in front, toast and status line (pictures 01, 02, 10)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.base.status import StatusLine
from gridclient.ui.actions import ActionRegistry
from gridclient.ui.find import Finder, Opened
from gridclient.ui.find_popup import FindPopup
from gridclient.ui.history_panel import WIDTH as HISTORY_WIDTH
from gridclient.ui.history_panel import HistoryPanel
from gridclient.ui.notices import BannerArea, Toasts
from gridclient.ui.page import Changed, Goto, Page
from gridclient.ui.page_names import PAGE_KEYS, RAIL_ICONS
from gridclient.ui.rail import Badge, Person, Rail
from gridclient.ui.roles import role_name
from gridclient.ui.runner import TaskRunner
from gridclient.ui.statusline import StatusBar
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import SELECTED_BAR
from gridclient.ui.topbar import TopBar

WIDE_FROM, TWO_FROM = 1280, 1000
"""Logical pixels: three panes; two panes and a rail of icons; one (UI 2 "Widths")."""


class PracticeLine(QWidget):
    """Three amber pixels under the top bar, on every page of the practice grid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(SELECTED_BAR)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Amber."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("amberfill"))
        painter.end()


class WorkView(QWidget):
    """Holds the pages of one person and brings one of them to the front."""

    changed = Signal(object)
    """A Changed of any page: visible pages read again, hidden ones are stale."""
    undo_pressed = Signal()
    page_shown = Signal(str)

    def __init__(self, runner: TaskRunner, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, Page] = {}
        self._person: Person | None = None
        self._came_from = ""
        """The page whose row led here; Esc leads back to it."""
        self.actions_ = ActionRegistry(self)
        self.actions_.set_show_page(self.show_page)
        self.rail = Rail(self)
        self.top = TopBar(self.actions_, self)
        self.banner = BannerArea(self)
        self.status = StatusBar(clock, self)
        self._practice = PracticeLine(self)
        self._stack = QStackedWidget(self)
        self.history = HistoryPanel(runner, clock, self)
        self._beside = QGridLayout()
        self._nothing = QLabel(self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._nothing)
        self._body = QWidget(self)
        self._lay_out()
        self.popup = FindPopup(self)
        self.finder = Finder(self.top.box, self.popup, runner, self.actions_)
        self.toast = Toasts(self._body)
        self._connect()
        self.retranslate()

    @property
    def page(self) -> Page | None:
        """The page in front."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def pages(self) -> Sequence[Page]:
        """All pages, in the order of the rail."""
        return tuple(self._pages.values())

    def set_pages(self, pages: Sequence[Page]) -> None:
        """Take the pages of a person in; pages with a name of the rail get an entry there, in its order."""
        self.clear_pages()
        order = list(PAGE_KEYS)
        ranked = sorted(pages, key=lambda page: order.index(page.name) if page.name in order else len(order))
        for page in ranked:
            self._pages[page.name] = page
            self._stack.addWidget(page)
            page.changed.connect(self._on_changed)
            page.goto.connect(self.goto)
            page.line_said.connect(self._on_line)
            page.title_changed.connect(self.retranslate)
            page.command_asked.connect(self.actions_.run)
            page.can = partial(_can, self.actions_)
            page.history_asked.connect(partial(self.history.toggle, page))
            page.records_changed.connect(partial(self.history.follow, page))
            self.actions_.add(*page.actions_here())
        on_rail = [page for page in ranked if page.name in PAGE_KEYS]
        self.rail.set_pages([(page.name, page.icon or RAIL_ICONS[page.name]) for page in on_rail])
        self._settle_width()
        self.retranslate()
        if on_rail:
            self.show_page(on_rail[0].name)

    def clear_pages(self) -> None:
        """The person leaves: pages and their commands go."""
        self.history.leave()
        self.history.reader = None
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
            self.actions_.drop(*(action.name for action in page.actions_here()))
        self._pages = {}
        self.rail.set_pages([])
        self._stack.setCurrentWidget(self._nothing)

    def show_page(self, name: str) -> None:
        """Bring a page to the front; it reads first when it is stale."""
        self._came_from = ""
        page = self._pages.get(name)
        if page is None:
            return
        before = self.page
        if before is not None and before is not page:
            before.save_now()
            self.history.leave()
        self._stack.setCurrentWidget(page)
        self.rail.select(page.under or name)
        self.actions_.set_page(name)
        self.status.show_line("")
        page.freshen()
        if name not in PAGE_KEYS:
            self.focus_page()  # no entry of the rail led here, and none may keep the focus
        self.page_shown.emit(name)

    def goto(self, where: Goto) -> None:
        """Open another page at a record; `go_back` leads back to the page in front now."""
        before = self.page
        self.show_page(where.page)
        page = self._pages.get(where.page)
        if page is None:
            return
        if before is not None and before is not page:
            self._came_from = before.name
            self.focus_page()
        if where.id or where.verb:
            page.open(where.id, where.verb)

    def go_back(self) -> bool:
        """Show the page whose row led here; False when none did."""
        name = self._came_from
        if name:
            self.show_page(name)
            self.focus_page()
        return bool(name)

    def tell_changed(self, changed: Changed) -> None:
        """Something was written, by a page or by a sync round: every page decides for itself."""
        for page in self._pages.values():
            page.take(changed)
        if changed.said:
            self.toast.say(changed.said, undoable=changed.undoable)
        self.changed.emit(changed)

    def show_person(self, person: Person) -> None:
        """Who works here, at the foot of the rail."""
        self._person = person
        self.rail.person.say(person.name, role_name(person.role))

    def show_status(self, status: StatusLine) -> None:
        """The facts of the bottom line."""
        self._practice.setVisible(status.practice)
        self.status.show_status(status)

    def set_badge(self, name: str, badge: Badge | None) -> None:
        """A number on a page's entry."""
        entry = self.rail.entry(name)
        if entry is not None:
            entry.set_badge(badge)

    def regions(self) -> list[QWidget]:
        """What F6 walks through: rail, top, banner, the page's own, status."""
        page = self.page
        own = list(page.regions()) if page is not None else []
        every = [self.rail, self.top, self.banner, *own, self.history, self.status]
        return [region for region in every if region.isVisible()]

    def walk_regions(self, way: int) -> None:
        """Put the focus into the next (1) or previous (-1) region, where it was there last."""
        regions = self.regions()
        focus = QApplication.focusWidget()
        at = next((i for i, region in enumerate(regions) if focus is not None and _holds(region, focus)), None)
        start = -1 if at is None and way > 0 else at or 0
        for step in range(1, len(regions) + 1):
            target = _entry_point(regions[(start + way * step) % len(regions)])
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def focus_page(self) -> None:
        """Put the focus into the page in front, where it was there last."""
        page = self.page
        targets = [_entry_point(region) for region in page.regions()] if page is not None else []
        target = next((each for each in targets if each is not None), self.rail.person)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say every word again, in the present size."""
        self.top.retranslate()
        self.popup.retranslate()
        self.status.retranslate()
        self.history.retranslate()
        self.actions_.retranslate()
        self._nothing.setText(self.tr("No page is open to this post"))
        for entry in self.rail.entries:
            page = self._pages[entry.name]
            entry.say(page.title(), PAGE_KEYS.get(page.name, ""))
        if self._person is not None:
            self.show_person(self._person)
        self.rail.settle_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows fold."""
        super().resizeEvent(event)
        self._settle_width()
        self.toast.settle()
        if self.popup.isVisible():
            self.popup.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Say the words again when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "toast"):
            self.retranslate()

    def _settle_width(self) -> None:
        beside = self.width() >= TWO_FROM + HISTORY_WIDTH
        # Where two panes would not be left the history lies over the page: it is looked at and closed again.
        self._beside.removeWidget(self._stack)
        self._beside.addWidget(self._stack, 0, 0, 1, 1 if beside else 2)
        self.history.raise_()
        room = self.width() - (HISTORY_WIDTH if beside and not self.history.isHidden() else 0)
        panes = 3 if room >= WIDE_FROM else 2 if room >= TWO_FROM else 1
        self.rail.set_compact(panes < 3)
        self.status.set_compact(panes < 3)
        for page in self._pages.values():
            page.set_width_class(panes)

    def _lay_out(self) -> None:
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.banner)
        self._beside.setSpacing(0)
        self._beside.setColumnStretch(0, 1)
        self._beside.addWidget(self._stack, 0, 0)
        self._beside.addWidget(self.history, 0, 1)
        body.addLayout(self._beside, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._practice)
        right.addWidget(self._body, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.status.pressed.connect(self._on_status)
        self.finder.opened.connect(self._on_opened)
        self.finder.escaped.connect(self.focus_page)
        self.history.closed.connect(self.focus_page)
        self.history.toggled.connect(self._settle_width)
        self.toast.undo.connect(self.undo_pressed)
        theme.notifier().changed.connect(self.retranslate)

    def _on_changed(self, changed: Changed) -> None:
        self.tell_changed(changed)

    def _on_line(self, line: str) -> None:
        if self.sender() is self.page:
            self.status.show_line(line)

    def _on_status(self) -> None:
        self.show_page("sync")

    def _on_opened(self, opened: Opened) -> None:
        hit = opened.hit
        for page in self._pages.values():
            if hit.kind in page.opens:
                self.goto(Goto(page.name, hit.id, "first" if opened.verb else ""))
                return


def _can(actions: ActionRegistry, command: str) -> bool:
    return actions.find(command) is not None


def _holds(region: QWidget, widget: QWidget) -> bool:
    return region is widget or region.isAncestorOf(widget)


def _entry_point(region: QWidget) -> QWidget | None:
    """Where the focus goes in a region: where it was last, else the entry chosen, else the first that takes it."""
    if isinstance(region, Rail):
        return next((entry for entry in region.entries if entry.isChecked()), region.person)
    walk = [each for each in (region.focusWidget(), region, *region.findChildren(QWidget)) if each]
    takers = (w for w in walk if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled())
    return next(takers, None)
