"""The shapes that say what a colour says, so that a black and white print says it too (UI 2: Shapes)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gridclient.ui.style import theme
from gridclient.ui.style.tokens import Tone


class Shape(StrEnum):
    """A light or a state, by the form it is drawn in; the value is the character of the same meaning."""

    IN_TIME = "●"
    SOON = "▲"
    LATE = "◆"
    NONE = "○"
    WAITING = "↑"
    DONE = "✓"
    FAILED = "✕"
    CONFLICT = "≠"
    PARKED = "‖"
    SAME = "–"


TONES: Final = {
    Shape.IN_TIME: Tone.GREEN,
    Shape.SOON: Tone.AMBER,
    Shape.LATE: Tone.RED,
    Shape.NONE: Tone.GREY,
    Shape.WAITING: Tone.ACCENT,
    Shape.DONE: Tone.GREEN,
    Shape.FAILED: Tone.RED,
    Shape.CONFLICT: Tone.VIOLET,
    Shape.PARKED: Tone.AMBER,
    Shape.SAME: Tone.GREY,
}
"""The tone each shape has of itself."""


def draw_shape(painter: QPainter, shape: Shape, box: QRectF, colour: QColor | None = None) -> None:
    """Draw a shape into a square box; without a colour, in the fill of its own tone in the current theme."""
    ink = colour if colour is not None else QColor(theme.current().fill_of(TONES[shape]))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _DRAWN[shape](painter, box, ink)
    painter.restore()


def _pen(ink: QColor, box: QRectF, share: float = 0.15) -> QPen:
    pen = QPen(ink, box.width() * share)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _filled(*corners: tuple[float, float]) -> Callable[[QPainter, QRectF, QColor], None]:
    def draw(painter: QPainter, box: QRectF, ink: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([_at(box, x, y) for x, y in corners]))

    return draw


def _lines(*strokes: tuple[tuple[float, float], ...]) -> Callable[[QPainter, QRectF, QColor], None]:
    def draw(painter: QPainter, box: QRectF, ink: QColor) -> None:
        painter.setPen(_pen(ink, box))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in strokes:
            painter.drawPolyline(QPolygonF([_at(box, x, y) for x, y in stroke]))

    return draw


def _disc(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(box.center(), box.width() * 0.42, box.height() * 0.42)


def _circle(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setPen(_pen(ink, box))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.center(), box.width() * 0.36, box.height() * 0.36)


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + x * box.width(), box.y() + y * box.height())


_DRAWN: Final[dict[Shape, Callable[[QPainter, QRectF, QColor], None]]] = {
    Shape.IN_TIME: _disc,
    Shape.NONE: _circle,
    Shape.SOON: _filled((0.5, 0.08), (0.97, 0.9), (0.03, 0.9)),
    Shape.LATE: _filled((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    Shape.WAITING: _lines(((0.5, 0.92), (0.5, 0.12)), ((0.16, 0.44), (0.5, 0.1), (0.84, 0.44))),
    Shape.DONE: _lines(((0.08, 0.54), (0.36, 0.82), (0.92, 0.22))),
    Shape.FAILED: _lines(((0.18, 0.18), (0.82, 0.82)), ((0.82, 0.18), (0.18, 0.82))),
    Shape.CONFLICT: _lines(((0.1, 0.36), (0.9, 0.36)), ((0.1, 0.66), (0.9, 0.66)), ((0.72, 0.08), (0.28, 0.94))),
    Shape.PARKED: _lines(((0.34, 0.14), (0.34, 0.86)), ((0.66, 0.14), (0.66, 0.86))),
    Shape.SAME: _lines(((0.12, 0.5), (0.88, 0.5))),
}
