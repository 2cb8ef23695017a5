"""The pad itself: what mouse, pen and finger do on it, painted as they do it (UI 4: Signer card, pad)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridclient.ui.forms.strokes import (
    PICTURE,
    UNIT,
    Point,
    Stroke,
    draw_all,
    draw_end,
    draw_piece,
    fitted,
)
from gridclient.ui.style import theme
from gridclient.ui.style.paint import by_keyboard, draw_box, draw_ring, painting
from gridclient.ui.style.tokens import LINE, RADIUS_CONTROL, S16

_HIGH: Final = PICTURE.height() / PICTURE.width()
_WIDEST: Final = 640
_FULL: Final = 500
"""The pressure of a mouse, which has none."""
_NEAR: Final = 12
"""Points nearer than this, in units of the pad, say nothing new."""


class SketchPad(QWidget):
    """White paper whatever the theme. Only the piece just drawn is painted again, so a stroke follows the hand."""

    stroke_ended = Signal()

    def __init__(self, spoken: str, *, line: bool, parent: QWidget | None = None) -> None:
        """`line` draws the base line of a signature."""
        super().__init__(parent)
        self.strokes: list[Stroke] = []
        self.below: QImage | None = None
        self._line, self._now, self._ring = line, list[Point](), False
        self._paper: QPixmap | None = None
        self._clock = QElapsedTimer()
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(_WIDEST)
        theme.notifier().changed.connect(self.redraw)

    def hasHeightForWidth(self) -> bool:
        """Always the shape of its picture."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """The height at a width."""
        return round(min(width, _WIDEST) * _HIGH)

    def sizeHint(self) -> QSize:
        """As wide as it gets."""
        return QSize(_WIDEST, self.heightForWidth(_WIDEST))

    def show_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Show a drawing."""
        self.strokes = list(strokes)
        self.redraw()

    def redraw(self) -> None:
        """Paint all of it anew."""
        self._paper = None
        self.update()

    def take_back(self) -> bool:
        """Take the last stroke back; False when there is none."""
        if not self.strokes:
            return False
        self.strokes.pop()
        self.redraw()
        return True

    # the hand

    def begin(self, at: QPointF, pressure: int = _FULL) -> None:
        """The pen comes down."""
        if not self.strokes and not self._now:
            self._clock.restart()
        self._now = [self._point(at, pressure)]
        self._draw_piece()

    def go(self, at: QPointF, pressure: int = _FULL) -> None:
        """The pen moves."""
        if not self._now:
            return
        point = self._point(at, pressure)
        last = self._now[-1]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= _NEAR:
            self._now.append(point)
            self._draw_piece()

    def end(self) -> None:
        """The pen is lifted."""
        if not self._now:
            return
        stroke, self._now = self._now, []
        self.strokes.append(stroke)
        with painting(self._sheet()) as painter:
            draw_end(painter, stroke, self.width(), self._ink())
        self.update()
        self.stroke_ended.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button is the pen."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.begin(event.position())
        super().mousePressEvent(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw."""
        self.go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke is over."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen, with its pressure."""
        pressure = round(event.pressure() * 1000)
        if event.type() == QEvent.Type.TabletPress:
            self.begin(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletMove and event.buttons():
            self.go(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletRelease:
            self.end()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """One finger draws; more belong to whoever scrolls."""
        if isinstance(event, QTouchEvent) and len(event.points()) == 1:
            point = event.points()[0]
            if event.type() == QEvent.Type.TouchBegin:
                self.begin(point.position())
            elif event.type() == QEvent.Type.TouchUpdate:
                self.go(point.position())
            elif event.type() == QEvent.Type.TouchEnd:
                self.end()
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace takes a stroke back."""
        if event.key() == Qt.Key.Key_Backspace and self.take_back():
            self.stroke_ended.emit()
        else:
            super().keyPressEvent(event)

    # painting

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for keys."""
        self._ring = by_keyboard(event, before=self._ring)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without the focus no ring."""
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The drawing keeps its shape."""
        super().resizeEvent(event)
        self._paper = None

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Draw the paper; the strokes are on it already."""
        paper = self._sheet()
        tokens = theme.current()
        with painting(self) as painter:
            painter.fillRect(event.rect(), QColor(tokens.surface))
            painter.setClipRect(event.rect())
            painter.drawPixmap(0, 0, paper)
            draw_box(painter, QRectF(self.rect()), None, tokens.edge)
            if self.hasFocus() and self._ring:
                draw_ring(painter, QRectF(self.rect()))

    def _sheet(self) -> QPixmap:
        if self._paper is None:
            ratio = self.devicePixelRatioF()
            self._paper = QPixmap(self.size() * ratio)
            self._paper.setDevicePixelRatio(ratio)
            tokens = theme.current()
            self._paper.fill(QColor(tokens.surface))
            with painting(self._paper) as painter:
                box = QRectF(self.rect())
                draw_box(painter, box, tokens.paper, None, RADIUS_CONTROL)
                if self.below is not None:
                    painter.drawImage(fitted(self.below.size(), box), self.below)
                elif self._line:
                    base = box.height() * 0.82
                    painter.fillRect(QRectF(S16, base, box.width() - 2 * S16, LINE), QColor(tokens.paperline))
                draw_all(painter, [*self.strokes, *([self._now] if self._now else [])], self.width(), self._ink())
        return self._paper

    def _draw_piece(self) -> None:
        with painting(self._sheet()) as painter:
            box = draw_piece(painter, self._now, len(self._now) - 1, self.width(), self._ink())
        self.update(box.toAlignedRect())

    def _ink(self) -> QColor:
        tokens = theme.current()
        return QColor(tokens.paperink if self.below is None else tokens.annotation)

    def _point(self, at: QPointF, pressure: int) -> Point:
        scale = UNIT / max(1, self.width())
        ms = self._clock.elapsed() if self._clock.isValid() else 0
        return round(at.x() * scale), round(at.y() * scale), int(ms), pressure
