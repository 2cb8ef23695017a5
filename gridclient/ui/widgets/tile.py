"""Verbs as tiles: what I may do now, each with how it works offline (UI 4: Action tile)."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.paint import (
    CENTRE,
    draw_box,
    draw_dashed_box,
    draw_icon,
    draw_ring,
    draw_words,
    metrics,
    painting,
)
from gridclient.ui.style.shapes import Shape, draw_shape
from gridclient.ui.style.tokens import RADIUS_CARD, RADIUS_CONTROL, RADIUS_PILL, S4, S6, S12, S16
from gridclient.ui.widgets.painted import PaintedPush
from gridclient.ui.widgets.pill import cap_width

TileMode = Literal["ready", "queued", "refused"]
SHAPES: dict[TileMode, Shape] = {"ready": Shape.DONE, "queued": Shape.WAITING, "refused": Shape.SAME}


class ActionTile(PaintedPush):
    """Icon, verb, second line. With a `mode` the second line begins with its shape; a refused tile is disabled.

    With `keys` it is a tile of the Today page: a key cap at the right, which at large type moves into the tooltip.
    """

    def __init__(
        self,
        icon: str,
        verb: str,
        second: str,
        mode: TileMode | None = None,
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._verb, self._second, self._keys = icon, verb, second, keys
        self._mode: TileMode | None = mode
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEnabled(mode != "refused")
        self.setAccessibleName(say(verb, second))
        if keys:
            self.setToolTip(f"{verb} ({keys})")

    def sizeHint(self) -> QSize:
        """As wide as its words want; the height of its family."""
        size = theme.current().size
        words = max(metrics("body", bold=True).horizontalAdvance(self._verb), self._second_width())
        cap = cap_width(self._keys) + S12 if self._cap_shown() else 0
        return QSize(round(self._indent() + words + cap + S16), size.tile_today if self._keys else size.tile)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        tokens = theme.current()
        box = QRectF(self.rect())
        radius = RADIUS_CARD if self._keys else RADIUS_CONTROL
        ground = tokens.accentsoft if self.isDown() else tokens.hover if self.underMouse() else tokens.surface
        with painting(self) as painter:
            if self._mode == "refused":
                draw_dashed_box(painter, box, tokens.canvas, tokens.line, radius)
            else:
                draw_box(painter, box, ground, tokens.line if self._keys else tokens.edge, radius)
            self._draw_content(painter, box)
            if self.hasFocus() and self.ring:
                draw_ring(painter, box, radius)

    def _draw_content(self, painter: QPainter, box: QRectF) -> None:
        tokens = theme.current()
        size = tokens.size
        refused = self._mode == "refused"
        side = size.icon_tile if self._keys else size.icon
        centre = QPointF(S12 + size.icon_tile / 2 if self._keys else S12 + size.icon_row / 2 - 1, box.center().y())
        draw_icon(painter, self._icon, "ink3" if refused else "accent", centre, side)
        right = box.right() - S12
        if self._cap_shown():
            right -= self._draw_cap(painter, box, right) + S12
        start = self._indent()
        line = box.height() / 2 - S4
        verb = QRectF(start, S4, right - start, line)
        draw_words(painter, verb, self._verb, tokens.ink3 if refused else tokens.ink, "body", bold=True)
        if self._mode is not None:
            mark = size.shape_pill
            middle = box.height() / 2 + line / 2
            draw_shape(painter, SHAPES[self._mode], QRectF(start, middle - mark / 2 - 1, mark, mark))
            start += mark + S6
        second = QRectF(start, box.height() / 2 - 1, right - start, line)
        draw_words(painter, second, self._second, tokens.ink2, "caption")

    def _draw_cap(self, painter: QPainter, box: QRectF, right: float) -> float:
        tokens = theme.current()
        width = cap_width(self._keys)
        cap = QRectF(right - width + S4, box.center().y() - tokens.size.keycap / 2, width, tokens.size.keycap)
        draw_box(painter, cap, tokens.greysoft, tokens.line, RADIUS_PILL)
        draw_words(painter, cap, self._keys, tokens.ink2, "caption", align=CENTRE)
        return width

    def _cap_shown(self) -> bool:
        return bool(self._keys) and theme.current().size.scale < 1.3

    def _second_width(self) -> float:
        mark = theme.current().size.shape_pill + S6 if self._mode is not None else 0
        return metrics("caption").horizontalAdvance(self._second) + mark

    def _indent(self) -> float:
        size = theme.current().size
        return S12 + size.icon_tile + S12 if self._keys else S12 + size.icon_row + S12 - 2
