"""The landing of the page 检查: what to go on with, what can begin, what is done; and the card that begins it."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.authoring import may_publish
from gridclient.services.inspections import Desk, Entry
from gridclient.services.me import Me
from gridclient.ui.delegates.row import RowDelegate
from gridclient.ui.inspection.start_card import StartCard
from gridclient.ui.inspection.words import beside, group_word, mode_word, stage_word
from gridclient.ui.models.lines import LinesModel
from gridclient.ui.models.row import GroupHead, ListGroup, Mark, Row
from gridclient.ui.style import theme
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8, S12, S16, S24, Tone
from gridclient.ui.when import day, when
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import EmptyState, ScrollColumn
from gridclient.ui.widgets.label import divider, label
from gridclient.ui.widgets.rows import RowsView

LIST_WIDTH, NARROW = 400, 320
_ANY = 16_777_215
"""What Qt takes for no greatest width."""


class Landing(QWidget):
    """List left, one inspection right."""

    start_asked = Signal(object)
    """A StartDraft."""
    continue_asked = Signal(str)
    places_asked = Signal()
    author_asked = Signal()
    """The sheets of checklists, for who publishes them."""

    def __init__(self, me: Me, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._me, self._clock = me, clock
        self._desk = Desk((), ())
        self._panes, self._deep = 3, False
        self._title, self._count = label("", "title"), label("", ink="second")
        self.places = button("", icon="storefront")
        self.places.clicked.connect(self.places_asked)
        self.author = button("", icon="note-pencil")
        self.author.setObjectName("open-author")
        self.author.clicked.connect(self.author_asked)
        self._model: LinesModel[Entry | ListGroup] = LinesModel(self._draw, _key)
        self.view = RowsView(self.tr("Inspections"))
        self.view.setModel(self._model)
        self.view.setItemDelegate(RowDelegate(self.view))
        self.view.current_changed.connect(self._on_current)
        self.view.opened.connect(self._on_opened)
        self.card = StartCard(me, clock)
        self.card.start_asked.connect(self.start_asked)
        self.card.continue_asked.connect(self.continue_asked)
        self._lay_out()
        self.retranslate()

    def show_desk(self, desk: Desk) -> None:
        """Show the list; the current inspection stays."""
        self._desk = desk
        lines: list[Entry | ListGroup] = []
        for entry in desk.entries:
            if not any(isinstance(line, ListGroup) and line.name == entry.group for line in lines):
                lines.append(ListGroup(entry.group, sum(one.group == entry.group for one in desk.entries)))
            lines.append(entry)
        self._model.show(lines)
        self._count.setText(f"{len(desk.entries):,}" if desk.entries else "")
        self.set_panes(self._panes, deep=self._deep)
        self._right.setCurrentIndex(1 if desk.entries else 0)
        if desk.entries and not isinstance(self._current(), Entry):
            self.go_to(desk.entries[0].line.id)
        elif desk.entries:
            self._on_current(self._current())

    def set_panes(self, panes: int, *, deep: bool = False) -> None:
        """Below two panes the list or, `deep`, what was opened."""
        self._panes, self._deep = panes, deep
        alone = panes == 1
        has_any = bool(self._desk.entries)
        self._list.setVisible(has_any and not (alone and deep))
        self._line.setVisible(has_any and not alone)
        self._right.setVisible(not has_any or not alone or deep)
        width = round((LIST_WIDTH if panes > 2 else NARROW) * theme.current().size.scale)
        self._list.setMinimumWidth(0 if alone else width)
        self._list.setMaximumWidth(_ANY if alone else width)

    def leave_card(self) -> bool:
        """Esc in a narrow window: back to the list; False when it is there already."""
        if self._panes != 1 or not self._deep:
            return False
        self.set_panes(1)
        self.view.setFocus()
        return True

    def go_to(self, inspection: str) -> bool:
        """Make an inspection the current one; False when it is not in the list."""
        index = self._model.index_of(inspection)
        if not index.isValid():
            return False
        self.view.setCurrentIndex(index)
        return True

    def retranslate(self) -> None:
        """Say the words again."""
        self._title.setText(self.tr("Inspections"))
        self.places.setText(self.tr("Choose a place"))
        self.author.setText(self.tr("Checklist author"))
        self._model.redraw()
        self.card.retranslate()
        self._show_empty()

    def press(self) -> bool:
        """Ctrl+Enter: begin or go on."""
        return self.card.press()

    # within

    def _draw(self, line: Entry | ListGroup) -> Row | GroupHead:
        if isinstance(line, ListGroup):
            return GroupHead(group_word(line.name), str(line.count))
        one = line.line
        now = self._clock.now()
        second = beside(one.title, one.gate, mode_word(one.mode))
        if line.group == "unfinished":
            kept = when(line.kept_at, now) if line.kept_at is not None else ""
            done = f"{line.answered}/{line.total}" if line.total else self.tr("just begun")
            marks = (Mark(done, Tone.ACCENT),)
            return Row(one.subject_name, second, Shape.SOON, marks=marks, right=kept, waiting=one.state.is_waiting)
        if line.group == "done":
            fails = one.fail_count or 0
            mark = Mark(self.tr("{n} failed").format(n=fails), None, Shape.FAILED) if fails else Mark(
                stage_word(one.stage), None, Shape.DONE if one.stage != "ABORTED" else Shape.NONE
            )  # fmt: skip
            right = _day(one.finished_at or one.started_at, now)
            return Row(one.subject_name, second, Shape.NONE, marks=(mark,), right=right, waiting=one.state.is_waiting)
        marks = (Mark(stage_word(one.stage), Tone.ACCENT if line.group == "start" else Tone.GREY),)
        shape = Shape.IN_TIME if line.group == "start" else Shape.NONE
        right = _day(one.planned_for, now)
        return Row(one.subject_name, second, shape, marks=marks, right=right, waiting=one.state.is_waiting)

    def _current(self) -> Entry | ListGroup | None:
        return self._model.line(self.view.currentIndex())

    def _on_current(self, line: object) -> None:
        if isinstance(line, Entry):
            self.card.show_entry(line, self._desk.officers)

    def _on_opened(self, line: object) -> None:
        if isinstance(line, Entry) and self._panes == 1 and not self._deep:
            self.set_panes(1, deep=True)
        elif isinstance(line, Entry):
            self.card.press()

    def _show_empty(self) -> None:
        while self._right.count() > 1:
            first = self._right.widget(0)
            if first is None:
                break
            self._right.removeWidget(first)
            first.deleteLater()
        if self._me.is_officer:
            heading = self.tr("No inspection is waiting for you")
            words = self.tr("One appears here once it is approved and notified, with you named in it.")
            empty = EmptyState("clipboard-text", heading, words)
        elif self._me.holds_households:
            heading = self.tr("No patrol yet")
            words = self.tr("Choose a school or place and start a patrol. What fails becomes an event, not an order.")
            opener = button(self.tr("Choose a place"), "primary", "storefront")
            opener.clicked.connect(self.places_asked)
            empty = EmptyState("clipboard-text", heading, words, opener)
        else:
            heading = self.tr("No inspections here yet")
            words = self.tr("They appear after a sync. Your role reads them and does not fill them.")
            author = button(self.tr("Checklist author"), icon="note-pencil")
            author.clicked.connect(self.author_asked)
            more = (author,) if may_publish(self._me.role) else ()
            empty = EmptyState("clipboard-text", heading, words, *more)
        self._right.insertWidget(0, empty)
        self._right.setCurrentIndex(1 if self._desk.entries else 0)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._list = QFrame()
        self._list.setProperty("frame", "pane")
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, S16, 0, 0)
        column.setSpacing(S12)
        head = QHBoxLayout()
        head.setContentsMargins(S16 + 4, 0, S12, 0)
        head.setSpacing(S8)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.places)
        head.addWidget(self.author)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        row.addWidget(self._list)
        self._line = divider()
        row.addWidget(self._line)
        right = ScrollColumn((S24, S16, S24, S16))
        right.body.addWidget(self.card)
        right.body.addStretch(1)
        self._right = QStackedWidget()
        self._right.addWidget(right)
        row.addWidget(self._right, 1)
        self.setFocusProxy(self.view)
        self.places.setVisible(self._me.holds_households)
        self.author.setVisible(may_publish(self._me.role))
        self._title.setAlignment(Qt.AlignmentFlag.AlignVCenter)


def _key(line: Entry | ListGroup) -> str:
    return line.name if isinstance(line, ListGroup) else line.line.id


def _day(text: str, now: datetime) -> str:
    try:
        return day(date.fromisoformat(text[:10]), now.date())
    except ValueError:
        return ""
