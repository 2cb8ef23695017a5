"""任务: the one inbox, and the record that is chosen in it (pictures 01, 04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from gridclient.base.changes import Changes
from gridclient.base.clock import Clock
from gridclient.services.case import CaseDetail
from gridclient.services.drafts import Drafts
from gridclient.services.events import Events
from gridclient.services.inbox import Inbox, InboxLine, InboxView, Scope
from gridclient.services.saved import Saved
from gridclient.services.step_draft import ELSEWHERE, StepDraft
from gridclient.services.tasks import Tasks
from gridclient.ui.actions import QT_TRANSLATE_NOOP, Action, Group
from gridclient.ui.event.case_pane import CasePane
from gridclient.ui.event.list_pane import ListPane
from gridclient.ui.event.photo_view import PhotoView
from gridclient.ui.event.rows import inbox_row
from gridclient.ui.event.step_choice import Choices
from gridclient.ui.event.step_form import StepForm
from gridclient.ui.event.words import step_word
from gridclient.ui.models.row import GroupHead, Row
from gridclient.ui.page import Changed, Goto, Page
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.widgets.button import Button
from gridclient.ui.widgets.chip import ChipLine
from gridclient.ui.widgets.column import EmptyState
from gridcore import flow

Key = tuple[str, str]
"""Kind and id of a row."""


@dataclass(frozen=True, slots=True)
class InboxHead:
    """The head of the list: how many rows."""

    n: int


class TasksPage(Page):
    """Reads the inbox of the person; opens an event, a task or a rectification beside it.

    `open(id, verb)`: id is a record's, or `kind:id`; verb is the name of a step, whose form is opened.
    """

    name = "tasks"
    icon = "check-square-offset"
    reads = frozenset(
        {"event", "task", "rectification", "visit", "household", "calendar"}
        | {"log:event", "log:task", "log:rectification"}
    )
    opens = frozenset({"event", "task", "rectification"})

    def __init__(
        self,
        events: Events,
        tasks: Tasks,
        inbox: Inbox,
        drafts: Drafts,
        runner: TaskRunner,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._events, self._tasks, self._inbox, self._drafts, self._clock = events, tasks, inbox, drafts, clock
        self._scope = Scope.MINE
        self._view = InboxView((), {})
        self._wanted: Key | None = None
        self._verb = ""
        self._panes = 3
        self.list = ListPane(self._draw, _key_of, self.tr("Tasks"))
        self.case = CasePane(events, runner, clock.now, events.me.role)
        self._nothing = QStackedWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.case)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.list.current.connect(self._on_current)
        self.list.opened.connect(self._on_opened)
        self.list.chip_changed.connect(self._on_chip)
        self.case.step_chosen.connect(self.start)
        self.case.take_back_asked.connect(self._on_take_back)
        self.case.photo_opened.connect(self._on_photo)
        self.retranslate()

    # what the shell asks

    def title(self) -> str:
        """The word on the rail."""
        return self.tr("Tasks")

    def regions(self) -> Sequence[QWidget]:
        """List, record."""
        return (self.list, self._stack)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page."""
        record = Group.RECORD
        return (
            Action(
                "task.do", "TasksPage", QT_TRANSLATE_NOOP("TasksPage", "Do the first thing that can be done"),
                self._do_first, record, "D", page=self.name,
            ),
            Action(
                "task.supplement", "TasksPage", QT_TRANSLATE_NOOP("TasksPage", "Add a note or photo"),
                partial(self.start, "supplement"), record, "N", page=self.name,
            ),
            Action(
                "task.feedback", "TasksPage", QT_TRANSLATE_NOOP("TasksPage", "Give feedback"),
                partial(self.start, "feedback"), record, "Ctrl+4", page=self.name, everywhere=True,
            ),
        )  # fmt: skip

    def reload(self) -> None:
        """Read the list and the record again."""
        self.list.begin()
        scope = self._scope
        self._runner.read(self, lambda: self._inbox.view(scope), self._on_view, latest="inbox")
        if self.case.detail is not None:
            self._read_case((self.case.detail.kind, self.case.detail.id))

    def retranslate(self) -> None:
        """Say every word again."""
        self.list.say(self.title())
        self._show_list()
        detail = self.case.detail
        if detail is not None:
            self.case.say_again(self._events.tables)
            form = self.case.form
            if isinstance(form, StepForm):
                form.save_now()
                self.start(form.step)

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - the glossary's word for the number of a record
        """Show a record, and with a verb the form of that step."""
        kind, _, record = id.rpartition(":")
        self._verb = verb
        self._wanted = (kind or "event", record)
        if kind:
            self._read_case(self._wanted)
        else:
            self._runner.read(self, partial(self._kind_of, record), self._on_kind, latest="kind")

    def set_width_class(self, panes: int) -> None:
        """Three panes, the right column as a tab, or list and record in turns."""
        self._panes = panes
        self.case.set_panes(panes)
        self.list.settle_width(whole=panes == 1)
        self._settle_panes(record=self.case.detail is not None and panes == 1 and self._stack.isVisible())

    def press_primary(self) -> bool:
        """Take the step of the open form."""
        form = self.case.form
        return form.press_primary() if isinstance(form, StepForm) else False

    def save_now(self) -> bool:
        """Keep the form that is open."""
        form = self.case.form
        return form.save_now() if isinstance(form, StepForm) else False

    def step_back(self) -> bool:
        """Close the form (its draft stays), then back to the list."""
        form = self.case.form
        if isinstance(form, StepForm):
            form.save_now()
            self._close_form()
            return True
        if self.list.holds_focus() and (self._panes > 1 or not self._stack.isVisible()):
            return False
        self._settle_panes(record=False)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_filter(self) -> bool:
        """The chips of the list."""
        self.list.chips.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.chips.focusNextChild()
        return True

    # the list

    def _on_view(self, view: InboxView) -> None:
        self._view = view
        self._show_list()
        shown = self.case.detail
        if shown is not None:
            self.list.select((shown.kind, shown.id))
        elif self._wanted is None and self._panes > 1:
            self.list.select_first()

    def _show_list(self) -> None:
        counts = self._view.counts
        words = {
            Scope.MINE: self.tr("Mine to do"),
            Scope.ALL: self.tr("All"),
            Scope.DONE: self.tr("Done"),
        }
        chips = [ChipLine(str(scope), words[scope], counts.get(scope)) for scope in Scope]
        self.list.show_chips(chips, str(self._scope))
        head = [InboxHead(len(self._view.lines))] if self._view.lines else []
        self.list.show_lines([*head, *self._view.lines], self._empty())
        self._say_nothing()
        self.list.model.redraw()

    def _empty(self) -> EmptyState:
        everything = self._view.counts.get(Scope.ALL, 0)
        if self._scope is Scope.MINE and everything:
            more = Button(self.tr("Show all {n}").format(n=everything))
            more.clicked.connect(partial(self._on_chip, str(Scope.ALL)))
            return EmptyState(
                "check-circle", self.tr("Nothing waits for you"), self.tr("What others have to do is under All."), more
            )
        if self._scope is Scope.DONE:
            return EmptyState(
                "check-circle", self.tr("Nothing done yet"), self.tr("What you have handled stands here.")
            )
        return EmptyState(
            "check-circle", self.tr("No open work"), self.tr("New tasks appear here after the next sync.")
        )

    def _say_nothing(self) -> None:
        while (old := self._nothing.currentWidget()) is not None:
            self._nothing.removeWidget(old)
            old.deleteLater()
        if self._view.lines:
            sentence = self.tr("The record, its history and what you can do stand here.")
            self._nothing.addWidget(EmptyState("list-checks", self.tr("Choose a row to see it"), sentence))

    def _draw(self, line: InboxLine | InboxHead) -> Row | GroupHead:
        if isinstance(line, InboxHead):
            return GroupHead(self.tr("{n} items").format(n=line.n), self.tr("overdue first"))
        return inbox_row(line, self._events.tables, theme.language(), self._now())

    def _on_chip(self, value: str) -> None:
        self._scope = Scope(value)
        self.reload()

    def _on_current(self, line: InboxLine | None) -> None:
        if line is None or self._panes == 1:
            return
        shown = self.case.detail
        if line.row.kind != "visit" and (shown is None or (shown.kind, shown.id) != line.key):
            self._wanted = line.key
            self._read_case(line.key)

    def _on_opened(self, line: InboxLine) -> None:
        if line.row.kind == "visit":
            self.goto.emit(Goto("households", line.row.id, "visit"))
            return
        self._wanted = line.key
        self._read_case(line.key)
        self._settle_panes(record=True)
        self.case.choices.focus_first()

    # the record

    def _kind_of(self, record: str) -> Key | None:
        services = {"event": self._events, "task": self._tasks, "rectification": self._tasks}
        return next(((kind, record) for kind, one in services.items() if one.case(kind, record) is not None), None)

    def _on_kind(self, key: Key | None) -> None:
        if key is not None:
            self._wanted = key
            self._read_case(key)

    def _read_case(self, key: Key) -> None:
        kind, record = key
        service = self._events if kind == "event" else self._tasks
        self._runner.read(self, lambda: service.case(kind, record), self._on_case, latest="case")

    def _on_case(self, detail: CaseDetail | None) -> None:
        if detail is None:
            self.case.detail = None
            self._stack.setCurrentWidget(self._nothing)
            return
        before = self.case.detail
        if before is not None and (before.kind, before.id) != (detail.kind, detail.id):
            self._close_form()
        self.case.show_case(detail, self._events.tables)
        self._stack.setCurrentWidget(self.case)
        self.list.select((detail.kind, detail.id))
        if any(not seen.is_here for seen in detail.photos):
            self._runner.write(self, lambda _progress: self._events.want(detail), lambda _none: None)
        if self._verb:
            verb, self._verb = self._verb, ""
            self._settle_panes(record=True)
            self.start(verb)

    def start(self, step: str) -> bool:
        """Open the form of a step of the record shown; False when it cannot be taken now."""
        detail = self.case.detail
        if detail is None or not any(one.step.name == step and one.possible for one in detail.choices):
            return False
        if ELSEWHERE & set(flow.steps(detail.kind)[step].requires):
            self.goto.emit(Goto("inspections", detail.id, step))
            return True
        self._runner.read(
            self, partial(self._choices, detail.grid), partial(self._open_form, detail, step), latest="form"
        )
        return True

    def _choices(self, grid: str) -> Choices:
        return Choices(self._events.tables, self._events.units(), self._events.workers(grid))

    def _open_form(self, detail: CaseDetail, step: str, choices: Choices) -> None:
        form = StepForm(detail, step, choices, self._act, self._drafts, self._runner, self._now())
        form.done.connect(self._on_done)
        form.closed.connect(self._close_form)
        form.kept.connect(self._on_kept)
        self.case.open_form(form)
        form.focus_first()

    def _close_form(self) -> None:
        form = self.case.form
        if isinstance(form, StepForm) and form.keeper.is_pending:
            form.save_now()
        self.case.close_form()
        self.line_said.emit("")

    def _act(self, draft: StepDraft) -> Saved:
        service = self._events if draft.kind == "event" else self._tasks
        return service.act(draft)

    def _on_done(self, saved: Saved) -> None:
        form = self.case.form
        step = form.step if isinstance(form, StepForm) else ""
        self._close_form()
        said = self.tr("{step}: kept on this PC, sent when connected").format(step=step_word(step))
        self.changed.emit(Changed(saved.changes, self, said, undoable=True))
        self.reload()

    def _on_kept(self) -> None:
        now = self._now()
        self.line_said.emit(self.tr("Saved {time} on this PC, safe if power fails").format(time=f"{now:%H:%M:%S}"))

    def _on_take_back(self, tx: str) -> None:
        detail = self.case.detail
        if detail is not None and detail.report_tx == tx:
            self.goto.emit(Goto("events", detail.id))
        else:
            self._runner.write(self, lambda _progress: self._events.take_back(tx), self._on_taken_back)

    def _on_taken_back(self, changes: Changes) -> None:
        self.changed.emit(Changed(changes, self, self.tr("Taken back; nothing of it was sent")))
        self.reload()

    def _on_photo(self, sha256: str) -> None:
        self._runner.read(self, lambda: self._events.photo(sha256), partial(PhotoView.show_over, self.window()))

    def _do_first(self) -> None:
        self.case.choices.press()

    def _settle_panes(self, *, record: bool) -> None:
        one = self._panes == 1
        self.list.setVisible(not one or not record)
        self._stack.setVisible(not one or record)

    def _now(self) -> datetime:
        return self._clock.now()


def _key_of(line: InboxLine | InboxHead) -> Key:
    return ("head", "") if isinstance(line, InboxHead) else line.key
