"""Native controls drawn by us: they keep the role a screen reader knows, and get our look (UI 7.8)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QSizePolicy, QWidget

from gridclient.ui.style.paint import by_keyboard

ARROWS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class PaintedRadio(QRadioButton):
    """One of several; the whole area answers the mouse. Subclasses paint and give the size."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.ring = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the ring is wanted."""
        self.ring = by_keyboard(event, before=self.ring)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are for the group: Qt would walk the buttons by itself and never tell it."""
        if event.key() in ARROWS:
            event.ignore()
            return
        super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        """Every point of the area counts."""
        return self.rect().contains(pos)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()


class PaintedTick(QCheckBox):
    """On or off; the whole area answers the mouse. Subclasses paint and give the size."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.ring = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the ring is wanted."""
        self.ring = by_keyboard(event, before=self.ring)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are for the group: Qt would walk the buttons by itself and never tell it."""
        if event.key() in ARROWS:
            event.ignore()
            return
        super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        """Every point of the area counts."""
        return self.rect().contains(pos)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()


class PaintedPush(QPushButton):
    """A verb. Enter works as Space does. Subclasses paint and give the size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "tile")
        self.ring = False
        self.setAutoDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the ring is wanted."""
        self.ring = by_keyboard(event, before=self.ring)
        super().focusInEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Never squeezed in height."""
        return QSize(0, self.sizeHint().height())
