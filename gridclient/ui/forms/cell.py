"""One choice as it is offered: a dot or a tick and its words, which break into lines (UI 4, FORMS 2)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gridclient.services.questionnaire import Offer
from gridclient.ui.style import theme
from gridclient.ui.style.paint import draw_box, draw_icon, draw_ring, metrics, painting
from gridclient.ui.style.tokens import LINE, RADIUS_PILL, S4, S8, S12
from gridclient.ui.widgets.painted import PaintedRadio, PaintedTick

# A second class of Qt beside PaintedRadio is not possible: what both share knows the button by its type alone.
if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
_TALL = 10_000.0


class CellStyle(StrEnum):
    """How a choice is drawn: a box of its own, a line of a list, words under the mark, the mark alone."""

    CHIP = "chip"
    LINE = "line"
    UNDER = "under"
    BARE = "bare"


class _Look:
    """Measures and strokes of a choice; `several` has a tick where one has a dot."""

    def __init__(self, style: CellStyle, *, several: bool) -> None:
        self.style, self.several = style, several

    def width(self, words: str) -> int:
        """The width of the words on one line, with mark and margins."""
        size = theme.current().size
        if self.style is CellStyle.BARE:
            return size.control
        advance = round(metrics("second", bold=True).horizontalAdvance(words)) + 1
        if self.style is CellStyle.UNDER:
            return advance + S8
        return size.box + S8 + advance + (2 * S12 if self.style is CellStyle.CHIP else S8)

    def height(self, words: str, width: int) -> int:
        """The height the words need at a width; never under a control's."""
        size = theme.current().size
        if self.style is CellStyle.BARE:
            return size.control
        box = QRectF(0, 0, self._words(QRectF(0, 0, width, _TALL)).width(), _TALL)
        flags = _CENTRED if self.style is CellStyle.UNDER else _WRAP
        text = metrics("second", bold=True).boundingRect(box, flags, words).height()
        if self.style is CellStyle.UNDER:
            return round(size.box + S4 + text + 2 * S4)
        return max(size.control, round(text) + 2 * S4)

    def paint(self, painter: QPainter, cell: QAbstractButton, *, ring: bool) -> None:
        """Draw it."""
        tokens = theme.current()
        box, on = QRectF(cell.rect()), cell.isChecked()
        if self.style is CellStyle.CHIP:
            ground = tokens.accentsoft if on else tokens.hover if cell.underMouse() else tokens.surface
            draw_box(painter, box, ground, tokens.accent if on else tokens.edge)
        elif cell.underMouse():
            draw_box(painter, box, tokens.hover)
        self._draw_mark(painter, self._mark(box), on=on)
        if self.style is not CellStyle.BARE:
            painter.setFont(theme.font("second", bold=on))
            painter.setPen(QColor(tokens.accent if on and self.style is CellStyle.CHIP else tokens.ink))
            flags = _CENTRED if self.style is CellStyle.UNDER else _WRAP
            painter.drawText(self._words(box), flags, cell.text())
        if ring:
            draw_ring(painter, box)

    def _mark(self, box: QRectF) -> QRectF:
        side = theme.current().size.box
        if self.style is CellStyle.UNDER:
            return QRectF(box.center().x() - side / 2, S4, side, side)
        if self.style is CellStyle.BARE:
            return QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        left = S12 if self.style is CellStyle.CHIP else S4
        return QRectF(left, box.center().y() - side / 2, side, side)

    def _words(self, box: QRectF) -> QRectF:
        if self.style is CellStyle.UNDER:
            return box.adjusted(S4, theme.current().size.box + 2 * S4, -S4, 0)
        left = self._mark(box).right() + S8
        return QRectF(
            left, box.y(), max(1.0, box.right() - (S12 if self.style is CellStyle.CHIP else S4) - left), box.height()
        )

    def _draw_mark(self, painter: QPainter, mark: QRectF, *, on: bool) -> None:
        tokens = theme.current()
        if self.several:
            draw_box(
                painter,
                mark,
                tokens.accent if on else tokens.surface,
                tokens.accent if on else tokens.edge,
                RADIUS_PILL,
            )
            if on:
                draw_icon(painter, "check", "onaccent", mark.center(), round(mark.width()) - S4)
            return
        painter.setPen(QColor(tokens.accent if on else tokens.edge))
        painter.setBrush(QColor(tokens.surface))
        half = LINE / 2
        painter.drawEllipse(mark.adjusted(half, half, -half, -half))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(QPointF(mark.center()), mark.width() / 4, mark.width() / 4)


class _Cell(_Button):
    """What both kinds of choice do alike."""

    ring: bool
    _look: _Look

    def sizeHint(self) -> QSize:
        """On one line."""
        width = self._look.width(self.text())
        return QSize(width, self._look.height(self.text(), width))

    def minimumSizeHint(self) -> QSize:
        """It may break into lines."""
        return QSize(theme.current().size.control, theme.current().size.control)

    def hasHeightForWidth(self) -> bool:
        """Narrower means more lines."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """The height at a width."""
        return self._look.height(self.text(), width)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        with painting(self) as painter:
            self._look.paint(painter, self, ring=self.hasFocus() and self.ring)


class OneCell(_Cell, PaintedRadio):
    """One of several choices."""

    def __init__(self, offer: Offer, style: CellStyle, parent: QWidget) -> None:
        super().__init__(offer.label, parent)
        self.offer = offer
        self._look = _Look(style, several=False)
        self.setAutoExclusive(False)
        _wrapping(self)


class ManyCell(_Cell, PaintedTick):
    """A choice that may be ticked beside others."""

    def __init__(self, offer: Offer, style: CellStyle, parent: QWidget) -> None:
        super().__init__(offer.label, parent)
        self.offer = offer
        self._look = _Look(style, several=True)
        _wrapping(self)


def _wrapping(cell: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    cell.setSizePolicy(policy)
