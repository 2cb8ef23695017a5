"""What happened, newest first: only added to, never changed (UI 4: Timeline entry)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.paint import by_keyboard, draw_icon, draw_ring, painting
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S4, S8, S12, Tone
from gridclient.ui.widgets.button import Button
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import Pill


class EntryState(StrEnum):
    """Where the record of the entry is."""

    SENT = "sent"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as the timeline shows it. `mark` is the word of its pill, for the states that have one.

    `verb` is the word of what can still be done with it (take it back), empty for most.
    """

    id: str
    icon: str
    title: str
    when: str
    body: str = ""
    state: EntryState = EntryState.SENT
    tone: Tone = Tone.GREY
    mark: str = ""
    verb: str = ""


class _Entry(QFrame):
    """Circle and line at the left, words at the right."""

    opened = Signal(str)
    walked = Signal(int)
    verb_pressed = Signal(str)

    def __init__(self, line: EntryLine, *, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        self._last = last
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(say(line.title, line.when, line.mark, line.body))
        mark = theme.current().size.mark
        column = QVBoxLayout(self)
        column.setContentsMargins(mark + S12 + 2, 2, 2, S12 + 2)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(label(line.title, "section"))
        if line.mark:
            tone, shape = (Tone.AMBER, Shape.SOON) if line.state is EntryState.REFUSED else (None, Shape.WAITING)
            head.addWidget(Pill(line.mark, tone, shape))
        if line.verb:
            verb = Button(line.verb, "link")
            verb.setAccessibleName(f"{line.verb}, {line.title}")
            verb.clicked.connect(self._on_verb)
            head.addWidget(verb)
        head.addStretch(1)
        head.addWidget(label(line.when, "caption"))
        column.addLayout(head)
        if line.body:
            column.addWidget(label(line.body, ink="second", wrap=True))

    def _on_verb(self) -> None:
        self.verb_pressed.emit(self.line.id)

    def minimumSizeHint(self) -> QSize:
        """Room for the circle."""
        return QSize(0, max(super().minimumSizeHint().height(), theme.current().size.mark + S8))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for keys."""
        self._ring = by_keyboard(event, before=self._ring)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Drawn without the ring."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; arrows go to the neighbour."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.line.id)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens."""
        super().mouseDoubleClickEvent(event)
        self.opened.emit(self.line.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle, line and ring."""
        super().paintEvent(event)
        tokens = theme.current()
        mark = tokens.size.mark
        waiting = self.line.state is EntryState.WAITING
        tone = Tone.ACCENT if waiting else Tone.AMBER if self.line.state is EntryState.REFUSED else self.line.tone
        centre = QPointF(mark / 2 + 1, mark / 2 + 1)
        with painting(self) as painter:
            if not self._last:
                line = QPen(theme.colour("edge" if waiting else "line"), 1 if waiting else 2)
                if waiting:
                    line.setStyle(Qt.PenStyle.DashLine)
                painter.setPen(line)
                painter.drawLine(QPointF(centre.x(), mark + S4), QPointF(centre.x(), self.height()))
            edge = QPen(QColor(tokens.text_of(tone)), 1.5)
            if waiting:
                edge.setDashPattern([2.5, 2])
            painter.setPen(edge if self.line.state is not EntryState.SENT else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.surface if waiting else tokens.soft_of(tone)))
            painter.drawEllipse(centre, mark / 2 - 0.5, mark / 2 - 0.5)
            draw_icon(painter, self.line.icon, tone.value, centre, tokens.size.icon_caption - 2)
            if self._ring and self.hasFocus():
                draw_ring(painter, QRectF(self.rect()))


class Timeline(QWidget):
    """Entries below each other. ↑ ↓ walk, Enter opens; Tab enters once and leaves."""

    opened = Signal(str)
    verb_pressed = Signal(str)
    """The id of the entry whose verb was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[_Entry] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        theme.notifier().changed.connect(self._on_theme_changed)

    def show_entries(self, lines: Sequence[EntryLine]) -> None:
        """Show these entries, newest first; nothing is built again when they are the same."""
        if [entry.line for entry in self._entries] != list(lines):
            self._build(lines)

    def _build(self, lines: Sequence[EntryLine]) -> None:
        for entry in self._entries:
            self._column.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self._entries = []
        for place, line in enumerate(lines):
            entry = _Entry(line, last=place == len(lines) - 1, parent=self)
            entry.opened.connect(self.opened)
            entry.walked.connect(self._on_walked)
            entry.verb_pressed.connect(self.verb_pressed)
            entry.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == 0 else Qt.FocusPolicy.ClickFocus)
            self._entries.append(entry)
            self._column.addWidget(entry)

    def _on_theme_changed(self) -> None:
        self._build([entry.line for entry in self._entries])

    def _on_walked(self, step: int) -> None:
        here = next((place for place, entry in enumerate(self._entries) if entry.hasFocus()), 0)
        there = here + step
        if 0 <= there < len(self._entries):
            self._entries[there].setFocus(Qt.FocusReason.TabFocusReason)
