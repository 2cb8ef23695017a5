"""The dialog for a broken store, a full disk, a newer file, or a bug of ours: what happened and one way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.errors import Trouble
from gridclient.ui.style import icons, theme
from gridclient.ui.style.tokens import S8, S12, S24

_WIDTH = 480


class TroubleDialog(QDialog):
    """Opened, never run: the program goes on. `way` names the action of the way out. Enter is the safe button."""

    way = Signal(str)

    def __init__(self, trouble: Trouble, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trouble = trouble
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("trouble")
        self.setWindowTitle(trouble.what)
        self.setMinimumWidth(_WIDTH)
        what, kept = QLabel(trouble.what, self), QLabel(trouble.kept, self)
        what.setProperty("kind", "card")
        for label in (what, kept):
            label.setWordWrap(True)
        mark = QLabel(self)
        size = theme.current().size
        mark.setPixmap(icons.pixmap("x-circle", trouble.tone, size.icon_tile, self.devicePixelRatioF(), weight="fill"))
        words = QVBoxLayout()
        words.setSpacing(S8)
        words.addWidget(what)
        words.addWidget(kept)
        head = QHBoxLayout()
        head.setSpacing(S12)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S24, S24, S24)
        column.setSpacing(S12)
        column.addLayout(head)
        if trouble.details:
            column.addWidget(self._details(trouble.details))
        column.addLayout(self._buttons())

    @property
    def details(self) -> str:
        """What can be copied: kinds of errors and places, no words a person typed."""
        return self._trouble.details

    def _details(self, text: str) -> QPlainTextEdit:
        details = QPlainTextEdit(text, self)
        details.setReadOnly(True)
        details.setTabChangesFocus(True)
        details.setAccessibleName(self.tr("Details"))
        details.setFixedHeight(theme.current().size.control * 4)
        return details

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addStretch(1)
        if self._trouble.way:
            way = QPushButton(self._trouble.way_text, self)
            way.setObjectName("trouble.way")
            way.setProperty("kind", "primary")
            way.setAutoDefault(False)
            way.clicked.connect(self._on_way)
            row.addWidget(way)
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("trouble.close")
        close.setDefault(True)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def _on_way(self) -> None:
        if self._trouble.way == "report.copy":
            QGuiApplication.clipboard().setText(self._trouble.details)
            return
        self.accept()
        self.way.emit(self._trouble.way)
