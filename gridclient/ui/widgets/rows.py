"""A list of rows: the view pages use with `LinesModel` and `RowDelegate`."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from gridclient.ui.models.lines import LINE_ROLE
from gridclient.ui.style.paint import by_keyboard


class RowsView(QListView):
    """↑ ↓ walk, Enter opens, Space ticks, typing finds by `Row.typeahead`; Esc and the Menu key are the page's."""

    opened = Signal(object)
    """The line of the row opened by Enter or a double click."""
    ticked = Signal(object)
    """The line of the row Space was pressed on."""
    current_changed = Signal(object)
    """The line of the current row; None when there is none, or when it is the head of a group."""

    def __init__(self, spoken: str, parent: QWidget | None = None, *, uniform: bool = False) -> None:
        """`spoken` names the list. `uniform` when there are no group heads: long lists then open at once."""
        super().__init__(parent)
        self.ring = False
        self.setProperty("rows", "two-line")
        self.setAccessibleName(spoken)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(uniform)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(self._on_double_clicked)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for keys."""
        self.ring = by_keyboard(event, before=self.ring)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks."""
        line = _chosen(self.currentIndex())
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and line is not None:
            self.opened.emit(line)
        elif event.key() == Qt.Key.Key_Space and line is not None:
            self.ticked.emit(line)
        else:
            self.ring = True
            super().keyPressEvent(event)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Say which line is current."""
        super().currentChanged(current, previous)
        self.current_changed.emit(_chosen(current))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(LINE_ROLE))


def _chosen(index: QModelIndex | QPersistentModelIndex) -> object:
    """The line of a row that can be chosen. Qt makes the head of a group current when the rows below it go."""
    return index.data(LINE_ROLE) if index.flags() & Qt.ItemFlag.ItemIsEnabled else None
