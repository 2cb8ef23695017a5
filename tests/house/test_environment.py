"""The environment is the one the lock promises."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QTableWidgetItem


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there, nothing can be lost")
def test_qt_gives_back_no_reference_to_none_it_does_not_own(qapp: QApplication) -> None:
    """DEPENDENCIES T1: PySide6 6.12.0 on Python 3.11 loses one per call until the process dies."""
    label, table, image = QLabel(), QTableWidget(1, 1), QImage(40, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for turn in range(20):
        label.setText(str(turn))
        label.resize(20, 20)
        label.update()
        table.setItem(0, 0, QTableWidgetItem("1"))
        painter.fillRect(QRect(0, 0, 9, 9), QColor())
        painter.drawLine(0, 0, 5, 5)
        painter.drawRect(0, 0, 5, 5)
        painter.drawEllipse(0, 0, 5, 5)
        qapp.processEvents()
    after = sys.getrefcount(None)
    painter.end()

    assert after > before - 10


def test_no_keyring_writes_secrets_in_the_clear() -> None:
    """DEPENDENCIES finding 2: with keyrings.alt installed they are stored in plain text."""
    assert importlib.util.find_spec("keyrings") is None
