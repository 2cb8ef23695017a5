"""Days, times and moments typed by keys: 11-27, 1127, 今天, 930, 9:30 (FORMS 2)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from gridclient.services.questionnaire import Shown, Typed
from gridclient.ui.forms.control import Bench, QuestionControl
from gridclient.ui.forms.field import SettlingLine, half_width
from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8
from gridclient.ui.when import weekday
from gridclient.ui.widgets.button import Button
from gridclient.ui.widgets.flow import FlowLayout
from gridclient.ui.widgets.label import label

_DAY_WIDTH, _TIME_WIDTH = 132, 88
_FULL: Final = re.compile(r"(\d{4})[-/.\u5e74 ](\d{1,2})[-/.\u6708 ](\d{1,2})\u65e5?$")
_SHORT: Final = re.compile(r"(\d{1,2})[-/.\u6708](\d{1,2})\u65e5?$")
_NEAR: Final = (
    (re.compile(r"\u4eca\u5929?$"), 0),
    (re.compile(r"\u6628\u5929?$"), -1),
    (re.compile(r"\u524d\u5929$"), -2),
    (re.compile(r"\u660e\u5929?$"), 1),
    (re.compile(r"\u540e\u5929$"), 2),
)
"""Today, yesterday, the day before, tomorrow and the day after, as they are typed in Chinese."""
_CLOCK: Final = re.compile(r"(\d{1,2})[:.\u70b9\u65f6](\d{1,2})?\u5206?$")


def day_of(typed: str, today: dt.date) -> dt.date | None:
    """Read a day as people type it, None when it is none: a short day is of this year, `+3` or `-1` counts days."""
    text = half_width(typed)
    full, short = _FULL.match(text), _SHORT.match(text)
    try:
        near = next((days for word, days in _NEAR if word.match(text)), None)
        if near is not None:
            return today + dt.timedelta(days=near)
        if full is not None:
            return dt.date(int(full[1]), int(full[2]), int(full[3]))
        if text.isdigit() and len(text) == len("20261127"):
            return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
        if short is not None:
            return dt.date(today.year, int(short[1]), int(short[2]))
        if text.isdigit() and len(text) == len("1127"):
            return dt.date(today.year, int(text[:2]), int(text[2:]))
        if text[:1] in {"+", "-"} and text[1:].isdigit():
            return today + dt.timedelta(days=int(text))
    except (ValueError, OverflowError):
        return None
    return None


def clock_of(typed: str) -> dt.time | None:
    """Read a time of day as people type it: 9:30, 930, 0930, 9 for 09:00; None when it is none."""
    text = half_width(typed)
    match = _CLOCK.match(text)
    try:
        if match is not None:
            return dt.time(int(match[1]), int(match[2] or 0))
        if text.isdigit() and len(text) <= 2:
            return dt.time(int(text))
        if text.isdigit() and len(text) <= 4:
            return dt.time(int(text[:-2]), int(text[-2:]))
    except ValueError:
        return None
    return None


class DayLine(SettlingLine):
    """A day; its value is ISO where it is one, else what is typed."""

    def __init__(self, spoken: str, today: dt.date) -> None:
        super().__init__(spoken, width=_DAY_WIDTH, numeric=True)
        self._today = today
        self.setPlaceholderText(today.isoformat())

    @property
    def value(self) -> str:
        """The day in ISO form; what is no day stays as typed, for the form to refuse."""
        day = day_of(self.text(), self._today)
        return half_width(self.text()) if day is None else day.isoformat()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving writes the day out."""
        super().focusOutEvent(event)
        if self.text() != self.value:
            self.setText(self.value)


class ClockLine(SettlingLine):
    """A time of day as 09:30."""

    def __init__(self, spoken: str, now: dt.time) -> None:
        super().__init__(spoken, width=_TIME_WIDTH, numeric=True)
        self.setPlaceholderText(f"{now:%H:%M}")

    @property
    def value(self) -> str:
        """The time; what is none stays as typed."""
        time = clock_of(self.text())
        return half_width(self.text()) if time is None else f"{time:%H:%M}"

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving writes the time out."""
        super().focusOutEvent(event)
        if self.text() != self.value:
            self.setText(self.value)


class DayControl(QuestionControl):
    """A day, the day of the week beside it, and a button for today."""

    def __init__(self, shown: Shown, now: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._now = now
        self.day = DayLine(shown.label, now().date())
        self.day.settled.connect(self._on_settled)
        self.today = Button(self.tr("Today"), "link")
        self.today.clicked.connect(self._on_today)
        self._week = label("", "caption")
        self.column.addLayout(_row(self.day, self.today, self._week))
        self.setFocusProxy(self.day)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:
        """Show the day."""
        value = typed.text if typed is not None else shown.value[: len("2026-11-27")]
        self.day.show_value(value)
        self._say_week(value)

    def settle(self) -> None:
        """Tell at once what is typed."""
        self.day.settle()

    def _on_settled(self, value: str) -> None:
        self._say_week(value)
        self.answered.emit(value)

    def _say_week(self, value: str) -> None:
        day = day_of(value, self._now().date())
        self._week.setText("" if day is None else weekday(day))

    def _on_today(self) -> None:
        today = self._now().date().isoformat()
        self.day.setText(today)
        self.day.settle()


class ClockControl(QuestionControl):
    """A time of day; it is kept with the local offset."""

    def __init__(self, shown: Shown, now: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._now = now
        self.clock = ClockLine(shown.label, now().time())
        self.clock.settled.connect(self._on_settled)
        self.present = Button(self.tr("Now"), "link")
        self.present.clicked.connect(self._on_present)
        self.column.addLayout(_row(self.clock, self.present, label("")))
        self.setFocusProxy(self.clock)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:
        """Show hours and minutes."""
        self.clock.show_value(typed.text if typed is not None else shown.value[: len("09:30")])

    def settle(self) -> None:
        """Tell at once what is typed."""
        self.clock.settle()

    def _on_settled(self, value: str) -> None:
        time = clock_of(value)
        self.answered.emit(value if time is None else f"{time:%H:%M}:00.000{_offset(self._now())}")

    def _on_present(self) -> None:
        self.clock.setText(f"{self._now():%H:%M}")
        self.clock.settle()


class MomentControl(QuestionControl):
    """A day and a time; half of it is kept as typed and is no answer yet."""

    def __init__(self, shown: Shown, now: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._now = now
        self.day = DayLine(shown.label, now().date())
        self.clock = ClockLine(say(shown.label, self.tr("time")), now().time())
        self.day.settled.connect(self._on_settled)
        self.clock.settled.connect(self._on_settled)
        self.present = Button(self.tr("Now"), "link")
        self.present.clicked.connect(self._on_present)
        self.column.addLayout(_row(self.day, self.clock, self.present))
        self.setFocusProxy(self.day)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:
        """Show both."""
        day, _, time = (typed.text if typed is not None else shown.value).partition("T")
        self.day.show_value(day)
        self.clock.show_value(time if typed is not None else time[: len("09:30")])

    def settle(self) -> None:
        """Tell at once what is typed."""
        self.day.settle()
        self.clock.settle()

    def _on_settled(self) -> None:
        day, time = day_of(self.day.value, self._now().date()), clock_of(self.clock.value)
        if day is not None and time is not None:
            self.answered.emit(f"{day.isoformat()}T{time:%H:%M}:00.000{_offset(self._now())}")
        elif self.day.value or self.clock.value:
            self.answered.emit(f"{self.day.value}T{self.clock.value}")
        else:
            self.answered.emit("")

    def _on_present(self) -> None:
        now = self._now()
        self.day.setText(now.date().isoformat())
        self.clock.setText(f"{now:%H:%M}")
        self.settle()


def _offset(now: dt.datetime) -> str:
    """The local offset as `+08:00`."""
    return f"{now.isoformat()[-6:]}" if now.utcoffset() is not None else "+08:00"


def _row(first: QWidget, second: QWidget, third: QWidget) -> FlowLayout:
    row = FlowLayout(None, S8)
    for widget in (first, second, third):
        widget.setMinimumHeight(theme.current().size.control)
        row.addWidget(widget)
    return row


def day_control(_key: str, shown: Shown, bench: Bench) -> QuestionControl:
    """A day."""
    return DayControl(shown, bench.now)


def clock_control(_key: str, shown: Shown, bench: Bench) -> QuestionControl:
    """A time of day."""
    return ClockControl(shown, bench.now)


def moment_control(_key: str, shown: Shown, bench: Bench) -> QuestionControl:
    """A day and a time."""
    return MomentControl(shown, bench.now)
