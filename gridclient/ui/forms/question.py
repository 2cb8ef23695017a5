"""The lines of a form as widgets: a question with its words, the head of a group, a row of a repeat (FORMS 2)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gridclient.services.questionnaire import Gap, Line, LineKind, Questionnaire, Shown, Typed
from gridclient.ui.forms.control import Bench, Control, Make, has_focus
from gridclient.ui.forms.table import make_of
from gridclient.ui.forms.words import gap_word, worded
from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S2, S4, S6, S8, S12, S16
from gridclient.ui.widgets.button import Button, icon_button
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.shape import ShapeMark

LABEL_SHARE, LABEL_LEAST, LABEL_MOST = 0.22, 120, 220
"""The words stand left of the widget and take this share of the line, between these widths."""
_NARROW = 560
"""Under this width the words stand over the widget."""
_NEXT, _BEFORE = 1, -1


class LineWidget(QWidget):
    """Base of the lines: what the column needs of each."""

    given = Signal(str, str)
    """Key and answer."""
    step_asked = Signal(int)
    """To the question after (1) or before (-1)."""
    changed = Signal()
    """Something kept beside the answers changed."""
    add_asked = Signal(str)
    """The path of a repeat."""
    removal_asked = Signal(str)
    """The key of a row."""

    def __init__(self, line: Line, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_line(self, line: Line, form: Questionnaire, gap: Gap | None) -> None:  # noqa: ARG002 - for subclasses
        """Show the line as it is now; `gap` is what is said to be wrong with it."""
        self.line = line

    def focus_first(self) -> None:
        """Take the focus, as Tab would."""

    def settle(self) -> None:
        """Tell at once what is typed."""


class QuestionLine(LineWidget):
    """Words left, widget right, hint and error below it; a star after the words of what must be answered."""

    def __init__(self, line: Line, shown: Shown, bench: Bench, parent: QWidget) -> None:
        super().__init__(line, parent)
        self._bench, self._shown = bench, shown
        self._make: Make | None = None
        self.control: Control | None = None
        self._words, self._hint = label("", ink="second", wrap=True), label("", "caption", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._wrong, self._error = QWidget(), label("", "error", wrap=True)
        self._lay_out()
        self._wrong.hide()

    def show_line(self, line: Line, form: Questionnaire, gap: Gap | None) -> None:
        """Show the question as it is now."""
        shown = form.shown(line)
        if shown is None:
            return
        shown = worded(shown, form.language)
        self.line, self._shown = line, shown
        typed = form.typed(line.key)
        make = make_of(shown)
        if make is not self._make:
            self._replace(make, shown)
        words = f"{shown.label} *" if shown.is_required and not shown.is_readonly else shown.label
        self._words.setText(words)
        self._hint.setText(shown.hint)
        self._hint.setVisible(bool(shown.hint))
        if self.control is not None:
            self.control.show_answer(shown, typed)
        said = form.message(line.key) if gap is not None else ""
        self._show_wrong(shown, typed, gap, said)

    def focus_first(self) -> None:
        """The control takes it."""
        if self.control is not None:
            self.control.focus_first()

    def settle(self) -> None:
        """Tell at once what is typed."""
        if self.control is not None:
            self.control.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next question, with Shift to the one before; Ctrl+Enter is the page's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.settle()
            self.step_asked.emit(_BEFORE if back else _NEXT)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words stand left where there is room."""
        super().resizeEvent(event)
        self.set_width(event.size().width())

    def set_width(self, width: int) -> None:
        """Arrange words and widget for a width."""
        scale = theme.current().size.scale
        narrow = width < _NARROW * scale or (self.control is not None and self._is_note())
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._outer.direction() != direction:
            self._outer.setDirection(direction)
            self._outer.setSpacing(S4 if narrow else S12)
        self._left.setMinimumHeight(0 if narrow else theme.current().size.control)
        if narrow:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(max(1, width))
        else:
            share = max(LABEL_LEAST * scale, min(LABEL_MOST * scale, (width + self.line.depth * S16) * LABEL_SHARE))
            self._left.setFixedWidth(round(share) - self.line.depth * S16)

    # within

    def _is_note(self) -> bool:
        return self._shown.is_readonly and not self._shown.value and not self._shown.choices

    def _replace(self, make: Make, shown: Shown) -> None:
        if self.control is not None:
            old = self.control.widget
            old.hide()
            self._right.removeWidget(old)
            old.deleteLater()
        self._make = make
        self.control = control = make(self.line.key, shown, self._bench)
        control.widget.setObjectName(f"answer-{self.line.key}")
        control.listen(self._on_answered, self._on_done, self.changed.emit)
        self._right.insertWidget(0, control.widget)
        control.widget.show()

    def _show_wrong(self, shown: Shown, typed: Typed | None, gap: Gap | None, said: str) -> None:
        is_typing = has_focus(self)
        words = ""
        if not shown.is_valid:
            words = shown.message or gap_word("constraint")
        elif typed is not None and not is_typing:
            words = gap_word(typed.reason)
        elif gap is not None and not is_typing:
            words = said or gap_word(gap.reason)
        self._error.setText(words)
        self._wrong.setVisible(bool(words))
        if self.control is not None:
            self.control.widget.setAccessibleName(say(shown.label, shown.hint, words))
            theme.polish(self._words, tone="red" if words else "")

    def _on_answered(self, value: str) -> None:
        self.given.emit(self.line.key, value)

    def _on_done(self) -> None:
        self.step_asked.emit(_NEXT)

    def _lay_out(self) -> None:
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(0, S6, 0, S6)
        self._outer.setSpacing(S12)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, S6, 0, 0)
        left.addWidget(self._words)
        left.addStretch(1)
        self._outer.addWidget(self._left)
        self._right = QVBoxLayout()
        self._right.setSpacing(S4)
        self._right.addWidget(self._hint)
        wrong = QHBoxLayout(self._wrong)
        wrong.setContentsMargins(0, 0, 0, 0)
        wrong.setSpacing(S6)
        wrong.addWidget(ShapeMark(Shape.FAILED), alignment=Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._error, 1)
        self._right.addWidget(self._wrong)
        self._outer.addLayout(self._right, 1)


class GroupLine(LineWidget):
    """The head of a group or of a repeat."""

    def __init__(self, line: Line, parent: QWidget) -> None:
        super().__init__(line, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S12, 0, S4)
        column.setSpacing(S2)
        self._title, self._hint = label("", "section", wrap=True), label("", "caption", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._hint)

    def show_line(self, line: Line, form: Questionnaire, gap: Gap | None) -> None:  # noqa: ARG002 - a head has no gap
        """Show its words."""
        self.line = line
        title, hint = form.words(line)
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))


class RowLine(LineWidget):
    """The head of a row: its number, what it is about, the verb that takes it out."""

    def __init__(self, line: Line, parent: QWidget) -> None:
        super().__init__(line, parent)
        frame = QFrame()
        frame.setProperty("frame", "inset")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, S8, 0, S2)
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(S12, S2, S4, S2)
        row.setSpacing(S8)
        self._title = label("", "section")
        row.addWidget(self._title)
        row.addStretch(1)
        self.away = icon_button("trash", self.tr("Take this row out"), measure="compact")
        self.away.setObjectName(f"remove-{line.key}")
        self.away.clicked.connect(self._on_away)
        row.addWidget(self.away)
        frame.setMinimumHeight(theme.current().size.control)

    def show_line(self, line: Line, form: Questionnaire, gap: Gap | None) -> None:  # noqa: ARG002 - as the base
        """Show the number."""
        self.line = line
        words = self.tr("No. {n}").format(n=line.number)
        self._title.setText(words)
        self.away.setVisible(not line.is_fixed)
        spoken = self.tr("Take row {n} out").format(n=line.number)
        self.away.setAccessibleName(spoken)
        self.away.setToolTip(spoken)

    def _on_away(self) -> None:
        self.removal_asked.emit(self.line.key)


class AddLine(LineWidget):
    """The place where a row is added."""

    def __init__(self, line: Line, parent: QWidget) -> None:
        super().__init__(line, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, S8, 0, S8)
        row.setSpacing(S8)
        self.add = Button(self.tr("Add"), "secondary", "plus")
        self.add.setObjectName(f"add-{line.key}")
        self.add.clicked.connect(self._on_add)
        row.addWidget(self.add)
        row.addStretch(1)

    def show_line(self, line: Line, form: Questionnaire, gap: Gap | None) -> None:  # noqa: ARG002 - as the base
        """Show what is added."""
        self.line = line
        name = form.repeat_name(line)
        self.add.setText(self.tr("Add: {name}").format(name=name) if name else self.tr("Add a row"))

    def focus_first(self) -> None:
        """The button takes it."""
        self.add.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_add(self) -> None:
        self.add_asked.emit(self.line.path)


def widget_of(line: Line, form: Questionnaire, bench: Bench, parent: QWidget) -> LineWidget:
    """The widget of a line."""
    simple: dict[LineKind, Callable[[Line, QWidget], LineWidget]] = {
        LineKind.GROUP: GroupLine,
        LineKind.ROW: RowLine,
        LineKind.ADD: AddLine,
    }
    if line.kind in simple:
        return simple[line.kind](line, parent)
    shown = form.shown(line)
    return QuestionLine(line, shown or Shown(line.control.kind, line.path), bench, parent)
