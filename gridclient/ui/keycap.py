"""A key drawn as a small cap: Ctrl K."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.tokens import LINE, RADIUS_PILL, S8


class KeyCap(QWidget):
    """The key that does the same; for eyes only, the control beside it names its key itself."""

    def __init__(self, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_keys(self, keys: str) -> None:
        """Show another key."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words and a little air."""
        wide = QFontMetrics(theme.font("caption")).horizontalAdvance(self._keys) + 2 * S8 + 2
        return QSize(wide, theme.current().size.keycap)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded box with the words in its middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), LINE))
        painter.setBrush(theme.colour("greysoft"))
        box = QRectF(self.rect()).adjusted(LINE / 2, LINE / 2, -LINE / 2, -LINE / 2)
        painter.drawRoundedRect(box, RADIUS_PILL, RADIUS_PILL)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._keys)
        painter.end()
