"""The fields a step asks for: one control per requirement of the table, each with a value that goes into a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QDate, QDateTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8
from gridclient.ui.widgets.chip import ChipGroup, ChipLine
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridcore.deadlines import Unit

Pair = tuple[str, str]
"""A code and its name."""


class StepField(QWidget):
    """One value of a form. `changed` follows every change a person makes."""

    changed = Signal()

    def value(self) -> Any:
        """What is given, "" or None for nothing; builtins only."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value of a draft."""
        raise NotImplementedError

    def _hold(self, *controls: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        for control in controls:
            row.addWidget(control)
        self.setFocusProxy(controls[0])


def text_area(lines: int = 2) -> QPlainTextEdit:
    """A field for sentences; Tab leaves it."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setFixedHeight(round(made.fontMetrics().lineSpacing() * lines) + theme.current().size.bar_card * 2)
    return made


class TextField(StepField):
    """Sentences."""

    def __init__(self, lines: int = 2) -> None:
        super().__init__()
        self._edit = text_area(lines)
        self._edit.textChanged.connect(self.changed)
        self._hold(self._edit)

    def value(self) -> str:
        """The words without blanks around them."""
        return self._edit.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show words."""
        self._edit.setPlainText(str(value or ""))


class LineField(StepField):
    """A few words."""

    def __init__(self) -> None:
        super().__init__()
        self._edit = QLineEdit()
        self._edit.textEdited.connect(self._on_edited)
        self._hold(self._edit)

    def value(self) -> str:
        """The words."""
        return self._edit.text().strip()

    def set_value(self, value: Any) -> None:
        """Show words."""
        self._edit.setText(str(value or ""))

    def _on_edited(self) -> None:
        self.changed.emit()


class CodeField(StepField):
    """One of a few codes, as cells."""

    def __init__(self, pairs: Sequence[Pair], spoken: str) -> None:
        super().__init__()
        self._words = dict(pairs)
        self._cells = ChoiceChips([Option(code, word) for code, word in pairs], spoken)
        self._cells.chosen.connect(self._on_chosen)
        self._hold(self._cells)

    def value(self) -> str:
        """The code."""
        return self._cells.value() or ""

    def word(self) -> str:
        """The name of the code."""
        return self._words.get(self.value(), "")

    def set_value(self, value: Any) -> None:
        """Show a code."""
        self._cells.set_value(str(value) if value else None)

    def _on_chosen(self) -> None:
        self.changed.emit()


class PickField(StepField):
    """One of many codes, from a drop-down list; nothing is chosen at first."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        super().__init__()
        self._box = QComboBox()
        self._box.addItem("—", "")
        for code, word in pairs:
            self._box.addItem(word, code)
        self._box.activated.connect(self._on_activated)
        self._hold(self._box)

    def value(self) -> str:
        """The code."""
        return str(self._box.currentData() or "")

    def set_value(self, value: Any) -> None:
        """Show a code."""
        self._box.setCurrentIndex(max(0, self._box.findData(str(value or ""))))

    def _on_activated(self) -> None:
        self.changed.emit()


class SeveralField(StepField):
    """Some of many codes, as chips."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        super().__init__()
        self._chips = ChipGroup(exclusive=False)
        self._chips.show_lines([ChipLine(code, word) for code, word in pairs])
        self._chips.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._chips)

    def value(self) -> tuple[str, ...]:
        """The codes."""
        return tuple(sorted(self._chips.checked()))

    def set_value(self, value: Any) -> None:
        """Show codes."""
        self._chips.set_checked(frozenset(value or ()))


class DaysField(StepField):
    """A number of days; none at first."""

    def __init__(self, most: int = 90) -> None:
        super().__init__()
        self._spin = QSpinBox()
        self._spin.setRange(0, most)
        self._spin.valueChanged.connect(self._on_value)
        self._spin.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._hold(self._spin)

    def value(self) -> int | None:
        """The days, None for none."""
        return self._spin.value() or None

    def set_value(self, value: Any) -> None:
        """Show a number."""
        self._spin.setValue(int(value or 0))

    def _on_value(self) -> None:
        self.changed.emit()


class LimitField(StepField):
    """A time limit: a number and its unit."""

    def __init__(self, units: Sequence[Pair], preset: tuple[int, str] = (2, str(Unit.WORKING_DAY))) -> None:
        super().__init__()
        self._spin = QSpinBox()
        self._spin.setRange(1, 365)
        self._box = QComboBox()
        for code, word in units:
            self._box.addItem(word, code)
        self._hold(self._spin, self._box)
        self.set_value(preset)
        self._spin.valueChanged.connect(self._on_changed)
        self._box.activated.connect(self._on_changed)

    def value(self) -> tuple[int, str]:
        """Amount and unit."""
        return self._spin.value(), str(self._box.currentData())

    def set_value(self, value: Any) -> None:
        """Show amount and unit."""
        if value:
            self._spin.setValue(int(value[0]))
            self._box.setCurrentIndex(max(0, self._box.findData(str(value[1]))))

    def _on_changed(self) -> None:
        self.changed.emit()


class DateField(StepField):
    """A day."""

    def __init__(self, first: date) -> None:
        super().__init__()
        self._edit = QDateEdit(QDate(first.year, first.month, first.day))
        self._edit.setCalendarPopup(True)
        self._edit.setDisplayFormat("yyyy-MM-dd")
        self._edit.dateChanged.connect(self._on_changed)
        self._hold(self._edit)

    def value(self) -> str:
        """The ISO date."""
        found = self._edit.date()
        return date(found.year(), found.month(), found.day()).isoformat()

    def set_value(self, value: Any) -> None:
        """Show an ISO date."""
        if value:
            day = date.fromisoformat(str(value))
            self._edit.setDate(QDate(day.year, day.month, day.day))

    def _on_changed(self) -> None:
        self.changed.emit()


class TimeField(StepField):
    """A moment, to the minute, in the zone of this PC."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self._zone = now.tzinfo
        self._edit = QDateTimeEdit()
        self._edit.setDisplayFormat("yyyy-MM-dd HH:mm")
        self._edit.setCalendarPopup(True)
        self._set(now)
        self._edit.dateTimeChanged.connect(self._on_changed)
        self._hold(self._edit)

    def moment(self) -> datetime:
        """The moment, aware."""
        found = self._edit.date()
        clock = self._edit.time()
        day = date(found.year(), found.month(), found.day())
        return datetime.combine(day, time(clock.hour(), clock.minute()), self._zone)

    def value(self) -> str:
        """The moment as ISO text."""
        return self.moment().isoformat(timespec="seconds")

    def set_value(self, value: Any) -> None:
        """Show an ISO moment."""
        if value:
            self._set(datetime.fromisoformat(str(value)).astimezone(self._zone))

    def _set(self, moment: datetime) -> None:
        wanted = QDateTime.fromString(f"{moment:%Y-%m-%d %H:%M}", "yyyy-MM-dd HH:mm")
        self._edit.setDateTime(wanted)

    def _on_changed(self) -> None:
        self.changed.emit()
