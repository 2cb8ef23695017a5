"""Fields of a checklist: what is typed is told at every pause, so that it is in the draft (FORMS 4, SLICE autosave)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S12

PAUSE_MS: Final = 300
"""After the last key; the write itself then ends well within the 400 ms asked for."""
_HALF_WIDTH: Final = str.maketrans("０１２３４５６７８９．－。：／＋，", "0123456789.-.:/+,")
_LINES: Final = 2


def half_width(text: str) -> str:
    """Digits an input method made wide, as a form reads them (FORMS 2: normalised in the widget, not the engine)."""
    return text.translate(_HALF_WIDTH).strip()


class SettlingLine(QLineEdit):
    """One line; `settled` tells the text at each pause and when the field is left."""

    settled = Signal(str)

    def __init__(self, spoken: str, parent: QWidget | None = None, *, width: int = 0, numeric: bool = False) -> None:
        super().__init__(parent)
        self._told, self._numeric = "", numeric
        self.setAccessibleName(spoken)
        if width:
            self.setFixedWidth(round(width * theme.current().size.scale))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.settle)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.settle)

    @property
    def value(self) -> str:
        """The text as the form reads it."""
        return half_width(self.text()) if self._numeric else self.text().strip()

    def show_value(self, value: str) -> None:
        """Show a value unless it is what is typed already; says nothing."""
        if value != self.value and not self._timer.isActive():
            self.setText(value)
        self._told = value

    def settle(self) -> None:
        """Tell what is typed, if that was not told."""
        self._timer.stop()
        if self.value != self._told:
            self._told = self.value
            self.settled.emit(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl with an arrow up or down is the sheet's, which goes to the next section."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.settle()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_edited(self) -> None:
        self._timer.start()


class SettlingText(QPlainTextEdit):
    """Some lines; Tab leaves the field, `settled` tells the text at each pause and when the field is left."""

    settled = Signal(str)

    def __init__(self, spoken: str, parent: QWidget | None = None, *, lines: int = _LINES) -> None:
        super().__init__(parent)
        self._told = ""
        self.setAccessibleName(spoken)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + S12)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.settle)
        self.textChanged.connect(self._timer.start)

    @property
    def value(self) -> str:
        """The text."""
        return self.toPlainText().strip()

    def show_value(self, value: str) -> None:
        """Show a value unless it is what is typed already; says nothing."""
        if value != self.value and not self._timer.isActive():
            self.setPlainText(value)
            self._timer.stop()
        self._told = value

    def settle(self) -> None:
        """Tell what is typed, if that was not told."""
        self._timer.stop()
        if self.value != self._told:
            self._told = self.value
            self.settled.emit(self.value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving tells."""
        self.settle()
        super().focusOutEvent(event)


class DateLine(SettlingLine):
    """A day as `2026-11-27`; typed may be `11-27`, `1127` or a number of days from today; what is no day is marked."""

    def __init__(self, spoken: str, today: dt.date, parent: QWidget | None = None, *, width: int = 132) -> None:
        super().__init__(spoken, parent, width=width, numeric=True)
        self._today = today
        self.setPlaceholderText(today.isoformat())

    @property
    def value(self) -> str:
        """The day in ISO form; what is no day stays as typed, for the form to refuse."""
        typed = half_width(self.text())
        day = day_of(typed, self._today)
        return typed if day is None else day.isoformat()

    def settle(self) -> None:
        """Tell a day, or nothing typed; half a day is marked and not told."""
        is_whole = not self.text().strip() or day_of(half_width(self.text()), self._today) is not None
        theme.polish(self, invalid="false" if is_whole else "true")
        if is_whole:
            super().settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving writes the day out."""
        super().focusOutEvent(event)
        if day_of(half_width(self.text()), self._today) is not None:
            self.setText(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes the day out."""
        super().keyPressEvent(event)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and day_of(half_width(self.text()), self._today) is not None:
            self.setText(self.value)


_FULL: Final = re.compile(r"(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?$")
_SHORT: Final = re.compile(r"(\d{1,2})[-/.\u6708](\d{1,2})\u65e5?$")
"""Year, month and day may stand between digits as the Chinese signs of them."""


def day_of(typed: str, today: dt.date) -> dt.date | None:
    """Read a day as people type it; None when it is none. A short day lies in the next twelve months."""
    full, short = _FULL.match(typed), _SHORT.match(typed)
    try:
        if full is not None:
            return dt.date(int(full[1]), int(full[2]), int(full[3]))
        if short is not None or (typed.isdigit() and len(typed) == len("1127")):
            month, day = (int(short[1]), int(short[2])) if short else (int(typed[:2]), int(typed[2:]))
            found = dt.date(today.year, month, day)
            return found if found >= today else dt.date(today.year + 1, month, day)
        if typed.isdigit() and len(typed) < len("1127"):
            return today + dt.timedelta(days=int(typed))
    except (ValueError, OverflowError):
        return None
    return None
