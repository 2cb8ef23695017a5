"""Why a masked value is looked at: asked once per record and session (UI 4: Masked value)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gridclient.base.progress import Progress
from gridclient.services.people import People
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style.tokens import S8, S12, S16, S24
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridclient.ui.widgets.label import label


class Unmasker(QObject):
    """Asks for the reason when it was not given yet, and fetches the person."""

    unmasked = Signal(str, object)
    """Id and Person."""

    def __init__(self, people: People, runner: TaskRunner, name_of: Callable[[str], str], window: QWidget) -> None:
        super().__init__(window)
        self._people, self._runner, self._name_of, self._window = people, runner, name_of, window

    def ask(self, person: str) -> None:
        """Show the numbers of a person, after the reason was given."""
        if self._people.is_open(person):
            self._fetch(person, "")
            return
        dialog = UnmaskDialog(self._name_of(person), self._window)
        dialog.given.connect(partial(self._fetch, person))
        dialog.open()

    def note_copy(self, person: str) -> None:
        """A number that is shown went to the clipboard: write that down."""
        self._runner.write(self, lambda _progress: self._people.note_copy(person), lambda _none: None)

    def _fetch(self, person: str, reason: str) -> None:
        def work(_progress: Progress) -> object:
            return self._people.unmask(person, reason)

        self._runner.write(self, work, partial(self.unmasked.emit, person))


class UnmaskDialog(QDialog):
    """Names the person, offers the usual reasons, takes any other; the reason goes into the log of this PC."""

    given = Signal(str)
    """The reason."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Show the numbers of {name}?").format(name=name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        reasons = self._reasons()
        self._chips = ChoiceChips([Option(reason, reason) for reason in reasons], self.tr("Reason"))
        self._chips.chosen.connect(self._on_chosen)
        self._words = QLineEdit()
        self._words.setPlaceholderText(self.tr("Or in your own words"))
        self._words.setAccessibleName(self.tr("Reason"))
        self._words.textChanged.connect(self._on_typed)
        self._show = button(self.tr("Show"), "primary", "eye")
        self._show.setEnabled(False)
        self._show.clicked.connect(self._on_show)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S16, S24, S16)
        column.setSpacing(S12)
        column.addWidget(label(self.windowTitle(), "card"))
        column.addWidget(label(self.tr("The reason is written down. Asked once for this person."), ink="second"))
        column.addWidget(self._chips)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._show)
        column.addLayout(row)
        self._words.setFocus()

    def _reasons(self) -> Sequence[str]:
        return (self.tr("Check the record"), self.tr("Call them"), self.tr("Do an errand for them"))

    def _on_chosen(self, reason: str) -> None:
        self._words.setText(reason)

    def _on_typed(self, reason: str) -> None:
        self._show.setEnabled(bool(reason.strip()))
        self._show.setDefault(bool(reason.strip()))

    def _on_show(self) -> None:
        self.given.emit(self._words.text().strip())
        self.accept()
