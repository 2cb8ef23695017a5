"""Strokes of a hand: taken from mouse, pen or finger, drawn smoothly, made into a picture (UI 4: Signer card, pad)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final, TypeAlias

import msgspec
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from gridclient.ui.style import theme

Point: TypeAlias = tuple[int, int, int, int]
"""x and y in ten thousandths of the pad's width, ms since the first point of the drawing, pressure 0 to 1000."""
Stroke: TypeAlias = list[Point]

UNIT: Final = 10_000
PICTURE: Final = QSize(1200, 480)
_THIN, _THICK = 0.0016, 0.0052
"""Width of a line in parts of the pad's width, without and with full pressure."""
STROKES_KEY: Final = "strokes"
"""The text of the PNG that holds points, times and pressures as JSON."""


def pen_width(pressure: int, width: float) -> float:
    """How thick a line is on a pad so wide."""
    return max(1.0, (_THIN + (_THICK - _THIN) * pressure / 1000) * width)


def draw_piece(painter: QPainter, stroke: Sequence[Point], at: int, width: float, ink: QColor) -> QRectF:
    """Draw the piece of a stroke that ends in the middle before point `at`; gives the box it lies in.

    A curve from middle to middle of the points, bent towards the point between them, has no corners.
    """
    place = [QPointF(x * width / UNIT, y * width / UNIT) for x, y, _, _ in stroke[max(0, at - 2) : at + 1]]
    thick = pen_width(stroke[at][3], width)
    pen = QPen(ink, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if len(place) == 1:
        painter.drawPoint(place[0])
        points = place
    elif len(place) == 2:
        points = [place[0], _middle(place[0], place[1])]
        painter.drawLine(points[0], points[1])
    else:
        start, bend, end = _middle(place[0], place[1]), place[1], _middle(place[1], place[2])
        points = [start, *(_curve(start, bend, end, step / 6) for step in range(1, 7))]
        painter.drawPolyline(points)
    xs, ys = [point.x() for point in points], [point.y() for point in points]
    edge = thick + 1
    return QRectF(min(xs) - edge, min(ys) - edge, max(xs) - min(xs) + 2 * edge, max(ys) - min(ys) + 2 * edge)


def draw_end(painter: QPainter, stroke: Sequence[Point], width: float, ink: QColor) -> None:
    """Draw the last half piece, once the hand is lifted."""
    if len(stroke) > 1:
        place = [QPointF(x * width / UNIT, y * width / UNIT) for x, y, _, _ in stroke[-2:]]
        thick = pen_width(stroke[-1][3], width)
        painter.setPen(QPen(ink, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(_middle(place[0], place[1]), place[1])


def draw_all(painter: QPainter, strokes: Sequence[Sequence[Point]], width: float, ink: QColor) -> None:
    """Draw every stroke."""
    for stroke in strokes:
        for at in range(len(stroke)):
            draw_piece(painter, stroke, at, width, ink)
        draw_end(painter, stroke, width, ink)


def picture_of(strokes: Sequence[Sequence[Point]], size: QSize = PICTURE, below: QImage | None = None) -> bytes:
    """A PNG of the strokes on white, or over a photo; the strokes themselves travel in its text. For any thread."""
    image = QImage(size, QImage.Format.Format_RGB32)
    tokens = theme.current()
    image.fill(QColor(tokens.paper))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        ink = QColor(tokens.paperink)
        if below is not None and not below.isNull():
            painter.drawImage(fitted(below.size(), QRectF(0, 0, size.width(), size.height())), below)
            ink = QColor(tokens.annotation)
        draw_all(painter, strokes, size.width(), ink)
    finally:
        painter.end()
    image.setText(STROKES_KEY, json.dumps(strokes, separators=(",", ":")))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stub wants bytes, Qt takes text
    return bytes(buffer.data().data())


def fitted(size: QSize, room: QRectF) -> QRectF:
    """The largest box of a size's shape within a room, in its middle."""
    share = min(room.width() / max(1, size.width()), room.height() / max(1, size.height()))
    width, height = size.width() * share, size.height() * share
    return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)


def read_strokes(given: object) -> list[Stroke]:
    """Strokes as a draft holds them; none where it holds something else."""
    try:
        return msgspec.convert(given or [], list[Stroke])
    except msgspec.ValidationError:
        return []


def _middle(one: QPointF, other: QPointF) -> QPointF:
    return QPointF((one.x() + other.x()) / 2, (one.y() + other.y()) / 2)


def _curve(start: QPointF, bend: QPointF, end: QPointF, at: float) -> QPointF:
    """A point of the quadratic curve at 0 to 1."""
    rest = 1 - at
    return QPointF(
        rest * rest * start.x() + 2 * rest * at * bend.x() + at * at * end.x(),
        rest * rest * start.y() + 2 * rest * at * bend.y() + at * at * end.y(),
    )
