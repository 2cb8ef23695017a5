"""What is known, as labels and values in two columns (UI 5: Households)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import FACT_LABEL, S6, S12, Tone
from gridclient.ui.widgets.label import label


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and a value; a tone only when the value says late, missing or the like in words."""

    label: str
    value: str
    tone: Tone | None = None


class FactGrid(QWidget):
    """Facts side by side, read row by row. Values can be selected with the mouse."""

    def __init__(self, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._facts: tuple[Fact, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(S6)
        self._grid.setHorizontalSpacing(S12)
        theme.notifier().changed.connect(self._on_theme_changed)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts; nothing is built again when they are the same."""
        if tuple(facts) != self._facts:
            self._facts = tuple(facts)
            self._build()

    def _on_theme_changed(self) -> None:
        self._build()

    def _build(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, fact in enumerate(self._facts):
            row, column = divmod(number, self._columns)
            name = label(fact.label, ink="second")
            name.setMinimumWidth(round(FACT_LABEL * theme.current().size.scale))
            value = label(fact.value, tone=fact.tone, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(say(fact.label, fact.value))
            self._grid.addWidget(name, row, column * 2, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, column * 2 + 1, Qt.AlignmentFlag.AlignTop)
        for column in range(self._columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)
