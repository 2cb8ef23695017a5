"""The left pane of a page: title, filter chips, two-line rows, and why there are none (UI 5: 316 wide)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.ui.delegates.row import RowDelegate
from gridclient.ui.models.lines import LinesModel
from gridclient.ui.models.row import GroupHead, Row
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8, S12, S16
from gridclient.ui.widgets.chip import ChipGroup, ChipLine
from gridclient.ui.widgets.column import EmptyState
from gridclient.ui.widgets.label import divider, label, separator
from gridclient.ui.widgets.progress import ProgressLine
from gridclient.ui.widgets.rows import RowsView

WIDTH = 316
"""Logical pixels at scale 1 (pictures 04, 17)."""
_SLOW_MS = 300


class ListPane(QFrame):
    """Shows lines a page gives it; the page hears which one is current, opened, and which chip was ticked."""

    current = Signal(object)
    """The line of the current row, None when there is none."""
    opened = Signal(object)
    chip_changed = Signal(str)

    def __init__(
        self,
        draw: Callable[[Any], Row | GroupHead],
        key: Callable[[Any], Hashable],
        spoken: str,
        parent: QWidget | None = None,
    ) -> None:
        """`draw` makes the row of a line, `key` names it; `spoken` names the list."""
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self.model: LinesModel[Any] = LinesModel(draw, key, self)
        self.view = RowsView(spoken)
        self.view.setModel(self.model)
        self.view.setItemDelegate(RowDelegate(self.view))
        self.chips = ChipGroup(parent=self)
        self._title = label("", "title")
        self._note = label("", "second", ink="second")
        self._head = QHBoxLayout()
        self._slow = ProgressLine(spoken, thin=True)
        self._slow.show_share(1, 3)
        self._slow.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SLOW_MS)
        self._stack = QStackedWidget()
        self._empty: QWidget | None = None
        self._key = key
        self.is_showing = False
        """While lines are put in: a row that becomes current then was chosen by nobody."""
        self._lay_out()
        self._timer.timeout.connect(self._slow.show)
        self.view.current_changed.connect(self.current)
        self.view.opened.connect(self.opened)
        self.chips.changed.connect(self._on_chip)
        theme.notifier().changed.connect(self.settle_width)
        self.settle_width()

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        column = QVBoxLayout()
        whole.addLayout(column, 1)
        whole.addWidget(divider())
        column.setContentsMargins(0, S16, 0, 0)
        column.setSpacing(S8)
        self._head.setContentsMargins(S16 + 4, 0, S12, 0)
        self._head.setSpacing(S8)
        self._head.addWidget(self._title)
        self._head.addWidget(self._note)
        self._head.addStretch(1)
        column.addLayout(self._head)
        chips = QHBoxLayout()
        chips.setContentsMargins(S16 + 4, 0, S12, 0)
        chips.addWidget(self.chips)
        column.addLayout(chips)
        column.addWidget(separator())
        column.addWidget(self._slow)
        self._stack.addWidget(self.view)
        column.addWidget(self._stack, 1)

    def say(self, title: str, note: str = "") -> None:
        """Head of the pane."""
        self._title.setText(title)
        self._note.setText(note)

    def add_button(self, button: QWidget) -> None:
        """A button at the right of the head."""
        self._head.addWidget(button)

    def begin(self) -> None:
        """Reading has begun: a bar appears only when it takes long."""
        self._timer.start()

    def show_lines(self, lines: Sequence[Any], empty: EmptyState) -> None:
        """Show lines, keeping selection and scroll; with none of them, why."""
        self._timer.stop()
        self._slow.hide()
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = empty
        self._stack.addWidget(empty)
        kept = self._key(line) if (line := self.line) is not None else None
        self.is_showing = True
        try:
            self.model.show(lines)
        finally:
            self.is_showing = False
        self._stack.setCurrentWidget(self.view if lines else empty)
        if kept is not None:
            self.select(kept)

    def show_chips(self, chips: Sequence[ChipLine], checked: str) -> None:
        """Show the filters, one of them ticked."""
        self.chips.show_lines(chips)
        self.chips.set_checked(frozenset({checked}))

    @property
    def line(self) -> Any | None:
        """The current line."""
        return self.model.line(self.view.currentIndex())

    def select(self, key: Hashable) -> bool:
        """Make a line current; False when it is not in the list."""
        index = self.model.index_of(key)
        if not index.isValid():
            return False
        if index != self.view.currentIndex():
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return True

    def holds_focus(self) -> bool:
        """Whether the keyboard is in this pane."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def select_none(self) -> None:
        """No line is current."""
        self.view.selectionModel().clear()

    def select_first(self) -> None:
        """Make the first row current that is no head of a group."""
        for line in self.model.lines:
            index = self.model.index_of(self._key(line))
            if self.model.flags(index):
                self.select(self._key(line))
                return

    def settle_width(self, *, whole: bool = False) -> None:
        """As wide as its place: a pane of its own, or the whole page where only one fits."""
        width = round(WIDTH * theme.current().size.scale)
        self.setMinimumWidth(width if not whole else 0)
        self.setMaximumWidth(width if not whole else 16 * 1024)

    def _on_chip(self) -> None:
        for value in self.chips.checked():
            self.chip_changed.emit(value)
