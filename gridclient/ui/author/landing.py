"""Where an author begins: choose a sheet; below, what is published now, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.authoring import PublishedLine
from gridclient.ui.delegates.row import RowDelegate
from gridclient.ui.models.lines import LinesModel
from gridclient.ui.models.row import Mark, Row
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S12, S16, Tone
from gridclient.ui.when import when
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.rows import RowsView


class AuthorLanding(QWidget):
    """A card with one verb over a list; nothing published changes here."""

    choose_asked = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._lines: tuple[PublishedLine, ...] = ()
        self.choose = button("", "primary", "file-text")
        self.choose.setObjectName("choose-sheet")
        self.choose.clicked.connect(self.choose_asked)
        self._words, self._head = label("", ink="second", wrap=True), label("", "section")
        self._none = label("", ink="second", wrap=True)
        self._model: LinesModel[PublishedLine] = LinesModel(self._draw, lambda line: line.id)
        self.view = RowsView("")
        self.view.setModel(self._model)
        self.view.setItemDelegate(RowDelegate(self.view))
        card = Card()
        card.body.addWidget(self._words)
        card.body.addWidget(self.choose, alignment=Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S12)
        column.addWidget(card)
        frame = QFrame()
        frame.setProperty("frame", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, S12, 0, S12)
        inside.setSpacing(S12)
        for words in (self._head, self._none):
            words.setContentsMargins(S16, 0, S16, 0)
            inside.addWidget(words)
        inside.addWidget(self.view, 1)
        column.addWidget(frame, 1)
        self.setFocusProxy(self.choose)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words again."""
        self.choose.setText(self.tr("Open a sheet"))
        self._words.setText(
            self.tr(
                "Open an .xlsx, .xls or .csv. It is checked here and again each time it is saved; nothing goes out yet."
            )
        )
        self._head.setText(self.tr("Published: {n}").format(n=len(self._lines)))
        self._none.setText(self.tr("Nothing is published yet."))
        self.view.setAccessibleName(self.tr("Published checklists"))
        self._model.redraw()

    def show_lines(self, lines: Sequence[PublishedLine]) -> None:
        """Show what is published."""
        self._lines = tuple(lines)
        self._model.show(lines)
        self._none.setVisible(not lines)
        self.view.setVisible(bool(lines))
        self._head.setText(self.tr("Published: {n}").format(n=len(lines)))

    def _draw(self, line: PublishedLine) -> Row:
        at = when(datetime.fromisoformat(line.at), self._clock.now()) if line.at else ""
        second = self.tr("{code} · version {version}").format(code=line.ref.code, version=line.ref.version)
        marks = (Mark(self.tr("In use"), Tone.GREEN),) if line.is_newest else ()
        return Row(line.title, second, Shape.NONE, marks=marks, right=at, waiting=line.is_waiting)
