"""今日: the day in one look (pictures 01, 26)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.services.inbox import InboxLine
from gridclient.services.today import DraftSeen, Today, TodayView
from gridclient.ui.actions import QT_TRANSLATE_NOOP, Action, Group
from gridclient.ui.delegates.row import RowDelegate
from gridclient.ui.models.lines import LinesModel
from gridclient.ui.models.row import GroupHead, ListGroup, Row
from gridclient.ui.page import Goto, Page
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import LINE, S4, S12, S14, S16, S24
from gridclient.ui.today import rows, words
from gridclient.ui.today.cards import DiaryCard, DraftsCard
from gridclient.ui.today.tiles import TileRow, tile_lines
from gridclient.ui.when import day as day_words
from gridclient.ui.when import weekday
from gridclient.ui.widgets.column import EmptyState, ScrollColumn
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.progress import ProgressLine
from gridclient.ui.widgets.rows import RowsView

_RIGHT, _RIGHT_NARROW = 404, 312
"""Widths of the right column: of three panes, and of fewer."""
_SLOW_MS = 300
_MINUTE_MS = 60_000
"""Lights change with the clock alone."""


class TodayPage(Page):
    """What is late, what falls due, whom to visit; what is half written; what was done.

    Opens nothing itself: Enter goes to the page of the row (`Goto`), Esc there leads back.
    """

    name = "today"
    icon = "sun-horizon"
    reads = frozenset(
        {"event", "task", "rectification", "inspection", "visit", "household", "person", "calendar", "code_table"}
        | {"log:event", "log:task", "log:rectification", "log:inspection"}
    )

    def __init__(self, today: Today, pages: frozenset[str], runner: TaskRunner, parent: QWidget | None = None) -> None:
        """`pages` are the names of the pages this person has: nothing here leads nowhere."""
        super().__init__(runner, parent)
        self._today, self._pages = today, pages
        self._view: TodayView | None = None
        self.tiles = TileRow()
        self.drafts, self.diary = DraftsCard(), DiaryCard()
        self.model: LinesModel[rows.Line] = LinesModel(self._draw, rows.key_of, self)
        self.list = RowsView("")
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self.list))
        self._stack = QStackedWidget()
        self._empty: QWidget | None = None
        self._title, self.sentence = label("", "title"), label("", ink="second")
        self._slow = ProgressLine("", thin=True)
        self._right = ScrollColumn((0, 0, 0, 0))
        self._slow_timer, self._minute = QTimer(self), QTimer(self)
        self._lay_out()
        self._connect()
        self.retranslate()

    # what the shell asks

    def regions(self) -> Sequence[QWidget]:
        """List, drafts and diary, tiles."""
        return (self._stack, self._right, self.tiles)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page; the keys of the tiles belong to the pages they lead to."""
        made = partial(Action, context="TodayPage", page=self.name, group=Group.RECORD)
        go_on, note = (
            QT_TRANSLATE_NOOP("TodayPage", "Go on with the newest draft"),
            QT_TRANSLATE_NOOP("TodayPage", "Write your own line of the day"),
        )
        return (
            made(name="today.go_on", text=go_on, run=self.go_on, shortcut="D", icon="note-pencil"),
            made(name="today.note", text=note, run=self.write_line, shortcut="N", icon="pencil-simple"),
        )

    def reload(self) -> None:
        """Read the day again."""
        self._slow_timer.start()
        self._runner.read(self, self._today.view, self._on_read, latest="today")

    def freshen(self) -> None:
        """Drafts tell nobody that they changed: whenever the page comes to the front it reads."""
        self.refresh()

    def retranslate(self) -> None:
        """Say every word again."""
        self._title.setText(self.title())
        self.list.setAccessibleName(self.tr("What waits today"))
        self._slow.setAccessibleName(self.tr("Reading"))
        if self._view is not None:
            self._show(self._view)
            self.model.redraw()

    def set_width_class(self, panes: int) -> None:
        """The right column narrows with the window."""
        self._right.setFixedWidth(_RIGHT if panes > 2 else _RIGHT_NARROW)

    def save_now(self) -> bool:
        """Keep the line of the diary."""
        return self.diary.keep()

    def step_back(self) -> bool:
        """From wherever the focus is to the list."""
        if self.list.hasFocus() or not self.list.isVisible():
            return False
        self.diary.keep()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def go_on(self) -> None:
        """Go on with the newest draft that can be opened."""
        for draft in self.drafts.drafts:
            where = words.draft_goto(draft)
            if where is not None and where.page in self._pages:
                self.goto.emit(where)
                return

    def write_line(self) -> None:
        """Put the cursor into the own line of the diary."""
        self._right.ensureWidgetVisible(self.diary.note)
        self.diary.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """The clock moves while the page is shown."""
        self._minute.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        self._minute.stop()
        self.diary.keep()
        super().hideEvent(event)

    # showing

    def _on_read(self, view: TodayView) -> None:
        self._slow_timer.stop()
        self._slow.hide()
        self._view = view
        self._show(view)
        if not self.list.currentIndex().isValid():
            self._select_first()

    def _show(self, view: TodayView) -> None:
        now = self._today.now()
        day = day_words(view.day, now.date())
        self.sentence.setText(
            self.tr("{day}, {weekday} · {sentence}").format(
                day=day, weekday=weekday(view.day), sentence=words.sentence(view)
            )
        )
        self.tiles.show_lines(tile_lines(self._today.me, self._pages))
        self.model.show(rows.lines_of(view))
        self.model.redraw()
        self._show_list(view)
        self.drafts.show_drafts(view.drafts, now, self._pages)
        self.diary.show_day(view.day, view.diary, view.note, now)

    def _show_list(self, view: TodayView) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if view.lines or view.visits:
            self._stack.setCurrentWidget(self.list)
            return
        self._empty = EmptyState("check-circle", self.tr("Nothing is to be done today"), words.ahead(view))
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    def _draw(self, line: rows.Line) -> Row | GroupHead:
        return rows.draw(line, self._view.tables if self._view is not None else {}, self._today.now())

    def _select_first(self) -> None:
        for place in range(self.model.rowCount()):
            index = self.model.index(place)
            if self.model.flags(index) & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentIndex(index)
                return

    # going

    def _on_opened(self, line: rows.Line) -> None:
        if isinstance(line, ListGroup):
            return
        if isinstance(line, InboxLine):
            kind, record = line.key
            self.goto.emit(Goto("tasks", f"{kind}:{record}"))
        else:
            self.goto.emit(Goto("households", line.id, "visit"))

    def _on_tile(self, verb: str) -> None:
        view = self._view
        if verb == "visit":
            due = view.visits[0].id if view is not None and view.visits else ""
            self.goto.emit(Goto("households", due, "visit" if due else ""))
        elif verb in {"report", "lead"}:
            self.goto.emit(Goto("events", "", "lead" if verb == "lead" else "new"))
        elif verb == "inspect":
            self.goto.emit(Goto("inspections"))
        elif verb == "feedback":
            handled = [line.key for line in view.lines if line.row.state == "HANDLING"] if view is not None else []
            kind, record = handled[0] if handled else ("", "")
            self.goto.emit(Goto("tasks", f"{kind}:{record}", "feedback") if record else Goto("tasks"))
        else:
            self.goto.emit(Goto("tasks"))

    def _on_draft(self, draft: DraftSeen) -> None:
        where = words.draft_goto(draft)
        if where is not None:
            self.goto.emit(where)

    def _on_noted(self, noted: tuple[date, str]) -> None:
        self._runner.write(self, lambda _progress: self._today.write_note(*noted), self._on_kept)

    def _on_kept(self, _none: None) -> None:
        time = f"{self._today.now():%H:%M:%S}"
        self.line_said.emit(self.tr("Saved {time} on this PC, safe if power fails").format(time=time))

    # building

    def _connect(self) -> None:
        self._slow_timer.setSingleShot(True)
        self._slow_timer.setInterval(_SLOW_MS)
        self._slow_timer.timeout.connect(self._slow.show)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self.reload)
        self.list.opened.connect(self._on_opened)
        self.tiles.pressed.connect(self._on_tile)
        self.drafts.chosen.connect(self._on_draft)
        self.diary.noted.connect(self._on_noted)
        theme.notifier().changed.connect(self.model.redraw)

    def _lay_out(self) -> None:
        self._slow.show_share(1, 3)
        self._slow.hide()
        self.sentence.setMinimumWidth(1)
        card = QFrame()
        card.setProperty("frame", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(LINE, LINE, LINE, LINE)
        inner.setSpacing(0)
        inner.addWidget(self._slow)
        self._stack.addWidget(self.list)
        inner.addWidget(self._stack, 1)
        self._right.body.addWidget(self.drafts)
        self._right.body.addWidget(self.diary, 1)
        self._right.setFixedWidth(_RIGHT)
        columns = QHBoxLayout()
        columns.setSpacing(S16)
        columns.addWidget(card, 1)
        columns.addWidget(self._right)
        page = QVBoxLayout(self)
        page.setContentsMargins(S24, S14, S24, S16)
        page.setSpacing(S4)
        page.addWidget(self._title)
        page.addWidget(self.sentence)
        page.addSpacing(S4)
        page.addWidget(self.tiles)
        page.addSpacing(S12 - S4)
        page.addLayout(columns, 1)
