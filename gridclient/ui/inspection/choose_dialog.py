"""Which checklist a patrol follows, where several are published (DOMAIN 4.3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.inspections import ChecklistLine
from gridclient.ui.delegates.row import RowDelegate
from gridclient.ui.models.lines import LinesModel
from gridclient.ui.models.row import Row
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S12, S16, S24
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.rows import RowsView

_SIZE = (520, 480)


class ChooseDialog(QDialog):
    """↑ ↓ walk, Enter begins, Esc leaves."""

    chosen = Signal(object)
    """A ChecklistLine."""

    def __init__(self, lines: Sequence[ChecklistLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Which checklist?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S16, S24, S16)
        column.setSpacing(S12)
        column.addWidget(label(self.tr("Which checklist?"), "card"))
        self._model: LinesModel[ChecklistLine] = LinesModel(self._draw, lambda line: line.ref.sha256 or "")
        self.view = RowsView(self.tr("Published checklists"), uniform=True)
        self.view.setModel(self._model)
        self.view.setItemDelegate(RowDelegate(self.view))
        self._model.show(lines)
        self.view.setCurrentIndex(self._model.index(0))
        self.view.opened.connect(self._on_opened)
        column.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        leave = button(self.tr("Not now"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.begin = button(self.tr("Begin"), "primary", "clipboard-text")
        self.begin.setObjectName("begin-patrol")
        self.begin.setDefault(True)
        self.begin.clicked.connect(self._on_begin)
        foot.addWidget(leave)
        foot.addWidget(self.begin)
        column.addLayout(foot)
        self.view.setFocus()

    def _draw(self, line: ChecklistLine) -> Row:
        second = self.tr("{code} · version {version}").format(code=line.ref.code, version=line.ref.version)
        return Row(line.title, second, Shape.NONE)

    def _on_begin(self) -> None:
        self._on_opened(self._model.line(self.view.currentIndex()))

    def _on_opened(self, line: object) -> None:
        if isinstance(line, ChecklistLine):
            self.chosen.emit(line)
            self.accept()
