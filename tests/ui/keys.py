"""Keys as a person presses them, typed for the checkers."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(widget, key, modifiers)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


class Heard(Protocol):
    """What `qtbot.waitSignal` gives."""

    args: list[object] | None


def got(heard: Heard) -> list[object]:
    """What the signal carried."""
    assert heard.args is not None
    return list(heard.args)


def type_in(widget: QWidget, words: str) -> None:
    """ASCII by keys, everything else as an input method commits it: no key of a board makes a Chinese character."""
    for character in words:
        if character.isascii():
            QTest.keyClicks(widget, character)
        else:
            commit = QInputMethodEvent()
            commit.setCommitString(character)
            QApplication.sendEvent(widget, commit)
