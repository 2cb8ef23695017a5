"""The list of schools and places: chips, filter, two-line rows (picture 25)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.services.places import Chip, PlaceLine, PlaceList
from gridclient.ui.delegates.row import RowDelegate
from gridclient.ui.household.list_pane import FilterField
from gridclient.ui.models.lines import LinesModel
from gridclient.ui.models.row import Mark, Row
from gridclient.ui.place.words import beside, chip_word, inspected_words, risk_word, size_words
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S4, S8, S12, S16
from gridclient.ui.widgets.button import button, icon_button
from gridclient.ui.widgets.chip import ChipGroup, ChipLine
from gridclient.ui.widgets.column import EmptyState
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.rows import RowsView


class PlacesPane(QFrame):
    """↑ ↓ walk, Enter opens, typing finds."""

    asked = Signal()
    """Another chip or other words."""
    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self._now = now
        self._shown: PlaceList | None = None
        self._title, self._note = label("", "title"), label("", ink="second")
        self._chips = ChipGroup(parent=self)
        self._chips.show_lines([ChipLine(chip, "") for chip in Chip])
        self._chips.set_checked(frozenset({Chip.ALL}))
        self._chips.changed.connect(self.asked)
        self._filter = FilterField(self)
        self._filter.setObjectName("place-filter")
        self._filter.hide()
        self._filter.asked.connect(self.asked)
        self._filter.left.connect(self._on_filter_left)
        self._open = icon_button("funnel", "")
        self._open.clicked.connect(self.focus_filter)
        self._model: LinesModel[PlaceLine] = LinesModel(self._draw, lambda line: line.id, self)
        self.view = RowsView("", self, uniform=True)
        self.view.setModel(self._model)
        self.view.setItemDelegate(RowDelegate(self.view))
        self.view.current_changed.connect(self._on_current)
        self.view.opened.connect(self._on_opened)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._empty: QWidget | None = None
        self._lay_out()
        self.retranslate()

    @property
    def chip(self) -> Chip:
        """The chip that is ticked."""
        return Chip(next(iter(self._chips.checked()), Chip.ALL))

    @property
    def words(self) -> str:
        """What is typed into the filter."""
        return self._filter.words().strip() if self._filter.isVisibleTo(self) else ""

    def show_list(self, shown: PlaceList, current: str = "") -> None:
        """Show the places of a chip and a filter; the current one stays, else it is `current`, else the first."""
        self._shown = shown
        self._model.show(shown.lines)
        self._settle()
        if shown.lines and not self.view.currentIndex().isValid():
            at = self._model.index_of(current)
            self.view.setCurrentIndex(at if at.isValid() else self._model.index(0))

    def select(self, place: str) -> bool:
        """Make a place the current one; False when the list does not show it."""
        index = self._model.index_of(place)
        if index.isValid():
            self.view.setCurrentIndex(index)
        return index.isValid()

    def focus_filter(self) -> None:
        """Open the filter."""
        self._filter.show()
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def clear(self) -> None:
        """No words, no chip."""
        self._filter.clear()
        self._filter.hide()
        self._chips.set_checked(frozenset({Chip.ALL}))
        self.asked.emit()

    def retranslate(self) -> None:
        """Say every word again."""
        self._title.setText(self.tr("Places"))
        self._filter.setPlaceholderText(self.tr("Name, address, pinyin"))
        self._filter.setAccessibleName(self.tr("Filter places"))
        for words in (self._open.setAccessibleName, self._open.setToolTip):
            words(self.tr("Filter places"))
        self.view.setAccessibleName(self.tr("Places"))
        self._model.redraw()
        self._settle()

    def _settle(self) -> None:
        counts: Mapping[Chip, int] = self._shown.counts if self._shown is not None else {}
        shown = [chip for chip in Chip if counts.get(chip) or chip in {Chip.ALL, self.chip}]
        self._chips.show_lines([ChipLine(chip, chip_word(chip), counts.get(chip)) for chip in shown])
        n = self._shown.total if self._shown is not None else 0
        self._note.setText(self.tr("{n} in all").format(n=f"{n:,}") if n else "")
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if self._shown is not None and not self._shown.lines:
            self._empty = self._make_empty()
            self._stack.addWidget(self._empty)
            self._stack.setCurrentWidget(self._empty)

    def _make_empty(self) -> QWidget:
        if self.words or self.chip is not Chip.ALL:
            clear = button(self.tr("Clear the filter"))
            clear.clicked.connect(self.clear)
            return EmptyState("funnel", self.tr("None fits"), self.tr("No school or place fits the filter."), clear)
        heading, words = self.tr("No places here yet"), self.tr("They appear after the first sync of your grid.")
        return EmptyState("storefront", heading, words)

    def _draw(self, line: PlaceLine) -> Row:
        marks: tuple[Mark, ...] = ()
        if line.late:
            marks = (Mark(self.tr("{n} late").format(n=line.late), None, Shape.LATE),)
        elif line.to_fix:
            marks = (Mark(self.tr("{n} to put right").format(n=line.to_fix), None, Shape.SOON),)
        elif line.licence == "overdue":
            marks = (Mark(self.tr("Licence ran out"), None, Shape.LATE),)
        elif line.licence == "soon":
            marks = (Mark(self.tr("Licence runs out"), None, Shape.SOON),)
        gates = self.tr("gates: {n}").format(n=line.gates) if line.gates else ""
        second = beside(size_words(line), gates, risk_word(line.risk), line.address)
        right, tone = inspected_words(line, self._now()) if line.kind == "school" or line.last_inspected else ("", None)
        return Row(line.name, second, marks=marks, right=right, right_tone=tone, waiting=line.state.is_waiting)

    def _on_current(self, line: object) -> None:
        if isinstance(line, PlaceLine):
            self.chosen.emit(line.id)

    def _on_opened(self, line: object) -> None:
        if isinstance(line, PlaceLine):
            self.opened.emit(line.id)

    def _on_filter_left(self) -> None:
        if not self._filter.text():
            self._filter.hide()
        self.view.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S16, 0, 0)
        column.setSpacing(S8)
        head = QHBoxLayout()
        head.setContentsMargins(S16 + S4, 0, S12, 0)
        head.setSpacing(S8)
        head.addWidget(self._title)
        head.addWidget(self._note)
        head.addStretch(1)
        head.addWidget(self._open)
        column.addLayout(head)
        tools = QVBoxLayout()
        tools.setContentsMargins(S16 + S4, 0, S12, S4)
        tools.setSpacing(S8)
        tools.addWidget(self._chips)
        tools.addWidget(self._filter)
        column.addLayout(tools)
        column.addWidget(self._stack, 1)
