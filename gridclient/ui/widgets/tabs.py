"""Tabs of a detail pane: words on a line, the chosen one bold and underlined (picture 02)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.paint import by_keyboard, draw_ring, draw_words, metrics, painting
from gridclient.ui.style.tokens import FOCUS, RADIUS_PILL, S4, S16, Tone


class Tabs(QTabBar):
    """← → choose. The width of the bold face is reserved, so that choosing moves nothing."""

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        """`spoken` names the tabs."""
        super().__init__(parent)
        self._ring = False
        self.setAccessibleName(spoken)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)

    def tabSizeHint(self, index: int) -> QSize:
        """Bold word, and the gap to the next."""
        words = metrics("body", bold=True).horizontalAdvance(self.tabText(index))
        return QSize(round(words) + 2 * S4 + S16 + S4, theme.current().size.tabs)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Never squeezed; too many tabs scroll."""
        return self.tabSizeHint(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for keys."""
        self._ring = by_keyboard(event, before=self._ring)
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw words, underline and ring."""
        tokens = theme.current()
        with painting(self) as painter:
            for index in range(self.count()):
                chosen = index == self.currentIndex()
                box = QRectF(self.tabRect(index)).adjusted(0, 0, -S16 - S4, 0)
                ink = tokens.accent if chosen else tokens.ink2
                draw_words(painter, box.adjusted(S4, 0, 0, -FOCUS), self.tabText(index), ink, bold=chosen)
                if chosen:
                    line = QRectF(box.x(), box.bottom() - FOCUS, box.width(), FOCUS)
                    painter.fillRect(line, theme.colour(Tone.ACCENT.value))
                if chosen and self.hasFocus() and self._ring:
                    draw_ring(painter, box.adjusted(0, S4, 0, -S4), RADIUS_PILL)
