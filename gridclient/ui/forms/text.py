"""Texts, numbers, notes and values that are only shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout

from gridclient.services.questionnaire import Shown, Typed
from gridclient.ui.forms.control import Bench, QuestionControl, attribute
from gridclient.ui.forms.field import SettlingLine, SettlingText
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8, S12
from gridclient.ui.widgets.label import label

_NUMBER: Final = 160
_TICK: Final = 96
_LINES: Final = 4
_FINEST: Final = 10_000
"""Most steps of a slider; a finer range is only typed."""


class TextLine(QuestionControl):
    """One line of text, or a number whose wide digits are read as plain ones."""

    def __init__(self, shown: Shown, *, numeric: bool = False) -> None:
        super().__init__()
        self.line = SettlingLine(shown.label, width=_NUMBER if numeric else 0, numeric=numeric)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhPreferNumbers
            if numeric or "numbers" in shown.appearance
            else Qt.InputMethodHint.ImhNone
        )
        self.line.settled.connect(self.answered)
        self.column.addWidget(self.line)
        self.setFocusProxy(self.line)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:
        """Show what is typed, else the answer."""
        self.line.show_value(typed.text if typed is not None else shown.value)

    def settle(self) -> None:
        """Tell at once what is typed."""
        self.line.settle()


class TextLines(QuestionControl):
    """Several lines (appearance multiline): Enter begins a new one, Tab leaves."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.text = SettlingText(shown.label, lines=_LINES)
        self.text.settled.connect(self.answered)
        self.column.addWidget(self.text)
        self.setFocusProxy(self.text)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:
        """Show what is typed, else the answer."""
        self.text.show_value(typed.text if typed is not None else shown.value)

    def settle(self) -> None:
        """Tell at once what is typed."""
        self.text.settle()


class Note(QuestionControl):
    """Words of the form alone: nothing to answer, nothing to focus."""

    def focus_first(self) -> None:
        """There is nothing to take the focus."""


class ShownValue(QuestionControl):
    """An answer that is only shown: calculated, or readonly; a choice by its label."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", wrap=True)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._words.setMinimumHeight(theme.current().size.control)
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self._words)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:  # noqa: ARG002 - nothing is typed here
        """Show the value; a choice by its label."""
        names = {offer.value: offer.label for offer in shown.choices}
        chosen = shown.value.split() if shown.kind == "select" else [shown.value]
        words = self.tr(", ").join(names.get(one, one) for one in chosen if one) or "—"
        self._words.setText(words)
        self._words.setAccessibleName(f"{shown.label} {words}")

    def focus_first(self) -> None:
        """There is nothing to take the focus."""


class Range(QuestionControl):
    """A number between two others: a slider for the hand, a field for the keys; both show the same."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._start, self._end = attribute(shown, "start", 0), attribute(shown, "end", 10)
        self._step = abs(attribute(shown, "step", 1)) or 1.0
        self._whole = shown.type in {"int", "integer", "long"}
        steps = round(abs(self._end - self._start) / self._step)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, min(steps, _FINEST))
        self.slider.setPageStep(max(1, steps // 10))
        self.slider.setAccessibleName(shown.label)
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.valueChanged.connect(self._on_moved)
        if steps > _FINEST:
            self.slider.hide()
        self.line = SettlingLine(shown.label, width=_TICK, numeric=True)
        self.line.settled.connect(self._on_typed)
        row = QHBoxLayout()
        row.setSpacing(S12)
        row.addWidget(self.line, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.slider)
        ends = QHBoxLayout()
        ends.addWidget(label(self._text(self._start), "caption"))
        ends.addStretch(1)
        ends.addWidget(label(self._text(self._end), "caption"))
        words.addLayout(ends)
        row.addLayout(words, 1)
        row.addSpacing(S8)
        self.column.addLayout(row)
        self.setFocusProxy(self.line)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:
        """Show the number in both."""
        value = typed.text if typed is not None else shown.value
        self.line.show_value(value)
        self.slider.blockSignals(True)
        self.slider.setValue(self._place(value))
        self.slider.blockSignals(False)

    def settle(self) -> None:
        """Tell at once what is typed."""
        self.line.settle()

    def _on_moved(self, place: int) -> None:
        sign = 1 if self._end >= self._start else -1
        value = self._text(self._start + sign * place * self._step)
        self.line.show_value(value)
        self.answered.emit(value)

    def _on_typed(self, value: str) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(self._place(value))
        self.slider.blockSignals(False)
        self.answered.emit(value)

    def _place(self, value: str) -> int:
        try:
            return round(abs(float(value) - self._start) / self._step)
        except ValueError:
            return 0

    def _text(self, value: float) -> str:
        """The number without what binary fractions leave behind it."""
        return str(round(value)) if self._whole or value == round(value) else f"{value:.10f}".rstrip("0").rstrip(".")


def text_control(_key: str, shown: Shown, _bench: Bench) -> QuestionControl:
    """One line, or several for multiline."""
    return TextLines(shown) if "multiline" in shown.appearance else TextLine(shown)


def number_control(_key: str, shown: Shown, _bench: Bench) -> QuestionControl:
    """A number."""
    return TextLine(shown, numeric=True)


def note_control(_key: str, _shown: Shown, _bench: Bench) -> QuestionControl:
    """A note."""
    return Note()


def value_control(_key: str, _shown: Shown, _bench: Bench) -> QuestionControl:
    """The value of what is only shown."""
    return ShownValue()


def range_control(_key: str, shown: Shown, _bench: Bench) -> QuestionControl:
    """A range."""
    return Range(shown)
