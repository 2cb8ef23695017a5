"""A form as it is filled: what is answered is drawn and kept (FORMS 2-4). `FormPane` adds the verbs of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.questionnaire import Gap, Questionnaire, Touched
from gridclient.ui.announce import announce
from gridclient.ui.forms.control import Bench
from gridclient.ui.forms.front import FormFront
from gridclient.ui.forms.head import FormHead
from gridclient.ui.forms.keeper import Keeper
from gridclient.ui.forms.side import FormSide
from gridclient.ui.forms.version_bar import VersionBar
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.widgets.label import divider, separator
from gridcore.errors import InvalidInput

Write = Callable[[Mapping[str, Any]], datetime]
"""Keeps a draft; gives when. On the write lane."""


class FilledForm(QWidget):
    """Answers go into the questionnaire on this thread, and into the draft on the write lane, newest state only."""

    line_said = Signal(str)

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._form: Questionnaire | None = None
        self._bench: Bench | None = None
        self._write: Write | None = None
        self._section, self._asks_gaps = "", False
        self._only: frozenset[str] | None = None
        self._keeper = Keeper(runner, self)
        self._keeper.kept.connect(self._on_kept)
        self.head, self.version, self.side = FormHead(), VersionBar(), FormSide()
        self.front = FormFront()
        self.sheet = self.front.sheet
        self._lay_out()

    @property
    def form(self) -> Questionnaire | None:
        """What is being filled, None before anything was opened."""
        return self._form

    @property
    def section(self) -> str:
        """The code of the section in front."""
        return self._section

    def show_questions_only(self) -> None:
        """Without head and sections, and without the lines that part them from the questions: an author's trial."""
        for part in (self.head, self.side, *self._edges):
            part.hide()
        theme.polish(self.front, frame="")  # the card around it has round corners

    def _on_given(self, key: str, value: str) -> None:
        if self._form is None:
            return
        try:
            touched = self._form.give(key, value)
        except InvalidInput as wrong:
            self._runner.tell(wrong, self)
            return
        self._take(touched)

    def _take(self, touched: Touched) -> None:
        """Draw what a step touched, and keep it."""
        if self._form is None:
            return
        if touched.moved:
            self.sheet.show_lines(self._lines(), self._said())
        self.sheet.show_changed(touched.keys, self._said())
        self._after()

    def _after(self) -> None:
        self._show_counts()
        self._keep()

    def _on_add(self, path: str) -> None:
        if self._form is None:
            return
        self.sheet.settle()
        try:
            touched, key = self._form.add_row(path)
        except InvalidInput as wrong:
            self._runner.tell(wrong, self)
            return
        self._take(touched)
        self.sheet.go_below(key)

    def _on_removal(self, key: str) -> None:
        if self._form is None:
            return
        self.sheet.settle()
        line = self._form.line(key)
        number = line.number if line is not None else 0
        touched = self._form.remove_row(key)
        self._take(touched)
        words = self.tr("Row {n} is taken out").format(n=number)
        self.front.show_undo(words)
        announce(self, words)

    def _keep(self, *, at_once: bool = False) -> None:
        if self._form is not None and self._write is not None:
            self._keeper.keep(self._write, self._form.body, at_once=at_once)

    def _on_kept(self, at: datetime) -> None:
        if self._form is not None:
            saved = self.tr("Saved {time} on this PC, safe if power fails").format(time=f"{at:%H:%M:%S}")
            keys = self.tr("Enter next, Shift+Enter back, Ctrl+G first gap")
            self.line_said.emit(f"{saved}   {keys}")

    def _keep_drawn(self) -> None:
        self._keep()

    def _show_head(self) -> None:
        if self._form is not None:
            self.head.show_form(self._form.title, self._form.languages, self._form.language)

    def _said(self) -> dict[str, Gap]:
        """What is said at questions: nothing is called missing before somebody wanted to finish."""
        if self._form is None or not self._asks_gaps:
            return {}
        return {gap.key: gap for gap in self._form.gaps()}

    def _lines(self) -> tuple[Any, ...]:
        return self._form.lines(self._section, self._only) if self._form is not None else ()

    def _rebuild(self) -> None:
        if self._form is None or self._bench is None:
            return
        if self._only is not None:
            self._only = frozenset(gap.key for gap in self._form.gaps())
        lines = self._lines()
        self.sheet.open(self._form, self._bench, lines, self._said())
        self.front.show_any(bool(lines))

    def _show_counts(self) -> None:
        form = self._form
        if form is None:
            return
        counts = form.sections()
        self.head.show_left(len(form.gaps()))
        self.side.show_counts(counts, form.title, says_gaps=self._asks_gaps)
        self.front.show_place(counts, self._section, form.title)

    def _set_only(self, *, on: bool) -> None:
        self.side.only.blockSignals(True)
        self.side.only.setChecked(on)
        self.side.only.blockSignals(False)
        self._only = frozenset(gap.key for gap in self._form.gaps()) if on and self._form is not None else None

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._edges = (separator(), divider())
        whole.addWidget(self.head)
        whole.addWidget(self._edges[0])
        whole.addWidget(self.version)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self._edges[1])
        row.addWidget(self.front, 1)
        whole.addLayout(row, 1)
