"""Columns that scroll by themselves, cards, and the state of having nothing to show."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.paint import draw_icon, painting
from gridclient.ui.style.tokens import S8, S12, S16, S24, Tone
from gridclient.ui.widgets.label import label


class ScrollColumn(QScrollArea):
    """A column of a page. On a low screen it scrolls; nothing in it is squeezed (UI pitfalls: 697 px)."""

    def __init__(
        self, margins: tuple[int, int, int, int] = (S24, S16, S24, S16), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setSpacing(S12)
        self.setWidget(inner)
        self.set_margins(*margins)

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Set the margins around what it holds; the scroll bar stands in the one at the right."""
        self._right = right
        self.body.setContentsMargins(left, top, right, bottom)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is beside the scroll bar ends where it ends without the bar."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        margins, bar = self.body.contentsMargins(), self.width() - self.viewport().width()
        right = max(0, self._right - bar)
        if margins.right() != right:
            margins.setRight(right)
            self.body.setContentsMargins(margins)


class Card(QFrame):
    """A card: an optional head (bold title, caption, verbs at the right) over `body`."""

    def __init__(self, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(S16, S12, S16, S12)
        self.body.setSpacing(S8)
        self.head = QHBoxLayout()
        self.head.setSpacing(S8)
        if title:
            self.head.addWidget(label(title, "section"))
            if note:
                self.head.addWidget(label(note, "caption"))
            self.head.addStretch(1)
            self.body.addLayout(self.head)

    def set_tone(self, tone: Tone | None) -> None:
        """Red for a failed answer, accent for what is asked for now, None for the ordinary card."""
        theme.polish(self, tone=tone.value if tone is not None else "")


def inset() -> tuple[QFrame, QVBoxLayout]:
    """A sunken box inside a card or pane, and its layout."""
    frame = QFrame()
    frame.setProperty("frame", "inset")
    body = QVBoxLayout(frame)
    body.setContentsMargins(S12 + 2, S8, S12 + 2, S8)
    body.setSpacing(S8)
    return frame, body


class Disc(QLabel):
    """An icon on a soft disc; decoration, never alone in its meaning."""

    def __init__(
        self, icon: str, tone: Tone = Tone.ACCENT, *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._small = icon, tone, small
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_drawing(self, icon: str, tone: Tone) -> None:
        """Show another icon or tone."""
        if (icon, tone) != (self._icon, self._tone):
            self._icon, self._tone = icon, tone
            self.update()

    def sizeHint(self) -> QSize:
        """88 in empty states, 52 in cards, grown with the type."""
        size = theme.current().size
        side = size.disc_card if self._small else size.disc
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        tokens = theme.current()
        box = QRectF(self.rect())
        with painting(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.soft_of(self._tone)))
            painter.drawEllipse(box)
            side = round(box.width() * (0.46 if self._small else 0.4))
            draw_icon(painter, self._icon, self._tone.value, box.center(), side)


class EmptyState(QWidget):
    """Why there is nothing here, and what to do: heading, sentence, one or two buttons."""

    def __init__(
        self,
        icon: str,
        heading: str,
        sentence: str,
        *buttons: QWidget,
        tone: Tone = Tone.ACCENT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(S8)
        column.addStretch(1)
        column.addWidget(Disc(icon, tone), alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(S12)
        self._heading, self._sentence = label("", "card"), label("", ink="second", wrap=True)
        column.addWidget(self._heading, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence)
        if buttons:
            row = QHBoxLayout()
            row.setSpacing(S12)
            row.addStretch(1)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addSpacing(S8)
            column.addLayout(row)
        column.addStretch(1)
        self._first = buttons[0] if buttons else None
        self.set_words(heading, sentence)

    def set_words(self, heading: str, sentence: str) -> None:
        """Say it anew: of another state, or in another language."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self.setAccessibleName(say(heading, sentence))

    def focus_first(self) -> None:
        """Put the focus on the first button, if there is one."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
