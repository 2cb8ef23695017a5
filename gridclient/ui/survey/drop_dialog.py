"""Asks once before a begun form is thrown away; what goes is named (UI 4 "Dialog")."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.surveys import SurveyLine
from gridclient.ui.style.tokens import S12, S16, S24
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.label import label

_WIDTH = 420


class DropDialog(QDialog):
    """Enter keeps the draft."""

    confirmed = Signal(str)
    """The id of the draft."""

    def __init__(self, line: SurveyLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = line.id
        title = self.tr("Delete the draft “{name}”?").format(name=line.title)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S16, S24, S16)
        column.setSpacing(S12)
        column.addWidget(label(title, "card", wrap=True))
        words = self.tr("Its {n} answers and its files go with it. Finished forms stay.").format(n=line.answered)
        column.addWidget(label(words, ink="second", wrap=True))
        foot = QHBoxLayout()
        foot.addStretch(1)
        keep = button(self.tr("Keep it"))
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        self.delete = button(self.tr("Delete the draft"), "danger")
        self.delete.setAutoDefault(False)
        self.delete.clicked.connect(self._on_delete)
        foot.addWidget(keep)
        foot.addWidget(self.delete)
        column.addLayout(foot)

    def _on_delete(self) -> None:
        self.confirmed.emit(self._draft)
        self.accept()
