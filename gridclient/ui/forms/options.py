"""Choices that all stand there: side by side, in a list, in columns, on a scale, in the cells of a table (FORMS 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from gridclient.services.questionnaire import Offer, Shown, Typed
from gridclient.ui.forms.cell import CellStyle, ManyCell, OneCell
from gridclient.ui.forms.control import Bench, QuestionControl
from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.paint import metrics
from gridclient.ui.style.tokens import S2, S4, S6, S8
from gridclient.ui.widgets.flow import FlowLayout
from gridclient.ui.widgets.label import label

Cell: TypeAlias = OneCell | ManyCell
FEW: Final = 7
"""So many short choices stand side by side; more, or longer ones, below each other."""
_SHORT: Final = 150
_COLUMNS: Final = re.compile(r"columns(?:-(\d+))?|compact(?:-(\d+))?$")
_DEFAULT_COLUMNS: Final = 3
_OTHERS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Options(QuestionControl):
    """Keys: 1 to 9 choose or tick, arrows walk (one of several: they choose), Space ticks, Del takes it back."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self._shown = shown
        self._several = shown.kind == "select"
        self._quick = "quick" in shown.appearance
        self._cells: list[Cell] = []
        self._box: QWidget | None = None
        self._none = label(self.tr("Nothing to choose yet"), ink="third")
        self._none.setMinimumHeight(theme.current().size.control)
        self._none.hide()
        self.column.addWidget(self._none)
        self._offers: tuple[Offer, ...] | None = None

    @property
    def cells(self) -> Sequence[Cell]:
        """The choices offered, in order."""
        return self._cells

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:  # noqa: ARG002 - choices are never half typed
        """Show what is offered and what is chosen; choices that stay keep the focus."""
        self._shown = shown
        if self._offers is None or [one.value for one in self._offers] != [one.value for one in shown.choices]:
            self._build(shown)
        elif self._offers != shown.choices:
            for cell, offer in zip(self._cells, shown.choices, strict=True):
                cell.setText(offer.label)
                cell.updateGeometry()
        self._offers = shown.choices
        self._none.setVisible(not shown.choices)
        chosen = set(shown.value.split()) if self._several else {shown.value}
        for cell in self._cells:
            cell.setChecked(cell.offer.value in chosen)
            cell.setAccessibleName(say(shown.label, cell.text()))
        self._rove()

    def focus_first(self) -> None:
        """The chosen cell, else the first."""
        if self._cells:
            self._entry().setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of choices."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        digit, step = event.key() - Qt.Key.Key_1, _OTHERS.get(Qt.Key(event.key()))
        here = next((place for place, cell in enumerate(self._cells) if cell.hasFocus()), None)
        if plain and 0 <= digit < min(9, len(self._cells)):
            self._press(self._cells[digit])
        elif plain and step is not None and here is not None:
            self._walk(self._cells[(here + step) % len(self._cells)])
        elif plain and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._value():
            for cell in self._cells:
                cell.setChecked(False)
            self._tell()
        else:
            super().keyPressEvent(event)

    # within

    def _build(self, shown: Shown) -> None:
        had_focus = any(cell.hasFocus() for cell in self._cells)
        if self._box is not None:
            self._box.hide()
            self.column.removeWidget(self._box)
            self._box.deleteLater()
        self._box = QWidget()
        make = ManyCell if self._several else OneCell
        style = self._style(shown)
        self._cells = [make(offer, style, self._box) for offer in shown.choices]
        self._arrange(self._box, shown, style)
        for cell in self._cells:
            cell.clicked.connect(self._on_clicked)
        self.column.addWidget(self._box)
        self._box.show()  # a layout shows a newcomer only with the next turn of the loop, and Tab looks at once
        if had_focus:
            self.focus_first()

    def _style(self, shown: Shown) -> CellStyle:
        if "likert" in shown.appearance:
            return CellStyle.UNDER
        if any(_COLUMNS.match(word) for word in shown.appearance):
            return CellStyle.LINE
        short = max((metrics("second", bold=True).horizontalAdvance(one.label) for one in shown.choices), default=0)
        few = len(shown.choices) <= FEW and short <= _SHORT * theme.current().size.scale
        return CellStyle.CHIP if few else CellStyle.LINE

    def _arrange(self, box: QWidget, shown: Shown, style: CellStyle) -> QLayout:
        if style is CellStyle.CHIP:
            flow = FlowLayout(box, S6)
            for cell in self._cells:
                flow.addWidget(cell)
            return flow
        across = len(self._cells) if style is CellStyle.UNDER else _columns(shown)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S8)
        grid.setVerticalSpacing(S2)
        for place, cell in enumerate(self._cells):
            grid.addWidget(cell, place // max(1, across), place % max(1, across))
        for column in range(across):
            grid.setColumnStretch(column, 1)
        return grid

    def _entry(self) -> Cell:
        return next((cell for cell in self._cells if cell.isChecked()), self._cells[0])

    def _rove(self) -> None:
        entry = next((cell for cell in self._cells if cell.hasFocus()), self._entry() if self._cells else None)
        for cell in self._cells:
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is entry else Qt.FocusPolicy.ClickFocus)

    def _walk(self, cell: Cell) -> None:
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        if self._several:
            self._rove()
        else:
            cell.setChecked(True)
            self._take(cell)

    def _press(self, cell: Cell) -> None:
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        cell.setChecked(not cell.isChecked() if self._several else True)
        self._take(cell)
        if self._quick and not self._several:
            self.done.emit()

    def _on_clicked(self) -> None:
        cell = self.sender()
        if isinstance(cell, OneCell | ManyCell):
            if not self._several:
                cell.setChecked(True)  # a click on the chosen one leaves it chosen
            self._take(cell)
            if self._quick and not self._several:
                self.done.emit()

    def _take(self, chosen: Cell) -> None:
        if not self._several:
            for cell in self._cells:
                if cell is not chosen:
                    cell.setChecked(False)
        self._tell()

    def _tell(self) -> None:
        self._rove()
        self.answered.emit(self._value())

    def _value(self) -> str:
        """What is chosen; of several in the order they are offered."""
        return " ".join(cell.offer.value for cell in self._cells if cell.isChecked())


class TableRow(Options):
    """The row of a table (list-nolabel): a mark under each word of the head; `list` has the words over its marks."""

    def _style(self, shown: Shown) -> CellStyle:
        return CellStyle.BARE if "list-nolabel" in shown.appearance else CellStyle.UNDER

    def _arrange(self, box: QWidget, shown: Shown, style: CellStyle) -> QLayout:  # noqa: ARG002 - as the base
        return _even(box, self._cells)


class TableHead(QuestionControl):
    """The head of a table (appearance label): the words of the choices over the columns; nothing to answer."""

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:  # noqa: ARG002 - nothing is typed here
        """Show the words."""
        while (taken := self.column.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        box = QWidget()
        words = [label(offer.label, "caption", wrap=True) for offer in shown.choices]
        for one in words:
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        _even(box, words)
        self.column.addWidget(box)
        box.show()

    def focus_first(self) -> None:
        """There is nothing to take the focus."""


class Tick(QuestionControl):
    """Acknowledge: one box, ticked or not; its value is OK as XForms has it."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.cell = ManyCell(Offer("OK", self.tr("Yes, noted")), CellStyle.CHIP, self)
        self.cell.setAccessibleName(say(shown.label, self.cell.text()))
        flow = FlowLayout(None, S4)
        flow.addWidget(self.cell)
        self.column.addLayout(flow)
        self.cell.clicked.connect(self._on_clicked)
        self.setFocusProxy(self.cell)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:  # noqa: ARG002 - nothing is typed here
        """Show whether it is ticked."""
        self.cell.setChecked(bool(shown.value))

    def _on_clicked(self) -> None:
        self.answered.emit("OK" if self.cell.isChecked() else "")


def _even(box: QWidget, cells: Sequence[QWidget]) -> QLayout:
    """Columns of one width, the same in every row of a table."""
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(0)
    for place, cell in enumerate(cells):
        cell.setMinimumWidth(1)
        grid.addWidget(cell, 0, place)
        grid.setColumnStretch(place, 1)
    return grid


def _columns(shown: Shown) -> int:
    for word in shown.appearance:
        match = _COLUMNS.match(word)
        if match is not None:
            return max(1, int(match[1] or match[2] or _DEFAULT_COLUMNS))
    return 1


def options_control(_key: str, shown: Shown, _bench: Bench) -> QuestionControl:
    """Choices that all stand there."""
    return Options(shown)


def table_head_control(_key: str, _shown: Shown, _bench: Bench) -> QuestionControl:
    """The head of a table."""
    return TableHead()


def table_row_control(_key: str, shown: Shown, _bench: Bench) -> QuestionControl:
    """A row of a table."""
    return TableRow(shown)


def tick_control(_key: str, shown: Shown, _bench: Bench) -> QuestionControl:
    """Acknowledge."""
    return Tick(shown)
