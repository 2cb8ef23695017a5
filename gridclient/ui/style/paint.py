"""Strokes every painted widget and delegate shares: boxes, words, pills, the focus ring (UI 2)."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPaintDevice, QPainter, QPen
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QWidget

from gridclient.ui.style import icons, theme
from gridclient.ui.style.fonts import TextKind
from gridclient.ui.style.icons import Weight
from gridclient.ui.style.shapes import Shape, draw_shape
from gridclient.ui.style.tokens import (
    FOCUS,
    LINE,
    RADIUS_CONTROL,
    RADIUS_PILL,
    S4,
    S8,
    SHADOW_BLUR,
    SHADOW_DROP,
    SHADOW_OPACITY,
    Tone,
)

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@contextmanager
def painting(device: QPaintDevice) -> Generator[QPainter, None, None]:
    """A smooth painter on a widget or picture, ended whatever happens."""
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()


def by_keyboard(event: QFocusEvent, *, before: bool) -> bool:
    """Whether focus came by a key, so that the ring is drawn; a window coming back leaves it as it was before."""
    if event.reason() in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
        return before
    return event.reason() != Qt.FocusReason.MouseFocusReason


def metrics(kind: TextKind, *, bold: bool = False) -> QFontMetricsF:
    """The measures of a kind of text in the current theme."""
    return QFontMetricsF(theme.font(kind, bold=bold))


def draw_box(
    painter: QPainter, box: QRectF, ground: str | None, border: str | None = None, radius: float = RADIUS_CONTROL
) -> None:
    """A rounded box with an optional ground and a border of one line lying inside the box."""
    painter.setPen(QPen(QColor(border), LINE) if border is not None else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground) if ground is not None else Qt.BrushStyle.NoBrush)
    half = LINE / 2 if border is not None else 0.0
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)


def draw_dashed_box(painter: QPainter, box: QRectF, ground: str, border: str, radius: float = RADIUS_CONTROL) -> None:
    """The same with a dashed border: a place to fill, or a verb that is not allowed."""
    draw_box(painter, box, ground, None, radius)
    pen = QPen(QColor(border), LINE)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def draw_ring(painter: QPainter, box: QRectF, radius: float = RADIUS_CONTROL) -> None:
    """The ring of keyboard focus, inside the border."""
    painter.setPen(QPen(theme.colour("accent"), FOCUS))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = FOCUS / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius - half, radius - half)


def draw_words(
    painter: QPainter,
    box: QRectF,
    words: str,
    colour: str,
    kind: TextKind = "body",
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """One line of words, elided at the right when the box is too narrow; gives the width drawn."""
    font = theme.font(kind, bold=bold)
    measures = QFontMetricsF(font)
    shown = measures.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, align, shown)
    return min(measures.horizontalAdvance(shown), box.width())


def draw_icon(
    painter: QPainter, name: str, token: str, centre: QPointF, size: int, *, weight: Weight = "regular"
) -> None:
    """An icon of `size` logical pixels around a point, sharp on the device painted on."""
    picture = icons.pixmap(name, token, size, painter.device().devicePixelRatio(), weight=weight)
    painter.drawPixmap(QPointF(round(centre.x() - size / 2), round(centre.y() - size / 2)), picture)


def pill_width(words: str, shape: Shape | None = None) -> float:
    """How wide a pill is, in whole logical pixels."""
    mark = theme.current().size.shape_pill + S4 if shape is not None else 0
    return float(round(metrics("caption").horizontalAdvance(words) + mark + 2 * S8))


def draw_pill(
    painter: QPainter, box: QRectF, words: str, tone: Tone, shape: Shape | None = None, *, ground: str | None = None
) -> None:
    """A pill: soft ground (or the one given, on a selected row), shape, word."""
    tokens = theme.current()
    draw_box(painter, box, ground or tokens.soft_of(tone), None, RADIUS_PILL)
    start = box.x() + S8
    if shape is not None:
        side = tokens.size.shape_pill
        draw_shape(painter, shape, QRectF(start, box.center().y() - side / 2, side, side), QColor(_mark(tone)))
        start += side + S4
    draw_words(
        painter, QRectF(start, box.y(), box.right() - S4 - start, box.height()), words, tokens.text_of(tone), "caption"
    )


def _mark(tone: Tone) -> str:
    tokens = theme.current()
    return tokens.fill_of(tone) if tone in {Tone.RED, Tone.AMBER, Tone.GREEN} else tokens.text_of(tone)


def cast_shadow(widget: QWidget) -> None:
    """The one shadow of the program, under what floats: pop-up and toast (UI 2)."""
    shadow = QGraphicsDropShadowEffect(widget)
    shadow.setBlurRadius(SHADOW_BLUR)
    shadow.setOffset(0, SHADOW_DROP)
    ink = theme.colour("watermark")
    ink.setAlphaF(SHADOW_OPACITY)
    shadow.setColor(ink)
    widget.setGraphicsEffect(shadow)
