"""How far something is: bars, and the ring of a limit (UI 4)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.paint import CENTRE, draw_words, metrics, painting
from gridclient.ui.style.tokens import Tone


class ProgressLine(QProgressBar):
    """A bar 8 high, without words: the sentence beside it has the numbers. `thin` is 4 high, for sections."""

    def __init__(
        self, spoken: str, tone: Tone = Tone.ACCENT, *, thin: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._thin = thin
        self.setTextVisible(False)
        self.setRange(0, 100)
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, done: int, total: int) -> None:
        """Show `done` of `total`."""
        self.setRange(0, max(total, 1))
        self.setValue(min(done, max(total, 1)))

    def sizeHint(self) -> QSize:
        """As wide as its column."""
        size = theme.current().size
        return QSize(size.thumb_width, size.bar_thin if self._thin else size.bar)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed in height."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        span = self.maximum() - self.minimum()
        share = (self.value() - self.minimum()) / span if span > 0 else 0.0
        with painting(self) as painter:
            draw_bar(painter, QRectF(self.rect()), share, self._tone)


class ClockRing(QLabel):
    """The share of a limit that is used, with what is left in words; the shape and the sentence stand beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._number, self._unit, self._tone = 0.0, "", "", Tone.GREEN
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_left(self, share: float, number: str, unit: str, tone: Tone) -> None:
        """`share` of the limit is used (0 to 1, more is drawn full); `number` and `unit` are what is left."""
        self._share, self._number, self._unit, self._tone = max(0.0, min(share, 1.0)), number, unit, tone
        self.setAccessibleName(f"{number} {unit}")
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        side = theme.current().size.ring
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        tokens = theme.current()
        pen_width = tokens.size.ring_pen
        box = QRectF(self.rect()).adjusted(pen_width / 2, pen_width / 2, -pen_width / 2, -pen_width / 2)
        with painting(self) as painter:
            painter.setPen(QPen(QColor(tokens.greysoft), pen_width))
            painter.drawEllipse(box)
            pen = QPen(QColor(tokens.fill_of(self._tone)), pen_width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(box, 90 * 16, -round(self._share * 360 * 16))
            number, unit = metrics("title").height(), metrics("caption").height()
            top = (self.height() - number - unit) / 2 + 2
            draw_words(painter, QRectF(0, top, self.width(), number), self._number, tokens.ink, "title", align=CENTRE)
            below = QRectF(0, top + number - 5, self.width(), unit)
            draw_words(painter, below, self._unit, tokens.ink2, "caption", align=CENTRE)


def draw_bar(painter: QPainter, box: QRectF, share: float, tone: Tone = Tone.ACCENT, ground: str = "") -> None:
    """A bar with round ends; `share` from 0 to 1. A share above nothing shows at least its round end.

    `ground`: the colour of what is not reached, where the usual one would not be seen.
    """
    tokens = theme.current()
    radius = box.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground or tokens.greysoft))
    painter.drawRoundedRect(box, radius, radius)
    if share > 0:
        width = max(box.height(), box.width() * min(share, 1.0))
        painter.setBrush(QColor(tokens.fill_of(tone)))
        painter.drawRoundedRect(QRectF(box.x(), box.y(), width, box.height()), radius, radius)
