"""Any published form being filled: head, sections, lines; every answer is kept at once (FORMS 2-4, picture 03)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from gridclient.services.questionnaire import Questionnaire
from gridclient.ui.forms.control import Bench
from gridclient.ui.forms.filled import FilledForm, Write
from gridclient.ui.forms.question import LineWidget
from gridclient.ui.forms.sheet import Sheet
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme


class FormPane(FilledForm):
    """The verbs: opening, going on, jumping to what is missing, other languages, finishing.

    Without a `write` nothing is kept: an author tries a form, a test looks at it.
    """

    finish_asked = Signal()
    """Nothing is missing, and the person wants to finish."""
    left = Signal()

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self._connect()
        self.retranslate()

    def show_form(self, form: Questionnaire, bench: Bench, write: Write | None) -> None:
        """Open a form at the question last answered, else at its first."""
        self.setEnabled(True)
        self._form, self._bench, self._write = form, bench, write
        self._asks_gaps = False
        self._set_only(on=False)
        form.set_language(form.language_like(theme.language()[:2]))
        self.front.show_undo("")
        self._show_head()
        codes = [one.code for one in form.sections()]
        here = form.section_of(form.current)
        self._section = ""
        self.go_to_section(here if here in codes else codes[0] if codes else "")
        if write is not None:  # a trial comes anew whenever its sheet is saved: the focus stays where the author is
            QTimer.singleShot(0, self, self._focus_start)

    def close_form(self) -> None:
        """The form is finished: nothing more of it is written, or its draft would come back."""
        self._write = None
        self._keeper.forget()
        self.sheet.clear()
        self._form = self._bench = None
        self.setEnabled(True)
        self.line_said.emit("")

    def hold(self) -> None:
        """The form is finished or moved: until it is closed or opened anew, or `go_on`, nothing can be changed."""
        self._keeper.forget()
        self.setEnabled(False)

    def go_on(self) -> None:
        """That failed: the form may be changed again."""
        self.setEnabled(True)
        self.keep()

    def retranslate(self) -> None:
        """Say the words again, those of the form too."""
        self.head.retranslate()
        self.version.retranslate()
        self.side.retranslate()
        self.front.retranslate()
        if self._form is not None:
            self.set_language(self._form.language_like(theme.language()[:2]))
            self._rebuild()

    def set_language(self, language: str) -> None:
        """Show the form in another of its languages; what is answered stays."""
        if self._form is None or language == self._form.language:
            return
        self.sheet.settle()
        self._form.set_language(language)
        self._show_head()
        self.sheet.show_all()
        self._show_counts()

    def go_to_section(self, code: str) -> None:
        """Bring a section to the front."""
        if self._form is None or not code or code == self._section:
            return
        self._section = code
        self._rebuild()
        self._show_counts()
        self.side.nav.go_to(code)

    def step_section(self, by: int) -> None:
        """To the section after or before; past the last to the button that finishes."""
        codes = [one.code for one in self._form.sections()] if self._form is not None else []
        if self._section not in codes:
            return
        at = codes.index(self._section) + by
        if 0 <= at < len(codes):
            self.go_to_section(codes[at])
            self.sheet.go_to_first(last=by < 0)
        elif by > 0:
            self.head.finish.setFocus()

    def go_to_gap(self) -> None:
        """Jump to the first question that still blocks finishing, and say at each what is missing."""
        if self._form is None:
            return
        self.sheet.settle()
        self._asks_gaps = True
        self._show_counts()
        gaps = self._form.gaps()
        if not gaps:
            return
        if self._only is not None:
            self._set_only(on=False)
            self._section = ""
        self.go_to_section(gaps[0].section)
        self.sheet.show_changed((), self._said())
        self.sheet.go_to(gaps[0].key)

    def press(self) -> None:
        """Ctrl+Enter: finish, or jump to what is missing."""
        self.keep()
        if self._form is None:
            return
        if self._form.gaps():
            self.go_to_gap()
        else:
            self.finish_asked.emit()

    def keep(self) -> bool:
        """Ctrl+S: keep what is typed."""
        if self._form is None:
            return False
        self.sheet.settle()
        self._keep(at_once=True)
        return True

    def undo_row(self) -> bool:
        """Bring the row last taken out back; False when there is none."""
        if self._form is None or not self._form.can_undo:
            return False
        self.sheet.settle()
        before = {line.key for line in self._lines()}
        self._form.undo()
        self._rebuild()
        back = next((line.key for line in self._lines() if line.kind == "question" and line.key not in before), "")
        if back:
            self.sheet.go_to(back)
        else:
            self.sheet.go_to_first()
        self.front.show_undo("")
        self._after()
        return True

    def toggle_only(self) -> None:
        """Only what is missing, or everything again."""
        self.side.only.toggle()

    def _on_only(self, on: bool) -> None:
        self._set_only(on=on)
        self._asks_gaps = self._asks_gaps or on
        self._rebuild()
        self.sheet.go_to_first()

    def _focus_start(self) -> None:
        if self._form is not None and not (self._form.current and self.sheet.go_to(self._form.current)):
            self.sheet.go_to_first()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """A half-typed answer is called wrong only after it was left."""
        before, after = _line_of(old, self.sheet), _line_of(new, self.sheet)
        if before is not None and before is not after:
            self.sheet.show_changed((before.line.key,), self._said())

    def _on_left(self) -> None:
        self.keep()
        self.line_said.emit("")
        self.left.emit()

    def _connect(self) -> None:
        self.head.finish.clicked.connect(self.press)
        self.head.back.clicked.connect(self._on_left)
        self.head.language_chosen.connect(self.set_language)
        self.side.nav.section_chosen.connect(self.go_to_section)
        self.side.only.toggled.connect(self._on_only)
        self.sheet.given.connect(self._on_given)
        self.sheet.changed.connect(self._keep_drawn)
        self.sheet.add_asked.connect(self._on_add)
        self.sheet.removal_asked.connect(self._on_removal)
        self.sheet.section_asked.connect(self.step_section)
        self.front.before.clicked.connect(partial(self.step_section, -1))
        self.front.next.clicked.connect(partial(self.step_section, 1))
        self.front.undo.clicked.connect(self.undo_row)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)


def _line_of(widget: QWidget | None, sheet: Sheet) -> LineWidget | None:
    at = widget
    while at is not None and not isinstance(at, LineWidget):
        at = at.parentWidget()
    return at if at is not None and sheet.isAncestorOf(at) else None
