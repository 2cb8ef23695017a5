"""The picture beside the entry pages: a grid over the hills of Hanzhong, drawn in the colours of the theme."""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from gridclient.ui.style import icons, theme
from gridclient.ui.style.tokens import LINE, S2, S8, S12, S16, S24

_CELL = 2 * S24
_LIT = ((8, 1), (5, 3), (13, 3), (1, 4), (9, 4), (3, 5), (6, 6), (10, 6))
"""Cells of the grid that are a little darker: (column, row)."""
_HILLS = (
    (
        0.16,
        ((0.0, 0.52), (0.12, 0.48), (0.27, 0.49), (0.38, 0.455), (0.5, 0.48), (0.62, 0.465), (0.75, 0.5), (1.0, 0.52)),
    ),
    (
        0.3,
        (
            (0.0, 0.635),
            (0.12, 0.625),
            (0.28, 0.655),
            (0.45, 0.69),
            (0.6, 0.68),
            (0.78, 0.62),
            (0.9, 0.635),
            (1.0, 0.65),
        ),
    ),
    (
        0.5,
        ((0.0, 0.745), (0.15, 0.71), (0.28, 0.73), (0.4, 0.7), (0.55, 0.69), (0.7, 0.715), (0.85, 0.7), (1.0, 0.755)),
    ),
    (
        0.72,
        ((0.0, 0.85), (0.12, 0.825), (0.3, 0.81), (0.45, 0.815), (0.6, 0.835), (0.75, 0.825), (0.9, 0.84), (1.0, 0.87)),
    ),
)
"""Share of accent in the colour, and the ridge as shares of width and height, far to near."""


class Landscape(QWidget):
    """Paints; holds nothing and takes no focus."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, grid, hills from far to near, name of the product."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("accentsoft"))
        self._paint_grid(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        for share, ridge in _HILLS:
            painter.setBrush(_mixed(share))
            painter.drawPolygon(self._ridge(ridge))
        self._paint_name(painter)
        painter.end()

    def _paint_grid(self, painter: QPainter) -> None:
        lit, line = _mixed(0.08), _mixed(0.07)
        for column, row in _LIT:
            painter.fillRect(QRectF(column * _CELL, row * _CELL, _CELL, _CELL), lit)
        for x in range(0, self.width(), _CELL):
            painter.fillRect(QRectF(x, 0, LINE, self.height()), line)
        for y in range(0, self.height(), _CELL):
            painter.fillRect(QRectF(0, y, self.width(), LINE), line)

    def _ridge(self, ridge: tuple[tuple[float, float], ...]) -> QPolygonF:
        wide, high = self.width(), self.height()
        line = [QPointF(0, high)]
        for (x1, y1), (x2, y2) in pairwise(ridge):
            for step in range(9):
                along = step / 9
                eased = (1 - math.cos(along * math.pi)) / 2
                at = (x1 + (x2 - x1) * along) * 61
                rough = math.sin(at) * 0.0022 + math.sin(at * 2.3) * 0.0016
                line.append(QPointF((x1 + (x2 - x1) * along) * wide, (y1 + (y2 - y1) * eased + rough) * high))
        line += [QPointF(wide, ridge[-1][1] * high), QPointF(wide, high)]
        return QPolygonF(line)

    def _paint_name(self, painter: QPainter) -> None:
        size = theme.current().size
        side = round(size.logo * 1.5)
        left, top = _CELL + S8, _CELL + S8
        painter.drawPixmap(QPointF(left, top), icons.logo(side, self.devicePixelRatioF()))
        words = QRectF(left + side + S16 + S2, top - S12, self.width(), side)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font("number_large"))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.tr("Yigetong Offline"))
        painter.setPen(theme.colour("ink2"))
        font = QFont(theme.font("card"))
        font.setBold(False)
        painter.setFont(font)
        below = words.translated(0, side - S12 + S8)
        painter.drawText(
            below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.tr("No signal, work done.")
        )


def _mixed(share: float) -> QColor:
    """Opaque mix of the ground with the accent: translucent layers would let the grid shine through the hills."""
    ground, ink = theme.colour("accentsoft"), theme.colour("accent")
    return QColor(
        round(ground.red() + (ink.red() - ground.red()) * share),
        round(ground.green() + (ink.green() - ground.green()) * share),
        round(ground.blue() + (ink.blue() - ground.blue()) * share),
    )
