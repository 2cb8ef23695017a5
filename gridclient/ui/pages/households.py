"""The page 住户: list, one household, and the forms that open in its place (UI 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from gridclient.base.clock import Clock
from gridclient.base.progress import Progress
from gridclient.services.drafts import Drafts
from gridclient.services.households import HouseholdDetail, HouseholdLine, HouseholdList, Households, is_due
from gridclient.services.people import Duplicate, People
from gridclient.services.timeline import Timeline, TimelineEntry
from gridclient.services.visits import Visits
from gridclient.ui.actions import Action, Group
from gridclient.ui.household.detail_pane import DetailPane
from gridclient.ui.household.edit_form import EditForm, EditSaved
from gridclient.ui.household.list_pane import ListPane
from gridclient.ui.household.unmask import UnmaskDialog
from gridclient.ui.household.visit_form import VisitForm, VisitSaved
from gridclient.ui.page import Changed, Goto, Page
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.widgets.label import divider
from gridcore.person import Person
from gridcore.roles import FIELD_ROLES

LIST_WIDTH, WALK_WIDTH = 440, 400


@dataclass(frozen=True, slots=True)
class HouseholdServices:
    """What the page works with."""

    households: Households
    people: People
    visits: Visits
    timeline: Timeline
    drafts: Drafts


@dataclass(frozen=True, slots=True)
class _Whole:
    detail: HouseholdDetail | None
    story: tuple[TimelineEntry, ...] = ()
    twins: tuple[Duplicate, ...] = ()


class HouseholdsPage(Page):
    """The list stays, the detail changes: a household, its form, or the form of a visit."""

    name: ClassVar[str] = "households"
    icon: ClassVar[str] = "house"
    reads: ClassVar[frozenset[str]] = frozenset(
        {"household", "person", "visit", "event", "house", "occupancy", "issue:household", "issue:person"}
    )
    opens: ClassVar[frozenset[str]] = frozenset({"household", "person"})

    def __init__(
        self, services: HouseholdServices, clock: Clock, runner: TaskRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(runner, parent)
        self._services, self._clock = services, clock
        self._current = ""
        self._walk: tuple[HouseholdLine, ...] = ()
        self._panes = 3
        self._build()
        self._connect()

    # what a page says about itself

    def title(self) -> str:
        """The word on the rail."""
        return self.tr("Households")

    def regions(self) -> Sequence[QWidget]:
        """List and detail."""
        return (self._list, self._right)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page."""
        context = "HouseholdsPage"
        made = partial(Action, context=context, page=self.name, roles=FIELD_ROLES)
        return (
            made("household.visit", text="Record visit", run=self.record_visit, group=Group.NEW, shortcut="Ctrl+1",
                 icon="note-pencil", everywhere=True),
            made("household.edit", text="Edit household", run=self.edit_in_place, icon="pencil-simple"),
            made("household.add", text="New household", run=self.add_household, group=Group.NEW, icon="plus"),
            made("person.add", text="Add person", run=self.add_person, icon="user-plus"),
            made("household.report", text="Report event here", run=self._on_event, icon="megaphone"),
            made("visit.all_fine", text="Visit: all fine", run=self._visit.all_normal, icon="checks"),
        )  # fmt: skip

    # what the shell does with it

    def reload(self) -> None:
        """Read list and household again."""
        self._read_list()
        self._read_detail()

    def retranslate(self) -> None:
        """Say every word again."""
        self._list.retranslate()
        self._detail.retranslate()
        self._edit.retranslate()
        self._visit.retranslate()

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - as the base says
        """Show a household, or the one a person lives in. `first` or `visit` begins a visit, `edit` opens the form."""
        self._runner.read(self, lambda: self._household_of(id), partial(self._on_found, verb), latest="open")

    def set_width_class(self, panes: int) -> None:
        """Three: list, detail, timeline; two: the timeline is a tab; one: list or detail."""
        self._panes = panes
        self._detail.set_panes(panes)
        self._settle()

    def press_primary(self) -> bool:
        """The primary button of what is open."""
        shown = self._right.currentWidget()
        if shown is self._visit:
            self._visit.press_primary()
        elif shown is self._edit:
            self._edit.press_primary()
        elif self._current:
            self.record_visit()
        return True

    def save_now(self) -> bool:
        """Keep what is typed."""
        shown = self._right.currentWidget()
        if shown is self._visit:
            return self._visit.keep()
        return self._edit.keep() if shown is self._edit else False

    def edit_in_place(self) -> bool:
        """F2: the form of the household."""
        if not self._current or self._right.currentWidget() is self._visit:
            return False
        self._show_form(self._edit)
        self._edit.open(self._current)
        return True

    def focus_filter(self) -> bool:
        """Ctrl+F."""
        self._list.focus_filter()
        return True

    def step_back(self) -> bool:
        """Esc: out of a form, then from the household to the list."""
        if self._right.currentWidget() is not self._detail:
            self._leave_form()
            return True
        if self._panes == 1 and self._right.isVisible():
            self._is_deep = False
            self._settle()
            self._list.view.setFocus()
            return True
        if not self._list.isAncestorOf(self.focusWidget() or self):
            self._list.view.setFocus()
            return True
        return False

    # verbs

    def record_visit(self) -> None:
        """Begin a visit to the household shown, else to the first one that is due."""
        household = self._current or next((line.id for line in self._list.lines if is_due(line)), "")
        if household:
            self._start_visit(household)

    def add_household(self) -> None:
        """The form of a new household."""
        self._show_form(self._edit)
        self._edit.open()

    def add_person(self) -> None:
        """The form of the household with the fields of one more person."""
        if self._current:
            self._show_form(self._edit)
            self._edit.open(self._current, add_person=True)

    def _build(self) -> None:
        self._is_deep = False
        now = self._clock.now
        self._list = ListPane(now)
        self._detail = DetailPane(now)
        self._edit = EditForm(self._services.households, self._services.drafts, self._runner, now)
        self._visit = VisitForm(self._services.visits, self._services.drafts, self._runner)
        self._right = QStackedWidget()
        for pane in (self._detail, self._edit, self._visit):
            self._right.addWidget(pane)
        self._line = divider()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(self._line)
        row.addWidget(self._right, 1)
        self._settle()

    def _connect(self) -> None:
        self._list.asked.connect(self._read_list)
        self._list.chosen.connect(self._on_chosen)
        self._list.opened.connect(self._on_opened)
        self._list.add_asked.connect(self.add_household)
        self._detail.visit_asked.connect(self.record_visit)
        self._detail.event_asked.connect(self._on_event)
        self._detail.edit_asked.connect(self.edit_in_place)
        self._detail.person_asked.connect(self.add_person)
        self._detail.unmask_asked.connect(self._on_unmask_asked)
        self._detail.entry_opened.connect(self._on_entry)
        self._edit.unmask_asked.connect(self._on_unmask_asked)
        self._edit.saved.connect(self._on_edit_saved)
        self._visit.saved.connect(self._on_visit_saved)
        for form in (self._edit, self._visit):
            form.closed.connect(self._leave_form)
            form.gone.connect(self._leave_form)
        theme.notifier().changed.connect(self._settle)

    def _settle(self) -> None:
        """Widths, and which panes are seen."""
        scale = min(theme.current().size.scale, 1.15)
        is_walk = self._right.currentWidget() is self._visit
        self._list.setFixedWidth(round((WALK_WIDTH if is_walk else LIST_WIDTH) * scale))
        if self._panes == 1:
            self._list.setMaximumWidth(16777215)
            self._list.setMinimumWidth(0)
        is_form = self._right.currentWidget() is not self._detail
        deep = is_form or self._is_deep
        self._list.setVisible(self._panes > 1 or not deep)
        self._right.setVisible(self._panes > 1 or deep)
        self._line.setVisible(self._panes > 1)

    # reading

    def _read_list(self) -> None:
        if self._right.currentWidget() is self._visit and self._visit.household:
            household = self._visit.household
            self._runner.read(self, lambda: self._services.households.walk(household), self._on_walk, latest="list")
            return
        chip, words = self._list.chip, self._list.filter_words
        self._runner.read(self, lambda: self._services.households.list(chip, words), self._on_list, latest="list")

    def _on_list(self, shown: HouseholdList) -> None:
        self._list.show_list(shown)
        if not self._current and shown.lines:
            self._current = shown.lines[0].id
            self._read_detail()
        self._list.select(self._current)

    def _on_walk(self, lines: tuple[HouseholdLine, ...]) -> None:
        self._walk = lines
        self._list.show_walk(lines, self._visit.household)
        following = self._following(self._visit.household)
        self._visit.set_next(following.head_name if following is not None else "")

    def _following(self, household: str) -> HouseholdLine | None:
        """Who is to be visited after a household, going round."""
        places = {line.id: place for place, line in enumerate(self._walk)}
        start = places.get(household, -1) + 1
        turned = (*self._walk[start:], *self._walk[:start])
        return next((line for line in turned if is_due(line) and line.id != household), None)

    def _read_detail(self) -> None:
        household = self._current
        if household:
            self._runner.read(self, lambda: self._whole(household), self._on_whole, latest="detail")

    def _whole(self, household: str) -> _Whole:
        detail = self._services.households.detail(household)
        if detail is None:
            return _Whole(None)
        twins = self._services.people.twins(frozenset(member.id for member in detail.members))
        return _Whole(detail, self._services.timeline.of_household(household), twins)

    def _on_whole(self, whole: _Whole) -> None:
        if whole.detail is None:
            self._current = ""
            self._detail.show_nothing()
        else:
            self._detail.show_detail(whole.detail, whole.story, whole.twins)

    def _household_of(self, record: str) -> str:
        if self._services.households.detail(record) is not None:
            return record
        return self._services.people.household_of(record)

    def _on_found(self, verb: str, household: str) -> None:
        if not household:
            if verb == "new":
                self.add_household()
            return
        self._leave_form()
        self._on_opened(household)
        if verb in {"first", "visit"}:
            self._start_visit(household)
        elif verb == "edit":
            self.edit_in_place()

    # what happens

    def _on_chosen(self, household: str) -> None:
        if self._right.currentWidget() is self._visit:
            self._start_visit(household)
            return
        self._current = household
        if self._right.currentWidget() is self._edit:
            self._leave_form()
        self._read_detail()

    def _on_opened(self, household: str) -> None:
        self._current, self._is_deep = household, True
        self._list.select(household)
        self._settle()
        self._read_detail()
        self._detail.focus_primary()

    def _start_visit(self, household: str, corrects: str = "") -> None:
        self._current = household
        self._show_form(self._visit)
        self._visit.open(household, corrects)
        self._read_list()

    def _show_form(self, form: QWidget) -> None:
        before = self._right.currentWidget()
        if before is self._edit and form is not self._edit:
            self._edit.leave()
        self._right.setCurrentWidget(form)
        self._settle()

    def _leave_form(self) -> None:
        if self._right.currentWidget() is self._detail:
            return
        self._edit.leave()
        self._visit.leave()
        self._right.setCurrentWidget(self._detail)
        self._list.leave_walk()
        self._settle()
        self.reload()
        self._detail.focus_primary()

    def _on_visit_saved(self, done: VisitSaved) -> None:
        said = self.tr("Visit to {name} saved on this PC").format(name=done.name)
        self.changed.emit(Changed(done.saved.changes, self, said, bool(done.saved.tx)))
        household = self._current
        following = self._following(household) if done.then == "next" else None
        if following is not None:
            self._start_visit(following.id)
            return
        self._leave_form()
        if done.then == "report":
            self.goto.emit(Goto("events", household, "report"))

    def _on_edit_saved(self, done: EditSaved) -> None:
        said = self.tr("Household added") if done.is_new else self.tr("Changes to {name} saved").format(name=done.name)
        if done.saved.tx:
            self.changed.emit(Changed(done.saved.changes, self, said, undoable=True))
        self._current = done.saved.id
        self._leave_form()

    def _on_event(self) -> None:
        if self._current:
            self.goto.emit(Goto("events", self._current, "report"))

    def _on_entry(self, entry: str) -> None:
        what, _, record = entry.partition("/")
        if what == "event":
            self.goto.emit(Goto("events", record))
        elif what == "visit" and self._current:
            self._start_visit(self._current, record)

    def _on_unmask_asked(self, person: str) -> None:
        if self._services.people.is_open(person):
            self._unmask(person, "")
            return
        dialog = UnmaskDialog(self.tr("this person"), self)
        dialog.given.connect(partial(self._unmask, person))
        dialog.open()

    def _unmask(self, person: str, reason: str) -> None:
        def work(_progress: Progress) -> Person:
            return self._services.people.unmask(person, reason)

        self._runner.write(self, work, partial(self._on_unmasked, person))

    def _on_unmasked(self, person: str, body: Person) -> None:
        self._detail.overview.members.reveal(person, body)
        self._edit.reveal(person)
