"""An inspection being filled: head, sections, rows; every answer is kept at once (UI "Inspection", FORMS 4)."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.services.drafts import Drafts
from gridclient.services.filling import Filling, Turn
from gridclient.services.inspections import Inspections, Result, Sheet
from gridclient.services.saved import Saved
from gridclient.ui.forms.keeper import Keeper
from gridclient.ui.forms.version_bar import VersionBar
from gridclient.ui.inspection.given import HEAD, Desk, Given, Pictured, answer, picture
from gridclient.ui.inspection.head_pane import HeadPane
from gridclient.ui.inspection.section_pane import SectionPane
from gridclient.ui.inspection.sheet_head import SheetHead, started_words
from gridclient.ui.inspection.sheet_side import SheetSide
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.widgets.label import divider, separator
from gridcore.errors import InvalidInput


class SheetPane(QWidget):
    """Answers go into the filling on this thread, and into the draft on the write lane, newest state only."""

    finished = Signal(object)
    """A Saved: the inspection was finished."""
    left = Signal()
    """Back to the list; nothing is lost."""
    stop_asked = Signal()
    line_said = Signal(str)

    def __init__(
        self, inspections: Inspections, drafts: Drafts, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inspections, self._drafts, self._runner = inspections, drafts, runner
        self._sheet: Sheet | None = None
        self._filling: Filling | None = None
        self._desk: Desk | None = None
        self._section = ""
        self._finishing = False
        self._keeper = Keeper(runner, self)
        self._keeper.kept.connect(self._on_kept)
        self.head, self.rows, self.about = SheetHead(), SectionPane(), HeadPane()
        self.side, self.version = SheetSide(), VersionBar()
        self.nav, self.only_open = self.side.nav, self.side.only_open
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def sheet(self) -> Sheet | None:
        """What is being filled, None before anything was opened."""
        return self._sheet

    @property
    def filling(self) -> Filling | None:
        """The answers as they stand."""
        return self._filling

    # opening

    def show_sheet(self, sheet: Sheet, filling: Filling) -> None:
        """Open an inspection at the item last answered, else at the first."""
        self.setEnabled(True)
        self._sheet, self._filling = sheet, filling
        self._finishing = False
        self._section = ""
        self.version.show_version(sheet.checklist.version or "", sheet.newer, filling.unplaced)
        self.only_open.setChecked(False)
        filling.set_language(theme.language()[:2])
        self._desk = Desk(
            self._runner,
            self._drafts,
            partial(self._inspections.photo_draft, sheet.draft),
            dict(sheet.photos),
            sheet.phrases,
            sheet.form.now.date(),
            sheet.line.gate,
        )
        self._show_head()
        first = next((item.code for part in filling.sections() for item in filling.items(part.code)), "")
        here = filling.current if filling.has(filling.current) else first
        if not here:  # which items are asked, the head decides
            self._show_section(HEAD)
            self.about.focus_gap(filling.head)
            return
        self._show_section(filling.item(here).section)
        QTimer.singleShot(0, self, partial(self.rows.focus_row, here))

    def retranslate(self) -> None:
        """Say the words again, those of the form too."""
        self.head.retranslate()
        self.rows.retranslate()
        self.side.retranslate()
        if self._filling is not None and self._sheet is not None:
            self._filling.set_language(theme.language()[:2])
            self.version.retranslate()
            self._show_head()
            section, self._section = self._section, ""
            self._show_section(section)

    # verbs

    def go_to_gap(self) -> None:
        """Jump to the first item that still blocks finishing."""
        if self._filling is None:
            return
        gaps = self._filling.gaps()
        if self._filling.head.gaps():
            self._show_section(HEAD)
            self.about.show_gaps(self._filling.head, say=True)
            self.about.focus_gap(self._filling.head)
        elif gaps:
            section = self._filling.item(gaps[0]).section
            self._show_section(section)
            if self.rows.row(gaps[0]) is None:
                self._section = ""
                self._show_section(section)
            self.rows.focus_row(gaps[0], gap=True)

    def finish(self) -> None:
        """Finish, or jump to what is missing."""
        self.keep()
        if self._filling is None or self._sheet is None or self._finishing:
            return
        try:
            result = Result.of(self._filling, self._inspections.now())
        except InvalidInput:
            self.go_to_gap()
            return
        sheet, self._finishing = self._sheet, True
        self._keeper.forget()
        self._runner.write(
            self,
            lambda _progress: self._inspections.finish(sheet, result),
            self._on_finished,
            failed=self._on_not_finished,
        )

    def pass_rest(self, section: str = "") -> None:
        """The rest of the section passes; without its overview photo that is asked for first."""
        section = section or self._section
        if self._filling is None or section in {"", HEAD}:
            return
        if self._filling.has_overview(section):
            self._take(self._filling.pass_section(section))
        else:
            self.rows.ask_overview()

    def keep(self) -> bool:
        """Ctrl+S: keep what is typed."""
        if self._filling is None:
            return False
        self.rows.settle()
        self.about.settle()
        self._keep(at_once=True)
        return True

    def step_section(self, step: int) -> None:
        """To the section before or after."""
        if self._filling is None:
            return
        codes = self.side.codes(self._filling, self._section)
        if self._section not in codes:
            return
        at = codes.index(self._section) + step
        if 0 <= at < len(codes):
            self._show_section(codes[at])
            shown = self.rows.rows
            if codes[at] == HEAD:
                self.about.focus_gap(self._filling.head)
            elif shown:
                self.rows.focus_row(shown[0 if step > 0 else -1].item.code)

    # answers

    def _on_given(self, given: Given) -> None:
        if self._filling is None:
            return
        try:
            turn = answer(self._filling, given)
        except InvalidInput as wrong:
            self._runner.tell(wrong, self)
            return
        if given.item == HEAD:
            self._show_head()
        self._take(turn)

    def _on_pictured(self, pictured: Pictured) -> None:
        if self._filling is None or self._desk is None:
            return
        self._take(picture(self._filling, pictured, self._desk))

    def _take(self, turn: Turn) -> None:
        """Draw what an answer touched, and keep it."""
        if self._filling is None:
            return
        for code in turn.items:
            row = self.rows.row(code)
            if row is not None:
                row.show_item(self._filling.item(code))
        self._show_counts()
        self._keep()

    # keeping

    def _keep(self, *, at_once: bool = False) -> None:
        if self._sheet is not None and self._filling is not None and not self._finishing:
            write = partial(self._inspections.keep, self._sheet)
            self._keeper.keep(write, self._filling.body, at_once=at_once)

    def _on_kept(self, at: datetime) -> None:
        if self._sheet is not None:
            saved = self.tr("Saved {time} on this PC, safe if power fails").format(time=f"{at:%H:%M:%S}")
            keys = self.tr("1 pass, 2 fail, 3 n/a, ↓ next item")
            self.line_said.emit(f"{saved}   {keys}")

    def _on_finished(self, saved: Saved) -> None:
        self._sheet = self._filling = None
        self.line_said.emit("")
        self.finished.emit(saved)

    def _on_not_finished(self, error: Exception) -> None:
        self._finishing = False
        self._keep()
        self._runner.tell(error, self)

    # drawing

    def _show_head(self) -> None:
        sheet, filling = self._sheet, self._filling
        if sheet is None or filling is None:
            return
        line = sheet.line
        begun = started_words(line, self.tr("started {time}"))
        site = [filling.head.word(name) for name in ("gate", "period", "weather")]
        self.head.show_sheet(sheet, line.title, (line.subject_name, *site, begun))

    def _show_section(self, code: str) -> None:
        filling, desk = self._filling, self._desk
        if filling is None or desk is None:
            return
        is_other, self._section = code != self._section, code
        self._front.setCurrentWidget(self.about if code == HEAD else self.rows)
        if is_other and code == HEAD:
            self.about.show_head(filling.head, desk)
        elif is_other:
            items = filling.items(code)
            if self.only_open.isChecked():
                items = tuple(item for item in items if item.missing or not item.is_answered)
            self.rows.show_section(filling.section(code), items, desk)
        self._show_counts()
        self.nav.go_to(code)

    def _show_counts(self) -> None:
        filling = self._filling
        if filling is None:
            return
        self.head.show_left(len(filling.gaps()) + len(filling.head.gaps()))
        self.side.show_filling(filling, self._section)
        if self._section not in {"", HEAD}:
            self.rows.show_count(filling.section(self._section))

    def _on_only_open(self) -> None:
        section, self._section = self._section, ""
        self._show_section(section)

    def _on_left(self) -> None:
        self.keep()
        self.line_said.emit("")
        self.left.emit()

    def _on_about(self) -> None:
        self._show_section(HEAD)
        if self._filling is not None:
            self.about.focus_gap(self._filling.head)

    # layout

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(separator())
        whole.addWidget(self.version)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(divider())
        self._front = QStackedWidget()
        self._front.addWidget(self.rows)
        self._front.addWidget(self.about)
        row.addWidget(self._front, 1)
        whole.addLayout(row, 1)

    def _connect(self) -> None:
        self.head.gap_asked.connect(self.go_to_gap)
        self.head.finish_asked.connect(self.finish)
        self.head.back_asked.connect(self._on_left)
        self.head.stop_asked.connect(self.stop_asked)
        self.head.about_asked.connect(self._on_about)
        self.nav.section_chosen.connect(self._show_section)
        self.rows.given.connect(self._on_given)
        self.rows.pictured.connect(self._on_pictured)
        self.about.given.connect(self._on_given)
        self.about.pictured.connect(self._on_pictured)
        self.rows.rest_asked.connect(self.pass_rest)
        self.rows.section_asked.connect(self.step_section)
        self.only_open.toggled.connect(self._on_only_open)
