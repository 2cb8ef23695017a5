"""Words written on a copy of a photo: when, where, by whom (UI 4: the original is kept as it came)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from gridclient.ui.style import theme
from gridclient.ui.style.tokens import VEIL_OPACITY

_SHARE, _SMALLEST = 32, 14
"""The height of a line is this part of the picture's shorter side, and never under so many pixels."""


def stamped(picture: QImage, lines: Sequence[str]) -> QImage:
    """A copy with lines on a veil along its foot; the picture given stays as it is. For any thread."""
    copy = picture.convertToFormat(QImage.Format.Format_RGB32)
    words = [line for line in lines if line]
    if not words or copy.isNull():
        return copy
    font = QFont(theme.font("body"))
    font.setPixelSize(max(_SMALLEST, min(copy.width(), copy.height()) // _SHARE))
    measures = QFontMetricsF(font)
    step, edge = measures.lineSpacing(), measures.lineSpacing() / 2
    tokens = theme.current()
    veil = QColor(tokens.watermark)
    veil.setAlphaF(VEIL_OPACITY)
    painter = QPainter(copy)
    try:
        painter.setFont(font)
        high = step * len(words) + edge
        painter.fillRect(QRectF(0, copy.height() - high, copy.width(), high), veil)
        painter.setPen(QColor(tokens.onwatermark))
        for place, line in enumerate(words):
            box = QRectF(edge, copy.height() - high + edge / 2 + place * step, copy.width() - 2 * edge, step)
            shown = measures.elidedText(line, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    finally:
        painter.end()
    return copy
