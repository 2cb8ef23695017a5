"""A hand with the mouse on a pad."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def draw(pad: QWidget, *points: QPoint) -> None:
    """A stroke: the button goes down at the first point and up at the last."""
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(pad, left, pos=points[0])
    for point in points[1:]:
        # The offscreen platform moves no mouse with a button down: the event is sent as a window would.
        where = QPointF(point)
        moved = QMouseEvent(
            QEvent.Type.MouseMove, where, QPointF(pad.mapToGlobal(point)), Qt.MouseButton.NoButton, left,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(pad, moved)
    QTest.mouseRelease(pad, left, pos=points[-1])
