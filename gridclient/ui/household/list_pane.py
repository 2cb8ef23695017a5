"""The left pane: households with chips and a filter, or the round of the day while visits are recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gridclient.services.households import Chip, HouseholdLine, HouseholdList, is_due
from gridclient.ui.delegates.row import RowDelegate
from gridclient.ui.household import words
from gridclient.ui.household.rows import household_row
from gridclient.ui.models.lines import LinesModel
from gridclient.ui.models.row import Row
from gridclient.ui.style.tokens import S4, S8, S12, S16, Tone
from gridclient.ui.widgets.button import Button, button
from gridclient.ui.widgets.chip import ChipGroup, ChipLine
from gridclient.ui.widgets.column import EmptyState
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.progress import ProgressLine
from gridclient.ui.widgets.rows import RowsView

_PAUSE_MS = 120


class FilterField(QLineEdit):
    """Filters while one types, also in the middle of a composition; Esc empties and leaves it."""

    asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._preedit = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.asked)
        self.textChanged.connect(self._timer.start)

    def words(self) -> str:
        """What is typed, with what is being composed: `zs` is found while a Chinese input method is open."""
        return self.text() + self._preedit.replace("'", "").replace(" ", "")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composition is looked for as well."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and the way down to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListPane(QFrame):
    """Households, or the round of the day."""

    asked = Signal()
    """Another chip or other words: the page reads again."""
    chosen = Signal(str)
    """The id of the current row."""
    opened = Signal(str)
    add_asked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self._now = now
        self._shown: HouseholdList | None = None
        self._walk = False
        self._recording = ""
        self._build()
        self._connect()
        self.retranslate()

    @property
    def chip(self) -> Chip:
        """The chip that is ticked."""
        return Chip(next(iter(self.chips.checked()), Chip.ALL))

    @property
    def filter_words(self) -> str:
        """What is typed into the filter."""
        return self._filter.words().strip()

    @property
    def lines(self) -> Sequence[HouseholdLine]:
        """The rows as shown."""
        return self._model.lines

    def current(self) -> HouseholdLine | None:
        """The line of the current row."""
        return self._model.line(self.view.currentIndex())

    def show_list(self, shown: HouseholdList) -> None:
        """Show the households of a chip and a filter."""
        self._shown, self._walk = shown, False
        self._model.show(shown.lines)
        self._settle()

    def show_walk(self, lines: Sequence[HouseholdLine], recording: str) -> None:
        """Show the round of the day, and where a visit is being recorded."""
        self._walk, self._recording = True, recording
        self._model.show(lines)
        self._model.redraw()
        self.select(recording)
        done = sum(not is_due(line) and line.id != recording for line in lines)
        self._title.setText(self.tr("To visit today"))
        self._note.setText(self.tr("{n} homes, {done} done").format(n=len(lines), done=done))
        self._bar.show_share(done, len(lines))
        self._settle()

    def leave_walk(self) -> None:
        """Back to the list."""
        self._walk, self._recording = False, ""
        self._model.redraw()
        self._settle()

    def select(self, household: str) -> bool:
        """Make a household current, silently; False when the list does not show it."""
        index = self._model.index_of(household)
        if index.isValid() and index != self.view.currentIndex():
            self.view.blockSignals(True)
            self.view.setCurrentIndex(index)
            self.view.blockSignals(False)
        if index.isValid():
            QTimer.singleShot(0, self._on_scroll_due)  # the pane may still take its height
        return index.isValid()

    def focus_filter(self) -> None:
        """Open the filter."""
        self._hint.hide()
        self._filter.show()
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def leave_filter(self) -> bool:
        """Empty the filter when one is in it and go to the rows; False when the focus is elsewhere."""
        if not self._filter.hasFocus():
            return False
        self._filter.clear()
        self._on_filter_left()
        return True

    def clear_filter(self) -> None:
        """No words, no chip."""
        self._filter.clear()
        self.chips.set_checked(frozenset({Chip.ALL}))
        self.asked.emit()

    def retranslate(self) -> None:
        """Say every word again."""
        self._hint.setText(self.tr("Visit due first, then last visit"))
        self._filter.setPlaceholderText(self.tr("Name, address, phone, pinyin"))
        self._filter.setAccessibleName(self.tr("Filter households"))
        self._filter_button.setText(self.tr("Filter"))
        self._add.setText(self.tr("Add"))
        self._add.setToolTip(self.tr("New household"))
        self._add.setAccessibleName(self.tr("New household"))
        self.view.setAccessibleName(self.tr("Households"))
        self._model.redraw()
        self._settle()

    def _build(self) -> None:
        self._title, self._note = label("", "title"), label("", "second")
        self._add = button("", "quiet", "plus")
        self.chips = ChipGroup(parent=self)
        self.chips.show_lines([ChipLine(chip, "") for chip in Chip])
        self.chips.set_checked(frozenset({Chip.ALL}))
        self._hint = label("", "caption")
        self._filter = FilterField(self)
        self._filter.hide()
        self._filter_button: Button = button("", "link", "funnel")
        self._bar = ProgressLine("", Tone.GREEN)
        self._model: LinesModel[HouseholdLine] = LinesModel(self._draw, lambda line: line.id, self)
        self.view = RowsView("", self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(RowDelegate(self.view))
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._empty: QWidget | None = None
        head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(self._title)
        head.addWidget(self._note)
        head.addStretch(1)
        head.addWidget(self._add)
        tools = QHBoxLayout()
        tools.addWidget(self._hint, 1)
        tools.addWidget(self._filter, 1)
        tools.addWidget(self._filter_button)
        top = QVBoxLayout()
        top.setContentsMargins(S16 + S4, S12, S12, S4)
        top.setSpacing(S8)
        top.addLayout(head)
        top.addWidget(self.chips)
        top.addLayout(tools)
        top.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(separator())
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.chips.changed.connect(self.asked)
        self._filter.asked.connect(self.asked)
        self._filter.left.connect(self._on_filter_left)
        self._filter_button.clicked.connect(self.focus_filter)
        self._add.clicked.connect(self.add_asked)
        self.view.current_changed.connect(self._on_current)
        self.view.opened.connect(self._on_opened)

    def _draw(self, line: HouseholdLine) -> Row:
        return household_row(line, self._now(), is_open=line.id == self._recording)

    def _settle(self) -> None:
        """Which tools stand above the rows, and the words of what is shown."""
        for widget in (self.chips, self._filter_button, self._add):
            widget.setVisible(not self._walk)
        self._hint.setVisible(not self._walk and not self._filter.text() and not self._filter.hasFocus())
        self._filter.setVisible(not self._walk and not self._hint.isVisibleTo(self))
        self._bar.setVisible(self._walk)
        if self._walk:
            self._stack.setCurrentWidget(self.view)
            return
        self._title.setText(self.tr("Households"))
        if self._shown is None:
            return
        homes = self.tr("{n} homes").format(n=f"{self._shown.households:,}")
        self._note.setText(words.joined(homes, words.people(self._shown.people)))
        self.chips.show_lines([self._chip_line(chip) for chip in Chip])
        self.chips.updateGeometry()
        self._show_empty()

    def _chip_line(self, chip: Chip) -> ChipLine:
        word = {
            Chip.ALL: self.tr("All"),
            Chip.DUE: self.tr("Due"),
            Chip.ALONE: self.tr("Alone"),
            Chip.RENTED: self.tr("Rented"),
            Chip.WAITING: self.tr("Waiting"),
        }[chip]
        return ChipLine(chip, word, self._shown.counts.get(chip, 0) if self._shown is not None else None)

    def _show_empty(self) -> None:
        shown = self._shown
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if shown is None or shown.lines:
            self._stack.setCurrentWidget(self.view)
            return
        self._empty = self._filtered_away(shown) if shown.households else self._nothing_yet()
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    def _nothing_yet(self) -> QWidget:
        add = button(self.tr("New household"), "primary", "plus")
        add.clicked.connect(self.add_asked)
        return EmptyState(
            "house",
            self.tr("No households in this grid yet"),
            self.tr("They appear after the first sync; you can also add one."),
            add,
        )

    def _filtered_away(self, shown: HouseholdList) -> QWidget:
        every = button(self.tr("Take the filters off"))
        every.clicked.connect(self.clear_filter)
        rest = self.tr("{n} homes without filters").format(n=f"{shown.households:,}")
        return EmptyState("funnel", self.tr("No household fits"), rest, every)

    def _on_scroll_due(self) -> None:
        self.view.scrollTo(self.view.currentIndex())

    def _on_filter_left(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        self._settle()

    def _on_current(self, line: HouseholdLine | None) -> None:
        if line is not None:
            self.chosen.emit(line.id)

    def _on_opened(self, line: HouseholdLine) -> None:
        self.opened.emit(line.id)
