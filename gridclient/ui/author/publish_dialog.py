"""Publishing a version: what for, where it goes, and that it stays as it is (FORMS 4)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.authoring import MODES, SURVEY, Sheet
from gridclient.ui.author.words import changed_words
from gridclient.ui.style.tokens import S12, S16, S24
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridclient.ui.widgets.field import FieldRow
from gridclient.ui.widgets.label import label

_WIDTH = 520


class PublishDialog(QDialog):
    """Enter is the safe button: what is published cannot be taken back."""

    confirmed = Signal(str)
    """The mode it is published for."""

    def __init__(self, sheet: Sheet, *, is_city: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form = sheet.form
        title, version = (form.title, form.version) if form is not None else ("", "")
        words = self.tr("Publish {title}, version {version}?").format(title=title, version=version)
        self.setWindowTitle(words)
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S16, S24, S16)
        column.setSpacing(S12)
        column.addWidget(label(words, "card", wrap=True))
        where = (
            self.tr("It goes to the whole city with the next sync and is offered here at once.")
            if is_city
            else self.tr("It goes to your unit and all below it with the next sync and is offered here at once.")
        )
        column.addWidget(label(where, ink="second", wrap=True))
        column.addWidget(label(self.tr("Changes: {changes}").format(changes=changed_words(sheet)), wrap=True))
        column.addWidget(label(self.tr("A published version never changes; a mistake needs a new version."), wrap=True))
        self.modes = ChoiceChips([Option(mode, word) for mode, word in self._modes()], self.tr("Filled in"))
        self.modes.set_value(sheet.mode)
        self._row = FieldRow(self.tr("Filled in"), self.modes)
        self._row.setVisible(sheet.mode != SURVEY)
        column.addWidget(self._row)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.keep = button(self.tr("Not yet"))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.reject)
        self.publish = button(self.tr("Publish"), "primary", "check")
        self.publish.setObjectName("confirm-publish")
        self.publish.setAutoDefault(False)
        self.publish.clicked.connect(self._on_publish)
        foot.addWidget(self.keep)
        foot.addWidget(self.publish)
        column.addLayout(foot)
        self._mode = sheet.mode

    def _modes(self) -> list[tuple[str, str]]:
        words = {
            "both": self.tr("Patrols and inspections"),
            "patrol": self.tr("Patrols only"),
            "admin": self.tr("Inspections only"),
        }
        return [(mode, words[mode]) for mode in MODES]

    def _on_publish(self) -> None:
        self.confirmed.emit(SURVEY if self._mode == SURVEY else self.modes.value() or self._mode)
        self.accept()
