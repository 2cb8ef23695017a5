"""检查表编制: an author's sheet checked, tried, compared and published (UI "Checklist author", picture 21)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.authoring import UNREADABLE, Authoring, PublishedLine, Sheet
from gridclient.services.drafts import Drafts
from gridclient.services.filling import ReferralDue
from gridclient.services.gnss import Gnss
from gridclient.services.saved import Saved
from gridclient.ui.actions import QT_TRANSLATE_NOOP, Action, Group
from gridclient.ui.author.landing import AuthorLanding
from gridclient.ui.author.preview_pane import PreviewPane
from gridclient.ui.author.publish_dialog import PublishDialog
from gridclient.ui.author.table import AuthorTable
from gridclient.ui.author.watch import FileWatch
from gridclient.ui.author.words import lines_of
from gridclient.ui.page import Changed, Page
from gridclient.ui.runner import TaskRunner
from gridcore.kinds import KINDS
from gridcore.pinyin import Pinyin

_TRIES = 10
"""How often a file is read again that another program holds: some seconds."""


class ChecklistsPage(Page):
    """Left what was found and what changes, right the form itself; the sheet is read again whenever it is saved."""

    name: ClassVar[str] = "checklists"
    icon: ClassVar[str] = "note-pencil"
    under: ClassVar[str] = "inspections"
    reads: ClassVar[frozenset[str]] = frozenset({"checklist"})

    def __init__(
        self,
        authoring: Authoring,
        drafts: Drafts,
        referral_due: ReferralDue,
        pinyin: Pinyin,
        gnss: Gnss,
        clock: Clock,
        runner: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._authoring = authoring
        self._path: Path | None = None
        self.sheet: Sheet | None = None
        self._tries = 0
        self._watch = FileWatch(self)
        self._watch.saved.connect(self._read)
        self.landing = AuthorLanding(clock)
        self.preview = PreviewPane(runner, drafts, referral_due, pinyin, gnss, clock.now)
        self.table = AuthorTable(self.landing, self.preview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table)
        self.findings, self.changes, self.primary = self.table.findings, self.table.changes, self.table.primary
        self.table.export.clicked.connect(self._on_export)
        self.table.other.clicked.connect(self._on_choose)
        self.table.copied.connect(self._on_copied)
        self.primary.clicked.connect(self._on_primary)
        self.landing.choose_asked.connect(self._on_choose)
        self.retranslate()

    # what a page says about itself

    def title(self) -> str:
        """The words in the head."""
        return self.tr("Checklist author")

    def regions(self) -> Sequence[QWidget]:
        """Findings and form, or the list of what is published."""
        return (self.landing,) if self.sheet is None else (self.table.left, self.preview)

    def actions_here(self) -> Sequence[Action]:
        """The commands of this page."""
        made = partial(
            Action, context="ChecklistsPage", page=self.name, roles=KINDS["checklist"].write, group=Group.RECORD
        )
        choose = QT_TRANSLATE_NOOP("ChecklistsPage", "Open a sheet")
        again = QT_TRANSLATE_NOOP("ChecklistsPage", "Check the sheet again")
        gap = QT_TRANSLATE_NOOP("ChecklistsPage", "Go to the first error")
        return (
            made("checklist.open", text=choose, run=self._on_choose, shortcut="Ctrl+O", icon="file-text"),
            made("checklist.again", text=again, run=self._read, icon="arrows-clockwise"),
            made("checklist.gap", text=gap, run=self.findings.go_to_first, shortcut="Ctrl+G", icon="arrow-down"),
        )

    # what the shell does with it

    def reload(self) -> None:
        """Read the list of what is published again; a sheet on the table stays."""
        self._runner.read(self, self._authoring.published, self._on_published, latest="published")
        self.line_said.emit(self.tr("Published versions never change; old records keep theirs"))

    def retranslate(self) -> None:
        """Say the words again."""
        self.table.retranslate()
        self._show()

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - as the base
        """Open a sheet: `id` is its path with the verb `sheet`."""
        if verb == "sheet":
            self.open_sheet(Path(id))

    def set_width_class(self, panes: int) -> None:
        """In a narrow window one of both columns."""
        self.table.set_panes(panes)

    def press_primary(self) -> bool:
        """Ctrl+Enter: to the first error, or publish."""
        if self.sheet is None:
            self._on_choose()
        else:
            self._on_primary()
        return True

    def step_back(self) -> bool:
        """Esc: back to the list; the sheet is its author's file, nothing is lost."""
        if self.sheet is None:
            return False
        self._close()
        return True

    # verbs

    def open_sheet(self, path: Path) -> None:
        """Put a sheet on the table, and watch it."""
        self._path, self._tries = path, 0
        self.table.begin()
        self._watch.watch(path)
        self._read()

    def _on_choose(self) -> None:
        words = self.tr("Sheets (*.xlsx *.xls *.csv)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Open a sheet"), "", words)
        if chosen:
            self.open_sheet(Path(chosen))

    def _read(self) -> None:
        path = self._path
        if path is not None:
            self._runner.read(self, lambda: self._authoring.read(path), self._on_read, latest="sheet")

    def _on_read(self, sheet: Sheet) -> None:
        if sheet.path != self._path:
            return
        held = [finding for finding in sheet.findings if finding.code == UNREADABLE]
        if held and self._tries < _TRIES:
            # A spreadsheet program holds its file while it saves: what was read last stays until it lets go.
            self._tries += 1
            self._watch.look_again()
            return
        self._tries = 0
        self.sheet = sheet
        self.preview.show_sheet(sheet)
        self._show()

    def _on_primary(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        if not sheet.is_ready:
            self.table.go_to_errors()
            return
        dialog = PublishDialog(sheet, is_city=self._authoring.is_city, parent=self)
        dialog.confirmed.connect(partial(self._publish, sheet))
        dialog.open()

    def _publish(self, sheet: Sheet, mode: str) -> None:
        self._runner.write(self, lambda _progress: self._authoring.publish(sheet, mode), self._on_saved)

    def _on_saved(self, saved: Saved) -> None:
        self._close()
        said = self.tr("Published. It is offered here now and goes to the others with the next sync")
        self.changed.emit(Changed(saved.changes, self, said))
        self.reload()

    def _on_export(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        name = str(sheet.path.with_name(f"{sheet.path.stem}-xlsform.xlsx"))
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export expanded sheet"), name, "*.xlsx")
        if chosen:
            self._runner.read(self, lambda: self._authoring.export(sheet, Path(chosen)), self._on_exported)

    def _on_exported(self, _none: None) -> None:
        self.line_said.emit(self.tr("The expanded sheet is written"))

    def _close(self) -> None:
        self._watch.watch(None)
        self._path = self.sheet = None
        self.preview.throw_away()
        self._show()
        self.landing.setFocus()

    def _on_published(self, lines: tuple[PublishedLine, ...]) -> None:
        self.landing.show_lines(lines)

    def _on_copied(self, text: str) -> None:
        self.line_said.emit(self.tr("Copied: {text}").format(text=text))

    def _show(self) -> None:
        self.table.show_sheet(self.sheet, () if self.sheet is None else lines_of(self.sheet))
