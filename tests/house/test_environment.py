"""The environment is the one the lock promises."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import pytest

# A process of its own: what other tests left behind, and its collection, count references to None, too.
CALLS = """
import gc, sys
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QTableWidgetItem

app = QApplication([])
label, table, image = QLabel(), QTableWidget(1, 1), QImage(40, 40, QImage.Format.Format_RGB32)
painter = QPainter(image)
gc.collect()
gc.disable()
before = sys.getrefcount(None)
for turn in range(200):
    label.setText(str(turn))
    label.resize(20, 20)
    label.update()
    table.setItem(0, 0, QTableWidgetItem("1"))
    painter.fillRect(QRect(0, 0, 9, 9), QColor())
    painter.drawLine(0, 0, 5, 5)
    painter.drawRect(0, 0, 5, 5)
    painter.drawEllipse(0, 0, 5, 5)
    app.processEvents()
print(sys.getrefcount(None) - before)
painter.end()
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there, nothing can be lost")
def test_qt_gives_back_no_reference_to_none_it_does_not_own() -> None:
    """DEPENDENCIES T1: PySide6 6.12.0 on Python 3.11 loses one per call until the process dies."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", CALLS], env=env, capture_output=True, encoding="utf-8", check=True)

    assert int(done.stdout) > -20


def test_no_keyring_writes_secrets_in_the_clear() -> None:
    """DEPENDENCIES finding 2: with keyrings.alt installed they are stored in plain text."""
    assert importlib.util.find_spec("keyrings") is None
