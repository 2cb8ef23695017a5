"""A shape among widgets: the light of a line that is not a list row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.paint import painting
from gridclient.ui.style.shapes import Shape, draw_shape


class ShapeMark(QLabel):
    """A light or state shape, 12 in a square of one caption line; the word beside it says the same."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_shape(self, shape: Shape) -> None:
        """Show another."""
        self._shape = shape
        self.update()

    def sizeHint(self) -> QSize:
        """One caption line high."""
        size = theme.current().size
        return QSize(size.shape + 2, size.icon)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        side = theme.current().size.shape
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        with painting(self) as painter:
            draw_shape(painter, self._shape, box)
