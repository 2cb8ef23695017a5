"""The page 住户: list, one household, and the forms that open in its place (UI 5)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.ui.actions import Action, Group
from gridclient.ui.household.desk import Desk, HouseholdServices, Written
from gridclient.ui.household.detail_pane import DetailPane
from gridclient.ui.household.words import joined
from gridclient.ui.page import Changed, Goto, Page, RecordHere
from gridclient.ui.runner import TaskRunner
from gridcore.roles import FIELD_ROLES

__all__ = ["HouseholdServices", "HouseholdsPage"]

translate = QCoreApplication.translate


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
        self._services = services
        self.desk = Desk(services, clock, runner)
        self.desk.written.connect(self._on_written)
        self.records = partial(_records, self.desk.detail)
        self.desk.detail.shown.connect(self.records_changed)
        self.desk.detail.history_asked.connect(self.history_asked)
        self.desk.goto.connect(self.goto)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.desk)

    def title(self) -> str:
        """The word on the rail."""
        return self.tr("Households")

    def regions(self) -> Sequence[QWidget]:
        """List and detail."""
        return (self.desk.list, self.desk.right)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page."""
        made = partial(Action, context="HouseholdsPage", page=self.name, roles=FIELD_ROLES)
        new, desk = Group.NEW, self.desk
        texts = (
            QT_TRANSLATE_NOOP("HouseholdsPage", "Record visit"),
            QT_TRANSLATE_NOOP("HouseholdsPage", "New household"),
            QT_TRANSLATE_NOOP("HouseholdsPage", "Edit household"),
            QT_TRANSLATE_NOOP("HouseholdsPage", "Add person"),
            QT_TRANSLATE_NOOP("HouseholdsPage", "Report event here"),
            QT_TRANSLATE_NOOP("HouseholdsPage", "Visit: everything is fine"),
            QT_TRANSLATE_NOOP("HouseholdsPage", "Fill a form about this household"),
        )
        visit, add, edit, person, report, fine, form = (str(text) for text in texts)
        return (
            made(name="visit.record", text=visit, run=desk.record_visit, group=new, shortcut="Ctrl+1", everywhere=True,
                 icon="note-pencil"),
            made(name="household.add", text=add, run=partial(desk.edit_household, is_new=True), group=new, icon="plus"),
            made(name="household.edit", text=edit, run=desk.edit_household, icon="pencil-simple"),
            made(name="person.add", text=person, run=partial(desk.edit_household, add_person=True), icon="user-plus"),
            made(name="household.report", text=report, run=desk.report_event, icon="megaphone"),
            made(name="visit.all_fine", text=fine, run=desk.visit.all_normal, icon="checks"),
            made(name="household.form", text=form, run=self._on_form, icon="note-pencil"),
        )  # fmt: skip

    def reload(self) -> None:
        """Read list and household again."""
        self.desk.reload()

    def retranslate(self) -> None:
        """Say every word again."""
        for pane in (self.desk.list, self.desk.detail, self.desk.edit, self.desk.visit):
            pane.retranslate()

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - as the base says
        """Show a household, or the one of a person or visit.

        `first` or `visit` begins a visit, `correct` with a visit one that takes its place, `edit` opens the form, `new`
        that of a new household.
        """
        if verb == "new":
            self.desk.edit_household(is_new=True)
            return
        people = self._services.people
        self._runner.read(self, lambda: people.home_of(id), partial(self._on_found, id, verb), latest="open")

    def _on_form(self) -> None:
        if self.desk.household:
            self.goto.emit(Goto("surveys", self.desk.household, "about:household"))

    def here(self) -> tuple[str, str]:
        """The household whose form is open; of a visit that is corrected, the visit."""
        if self.desk.is_recording:
            corrects = self.desk.visit.corrects
            return (corrects, "correct") if corrects else (self.desk.visit.household, "visit")
        if self.desk.is_editing:
            return (self.desk.edit.household, "edit") if self.desk.edit.household else ("", "new")
        return self.desk.household, ""

    def set_width_class(self, panes: int) -> None:
        """Three, two or one pane."""
        self.desk.set_panes(panes)

    def press_primary(self) -> bool:
        """The primary button of what is open."""
        if self.desk.is_recording:
            self.desk.visit.press_primary()
        elif self.desk.is_editing:
            self.desk.edit.press_primary()
        else:
            self.desk.record_visit()
        return True

    def save_now(self) -> bool:
        """Keep what is typed."""
        if self.desk.is_recording:
            return self.desk.visit.keep()
        return self.desk.edit.keep() if self.desk.is_editing else False

    def edit_in_place(self) -> bool:
        """F2: the form of the household."""
        if self.desk.is_recording or self.desk.is_editing or not self.desk.household:
            return False
        self.desk.edit_household()
        return True

    def focus_filter(self) -> bool:
        """Ctrl+F."""
        if self.desk.is_recording:
            return False
        self.desk.list.focus_filter()
        return True

    def step_back(self) -> bool:
        """Esc: out of a form, then to the list."""
        return self.desk.step_back()

    def _on_found(self, asked: str, verb: str, household: str) -> None:
        if not household:
            return
        self.desk.show_household(household)
        if verb in {"first", "visit"}:
            self.desk.record_visit(household)
        elif verb == "correct":
            self.desk.record_visit(household, asked)
        elif verb == "edit":
            self.desk.edit_household()

    def _on_written(self, written: Written) -> None:
        self.changed.emit(Changed(written.changes, self, written.said, written.is_undoable))


def _records(pane: DetailPane) -> Sequence[RecordHere]:
    """The household and the people in it."""
    detail = pane.detail
    if detail is None:
        return ()
    line, nameless = detail.line, translate("HouseholdsPage", "(no name)")
    whose = joined(line.head_name, line.address)
    home = RecordHere("household", line.id, translate("HouseholdsPage", "The household"), whose)
    return (home, *(RecordHere("person", one.id, one.body.name or nameless) for one in detail.members))
