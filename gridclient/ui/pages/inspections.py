"""检查: patrols and administrative inspections, from the list to the finished sheet (UI "Inspection", DOMAIN 4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gridclient.base.changes import NO_CHANGES
from gridclient.base.clock import Clock
from gridclient.services.drafts import Drafts
from gridclient.services.filling import Filling
from gridclient.services.inspections import Desk, Inspections, Sheet, StartDraft
from gridclient.services.saved import Saved
from gridclient.ui.actions import QT_TRANSLATE_NOOP, Action, Group
from gridclient.ui.inspection.landing import Landing
from gridclient.ui.inspection.patrol import PatrolStart
from gridclient.ui.inspection.sheet_pane import SheetPane
from gridclient.ui.inspection.stop_dialog import StopDialog
from gridclient.ui.page import Changed, Goto, Page
from gridclient.ui.runner import TaskRunner
from gridcore.roles import FIELD_ROLES, Role

_FILLERS = FIELD_ROLES | {Role.OFFICER}


class InspectionsPage(Page):
    """The list, and in its place the sheet while one is filled; Esc goes back, nothing is lost."""

    name: ClassVar[str] = "inspections"
    icon: ClassVar[str] = "clipboard-text"
    reads: ClassVar[frozenset[str]] = frozenset({"inspection", "checklist", "certificate", "school", "place"})
    opens: ClassVar[frozenset[str]] = frozenset({"inspection"})

    def __init__(
        self,
        inspections: Inspections,
        drafts: Drafts,
        clock: Clock,
        runner: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._inspections = inspections
        self._wanted = ""
        self.landing = Landing(inspections.me, clock)
        self.sheet = SheetPane(inspections, drafts, runner)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.landing)
        self._stack.addWidget(self.sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.landing.start_asked.connect(self._on_start)
        self.landing.continue_asked.connect(self._open_sheet)
        self.landing.card.history.clicked.connect(self.history_asked)
        self.records = self.landing.card.records
        self.landing.card.shown.connect(self.records_changed)
        self.landing.places_asked.connect(partial(self.goto.emit, Goto("places")))
        self.landing.author_asked.connect(partial(self.goto.emit, Goto("checklists")))
        self._patrol = PatrolStart(inspections, runner, self)
        self._patrol.started.connect(self._on_started)
        self._patrol.nothing.connect(self._on_no_checklist)
        self.sheet.left.connect(self._leave)
        self.sheet.line_said.connect(self.line_said)
        self.sheet.finished.connect(self._on_finished)
        self.sheet.stop_asked.connect(self._on_stop)
        self.sheet.version.move_asked.connect(self._on_move)

    # what a page says about itself

    def regions(self) -> Sequence[QWidget]:
        """List and card, or sections and rows."""
        if self.is_filling:
            return (self.sheet.head, self.sheet.nav, self.sheet.rows)
        return (self.landing.view, self.landing.card)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page."""
        made = partial(Action, context="InspectionsPage", page=self.name, roles=_FILLERS, group=Group.RECORD)
        gap = QT_TRANSLATE_NOOP("InspectionsPage", "Go to the first gap")
        rest = QT_TRANSLATE_NOOP("InspectionsPage", "Rest of section: all pass")
        only = QT_TRANSLATE_NOOP("InspectionsPage", "Show unanswered")
        stop = QT_TRANSLATE_NOOP("InspectionsPage", "Stop this inspection")
        return (
            made("inspection.gap", text=gap, run=self.sheet.go_to_gap, shortcut="Ctrl+G", icon="arrow-down"),
            made("inspection.pass_rest", text=rest, run=self.sheet.pass_rest, shortcut="Ctrl+R", icon="checks"),
            made("inspection.only_open", text=only, run=self._on_only_open, shortcut="Ctrl+U", icon="funnel"),
            made("inspection.stop", text=stop, run=self._on_stop, icon="x-circle"),
        )

    @property
    def is_filling(self) -> bool:
        """True while a sheet is open."""
        return self._stack.currentWidget() is self.sheet

    def here(self) -> tuple[str, str]:
        """The sheet that is being filled, else the inspection on the card."""
        sheet = self.sheet.sheet
        if self.is_filling and sheet is not None:
            return sheet.line.id, "continue"
        entry = self.landing.card.entry
        return ("", "") if entry is None else (entry.line.id, "")

    # what the shell does with it

    def reload(self) -> None:
        """Read the list again; an open sheet stays as it is, it is this PC's own."""
        self._runner.read(self, self._inspections.desk, self._on_desk, latest="desk")

    def retranslate(self) -> None:
        """Say every word again."""
        self.landing.retranslate()
        self.sheet.retranslate()

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - as the base
        """Show an inspection; `start` or `continue` fills it; `patrol:school` (or place) begins a patrol of `id`."""
        if verb.startswith("patrol:"):
            self._patrol.begin(verb.partition(":")[2], id)
        elif verb == "continue":
            self._open_sheet(id)
        else:
            self._leave()
            self._wanted = id
            self.reload()

    def set_width_class(self, panes: int) -> None:
        """List and card, or one of both; the head of the sheet with fewer words."""
        self.landing.set_panes(panes)
        self.sheet.head.set_panes(panes)

    def press_primary(self) -> bool:
        """Ctrl+Enter: finish or jump to the gap; on the landing, begin or go on."""
        if self.is_filling:
            self.sheet.head.press()
            return True
        return self.landing.press()

    def save_now(self) -> bool:
        """Ctrl+S."""
        return self.is_filling and self.sheet.keep()

    def step_back(self) -> bool:
        """Esc: out of a text into its row, then back to the list."""
        if not self.is_filling:
            return self.landing.leave_card()
        self.sheet.keep()
        self._leave()
        return True

    # verbs

    def _on_start(self, draft: StartDraft) -> None:
        self._runner.write(self, lambda _progress: self._inspections.start(draft), self._on_started)

    def _on_no_checklist(self) -> None:
        self.changed.emit(Changed(NO_CHANGES, self, self.tr("No checklist for a patrol is on this PC; sync once")))

    def _on_started(self, saved: Saved) -> None:
        self.changed.emit(Changed(saved.changes, self))
        self._open_sheet(saved.id)

    def _open_sheet(self, inspection: str) -> None:
        def work() -> tuple[Sheet, Filling]:
            sheet = self._inspections.sheet(inspection)
            return sheet, Filling(sheet.form, self._inspections.referral_due)

        # The first opening makes the draft: a write.
        self._runner.write(self, lambda _progress: work(), self._on_sheet)

    def _on_sheet(self, opened: tuple[Sheet, Filling]) -> None:
        self._stack.setCurrentWidget(self.sheet)
        self.sheet.show_sheet(*opened)

    def _on_move(self) -> None:
        sheet = self.sheet.sheet
        if sheet is None:
            return
        self.sheet.keep()  # in the lane of writes before the move
        self.sheet.setEnabled(False)  # what is typed now would be written over the draft as it was
        inspection = sheet.line.id

        def failed(error: Exception) -> None:
            self.sheet.setEnabled(True)
            self._runner.tell(error, self)

        self._runner.write(
            self,
            lambda _progress: self._inspections.move(inspection),
            lambda _none: self._open_sheet(inspection),
            failed=failed,
        )

    def _on_desk(self, desk: Desk) -> None:
        self.landing.show_desk(desk)
        if self._wanted and self.landing.go_to(self._wanted):
            self._wanted = ""

    def _leave(self) -> None:
        if self.is_filling:
            self._stack.setCurrentWidget(self.landing)
            self.line_said.emit("")
            self.reload()
            self.landing.view.setFocus()

    def _on_finished(self, saved: Saved) -> None:
        self._leave()
        self._wanted = saved.id
        self.changed.emit(
            Changed(saved.changes, self, self.tr("Inspection finished; its orders and re-check are made"))
        )
        self.reload()

    def _on_stop(self) -> None:
        sheet = self.sheet.sheet
        if self.is_filling and sheet is not None:
            dialog = StopDialog(self)
            dialog.reason_given.connect(partial(self._stop, sheet.line.id))
            dialog.open()

    def _stop(self, inspection: str, reason: str) -> None:
        self._runner.write(self, lambda _progress: self._inspections.abort(inspection, reason), self._on_stopped)

    def _on_stopped(self, saved: Saved) -> None:
        self._leave()
        self.changed.emit(Changed(saved.changes, self, self.tr("Inspection stopped; the reason is kept")))
        self.reload()

    def _on_only_open(self) -> None:
        if self.is_filling:
            self.sheet.only_open.toggle()
