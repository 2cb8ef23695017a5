"""The left of the author's page: what the checker found, what was read, what this version changes (picture 21)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.services.authoring import Sheet
from gridclient.ui.author.finding_line import FindingDelegate, FindingLine, FindingModel
from gridclient.ui.author.words import changed_words, read_words
from gridclient.ui.models.lines import LINE_ROLE
from gridclient.ui.style.tokens import S4, S8, S12, S16
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.chip import ChipGroup, ChipLine
from gridclient.ui.widgets.column import EmptyState, inset
from gridclient.ui.widgets.facts import Fact, FactGrid
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.rows import RowsView

_ALL, _ERRORS, _REMARKS = "all", "errors", "remarks"


class FindingsView(RowsView):
    """↑ ↓ walk, Enter shows the row in the preview, C copies the cell to write; so does a click on the word."""

    copied = Signal(str)

    def __init__(self, spoken: str, delegate: FindingDelegate, parent: QWidget | None = None) -> None:
        super().__init__(spoken, parent, uniform=True)
        self._delegate = delegate
        self.setItemDelegate(delegate)

    def copy_current(self) -> bool:
        """Copy what is to be written; False where the checker knows nothing to write."""
        return self._copy(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """C copies."""
        if event.key() == Qt.Key.Key_C and self.currentIndex().data(LINE_ROLE) is not None:
            self.copy_current()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the word copies."""
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if index.isValid() and self._delegate.copy_box(QRectF(self.visualRect(index))).contains(event.position()):
            self._copy(index)

    def _copy(self, index: QModelIndex) -> bool:
        line = index.data(LINE_ROLE)
        mend = line.finding.mend if isinstance(line, FindingLine) else ""
        if mend:
            QGuiApplication.clipboard().setText(mend)
            self.copied.emit(mend)
        return bool(mend)


class FindingsPane(QFrame):
    """Title, chips, list; below it what was read and when."""

    shown = Signal(object)
    """A FindingLine whose row is to be shown in the preview."""
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self._sheet: Sheet | None = None
        self._lines: tuple[FindingLine, ...] = ()
        self._title = label("", "card")
        self.chips = ChipGroup()
        self.chips.changed.connect(self._show)
        self._model = FindingModel(self.tr("error"), self.tr("remark"))
        self._delegate = FindingDelegate(self.tr("Copy"))
        self.view = FindingsView(self.tr("Findings"), self._delegate)
        self.view.setModel(self._model)
        self.view.opened.connect(self.shown)
        self.view.copied.connect(self.copied)
        self._calm = EmptyState("checks", "", "")
        self._facts = FactGrid(1)
        self._foot, self._time = label("", "second", ink="second"), label("", "caption")
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words again."""
        self._delegate.copy = self.tr("Copy")
        self.view.setAccessibleName(self.tr("Findings"))
        self._calm.set_words(self.tr("Nothing to mend"), self.tr("Try it on the right before you publish."))
        self._foot.setText(self.tr("Mend and save the sheet; it is checked again by itself"))
        if self._sheet is not None:
            self.show_sheet(self._sheet, self._lines)

    def show_sheet(self, sheet: Sheet, lines: Sequence[FindingLine]) -> None:
        """Show what was found; the current finding stays where it is still one."""
        self._sheet, self._lines = sheet, tuple(lines)
        errors = sum(line.finding.is_error for line in lines)
        remarks = len(lines) - errors
        words = self.tr("Errors {errors}, warnings {remarks}").format(errors=errors, remarks=remarks)
        self._title.setText(words if lines else self.tr("No errors, no warnings"))
        self.chips.show_lines(
            [
                ChipLine(_ALL, self.tr("All"), len(lines)),
                ChipLine(_ERRORS, self.tr("Errors"), errors),
                ChipLine(_REMARKS, self.tr("Warnings"), remarks),
            ]
        )
        if not self.chips.checked():
            self.chips.set_checked(frozenset({_ALL}))
        self.chips.setVisible(bool(lines))
        facts = [Fact(self.tr("Rows read"), read_words(sheet))]
        if sheet.form is not None or sheet.preview is not None:
            facts.append(Fact(self.tr("Changes"), changed_words(sheet)))
        self._facts.show_facts(facts)
        self._time.setText(f"{sheet.at:%H:%M:%S}")
        self._show()

    def copy_box(self, row: QRectF) -> QRectF:
        """Where the word that copies stands in a row of the list."""
        return self._delegate.copy_box(row)

    def go_to_first(self) -> None:
        """Put the focus on the first error."""
        index = self._model.index(0)
        if index.isValid():
            self.view.setCurrentIndex(index)
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to(self, name: str) -> bool:
        """Put the focus on the finding about a question; False without one."""
        found = next((line for line in self._lines if line.name == name), None)
        if found is None:
            return False
        self.chips.set_checked(frozenset({_ALL}))
        self._show()
        self.view.setCurrentIndex(self._model.index_of(found.key))
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _show(self) -> None:
        which = next(iter(self.chips.checked()), _ALL)
        wanted = {_ALL: (True, False), _ERRORS: (True,), _REMARKS: (False,)}[which]
        self._model.show([line for line in self._lines if line.finding.is_error in wanted])
        self._front.setCurrentIndex(0 if self._lines else 1)
        if self._lines and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._model.index(0))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S12, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(S16, 0, S12, S8)
        head.addWidget(self._title, 1)
        head.addWidget(self.chips)
        column.addLayout(head)
        column.addWidget(separator())
        self._front = QStackedWidget()
        self._front.addWidget(self.view)
        self._front.addWidget(self._calm)
        column.addWidget(self._front, 1)
        box, inner = inset()
        inner.addWidget(self._facts)
        around = QVBoxLayout()
        around.setContentsMargins(S12, S8, S12, S8)
        around.addWidget(box)
        column.addLayout(around)
        column.addWidget(separator())
        foot = QHBoxLayout()
        foot.setContentsMargins(S16, S8, S16, S8)
        foot.setSpacing(S8 + S4)
        foot.addWidget(IconLabel("arrows-clockwise", "ink3"))
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._time)
        column.addLayout(foot)
