"""The detail pane of an event, a task or a rectification (picture 04)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.case import CaseDetail, Cases, MilestoneLine
from gridclient.ui.event.cards import ChoicesPanel, ClockCard, MatterCard
from gridclient.ui.event.case_facts import facts_line, facts_of, title_of
from gridclient.ui.event.clock_words import SHAPES, light_word
from gridclient.ui.event.history import entries
from gridclient.ui.event.words import mark_word, milestone_word, state_word
from gridclient.ui.page import RecordHere
from gridclient.ui.photos import thumb_size, thumbnail
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.style.paint import metrics
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8, S12, S16, S24, Tone
from gridclient.ui.widgets.button import icon_button
from gridclient.ui.widgets.column import Card, ScrollColumn
from gridclient.ui.widgets.label import label, section_head, separator
from gridclient.ui.widgets.pill import Pill
from gridclient.ui.widgets.stepper import StepLine, Stepper, StepState
from gridclient.ui.widgets.tabs import Tabs
from gridclient.ui.widgets.timeline import Timeline
from gridcore.codetable import CodeTable
from gridcore.flow import Stand
from gridcore.roles import Role

SIDE_WIDTH, SIDE_WIDTH_EN = 302, 332
"""The column at the right at scale 1, with its margins."""
TIGHT = 680
"""Narrower than this at scale 1 the two columns do not stand beside each other."""

_STATES = {
    Stand.DONE: StepState.DONE,
    Stand.CURRENT: StepState.CURRENT,
    Stand.COMING: StepState.COMING,
    Stand.LEFT_OUT: StepState.STOPPED,
}


class CasePane(QFrame):
    """Shows one record; hands on which step was chosen and which waiting entry is to be taken back."""

    shown = Signal()
    """Another record may be shown now, or none."""
    step_chosen = Signal(str)
    take_back_asked = Signal(str)
    """The transaction that can still vanish."""
    photo_opened = Signal(str)

    def __init__(
        self,
        cases: Cases,
        runner: TaskRunner,
        now: Callable[[], datetime],
        role: Role,
        parent: QWidget | None = None,
    ) -> None:
        """`cases` gives the bytes of photos; `now` the time times are seen from; `role` who looks."""
        super().__init__(parent)
        self.setProperty("frame", "ground")
        self._cases, self._runner, self._now, self._role = cases, runner, now, role
        self._tables: Mapping[str, CodeTable] = {}
        self.detail: CaseDetail | None = None
        self._title = label("", "title")
        self._state, self._light, self._waits = self._pills = Pill(""), Pill(""), Pill("")
        self._line = label("", "second", ink="second", wrap=True)
        self._stepper = Stepper()
        self.matter = MatterCard()
        self.clock = ClockCard()
        self.choices = ChoicesPanel()
        self._history = Timeline()
        self._history_head = section_head(self.tr("History"), self.tr("only added to"))
        self._history_card = Card()
        self._history_card.body.addWidget(self._history_head)
        self._history_card.body.addWidget(self._history)
        self.main = ScrollColumn((S24, S16, S12, S16))
        self._side = ScrollColumn((S12, S16, S24, S16))
        self._tabs = Tabs(self.tr("Parts of the record"))
        self._form: QWidget | None = None
        self._panes = 3
        self._lay_out()
        self.choices.chosen.connect(self.step_chosen)
        self._history.verb_pressed.connect(self._on_take_back)
        self.matter.photo_opened.connect(self.photo_opened)
        self.matter.add_asked.connect(self._on_add_asked)
        self._tabs.currentChanged.connect(self._on_tab)
        theme.notifier().changed.connect(self._on_theme_changed)
        self.set_panes(3)

    def records(self) -> Sequence[RecordHere]:
        """The record shown, for its history."""
        detail = self.detail
        return () if detail is None else (RecordHere(detail.kind, detail.id, self._title.text()),)

    def forget(self) -> None:
        """No record is shown any more."""
        self.detail = None
        self.shown.emit()

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("frame", "pane")
        words = QVBoxLayout(head)
        words.setContentsMargins(S24, S16, S24, S8)
        words.setSpacing(S8)
        first = QHBoxLayout()
        first.setSpacing(S12)
        first.addWidget(self._title)
        for pill in self._pills:
            first.addWidget(pill)
        first.addStretch(1)
        self.history = icon_button("clock-counter-clockwise", self.tr("Who changed what"))
        self.history.setObjectName("history.open")
        first.addWidget(self.history)
        words.addLayout(first)
        words.addWidget(self._line)
        words.addWidget(self._stepper)
        words.addWidget(self._tabs)
        self.main.body.addWidget(self.matter)
        self.main.body.addWidget(self._history_card)
        self.main.body.addStretch(1)
        self._side.body.addWidget(self.clock)
        self._side.body.addWidget(self.choices, 1)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.main, 1)
        columns.addWidget(self._side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(head)
        outer.addWidget(separator())
        outer.addLayout(columns, 1)

    # what is shown

    def show_case(self, detail: CaseDetail, tables: Mapping[str, CodeTable]) -> None:
        """Show a record, or the same one anew; a form that is open stays open."""
        self.detail, self._tables = detail, tables
        now = self._now()
        language = theme.language()
        self._title.setText(title_of(detail, tables, language))
        mark = mark_word(next((one.milestone.mark for one in detail.milestones if one.milestone.mark), ""))
        self._state.show_state(mark or state_word(detail.state), Tone.AMBER if mark else Tone.GREY)
        self._light.show_state(light_word(detail.clock), None, SHAPES[detail.clock.light])
        self._light.setVisible(detail.clock.due is not None)
        self._waits.show_state(self.tr("waiting"), None, Shape.WAITING)
        self._waits.setVisible(detail.is_waiting)
        self._settle_title()
        self._line.setText(facts_line(detail, tables, language))
        self._stepper.setVisible(bool(detail.milestones))
        self._stepper.show_steps([self._step(one) for one in detail.milestones])
        may_add = any(one.step.name == "supplement" and one.possible for one in detail.choices)
        self.matter.show_matter(detail, facts_of(detail, tables, language, now), may_add=may_add)
        self.clock.show_clock(detail, now)
        self.choices.show_choices(detail.choices, self._role)
        self._history_card.setVisible(bool(detail.history))
        self._history.show_entries(entries(detail, now))
        self._read_pictures(detail)
        self.shown.emit()

    def say_again(self, tables: Mapping[str, CodeTable]) -> None:
        """Say every word again in the language now chosen."""
        self.history.setAccessibleName(self.tr("Who changed what"))
        self.history.setToolTip(self.tr("Who changed what (F3)"))
        fresh = section_head(self.tr("History"), self.tr("only added to"))
        self._history_card.body.replaceWidget(self._history_head, fresh)
        self._history_head.deleteLater()
        self._history_head = fresh
        if self.detail is not None:
            self.show_case(self.detail, tables)
            self.choices.say_again(self._role)
            self._settle_tabs(anew=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A title too long for one line is broken into two."""
        super().resizeEvent(event)
        self._settle_title()
        self._settle_tabs()

    def _settle_title(self) -> None:
        pills = sum(pill.sizeHint().width() + S12 for pill in self._pills if pill.isVisibleTo(self))
        wanted = metrics("title", bold=True).horizontalAdvance(self._title.text()) + 1
        room = self.width() - 2 * S24 - pills
        self._title.setWordWrap(wanted > room)
        self._title.setFixedWidth(max(1, min(round(wanted), round(room))))

    def _read_pictures(self, detail: CaseDetail) -> None:
        size = thumb_size()
        here = [seen.photo.sha256 for seen in detail.photos if seen.is_here and seen.photo.sha256 is not None]

        def read() -> dict[str, QImage | None]:
            found = {sha256: self._cases.photo(sha256) for sha256 in here}
            return {sha256: None if data is None else thumbnail(data, size) for sha256, data in found.items()}

        if here:
            self._runner.read(self, read, self.matter.show_pictures, latest="pictures")

    def _step(self, line: MilestoneLine) -> StepLine:
        milestone = line.milestone
        below = f"{line.at.astimezone(self._now().tzinfo):%m-%d %H:%M}" if line.at is not None else ""
        state = _STATES[milestone.stand]
        if milestone.stand is Stand.CURRENT:
            below = mark_word(milestone.mark)
            postponed = self.detail.body.get("delay_count") if self.detail is not None else None
            if not below and milestone.code == "handle" and postponed:
                below = self.tr("extension no. {n}").format(n=postponed)
            state = StepState.SENT_BACK if milestone.mark in {"rework", "return_back"} else state
        if milestone.mark in {"refuse", "void"}:
            below = mark_word(milestone.mark)
        return StepLine(milestone_word(milestone.code), state, below)

    # the form of a step

    def open_form(self, form: QWidget) -> None:
        """Show the form of a step above everything else in the middle column."""
        self.close_form()
        self._form = form
        self.main.body.insertWidget(0, form)
        self._tabs.setCurrentIndex(0)
        self.main.verticalScrollBar().setValue(0)

    def close_form(self) -> None:
        """Take the form away; what was typed is in its draft."""
        if self._form is not None:
            self.main.body.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    @property
    def form(self) -> QWidget | None:
        """The form that is open."""
        return self._form

    # widths

    def set_panes(self, panes: int) -> None:
        """With fewer than three panes the right column becomes a tab (UI 2: Widths); so it does where it is tight."""
        self._panes = panes
        self._settle_tabs(anew=True)

    def _settle_tabs(self, *, anew: bool = False) -> None:
        wanted = self._panes < 3 or self.width() < TIGHT * theme.current().size.scale
        if not anew and wanted == (self._tabs.count() > 0):
            return
        self._tabs.blockSignals(True)
        here = max(self._tabs.currentIndex(), 0)
        while self._tabs.count():
            self._tabs.removeTab(0)
        if wanted:
            self._tabs.addTab(self.tr("Record"))
            self._tabs.addTab(self.tr("What to do"))
            self._tabs.setCurrentIndex(here)
        self._tabs.setVisible(wanted)
        self._tabs.blockSignals(False)
        self._settle()

    def _settle(self) -> None:
        tabbed = self._tabs.count() > 0
        side = self._tabs.currentIndex() == 1
        side_width = SIDE_WIDTH if theme.language().startswith("zh") else SIDE_WIDTH_EN
        width = round(side_width * theme.current().size.scale)
        self._side.setMinimumWidth(0 if tabbed else width)
        self._side.setMaximumWidth(16 * 1024 if tabbed else width)
        self._side.set_margins(S24 if tabbed else S12, S16, S24, S16)
        self.main.set_margins(S24, S16, S24 if tabbed else S12, S16)
        self.main.setVisible(not tabbed or not side)
        self._side.setVisible(not tabbed or side)

    def _on_theme_changed(self) -> None:
        self._settle_tabs()
        self._settle_title()
        self._settle()

    def _on_tab(self, _index: int) -> None:
        self._settle()

    def _on_take_back(self, entry: str) -> None:
        lines = self.detail.history if self.detail is not None else ()
        tx = next((line.takes_back for line in lines if line.id == entry), "")
        if tx:
            self.take_back_asked.emit(tx)

    def _on_add_asked(self) -> None:
        self.step_chosen.emit("supplement")
