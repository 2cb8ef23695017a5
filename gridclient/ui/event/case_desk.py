"""The record beside a list, and the form of a step in it: reads, opens, takes, takes back (picture 04)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gridclient.base.changes import Changes
from gridclient.base.clock import Clock
from gridclient.services.case import CaseDetail
from gridclient.services.drafts import Drafts
from gridclient.services.events import Events
from gridclient.services.saved import Saved
from gridclient.services.step_draft import ELSEWHERE, StepDraft
from gridclient.services.tasks import Tasks
from gridclient.ui.event.case_pane import CasePane
from gridclient.ui.event.step_choice import Choices
from gridclient.ui.event.step_form import StepForm
from gridclient.ui.event.words import step_word
from gridclient.ui.page import Changed, Goto
from gridclient.ui.photos import show_large
from gridclient.ui.runner import TaskRunner
from gridcore import flow

Key = tuple[str, str]
"""Kind and id of a record."""


class CaseDesk(QStackedWidget):
    """Shows a record, or what a page puts in its place (`nothing`)."""

    shown = Signal(object)
    """The CaseDetail that is shown now, None when the record is gone."""
    form_wanted = Signal()
    """A record was opened to take a step: it is to be seen where only one pane fits."""
    written = Signal(object)
    """A Changed without an origin."""
    goto = Signal(object)
    line_said = Signal(str)

    def __init__(
        self,
        events: Events,
        tasks: Tasks,
        drafts: Drafts,
        runner: TaskRunner,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._events, self._tasks, self._drafts, self._runner, self._clock = events, tasks, drafts, runner, clock
        self._verb = ""
        self.case = CasePane(events, runner, clock.now, events.me.role)
        self.nothing = QStackedWidget()
        self.addWidget(self.nothing)
        self.addWidget(self.case)
        self.case.step_chosen.connect(self.start)
        self.case.take_back_asked.connect(self._on_take_back)
        self.case.photo_opened.connect(self._on_photo)

    @property
    def form(self) -> StepForm | None:
        """The form that is open."""
        form = self.case.form
        return form if isinstance(form, StepForm) else None

    def show_record(self, kind: str, record: str, verb: str = "") -> None:
        """Read a record and show it; an empty kind is found out. A verb opens the form of that step."""
        self._verb = verb
        if kind:
            self._read((kind, record))
        else:
            self._runner.read(self, partial(self._kind_of, record), self._on_kind, latest="kind")

    def show_nothing(self) -> None:
        """Put the record away; what was typed into its form is kept."""
        self.close_form()
        self.case.forget()
        self.setCurrentWidget(self.nothing)

    def reload(self) -> None:
        """Read the record that is shown again."""
        if self.case.detail is not None:
            self._read((self.case.detail.kind, self.case.detail.id))

    def say_again(self) -> None:
        """Say every word again; a form that is open goes on in the other language."""
        self.case.say_again(self._events.tables)
        form = self.form
        if form is not None:
            self.close_form()
            # After the writes asked for: the new form finds what was typed into the old one.
            self._runner.write(self, lambda _progress: form.step, self.start)

    def start(self, step: str) -> bool:
        """Open the form of a step of the record shown; False when it cannot be taken now."""
        detail = self.case.detail
        if detail is None or not any(one.step.name == step and one.possible for one in detail.choices):
            return False
        if ELSEWHERE & set(flow.steps(detail.kind)[step].requires):
            self.goto.emit(Goto("inspections", detail.id, step))
            return True
        choices = partial(self._choices, detail.grid)
        self._runner.read(self, choices, partial(self._open_form, detail, step), latest="form")
        return True

    def close_form(self) -> None:
        """Put the form aside; what was typed is kept."""
        form = self.form
        if form is not None and form.keeper.is_pending:
            form.save_now()
        self.case.close_form()
        self.line_said.emit("")

    def _kind_of(self, record: str) -> Key | None:
        services = {"event": self._events, "task": self._tasks, "rectification": self._tasks}
        return next(((kind, record) for kind, one in services.items() if one.case(kind, record) is not None), None)

    def _on_kind(self, key: Key | None) -> None:
        if key is not None:
            self._read(key)

    def _read(self, key: Key) -> None:
        kind, record = key
        service = self._events if kind == "event" else self._tasks
        self._runner.read(self, lambda: service.case(kind, record), self._on_case, latest="case")

    def _on_case(self, detail: CaseDetail | None) -> None:
        if detail is None:
            self.case.forget()
            self.setCurrentWidget(self.nothing)
            self.shown.emit(None)
            return
        before = self.case.detail
        if before is not None and (before.kind, before.id) != (detail.kind, detail.id):
            self.close_form()
        self.case.show_case(detail, self._events.tables)
        self.setCurrentWidget(self.case)
        self.shown.emit(detail)
        if any(not seen.is_here for seen in detail.photos):
            self._runner.write(self, lambda _progress: self._events.want(detail), lambda _none: None)
        verb, self._verb = self._verb, ""
        if verb and self.start(verb):
            self.form_wanted.emit()

    def _choices(self, grid: str) -> Choices:
        return Choices(self._events.tables, self._events.units(), self._events.workers(grid))

    def _open_form(self, detail: CaseDetail, step: str, choices: Choices) -> None:
        self.close_form()
        form = StepForm(detail, step, choices, self._act, self._drafts, self._runner, self._clock.now())
        form.done.connect(self._on_done)
        form.closed.connect(self.close_form)
        form.kept.connect(self._on_kept)
        self.case.open_form(form)
        form.focus_first()

    def _act(self, draft: StepDraft) -> Saved:
        service = self._events if draft.kind == "event" else self._tasks
        return service.act(draft)

    def _on_done(self, saved: Saved) -> None:
        step = self.form.step if self.form is not None else ""
        self.close_form()
        said = self.tr("{step}: kept on this PC, sent when connected").format(step=step_word(step))
        self.written.emit(Changed(saved.changes, None, said, undoable=True))

    def _on_kept(self) -> None:
        time = f"{self._clock.now():%H:%M:%S}"
        self.line_said.emit(self.tr("Saved {time} on this PC, safe if power fails").format(time=time))

    def _on_take_back(self, tx: str) -> None:
        """A report is taken back on the page of reports, where it becomes a draft again."""
        detail = self.case.detail
        if detail is not None and detail.report_tx == tx:
            self.goto.emit(Goto("events", detail.id))
        else:
            self._runner.write(self, lambda _progress: self._events.take_back(tx), self._on_taken_back)

    def _on_taken_back(self, changes: Changes) -> None:
        self.written.emit(Changed(changes, None, self.tr("Taken back; nothing of it was sent")))

    def _on_photo(self, sha256: str) -> None:
        show_large(self, self._runner, partial(self._events.photo, sha256))
