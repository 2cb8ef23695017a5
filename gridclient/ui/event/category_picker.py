"""Category and sub-category of an event: the most used first, every one found by characters or pinyin (picture 17)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8
from gridclient.ui.widgets.button import Button
from gridclient.ui.widgets.chip import ChipGroup, ChipLine
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridcore.codetable import CodeTable, Entry
from gridcore.pinyin import Pinyin

FEW = 6
"""How many categories stand there before all are asked for."""


class CategoryPicker(QWidget):
    """Chips of categories, below them the cells of the chosen one's sub-categories."""

    changed = Signal()

    def __init__(self, table: CodeTable, pinyin: Pinyin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._pinyin = table, pinyin
        self._used: tuple[str, ...] = ()
        self._category = self._subcategory = ""
        self._unfolded = False
        self._chips = ChipGroup()
        self._all = Button("", "link")
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Characters or pinyin"))
        self._search.setAccessibleName(self.tr("Find a category"))
        self._search.setClearButtonEnabled(True)
        self._search.hide()
        self._cells: ChoiceChips | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S8)
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addWidget(self._chips, 1)
        row.addWidget(self._all, alignment=Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self._search)
        self._column.addLayout(row)
        self._chips.changed.connect(self._on_chip)
        self._all.clicked.connect(self._on_all)
        self._search.textChanged.connect(self._on_searched)
        self._search.returnPressed.connect(self._on_entered)
        self._show()

    @property
    def category(self) -> str:
        """The code chosen, empty before the first choice."""
        return self._category

    @property
    def subcategory(self) -> str:
        """The code below it, if one was chosen."""
        return self._subcategory

    def show_used(self, used: Sequence[str]) -> None:
        """Put the categories this person reports most in front."""
        self._used = tuple(used)
        self._show()

    def set_value(self, category: str, subcategory: str) -> None:
        """Show a choice; says nothing."""
        self._category, self._subcategory = category, subcategory
        self._show()

    def focus_first(self) -> None:
        """Put the focus on the chips."""
        self._chips.focus_first()

    def entries(self) -> tuple[Entry, ...]:
        """The categories that stand there: the most used, or those that match what is searched."""
        tops = self._table.under()
        words = self._search.text().strip().casefold()
        if self._unfolded:
            return tuple(one for one in tops if not words or self._matches(one, words))
        order = [code for code in (self._category, *self._used) if code]
        front = sorted(tops, key=lambda one: order.index(one.code) if one.code in order else len(order))[:FEW]
        return tuple(one for one in tops if one in front) if not self._used else tuple(front)

    def found(self, words: str) -> tuple[Entry, ...]:
        """The categories and sub-categories that match words."""
        return tuple(one for one in self._table.entries if self._hit(one, words))

    def _matches(self, top: Entry, words: str) -> bool:
        return self._hit(top, words) or any(self._hit(one, words) for one in self._table.under(top.code))

    def _hit(self, entry: Entry, words: str) -> bool:
        spelt = (entry.zh, entry.en.casefold(), self._pinyin.initials_of(entry.zh), self._pinyin.full_of(entry.zh))
        return any(words in text for text in spelt)

    def _show(self) -> None:
        language = theme.language()
        self._chips.show_lines([ChipLine(one.code, one.text(language)) for one in self.entries()])
        self._chips.set_checked(frozenset({self._category}))
        total = len(self._table.under())
        self._all.setText(self.tr("Fewer") if self._unfolded else self.tr("All {n} categories").format(n=total))
        self._show_cells(self._table.under(self._category) if self._category else ())

    def _show_cells(self, entries: Sequence[Entry]) -> None:
        if self._cells is not None:
            self._column.removeWidget(self._cells)
            self._cells.hide()
            self._cells.deleteLater()
            self._cells = None
        if entries:
            language = theme.language()
            options = [Option(one.code, one.text(language)) for one in entries]
            self._cells = ChoiceChips(options, self.tr("Sub-category"))
            self._cells.set_value(self._subcategory or None)
            self._cells.chosen.connect(self._on_cell)
            self._column.addWidget(self._cells)

    def _on_chip(self) -> None:
        chosen = next(iter(self._chips.checked()), "")
        if chosen != self._category:
            self._category, self._subcategory = chosen, ""
            self._show_cells(self._table.under(chosen))
            self.changed.emit()

    def _on_cell(self, code: str) -> None:
        self._subcategory = code
        self.changed.emit()

    def _on_all(self) -> None:
        self._unfolded = not self._unfolded
        self._search.setVisible(self._unfolded)
        self._search.clear()
        self._show()
        if self._unfolded:
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_searched(self) -> None:
        self._show()

    def _on_entered(self) -> None:
        """Enter takes the first that matches: a sub-category with its category."""
        words = self._search.text().strip().casefold()
        hits = self.found(words) if words else ()
        if not hits:
            return
        first = next((one for one in hits if one.parent), hits[0])
        self._category, self._subcategory = (first.parent or first.code), (first.code if first.parent else "")
        self._on_all()
        self.changed.emit()
