"""What the forms of this page share: head, scrolling body, foot with the verbs and the line that says it is kept."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8, S12, S24
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import ScrollColumn
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.pill import KeyCap
from gridclient.ui.widgets.shape import ShapeMark


class FormFrame(QFrame):
    """A form in the place of the detail."""

    closed = Signal()
    """Back: what is typed stays as a draft."""
    gone = Signal()
    """The record is not here any more."""

    def __init__(self, second_icon: str | None, primary_icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self._title = label("", "title")
        self._title_row = QHBoxLayout()
        self._title_row.setSpacing(S12)
        self._where = label("", ink="second", wrap=True)
        self._where.hide()
        self._back = button("", "quiet", "arrow-left")
        self._back.clicked.connect(self.closed)
        self._kept = label("", "second")
        self._second = button("", "quiet" if second_icon else "secondary", second_icon)
        self._primary = button("", "primary", primary_icon)
        self._scroll = ScrollColumn((S24, S12, S24, S12))
        self._holder = QVBoxLayout()
        self._scroll.body.addLayout(self._holder)
        self._scroll.body.addStretch(1)
        self._content: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(separator())
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot())

    def _head(self) -> QLayout:
        first = QHBoxLayout()
        first.setSpacing(S12)
        first.addWidget(self._title)
        first.addLayout(self._title_row)
        first.addStretch(1)
        first.addWidget(self._back)
        head = QVBoxLayout()
        head.setContentsMargins(S24, S12, S24, S8)
        head.setSpacing(S8)
        head.addLayout(first)
        head.addWidget(self._where)
        return head

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("frame", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(S24, S8, S24, S8)
        row.setSpacing(S8)
        row.addWidget(ShapeMark(Shape.DONE))
        row.addWidget(self._kept, 1)
        row.addWidget(self._second)
        row.addWidget(self._primary)
        row.addWidget(KeyCap("Ctrl Enter"))
        return foot

    def _put(self, content: QWidget) -> None:
        """Put the fields in, in the place of those before."""
        if self._content is not None:
            self._holder.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self._holder.addWidget(content)
        content.show()  # at once, not with the next event: what is hidden cannot take the focus

    def _say_shared(self) -> None:
        self._back.setText(self.tr("Back"))
        self._kept.setText(self.tr("What you type is kept by itself"))

    def _on_kept(self, at: datetime) -> None:
        self._kept.setText(self.tr("Saved {time} on this PC, safe if power fails").format(time=f"{at:%H:%M:%S}"))
