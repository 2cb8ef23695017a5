"""任务: the one inbox, and the record that is chosen in it (pictures 01, 04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.case import CaseDetail
from gridclient.services.drafts import Drafts
from gridclient.services.events import Events
from gridclient.services.inbox import Inbox, InboxLine, InboxView, Scope
from gridclient.services.tasks import Tasks
from gridclient.ui.actions import QT_TRANSLATE_NOOP, Action, Group
from gridclient.ui.event.case_desk import CaseDesk, Key
from gridclient.ui.event.list_pane import ListPane
from gridclient.ui.event.rows import inbox_row
from gridclient.ui.models.row import GroupHead, Row
from gridclient.ui.page import Changed, Goto, Page
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.widgets.button import Button
from gridclient.ui.widgets.chip import ChipLine
from gridclient.ui.widgets.column import EmptyState


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
        self._events, self._inbox, self._clock = events, inbox, clock
        self._scope = Scope.MINE
        self._view = InboxView((), {})
        self._wanted: Key | None = None
        self._panes = 3
        self.list = ListPane(self._draw, _key_of, self.tr("Tasks"))
        self.desk = CaseDesk(events, tasks, drafts, runner, clock)
        self.case = self.desk.case
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.desk, 1)
        self.list.current.connect(self._on_current)
        self.list.opened.connect(self._on_opened)
        self.list.chip_changed.connect(self._on_chip)
        self.desk.shown.connect(self._on_shown)
        self.case.history.clicked.connect(self.history_asked)
        self.records = self.case.records
        self.case.shown.connect(self.records_changed)
        self.desk.form_wanted.connect(self._on_form_wanted)
        self.desk.written.connect(self._on_written)
        self.desk.goto.connect(self.goto)
        self.desk.line_said.connect(self.line_said)
        self.retranslate()

    # what the shell asks

    def regions(self) -> Sequence[QWidget]:
        """List, record."""
        return (self.list, self.desk)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page."""
        record = Group.RECORD
        return (
            Action(
                "task.do", "TasksPage", QT_TRANSLATE_NOOP("TasksPage", "Do the first thing that can be done"),
                self.case.choices.press, record, "D", page=self.name,
            ),
            Action(
                "task.supplement", "TasksPage", QT_TRANSLATE_NOOP("TasksPage", "Add a note or photo"),
                partial(self.desk.start, "supplement"), record, "N", page=self.name,
            ),
            Action(
                "task.feedback", "TasksPage", QT_TRANSLATE_NOOP("TasksPage", "Give feedback"),
                partial(self.desk.start, "feedback"), record, "Ctrl+4", page=self.name, everywhere=True,
            ),
        )  # fmt: skip

    def reload(self) -> None:
        """Read the list and the record again."""
        self.list.begin()
        scope = self._scope
        self._runner.read(self, lambda: self._inbox.view(scope), self._on_view, latest="inbox")
        self.desk.reload()

    def retranslate(self) -> None:
        """Say every word again."""
        self.list.say(self.title())
        self._show_list()
        self.desk.say_again()

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - the glossary's word for the number of a record
        """Show a record, and with a verb the form of that step."""
        kind, _, record = id.rpartition(":")
        self._wanted = (kind, record)
        self.desk.show_record(kind, record, verb)

    def here(self) -> tuple[str, str]:
        """The record that is open, with the step whose form is."""
        detail = self.case.detail
        if detail is None:
            return "", ""
        return f"{detail.kind}:{detail.id}", self.desk.form.step if self.desk.form is not None else ""

    def set_width_class(self, panes: int) -> None:
        """Three panes, the right column as a tab, or list and record in turns."""
        self._panes = panes
        self.case.set_panes(panes)
        self.list.settle_width(whole=panes == 1)
        self._settle_panes(record=self.case.detail is not None and panes == 1 and self.desk.isVisible())

    def press_primary(self) -> bool:
        """Take the step of the open form."""
        return self.desk.form.press_primary() if self.desk.form is not None else False

    def save_now(self) -> bool:
        """Keep the form that is open."""
        return self.desk.form.save_now() if self.desk.form is not None else False

    def step_back(self) -> bool:
        """Close the form (its draft stays), then back to the list."""
        if self.desk.form is not None:
            self.desk.form.save_now()
            self.desk.close_form()
            return True
        if self.list.holds_focus():
            return False
        self._settle_panes(record=False)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_filter(self) -> bool:
        """The chips of the list."""
        self.list.chips.focus_first()
        return True

    # the list

    def _on_view(self, view: InboxView) -> None:
        self._view = view
        self._show_list()
        shown = self.case.detail
        if shown is not None:
            if not self.list.select((shown.kind, shown.id)) and self.desk.form is not None:
                self.list.select_none()
        elif self._wanted is None and self._panes > 1:
            # A due visit has nothing to show here (Enter records it), so the first piece of work is opened.
            work = next((line for line in view.lines if line.row.kind != "visit"), None)
            if work is not None:
                self.list.select(work.key)
            else:
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
        line = self.list.line
        while (old := self.desk.nothing.currentWidget()) is not None:
            self.desk.nothing.removeWidget(old)
            old.deleteLater()
        if isinstance(line, InboxLine) and line.row.kind == "visit":
            begin = Button(self.tr("Record the visit"), "primary")
            begin.clicked.connect(partial(self._on_opened, line))
            row = inbox_row(line, self._events.tables, theme.language(), self._now())
            self.desk.nothing.addWidget(EmptyState("house", row.title, row.second, begin))
        elif self._view.lines:
            sentence = self.tr("The record, its history and what you can do stand here.")
            self.desk.nothing.addWidget(EmptyState("list-checks", self.tr("Choose a row to see it"), sentence))

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
        if self.list.is_showing and self.desk.form is not None:
            return  # the row of the form left the list, as after a sync; what a person types in stays open
        shown = self.case.detail
        if line.row.kind == "visit":
            self._wanted = line.key
            self.desk.show_nothing()
            self._say_nothing()
        elif shown is None or (shown.kind, shown.id) != line.key:
            self._wanted = line.key
            self.desk.show_record(*line.key)

    def _on_opened(self, line: InboxLine) -> None:
        if line.row.kind == "visit":
            self.goto.emit(Goto("households", line.row.id, "visit"))
            return
        self._wanted = line.key
        self.desk.show_record(*line.key)
        self._settle_panes(record=True)
        self.case.choices.focus_first()

    def _on_shown(self, detail: CaseDetail | None) -> None:
        if detail is not None:
            self.list.select((detail.kind, detail.id))

    def _on_form_wanted(self) -> None:
        self._settle_panes(record=True)

    def _on_written(self, changed: Changed) -> None:
        self.changed.emit(replace(changed, origin=self))
        self.reload()

    def _settle_panes(self, *, record: bool) -> None:
        one = self._panes == 1
        self.list.setVisible(not one or not record)
        self.desk.setVisible(not one or record)

    def _now(self) -> datetime:
        return self._clock.now()


def _key_of(line: InboxLine | InboxHead) -> Key:
    return ("head", "") if isinstance(line, InboxHead) else line.key
