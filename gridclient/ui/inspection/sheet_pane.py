"""An inspection being filled: head, sections, rows; every answer is kept at once (UI "Inspection", FORMS 4)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.base.progress import Progress
from gridclient.services.drafts import Drafts
from gridclient.services.filling import OVERVIEW, Filling, SectionState, Turn, attachment_name
from gridclient.services.inspections import Inspections, Result, Sheet
from gridclient.services.saved import Saved
from gridclient.ui.inspection.answer_row import VERDICT
from gridclient.ui.inspection.given import Desk, Given, Pictured
from gridclient.ui.inspection.head_pane import HEAD, HeadPane
from gridclient.ui.inspection.section_pane import SectionPane
from gridclient.ui.inspection.sheet_head import SheetHead, started_words
from gridclient.ui.models.section import SectionLine
from gridclient.ui.runner import TaskRunner
from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8, S12, S16
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.label import divider, label, separator
from gridclient.ui.widgets.progress import ProgressLine
from gridclient.ui.widgets.section_nav import SectionNav
from gridcore.errors import InvalidInput

_NAV = 212


class SheetPane(QWidget):
    """Answers go into the filling on this thread, and into the draft on the write lane, newest state only."""

    finished = Signal(object)
    """A Saved: the inspection was finished."""
    left = Signal()
    """Back to the list; nothing is lost."""
    stop_asked = Signal(str)
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
        self._keeping = self._keep_again = self._finishing = False
        self.head, self.rows, self.about = SheetHead(), SectionPane(), HeadPane()
        self.nav = SectionNav(self.tr("Sections"))
        self._count, self._failed = label("", "section"), label("", "second")
        self._failed.setProperty("tone", "red")
        self._bar = ProgressLine(self.tr("Answered"))
        self.only_open = button("", "quiet", "funnel")
        self.only_open.setCheckable(True)
        self.only_open.setObjectName("only-open")
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
        self._sheet, self._filling = sheet, filling
        self._finishing = False
        self._section = ""
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
        here = filling.current if filling.has(filling.current) else filling.items(filling.sections()[0].code)[0].code
        self._show_section(filling.item(here).section)
        QTimer.singleShot(0, self, partial(self.rows.focus_row, here))

    def retranslate(self) -> None:
        """Say the words again, those of the form too."""
        self.head.retranslate()
        self.rows.retranslate()
        self.only_open.setText(self.tr("Show unanswered"))
        self._bar.setAccessibleName(self.tr("Answered"))
        if self._filling is not None and self._sheet is not None:
            self._filling.set_language(theme.language()[:2])
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
        self._settle()
        if self._filling is None or self._sheet is None or self._finishing:
            return
        try:
            result = Result.of(self._filling, self._inspections.now())
        except InvalidInput:
            self.go_to_gap()
            return
        sheet, self._finishing = self._sheet, True
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
        self._settle()
        self._keep()
        return True

    def step_section(self, step: int) -> None:
        """To the section before or after."""
        if self._filling is None:
            return
        codes = [line.code for line in self._lines()]
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
            if given.item == HEAD:
                self._filling.head.give(given.role, given.value)
                turn = Turn(self._filling.recount())
                self._show_head()
            elif given.role == VERDICT:
                turn = self._filling.answer(given.item, given.value)
            else:
                turn = self._filling.give(given.item, given.role, given.value, given.place)
        except InvalidInput as wrong:
            self._runner.tell(wrong, self)
            return
        self._take(turn)

    def _on_pictured(self, pictured: Pictured) -> None:
        if self._filling is None or self._desk is None:
            return
        self._desk.photos[pictured.item, pictured.role] = pictured.photos
        names = [attachment_name(photo) for photo in pictured.photos]
        if pictured.role == OVERVIEW:
            self._filling.show_overview(pictured.item, names[0] if names else "")
            turn = self._filling.pass_section(pictured.item) if names else Turn(())
        else:
            turn = self._filling.show_photos(pictured.item, pictured.role, names)
        self._take(turn)

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

    def _keep(self) -> None:
        """One small write at a time; what was answered meanwhile goes with the next."""
        if self._sheet is None or self._filling is None or self._finishing:
            return
        if self._keeping:
            self._keep_again = True
            return
        self._keeping = True
        sheet, body = self._sheet, self._filling.body()

        def work(_progress: Progress) -> str:
            return f"{self._inspections.keep(sheet, body):%H:%M:%S}"

        self._runner.write(self, work, self._on_kept, failed=self._on_not_kept)

    def _on_kept(self, time: str) -> None:
        self._keeping = False
        keys = self.tr("1 pass, 2 fail, 3 n/a, ↓ next item")
        self.line_said.emit(self.tr("Saved {time} on this PC, safe if power fails").format(time=time) + "   " + keys)
        if self._keep_again:
            self._keep_again = False
            self._keep()

    def _on_not_kept(self, error: Exception) -> None:
        self._keeping = self._keep_again = False
        self._runner.tell(error, self)

    def _on_finished(self, saved: Saved) -> None:
        self._sheet = self._filling = None
        self.line_said.emit("")
        self.finished.emit(saved)

    def _on_not_finished(self, error: Exception) -> None:
        self._finishing = False
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
            self.about.show_head(filling.head)
        elif is_other:
            items = filling.items(code)
            if self.only_open.isChecked():
                items = tuple(item for item in items if item.missing or not item.is_answered)
            self.rows.show_section(self._state(code), items, desk)
        self._show_counts()
        self.nav.go_to(code)

    def _state(self, code: str) -> SectionState:
        if self._filling is None:
            raise KeyError(code)
        return next(state for state in self._filling.sections() if state.code == code)

    def _show_counts(self) -> None:
        filling = self._filling
        if filling is None:
            return
        failed = len(filling.failed)
        self._count.setText(self.tr("{done} / {all} items").format(done=filling.answered, all=filling.total))
        self._failed.setText(self.tr("{n} failed").format(n=failed) if failed else "")
        self._bar.show_share(filling.answered, filling.total)
        self.head.show_left(len(filling.gaps()) + len(filling.head.gaps()))
        self.nav.show_sections(self._lines())
        if self._section not in {"", HEAD}:
            self.rows.show_count(self._state(self._section))

    def _lines(self) -> list[SectionLine]:
        if self._filling is None:
            return []
        head = self._filling.head
        asked = len(head.questions())
        gaps = len(head.gaps())
        # Like a section only while it is open or lacks something: eleven sections fill the column.
        first = [SectionLine(HEAD, head.title, asked - gaps, asked)] if gaps or self._section == HEAD else []
        return first + [self._line(state) for state in self._filling.sections()]

    def _line(self, state: SectionState) -> SectionLine:
        failed = self.tr("{n} failed").format(n=state.failed) if state.failed else ""
        spoken = say(state.code, state.title, f"{state.answered} / {state.total}", failed)
        return SectionLine(state.code, state.title, state.total - state.gaps, state.total, failed, spoken)

    def _settle(self) -> None:
        self.rows.settle()
        self.about.settle()

    def _on_only_open(self) -> None:
        section, self._section = self._section, ""
        self._show_section(section)

    def _on_left(self) -> None:
        self._settle()
        self.line_said.emit("")
        self.left.emit()

    def _on_about(self) -> None:
        self._show_section(HEAD)
        if self._filling is not None:
            self.about.focus_gap(self._filling.head)

    def _on_stop(self) -> None:
        if self._sheet is not None:
            self.stop_asked.emit(self._sheet.line.id)

    # layout

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(separator())
        side = QFrame()
        side.setProperty("frame", "pane")
        side.setFixedWidth(round(_NAV * theme.current().size.scale))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, S12, 0, 0)
        column.setSpacing(S8)
        counts = QHBoxLayout()
        counts.setContentsMargins(S16, 0, S12, 0)
        counts.addWidget(self._count)
        counts.addStretch(1)
        counts.addWidget(self._failed)
        column.addLayout(counts)
        bar = QHBoxLayout()
        bar.setContentsMargins(S16, 0, S12, 0)
        bar.addWidget(self._bar)
        column.addLayout(bar)
        column.addWidget(self.nav, 1)
        column.addWidget(separator())
        column.addWidget(self.only_open)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side)
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
        self.head.stop_asked.connect(self._on_stop)
        self.head.about_asked.connect(self._on_about)
        self.nav.section_chosen.connect(self._show_section)
        self.rows.given.connect(self._on_given)
        self.rows.pictured.connect(self._on_pictured)
        self.about.given.connect(self._on_given)
        self.rows.rest_asked.connect(self.pass_rest)
        self.rows.section_asked.connect(self.step_section)
        self.only_open.toggled.connect(self._on_only_open)
