"""Stopping an inspection for good: entry refused, premises closed; it asks why (DOMAIN 4.1: ABORTED)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.ui.forms.field import SettlingText
from gridclient.ui.style.tokens import S12, S16, S24
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridclient.ui.widgets.field import FieldRow
from gridclient.ui.widgets.label import label

_WIDTH = 480


class StopDialog(QDialog):
    """Enter is the safe button; the verb needs a reason."""

    reason_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Stop this inspection?"))
        self.setMinimumWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S16, S24, S16)
        column.setSpacing(S12)
        column.addWidget(label(self.tr("Stop this inspection?"), "card"))
        words = self.tr("It ends here and cannot be gone on with. What was answered is not handed in.")
        column.addWidget(label(words, ink="second", wrap=True))
        usual = (self.tr("Entry refused"), self.tr("Premises closed"), self.tr("Planned by mistake"))
        self._usual = ChoiceChips([Option(one, one) for one in usual], self.tr("Reason"))
        column.addWidget(self._usual)
        self.reason = SettlingText(self.tr("Reason"))
        self._row = FieldRow(self.tr("Reason"), self.reason, above=True)
        column.addWidget(self._row)
        foot = QHBoxLayout()
        foot.addStretch(1)
        keep = button(self.tr("Go on with it"))
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        self.stop = button(self.tr("Stop it"), "danger")
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self._on_stop)
        foot.addWidget(keep)
        foot.addWidget(self.stop)
        column.addLayout(foot)
        self._usual.chosen.connect(self.reason.setPlainText)

    def _on_stop(self) -> None:
        if not self.reason.value:
            self._row.set_error(self.tr("Say why it is stopped"))
            self.reason.setFocus()
            return
        self.reason_given.emit(self.reason.value)
        self.accept()
