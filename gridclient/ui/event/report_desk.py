"""Beside the list of my reports: the form of a report, or the event it became (pictures 04, 17)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gridclient.base.changes import Changes
from gridclient.base.clock import Clock
from gridclient.services.case import CaseDetail
from gridclient.services.drafts import Drafts
from gridclient.services.events import Chosen, Events
from gridclient.services.saved import Saved
from gridclient.ui.event.case_pane import CasePane
from gridclient.ui.event.report_form import ReportForm
from gridclient.ui.page import Changed, Goto
from gridclient.ui.photos import show_large
from gridclient.ui.runner import TaskRunner
from gridclient.ui.widgets.column import EmptyState
from gridcore.pinyin import Pinyin

LEAD_SOURCE = "03"
"""The source of a phoned-in lead: a mobile member or volunteer."""


class ReportDesk(QStackedWidget):
    """One form at a time; what is typed stays in its draft when another is opened."""

    shown = Signal(str)
    """The id of the event or draft that is shown now."""
    written = Signal(object)
    """A Changed without an origin."""
    kept = Signal()
    """A draft was kept or thrown away: the list has changed."""
    goto = Signal(object)
    line_said = Signal(str)

    def __init__(
        self,
        events: Events,
        drafts: Drafts,
        runner: TaskRunner,
        clock: Clock,
        pinyin: Pinyin,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._events, self._drafts, self._runner = events, drafts, runner
        self._clock, self._pinyin = clock, pinyin
        self.form: ReportForm | None = None
        self._wanted = ""
        self.case = CasePane(events, runner, clock.now, events.me.role)
        self._nothing = QStackedWidget()
        self._say_nothing()
        self.addWidget(self._nothing)
        self.addWidget(self.case)
        self.case.step_chosen.connect(self._on_step)
        self.case.take_back_asked.connect(self._on_take_back)
        self.case.photo_opened.connect(self._on_photo)

    @property
    def key(self) -> str:
        """The id of what is shown: of the draft or of the event."""
        if self.form is not None:
            return self.form.keeper.draft
        return self.case.detail.id if self.case.detail is not None else ""

    def reload(self) -> None:
        """Read the event again, or say anew where the report goes."""
        if self.form is not None:
            self.form.show_link(online=self._events.is_online)
        elif self.case.detail is not None:
            self.show_event(self.case.detail.id)

    def say_again(self) -> None:
        """Say every word again; a form that is open goes on in the other language."""
        self._say_nothing()
        self.case.say_again(self._events.tables)
        form = self.form
        if form is not None:
            form.save_now()
            self._runner.write(self, lambda _progress: form.keeper.draft, self.open_form)

    def _say_nothing(self) -> None:
        while (old := self._nothing.currentWidget()) is not None:
            self._nothing.removeWidget(old)
            old.deleteLater()
        sentence = self.tr("What became of a report stands here.")
        self._nothing.addWidget(EmptyState("megaphone", self.tr("Choose a row to see it"), sentence))

    def show_event(self, record: str) -> None:
        """Read an event and show it, unless a form was opened meanwhile."""
        self._wanted = record
        self._runner.read(self, partial(self._events.detail, record), partial(self._on_event, record), latest="event")

    def begin(self, verb: str = "") -> None:
        """Begin a report (verbs: see `EventsPage`); a form nobody typed into yet is gone on with."""
        parts = verb.split(":")
        if self.form is None or self.form.keeper.draft or self.form.keeper.is_pending:
            self.open_form("")
        if self.form is None:
            return
        if len(parts) == 3:
            self._runner.read(self, partial(self._events.where, *parts[1:]), self._on_where, latest="where")
        self.form.prefill(None, LEAD_SOURCE if verb == "lead" else "")
        self.form.focus_first()

    def open_form(self, draft: str) -> None:
        """Open a form, of a draft or a new one."""
        self._wanted = ""
        self.close_form()
        form = ReportForm(self._events, self._drafts, self._runner, self._pinyin, self._clock.now(), draft=draft)
        form.show_link(online=self._events.is_online)
        form.done.connect(self._on_done)
        form.kept.connect(self._on_kept)
        self.form = form
        self.case.forget()
        self.addWidget(form)
        self.setCurrentWidget(form)
        if draft:
            self.shown.emit(draft)

    def close_form(self) -> None:
        """Put the form aside; what was typed is kept."""
        if self.form is not None:
            if self.form.keeper.is_pending:
                self.form.save_now()
            self.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.line_said.emit("")

    def drop(self) -> None:
        """Throw the draft of the form away."""
        if self.form is not None:
            self.form.keeper.drop()
            self.close_form()
            self.setCurrentWidget(self._nothing)
            self.kept.emit()

    def _on_event(self, record: str, detail: CaseDetail | None) -> None:
        if record != self._wanted:
            return
        if detail is None:
            self.case.forget()
            if self.form is None:
                self.setCurrentWidget(self._nothing)
            return
        self.close_form()
        self.case.show_case(detail, self._events.tables)
        self.setCurrentWidget(self.case)
        self.shown.emit(detail.id)

    def _on_where(self, chosen: Chosen | None) -> None:
        if self.form is not None:
            self.form.prefill(chosen)
            self.form.focus_first()

    def _on_done(self, saved: Saved) -> None:
        self.close_form()
        self.show_event(saved.id)
        said = self.tr("Reported: kept on this PC, sent when connected")
        self.written.emit(Changed(saved.changes, None, said, undoable=True))

    def _on_kept(self) -> None:
        time = f"{self._clock.now():%H:%M:%S}"
        self.line_said.emit(self.tr("Saved {time} on this PC, safe if power fails").format(time=time))
        self.kept.emit()

    def _on_step(self, step: str) -> None:
        if self.case.detail is not None:
            self.goto.emit(Goto("tasks", f"event:{self.case.detail.id}", step))

    def _on_take_back(self, tx: str) -> None:
        detail = self.case.detail
        if detail is not None and detail.report_tx == tx:
            back = partial(self._events.take_back_report, detail, tx, self._drafts)
            self._runner.write(self, lambda _progress: back(), self._on_report_back)
        else:
            self._runner.write(self, lambda _progress: self._events.take_back(tx), self._on_taken_back)

    def _on_report_back(self, back: tuple[Changes, str]) -> None:
        changes, draft = back
        self.open_form(draft)
        self.written.emit(Changed(changes, None, self.tr("Taken back; it is a draft again")))

    def _on_taken_back(self, changes: Changes) -> None:
        self.written.emit(Changed(changes, None, self.tr("Taken back; nothing of it was sent")))

    def _on_photo(self, sha256: str) -> None:
        show_large(self, self._runner, partial(self._events.photo, sha256))
