"""List and detail side by side, and the forms in the place of the detail: how one leads to the other (UI 1.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from gridclient.base.changes import Changes
from gridclient.base.clock import Clock
from gridclient.services.drafts import Drafts
from gridclient.services.households import (
    HouseholdDetail,
    HouseholdLine,
    HouseholdList,
    Households,
    following,
    is_due,
)
from gridclient.services.people import Duplicate, People
from gridclient.services.timeline import Timeline, TimelineEntry
from gridclient.services.visits import Visits
from gridclient.ui.household.detail_pane import DetailPane
from gridclient.ui.household.edit_form import EditForm, EditSaved
from gridclient.ui.household.list_pane import ListPane
from gridclient.ui.household.unmask import Unmasker
from gridclient.ui.household.visit_form import VisitForm, VisitSaved
from gridclient.ui.page import Goto
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.widgets.label import divider
from gridcore.person import Person

LIST_WIDTH, WALK_WIDTH = 440, 400
_NO_LIMIT: Final = 16_777_215
"""Qt's own greatest width."""
_MOST_GROWTH: Final = 1.15


@dataclass(frozen=True, slots=True)
class HouseholdServices:
    """What the page works with."""

    households: Households
    people: People
    visits: Visits
    timeline: Timeline
    drafts: Drafts


@dataclass(frozen=True, slots=True)
class Written:
    """Something was written: what it touched, and the sentence of the toast."""

    changes: Changes
    said: str
    is_undoable: bool


@dataclass(frozen=True, slots=True)
class _Whole:
    detail: HouseholdDetail | None
    story: tuple[TimelineEntry, ...] = ()
    twins: tuple[Duplicate, ...] = ()


class Desk(QWidget):
    """The panes of the page and the ways between them."""

    written = Signal(object)
    """A Written."""
    goto = Signal(object)
    """A Goto."""

    def __init__(
        self, services: HouseholdServices, clock: Clock, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self.household = ""
        """The id of the household shown."""
        self._walk: tuple[HouseholdLine, ...] = ()
        self._panes, self._is_deep = 3, False
        self.list = ListPane(clock.now)
        self.detail = DetailPane(clock.now)
        self.edit = EditForm(services.households, services.drafts, runner, clock.now)
        self.visit = VisitForm(services.visits, services.drafts, runner)
        self._unmasker = Unmasker(services.people, runner, self.detail.name_of, self)
        self.right = QStackedWidget()
        for pane in (self.detail, self.edit, self.visit):
            self.right.addWidget(pane)
        self._line = divider()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._line)
        row.addWidget(self.right, 1)
        self._connect()
        self._settle()

    @property
    def is_recording(self) -> bool:
        """Whether the form of a visit is open."""
        return self.right.currentWidget() is self.visit

    @property
    def is_editing(self) -> bool:
        """Whether the form of a household is open."""
        return self.right.currentWidget() is self.edit

    def set_panes(self, panes: int) -> None:
        """Three: list, detail, timeline; two: the timeline is a tab; one: list or detail."""
        self._panes = panes
        self.detail.set_panes(panes)
        self._settle()

    def reload(self) -> None:
        """Read list and household again."""
        self._read_list()
        self._read_detail()

    def show_household(self, household: str) -> None:
        """Show a household, and put the focus on its verbs."""
        self.leave_form()
        self.household, self._is_deep = household, True
        self.list.select(household)
        self._settle()
        self._read_detail()
        self.detail.focus_primary()

    def record_visit(self, household: str = "", corrects: str = "") -> None:
        """Begin a visit: to this household, the one shown, or the first one that is due."""
        due = next((line.id for line in self.list.lines if is_due(line)), "")
        household = household or self.household or due
        if not household:
            # Ctrl+1 before the list was ever read: the first door of the day, which stands first when it is due.
            walk = self._services.households.walk
            first = partial(_first_due, walk)
            self._runner.read(self, first, lambda found: self.record_visit(found) if found else None, latest="round")
            return
        self.household = household
        self._show(self.visit)
        self.visit.open(household, corrects)
        self._read_list()

    def edit_household(self, *, add_person: bool = False, is_new: bool = False) -> None:
        """The form of the household shown, with one more person when asked; or that of a new household."""
        if self.household or is_new:
            self._show(self.edit)
            self.edit.open("" if is_new else self.household, add_person=add_person)

    def report_event(self) -> None:
        """A new report in the page of events, at this household."""
        if self.household:
            self.goto.emit(Goto("events", verb=f"new:household:{self.household}"))

    def leave_form(self) -> None:
        """Close the form; what is typed stays as a draft."""
        if not (self.is_recording or self.is_editing):
            return
        self.edit.leave()
        self.visit.leave()
        self.right.setCurrentWidget(self.detail)
        self.list.leave_walk()
        self._settle()
        self.reload()
        self.detail.focus_primary()

    def step_back(self) -> bool:
        """Out of a form, then from the household to the list."""
        if self.is_recording or self.is_editing:
            self.leave_form()
            return True
        if self.list.leave_filter():
            return True
        focus = QApplication.focusWidget()
        if self._panes == 1 and self._is_deep:
            self._is_deep = False
            self._settle()
        elif focus is not None and self.list.isAncestorOf(focus):
            return False
        self.list.view.setFocus()
        return True

    def _connect(self) -> None:
        self.list.asked.connect(self._read_list)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self.show_household)
        self.list.add_asked.connect(partial(self.edit_household, is_new=True))
        self.detail.visit_asked.connect(self.record_visit)
        self.detail.event_asked.connect(self.report_event)
        self.detail.edit_asked.connect(self.edit_household)
        self.detail.person_asked.connect(partial(self.edit_household, add_person=True))
        self.detail.entry_opened.connect(self._on_entry)
        for pane in (self.detail, self.edit):
            pane.unmask_asked.connect(self._unmasker.ask)
        self.edit.saved.connect(self._on_edit_saved)
        self.visit.saved.connect(self._on_visit_saved)
        for form in (self.edit, self.visit):
            form.closed.connect(self.leave_form)
            form.gone.connect(self.leave_form)
        self._unmasker.unmasked.connect(self._on_unmasked)
        self.detail.overview.members.copied.connect(self._unmasker.note_copy)
        self.detail.back_asked.connect(self.step_back)
        theme.notifier().changed.connect(self._on_theme_changed)

    def _settle(self) -> None:
        """Widths, and which panes are seen."""
        scale = min(theme.current().size.scale, _MOST_GROWTH)
        width = round((WALK_WIDTH if self.is_recording else LIST_WIDTH) * scale)
        self.list.setMinimumWidth(width if self._panes > 1 else 0)
        self.list.setMaximumWidth(width if self._panes > 1 else _NO_LIMIT)
        is_deep = self._is_deep or self.is_recording or self.is_editing
        self.list.setVisible(self._panes > 1 or not is_deep)
        self.right.setVisible(self._panes > 1 or is_deep)
        self._line.setVisible(self._panes > 1)

    def _show(self, form: QWidget) -> None:
        if self.is_editing and form is not self.edit:
            self.edit.leave()
        if self.is_recording and form is not self.visit:
            self.visit.leave()
            self.list.leave_walk()
        self.right.setCurrentWidget(form)
        self._settle()

    def _read_list(self) -> None:
        households = self._services.households
        if self.is_recording and (at := self.visit.household):
            self._runner.read(self, lambda: households.walk(at), self._on_walk, latest="list")
            return
        chip, words = self.list.chip, self.list.filter_words
        self._runner.read(self, lambda: households.list(chip, words), self._on_list, latest="list")

    def _on_list(self, shown: HouseholdList) -> None:
        self.list.show_list(shown)
        if not self.household and shown.lines:
            self.household = shown.lines[0].id
            self._read_detail()
        self.list.select(self.household)

    def _on_walk(self, lines: tuple[HouseholdLine, ...]) -> None:
        self._walk = lines
        self.list.show_walk(lines, self.visit.household)
        after = following(lines, self.visit.household)
        self.visit.set_next(after.head_name if after is not None else "")

    def _read_detail(self) -> None:
        if household := self.household:
            self._runner.read(self, lambda: _whole(self._services, household), self._on_whole, latest="detail")

    def _on_whole(self, whole: _Whole) -> None:
        if whole.detail is None:
            self.household = ""
            self.detail.show_nothing()
        else:
            self.detail.show_detail(whole.detail, whole.story, whole.twins)

    def _on_chosen(self, household: str) -> None:
        """Another row is current: the detail follows, or the next visit begins."""
        if self.is_recording:
            self.record_visit(household)
            return
        self.household = household
        if self.is_editing:
            self.leave_form()
        self._read_detail()

    def _on_visit_saved(self, done: VisitSaved) -> None:
        said = self.tr("Visit to {name} saved on this PC").format(name=done.name)
        self.written.emit(Written(done.saved.changes, said, bool(done.saved.tx)))
        after = following(self._walk, self.household) if done.then == "next" else None
        if after is not None:
            self.record_visit(after.id)
            return
        self.leave_form()
        if done.then == "report":
            self.report_event()

    def _on_edit_saved(self, done: EditSaved) -> None:
        said = self.tr("Household added") if done.is_new else self.tr("Changes to {name} saved").format(name=done.name)
        if done.saved.tx:
            self.written.emit(Written(done.saved.changes, said, is_undoable=True))
        self.household = done.saved.id
        self.leave_form()

    def _on_entry(self, entry: str) -> None:
        """An event opens in its page; a visit can be corrected."""
        what, _, record = entry.partition("/")
        if what == "event":
            self.goto.emit(Goto("events", record))
        elif what == "visit" and self.household:
            self.record_visit(self.household, record)

    def _on_theme_changed(self) -> None:
        """Sizes that were taken when a form was built are taken again."""
        self._settle()
        self.detail.set_panes(self._panes)
        self.list.retranslate()
        for form in (self.edit, self.visit):
            form.retranslate()

    def _on_unmasked(self, person: str, body: Person) -> None:
        self.detail.overview.members.reveal(person, body)
        self.edit.reveal(person)


def _whole(services: HouseholdServices, household: str) -> _Whole:
    detail = services.households.detail(household)
    if detail is None:
        return _Whole(None)
    twins = services.people.twins(frozenset(member.id for member in detail.members))
    return _Whole(detail, services.timeline.of_household(household), twins)


def _first_due(walk: Callable[[], tuple[HouseholdLine, ...]]) -> str:
    return next((line.id for line in walk() if is_due(line)), "")
