"""上报: what I reported, and the form of a report (pictures 10, 17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.drafts import DraftLine, Drafts
from gridclient.services.events import EventLine, Events, Reported
from gridclient.ui.actions import QT_TRANSLATE_NOOP, Action, Group
from gridclient.ui.event.list_pane import ListPane
from gridclient.ui.event.report_desk import ReportDesk
from gridclient.ui.event.report_form import KIND, ReportForm
from gridclient.ui.event.rows import dotted, report_row
from gridclient.ui.models.row import GroupHead, ListGroup, Mark, Row
from gridclient.ui.page import Changed, Page
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.when import when
from gridclient.ui.widgets.button import Button, icon_button
from gridclient.ui.widgets.chip import ChipLine
from gridclient.ui.widgets.column import EmptyState
from gridcore.pinyin import Pinyin
from gridcore.roles import FIELD_ROLES

translate = QCoreApplication.translate


Line = ListGroup | DraftLine | EventLine


class EventsPage(Page):
    """My reports at the left, drafts first; at the right the form, or the event that is chosen.

    `open(id, verb)`: an id shows the event, or goes on with the draft of this id. Verbs of a new report, with an empty
    id: `new`, `new:household:<id>`, `new:place:<id>`, `new:school:<id>` (carried over from there), `lead` (a phoned-in
    lead); `newest` goes on with the draft kept last. `report` with the id of a household is the same as
    `new:household:<id>`.
    """

    name = "events"
    icon = "megaphone"
    reads = frozenset({"event", "log:event", "calendar"})

    def __init__(
        self,
        events: Events,
        drafts: Drafts,
        runner: TaskRunner,
        clock: Clock,
        pinyin: Pinyin,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._events, self._drafts, self._clock = events, drafts, clock
        self._only = "all"
        self._read: tuple[Reported, tuple[DraftLine, ...]] | None = None
        self._panes = 3
        self._asked = False
        self.list = ListPane(partial(_drawn, events, clock), _key_of, self.tr("My reports"))
        self._new = icon_button("plus", self.tr("Report an event"))
        self._new.clicked.connect(partial(self.begin, ""))
        if events.me.role in FIELD_ROLES:
            self.list.add_button(self._new)
        self.desk = ReportDesk(events, drafts, runner, clock, pinyin)
        self.case = self.desk.case
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.desk, 1)
        self.list.current.connect(self._on_current)
        self.list.opened.connect(self._on_opened)
        self.list.chip_changed.connect(self._on_chip)
        self.desk.shown.connect(self.list.select)
        self.case.history.clicked.connect(self.history_asked)
        self.records = self.case.records
        self.case.shown.connect(self.records_changed)
        self.desk.written.connect(self._on_written)
        self.desk.kept.connect(self.reload)
        self.desk.goto.connect(self.goto)
        self.desk.line_said.connect(self.line_said)
        self.retranslate()

    # what the shell asks

    def title(self) -> str:
        """The word on the rail."""
        return self.tr("Report")

    def regions(self) -> Sequence[QWidget]:
        """List, form or event."""
        return (self.list, self.desk)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page."""
        new = Group.NEW
        return (
            Action(
                "event.new", "EventsPage", QT_TRANSLATE_NOOP("EventsPage", "Report an event"),
                partial(self.begin, ""), new, "Ctrl+2", FIELD_ROLES, "megaphone", self.name, everywhere=True,
            ),
            Action(
                "event.lead", "EventsPage", QT_TRANSLATE_NOOP("EventsPage", "Write down a phoned-in lead"),
                partial(self.begin, "lead"), new, "Ctrl+3", FIELD_ROLES, "phone-incoming", self.name, everywhere=True,
            ),
            Action(
                "event.drop", "EventsPage", QT_TRANSLATE_NOOP("EventsPage", "Throw the draft away"),
                self.desk.drop, Group.EDIT, page=self.name,
            ),
        )  # fmt: skip

    def reload(self) -> None:
        """Read the list, and the event that is shown, again."""
        self.list.begin()
        only = self._only
        self._runner.read(
            self, lambda: (self._events.mine(only), _of_reports(self._drafts)), self._on_read, latest="mine"
        )
        self.desk.reload()

    def retranslate(self) -> None:
        """Say every word again; a form that is open goes on in the other language."""
        self.list.say(self.title())
        self._new.setToolTip(self.tr("Report an event"))
        self._new.setAccessibleName(self.tr("Report an event"))
        if self._read is not None:
            self._on_read(self._read)
        self.desk.say_again()

    @property
    def form(self) -> ReportForm | None:
        """The form that is open."""
        return self.desk.form

    def begin(self, verb: str = "") -> None:
        """Begin a report."""
        self._asked = True
        self.list.select_none()
        self._settle_panes(detail=True)
        self.desk.begin(verb)

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - the glossary's word for the number of a record
        """Show an event, go on with a draft, or begin a report (see the class)."""
        self._asked = True
        if verb == "newest":
            self._runner.read(self, partial(_newest, self._drafts), partial(self._on_asked, ""), latest="open")
        elif not id:
            self.begin(verb)
        elif verb == "report":
            self.begin(f"new:household:{id}")
        else:
            self._runner.read(self, partial(self._drafts.get, id), partial(self._on_asked, id), latest="open")

    def here(self) -> tuple[str, str]:
        """The draft of the open form; one whose id is not known yet is the newest when it is asked for."""
        if self.form is None:
            return "", ""
        draft = self.form.keeper.draft
        return (draft, "") if draft else ("", "newest" if self.form.keeper.is_touched else "")

    def set_width_class(self, panes: int) -> None:
        """Three panes, the right column of an event as a tab, or list and detail in turns."""
        self._panes = panes
        self.case.set_panes(panes)
        self.list.settle_width(whole=panes == 1)
        self._settle_panes(detail=self.form is not None)

    def press_primary(self) -> bool:
        """Send the report."""
        return self.form.press_primary() if self.form is not None else False

    def save_now(self) -> bool:
        """Keep the report."""
        return self.form.save_now() if self.form is not None else False

    def step_back(self) -> bool:
        """Back to the list; the draft stays."""
        if self.form is not None and self.form.keeper.is_pending:
            self.form.save_now()
        if self.list.holds_focus():
            return False
        self._settle_panes(detail=False)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_filter(self) -> bool:
        """The chips of the list."""
        self.list.chips.focus_first()
        return True

    # the list

    def _on_read(self, read: tuple[Reported, tuple[DraftLine, ...]]) -> None:
        self._read = read
        reported, drafts = read
        counts = reported.counts
        self.list.show_chips(
            [
                ChipLine("all", self.tr("All"), counts.all),
                ChipLine("waiting", self.tr("Waiting"), counts.waiting),
                ChipLine("open", self.tr("Under way"), counts.open),
            ],
            self._only,
        )
        lines: list[Line] = []
        if drafts and self._only == "all":
            lines += [ListGroup("drafts", len(drafts)), *drafts]
        if reported.lines:
            lines += [ListGroup("reports", len(reported.lines)), *reported.lines]
        self.list.show_lines(lines, self._empty(counts.all))
        self.list.model.redraw()
        self.list.select(self.desk.key)
        if self.form is not None or self.case.detail is not None or self._asked:
            return
        if not lines and self._events.me.role in FIELD_ROLES:
            self.begin("")
        elif reported.lines and self._panes > 1:
            self.list.select(reported.lines[0].id)

    def _empty(self, everything: int) -> EmptyState:
        if self._only != "all" and everything:
            clear = Button(self.tr("Clear the filter"), "primary")
            clear.clicked.connect(partial(self._on_chip, "all"))
            sentence = self.tr("{n} without the filter.").format(n=everything)
            return EmptyState("check-circle", self.tr("No report of this kind"), sentence, clear)
        return EmptyState(
            "megaphone",
            self.tr("Nothing reported yet"),
            self.tr("What you report stands here, with what became of it."),
        )

    def _on_chip(self, value: str) -> None:
        self._only = value
        self.reload()

    def _on_current(self, line: Line | None) -> None:
        if self._panes > 1:
            self._show(line)

    def _on_opened(self, line: Line) -> None:
        self._show(line)
        self._settle_panes(detail=True)
        if self.form is not None:
            self.form.focus_first()
        else:
            self.case.choices.focus_first()

    def _show(self, line: Line | None) -> None:
        if isinstance(line, DraftLine):
            if self.form is None or self.form.keeper.draft != line.id:
                self.desk.open_form(line.id)
        elif isinstance(line, EventLine) and (self.form is not None or self.desk.key != line.id):
            self.desk.show_event(line.id)

    def _on_asked(self, record: str, draft: DraftLine | None) -> None:
        if draft is not None and draft.kind == KIND:
            self.desk.open_form(draft.id)
        elif record:
            self.desk.show_event(record)
        else:
            return
        self._settle_panes(detail=True)

    def _on_written(self, changed: Changed) -> None:
        self.changed.emit(replace(changed, origin=self))
        self.reload()

    def _settle_panes(self, *, detail: bool) -> None:
        one = self._panes == 1
        self.list.setVisible(not one or not detail)
        self.desk.setVisible(not one or detail)


def _key_of(line: Line) -> str:
    return line.name if isinstance(line, ListGroup) else line.id


def _of_reports(drafts: Drafts) -> tuple[DraftLine, ...]:
    return tuple(line for line in drafts.lines() if line.kind == KIND)


def _drawn(events: Events, clock: Clock, line: Line) -> Row | GroupHead:
    if isinstance(line, ListGroup):
        if line.name == "drafts":
            return GroupHead(translate("EventsPage", "Not finished"))
        return GroupHead(
            translate("EventsPage", "Reported"), translate("EventsPage", "{n} in all").format(n=line.count)
        )
    if isinstance(line, EventLine):
        return report_row(line, events.tables, theme.language(), clock.now())
    body: dict[str, Any] = line.body
    return Row(
        title=line.title or translate("EventsPage", "Report without words yet"),
        second=dotted(translate("EventsPage", "being written"), str(body.get("address") or "")),
        marks=(Mark(translate("EventsPage", "draft")),),
        right=when(line.updated, clock.now()),
    )


def _newest(drafts: Drafts) -> DraftLine | None:
    return next(iter(_of_reports(drafts)), None)
