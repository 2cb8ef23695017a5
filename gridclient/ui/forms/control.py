"""What every widget of a question is: shown an answer, tells an answer (FORMS 2, one widget per control)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gridclient.services.drafts import Drafts, PhotoDraft
from gridclient.services.gnss import Gnss
from gridclient.services.questionnaire import Shown, Typed
from gridclient.ui.runner import TaskRunner
from gridcore.pinyin import Pinyin


@dataclass(frozen=True, slots=True)
class Bench:
    """What widgets need besides their question: where files go, the time, readings of characters, the receiver.

    `draft` gives the id of the form's draft, on any thread; `files` holds what lies in it, by attachment name;
    `strokes` what was drawn, by the key of the question; `stamp` gives the lines that are written on a copy of a photo.
    """

    runner: TaskRunner
    drafts: Drafts
    draft: Callable[[], str]
    files: dict[str, PhotoDraft]
    strokes: dict[str, dict[str, object]]
    now: Callable[[], dt.datetime]
    pinyin: Pinyin
    gnss: Gnss
    stamp: Callable[[PhotoDraft], tuple[str, ...]]


class Control(Protocol):
    """A widget that answers one question, whatever its kind."""

    def listen(
        self, answered: Callable[[str], object], done: Callable[[], object], changed: Callable[[], object]
    ) -> None:
        """Have it told.

        `answered`: the answer in XForms lexical form, or as typed where it is none yet; '' takes it back. `done`: the
        person is through with this question, the next one may have the focus. `changed`: something that is kept beside
        the answer is another now, e.g. strokes.
        """
        ...

    @property
    def widget(self) -> QWidget:
        """The widget itself."""
        ...

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:
        """Show the question as it is now; what the person is typing at this moment stays."""
        ...

    def focus_first(self) -> None:
        """Take the focus, as Tab would."""
        ...

    def settle(self) -> None:
        """Tell at once what is typed."""
        ...


class QuestionControl(QWidget):
    """Base of the controls: tells nothing, shows nothing; a subclass adds its widgets to `column`."""

    answered = Signal(str)
    done = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    @property
    def widget(self) -> QWidget:
        """Itself."""
        return self

    def listen(
        self, answered: Callable[[str], object], done: Callable[[], object], changed: Callable[[], object]
    ) -> None:
        """Connect the signals."""
        self.answered.connect(answered)
        self.done.connect(done)
        self.changed.connect(changed)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:
        """Show the question as it is now."""

    def focus_first(self) -> None:
        """Take the focus, as Tab would."""
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Tell at once what is typed."""


Make = Callable[[str, Shown, Bench], Control]
"""Makes the control of a question: its steady key, how it is to be drawn now, and what it needs."""


def has_focus(widget: QWidget) -> bool:
    """Whether the focus lies in a widget or in anything inside it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def attribute(shown: Shown, name: str, otherwise: float) -> float:
    """A number of the control's own attributes (start, end, step of a range)."""
    given: Mapping[str, str] = shown.attributes
    try:
        return float(given.get(name, ""))
    except ValueError:
        return otherwise
