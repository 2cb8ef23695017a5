"""信息采集: any published form, from the list to the finished record (FORMS 2-4, PRODUCT 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gridclient.base.changes import NO_CHANGES
from gridclient.base.clock import Clock
from gridclient.services.drafts import PhotoDraft
from gridclient.services.gnss import Gnss
from gridclient.services.questionnaire import Questionnaire
from gridclient.services.saved import Saved
from gridclient.services.surveys import About, SurveyDesk, SurveyLine, Surveys, SurveySheet
from gridclient.ui.actions import QT_TRANSLATE_NOOP, Action, Group
from gridclient.ui.forms.control import Bench
from gridclient.ui.forms.pane import FormPane
from gridclient.ui.page import Changed, Page
from gridclient.ui.runner import TaskRunner
from gridclient.ui.survey.drop_dialog import DropDialog
from gridclient.ui.survey.landing import SurveyLanding
from gridcore.errors import InvalidInput
from gridcore.pinyin import Pinyin
from gridcore.roles import FIELD_ROLES


class SurveysPage(Page):
    """The list, and in its place the form while one is filled; Esc goes back, nothing is lost."""

    name: ClassVar[str] = "surveys"
    icon: ClassVar[str] = "note-pencil"
    reads: ClassVar[frozenset[str]] = frozenset({"survey", "checklist"})
    opens: ClassVar[frozenset[str]] = frozenset({"survey"})

    def __init__(
        self,
        surveys: Surveys,
        clock: Clock,
        runner: TaskRunner,
        pinyin: Pinyin,
        gnss: Gnss,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._surveys, self._clock, self._pinyin, self._gnss = surveys, clock, pinyin, gnss
        self._sheet: SurveySheet | None = None
        self._wanted, self._finishing = "", False
        self.landing = SurveyLanding(clock)
        self.pane = FormPane(runner)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.landing)
        self._stack.addWidget(self.pane)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.landing.begin_asked.connect(self._on_begin)
        self.landing.continue_asked.connect(self._open_draft)
        self.landing.drop_asked.connect(self._on_drop)
        self.pane.left.connect(self._leave)
        self.pane.finish_asked.connect(self._on_finish)
        self.pane.line_said.connect(self.line_said)
        self.pane.version.move_asked.connect(self._on_move)

    # what a page says about itself

    def regions(self) -> Sequence[QWidget]:
        """List and card, or sections and questions."""
        if self.is_filling:
            return (self.pane.head, self.pane.side.nav, self.pane.sheet)
        return (self.landing.view,)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page."""
        made = partial(Action, context="SurveysPage", page=self.name, roles=FIELD_ROLES)
        new = QT_TRANSLATE_NOOP("SurveysPage", "Fill a form")
        gap = QT_TRANSLATE_NOOP("SurveysPage", "Go to the first gap")
        only = QT_TRANSLATE_NOOP("SurveysPage", "Show only what is missing")
        after = QT_TRANSLATE_NOOP("SurveysPage", "Next section")
        before = QT_TRANSLATE_NOOP("SurveysPage", "Section before")
        return (
            made("survey.new", text=new, run=self._on_new, group=Group.NEW, icon="note-pencil", everywhere=True),
            made("survey.gap", text=gap, run=self.pane.go_to_gap, shortcut="Ctrl+G", icon="arrow-down"),
            made("survey.only", text=only, run=self.pane.toggle_only, shortcut="Ctrl+U", icon="funnel"),
            made("survey.next", text=after, run=partial(self.pane.step_section, 1), shortcut="Ctrl+Down"),
            made("survey.before", text=before, run=partial(self.pane.step_section, -1), shortcut="Ctrl+Up"),
        )

    @property
    def is_filling(self) -> bool:
        """True while a form is open."""
        return self._stack.currentWidget() is self.pane

    def here(self) -> tuple[str, str]:
        """The draft that is being filled."""
        return (self._sheet.draft, "continue") if self.is_filling and self._sheet is not None else ("", "")

    # what the shell does with it

    def reload(self) -> None:
        """Read the list again; an open form stays as it is, it is this PC's own."""
        self._runner.read(self, self._surveys.desk, self._on_desk, latest="desk")

    def retranslate(self) -> None:
        """Say every word again."""
        self.landing.retranslate()
        self.pane.retranslate()

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - as the base
        """Go on with a draft (`continue`); with `about:household` (person, place, ...) choose a form about `id`."""
        if verb == "continue":
            self._open_draft(id)
        elif verb.startswith("about:"):
            kind = verb.partition(":")[2]
            self._runner.read(self, lambda: self._surveys.about(kind, id), self._on_about, latest="about")
        else:
            self._wanted = id
            self.reload()

    def set_width_class(self, panes: int) -> None:
        """List and card, or one of both; sections beside the form, or none."""
        self.landing.set_panes(panes)
        self.pane.side.setVisible(panes > 1)

    def press_primary(self) -> bool:
        """Ctrl+Enter: finish or jump to the gap; on the landing, begin or go on."""
        if self.is_filling:
            self.pane.press()
            return True
        return self.landing.press()

    def save_now(self) -> bool:
        """Ctrl+S."""
        return self.is_filling and self.pane.keep()

    def step_back(self) -> bool:
        """Esc: back to the list."""
        if not self.is_filling:
            return False
        self.pane.keep()
        self._leave()
        return True

    # verbs

    def _on_new(self) -> None:
        if not self.is_filling:
            self.landing.view.setFocus()

    def _on_about(self, about: About) -> None:
        if self.is_filling:
            self.step_back()
        self.landing.set_about(about)
        self.landing.view.setFocus()

    def _on_begin(self, line: SurveyLine) -> None:
        about = self.landing.about
        self._runner.write(self, lambda _progress: self._surveys.begin(line.ref, line.title, about), self._open_draft)
        self.landing.set_about(About())

    def _open_draft(self, draft: str) -> None:
        def work() -> tuple[SurveySheet, Questionnaire]:
            sheet = self._surveys.sheet(draft)
            return sheet, Questionnaire(sheet.form)

        self._runner.read(self, work, self._on_sheet, latest="sheet")

    def _on_sheet(self, opened: tuple[SurveySheet, Questionnaire]) -> None:
        sheet, form = opened
        self._sheet, self._finishing = sheet, False
        self._stack.setCurrentWidget(self.pane)
        bench = Bench(
            self._runner,
            self._surveys.drafts,
            lambda: sheet.draft,
            sheet.files,
            form.strokes,
            self._clock.now,
            self._pinyin,
            self._gnss,
            partial(_stamp, sheet.about.name, self._surveys.me.name),
        )
        self.pane.show_form(form, bench, partial(self._surveys.keep, sheet))
        self.pane.head.show_about(sheet.about.name)
        self.pane.version.show_version(sheet.checklist.version or "", sheet.newer, sheet.unplaced)

    def _on_move(self) -> None:
        sheet = self._sheet
        if sheet is None or self._finishing:
            return
        self.pane.keep()  # in the lane of writes before the move
        self.pane.hold()
        self._finishing = True
        self._runner.write(
            self,
            lambda _progress: self._surveys.move(sheet.draft),
            lambda _none: self._open_draft(sheet.draft),
            failed=self._on_not_finished,
        )

    def _on_finish(self) -> None:
        sheet, form = self._sheet, self.pane.form
        if sheet is None or form is None or self._finishing:
            return
        now = self._surveys.now()
        try:
            values: Mapping[str, Any] = form.finish(now)
        except InvalidInput:
            self.pane.go_to_gap()
            return
        self._finishing = True
        self.pane.hold()
        self._runner.write(
            self,
            lambda _progress: self._surveys.finish(sheet, values, now),
            self._on_finished,
            failed=self._on_not_finished,
        )

    def _on_finished(self, saved: Saved) -> None:
        self._finishing, self._wanted = False, saved.id
        self.pane.close_form()
        self._leave()
        self.changed.emit(Changed(saved.changes, self, self.tr("Form finished; it is sent with the next sync")))

    def _on_not_finished(self, error: Exception) -> None:
        self._finishing = False
        self.pane.go_on()
        self._runner.tell(error, self)

    def _on_drop(self, line: SurveyLine) -> None:
        def drop(draft: str) -> None:
            self._runner.write(self, lambda _progress: self._surveys.drop(draft), self._on_dropped)

        dialog = DropDialog(line, self)
        dialog.confirmed.connect(drop)
        dialog.open()

    def _on_dropped(self, _none: None) -> None:
        self.changed.emit(Changed(NO_CHANGES, self, self.tr("Draft deleted")))
        self.reload()

    def _on_desk(self, desk: SurveyDesk) -> None:
        self.landing.show_desk(desk)
        if self._wanted and self.landing.go_to(self._wanted):
            self._wanted = ""

    def _leave(self) -> None:
        if self.is_filling:
            self._sheet = None
            self._stack.setCurrentWidget(self.landing)
            self.line_said.emit("")
            self.reload()
            self.landing.view.setFocus()


def _stamp(about: str, by: str, photo: PhotoDraft) -> tuple[str, ...]:
    """What is written on the copy of a photo: when it was taken, about what, by whom."""
    when = "" if photo.taken_at is None else f"{photo.taken_at:%Y-%m-%d %H:%M}"
    return tuple(part for part in (when, about, by) if part)
