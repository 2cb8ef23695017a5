"""What stands on the author's page: head, steps, findings beside the form, or the list of what is published."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.services.authoring import Sheet
from gridclient.ui.author.changes_view import ChangesView
from gridclient.ui.author.finding_line import FindingLine
from gridclient.ui.author.findings_pane import FindingsPane
from gridclient.ui.author.landing import AuthorLanding
from gridclient.ui.author.preview_pane import PreviewPane
from gridclient.ui.author.words import head_words
from gridclient.ui.style.tokens import S2, S4, S12, S16, S24
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.stepper import StepLine, Stepper, StepState
from gridclient.ui.widgets.tabs import Tabs

_FINDINGS, _CHANGES = 0, 1
"""Tabs of the left column."""


class AuthorTable(QWidget):
    """Shows a sheet; knows how far its author is: checked, tried, compared."""

    copied = Signal(str)

    def __init__(self, landing: AuthorLanding, preview: PreviewPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._tried, self._compared, self._panes = False, False, 3
        self._is_new = False
        self._title, self._about = label("", "title"), label("", "second", ink="second")
        self.export, self.other = button("", "link", "export"), button("")
        self.primary = button("", icon="arrow-down")
        self.primary.setObjectName("publish-checklist")
        self._stepper = Stepper()
        self.findings, self.changes = FindingsPane(), ChangesView()
        self.landing, self.preview = landing, preview
        self._tabs = Tabs(self.tr("What to look at"))
        self.left, self._front, self._whole = QWidget(), QStackedWidget(), QStackedWidget()
        self._lay_out()
        self.findings.shown.connect(self._on_finding)
        self.findings.copied.connect(self.copied)
        preview.finding_asked.connect(self.findings.go_to)
        preview.tried.connect(self._on_tried)
        self._tabs.currentChanged.connect(self._on_tab)

    def begin(self) -> None:
        """Another sheet comes to the table: nothing of it was tried or compared."""
        self._tried = self._compared = False
        self._is_new = True

    def show_sheet(self, sheet: Sheet | None, lines: Sequence[FindingLine]) -> None:
        """Show a sheet as it was read last; None: the list of what is published."""
        self._sheet = sheet
        self._whole.setCurrentIndex(0 if sheet is None else 1)
        for part in (self.export, self.other, self.primary):
            part.setVisible(sheet is not None)
        if sheet is None:
            self._about.setText(self.tr("A checklist is written in a spreadsheet, checked here and published for all"))
            return
        self._about.setText(head_words(sheet))
        # Of a window behind that of the spreadsheet, too.
        was_mending = self.findings.isAncestorOf(self.window().focusWidget())
        self.findings.show_sheet(sheet, lines)
        self.changes.show_differences(sheet.differences)
        self.export.setEnabled(sheet.form is not None)
        if sheet.is_ready:
            self.primary.setText(self.tr("Publish"))
            self.primary.set_kind("primary")
            self.primary.set_icon("check", "onaccent")
        else:
            self.primary.setText(self.tr("Errors left: {n}").format(n=sheet.errors))
            self.primary.set_kind("secondary")
            self.primary.set_icon("arrow-down", "accent")
        self._show_steps(sheet)
        self.set_panes(self._panes)
        is_new, self._is_new = self._is_new, False
        if not lines and (is_new or was_mending):
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
        elif is_new:
            self.go_to_errors()

    def retranslate(self) -> None:
        """Say the words again; the sheet is shown by the page."""
        self._title.setText(self.tr("Checklist author"))
        self.export.setText(self.tr("Export expanded sheet"))
        self.other.setText(self.tr("Other file"))
        for place, word in enumerate((self.tr("Findings"), self.tr("Changes"))):
            self._tabs.setTabText(place, word)
        for part in (self.findings, self.preview, self.landing):
            part.retranslate()

    def set_panes(self, panes: int) -> None:
        """In a narrow window the findings stand alone, and the form once there is no error."""
        self._panes = panes
        is_ready = self._sheet is not None and self._sheet.is_ready
        self.preview.setVisible(panes > 1 or is_ready)
        self.left.setVisible(panes > 1 or not is_ready)

    def go_to_errors(self) -> None:
        """Put the focus on the first error."""
        self._tabs.setCurrentIndex(_FINDINGS)
        self.findings.go_to_first()

    def show_changes(self) -> None:
        """Bring what this version changes to the front."""
        self._tabs.setCurrentIndex(_CHANGES)

    def _show_steps(self, sheet: Sheet) -> None:
        at = 1 if not sheet.is_ready else 2 if not self._tried else 3 if sheet.before and not self._compared else 4
        words = (self.tr("File"), self.tr("Check"), self.tr("Try it"), self.tr("Compare"), self.tr("Publish"))
        below = [f"{sheet.at:%H:%M}", "", "", "", self.tr("Only without errors") if not sheet.is_ready else ""]
        states = [StepState.DONE if n < at else StepState.CURRENT if n == at else StepState.COMING for n in range(5)]
        self._stepper.show_steps([StepLine(*each) for each in zip(words, states, below, strict=True)])

    def _on_finding(self, line: FindingLine) -> None:
        if line.name:
            self.preview.go_to(line.name)

    def _on_tried(self) -> None:
        self._tried = True
        if self._sheet is not None:
            self._show_steps(self._sheet)

    def _on_tab(self, place: int) -> None:
        self._front.setCurrentIndex(place)
        self._compared = self._compared or place == _CHANGES
        if self._sheet is not None:
            self._show_steps(self._sheet)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(S24, S16, S24, S12)
        whole.setSpacing(S12)
        head = QHBoxLayout()
        head.setSpacing(S12)
        words = QVBoxLayout()
        words.setSpacing(S2)
        words.addWidget(self._title)
        words.addWidget(self._about)
        self._about.setMinimumWidth(1)
        head.addLayout(words, 1)
        for part in (self.export, self.other, self.primary):
            head.addWidget(part)
        whole.addLayout(head)
        self._whole.addWidget(self.landing)
        self._whole.addWidget(self._lay_sheet())
        whole.addWidget(self._whole, 1)

    def _lay_sheet(self) -> QWidget:
        steps, changes = QFrame(), QFrame()
        for frame, part in ((steps, self._stepper), (changes, self.changes)):
            frame.setProperty("frame", "card")
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(S12, S4, S12, S4)
            inside.addWidget(part)
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addWidget(self._tabs)
        for pane in (self.findings, changes):
            self._tabs.addTab("")
            self._front.addWidget(pane)
        column.addWidget(self._front, 1)
        both = QHBoxLayout()
        both.setSpacing(S12)
        both.addWidget(self.left, 1)
        both.addWidget(self.preview, 1)
        table = QWidget()
        below = QVBoxLayout(table)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(S12)
        below.addWidget(steps)
        below.addLayout(both, 1)
        return table
