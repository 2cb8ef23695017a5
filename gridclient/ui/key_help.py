"""F1: every key that acts now, read from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gridclient.ui.actions import Action, ActionRegistry, Group
from gridclient.ui.style.tokens import S8, S12, S24
from gridclient.ui.widgets.pill import KeyCap

_SIZE = (560, 560)


class KeyHelp(QDialog):
    """Two columns: key and what it does, grouped as menus are."""

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("key_help")
        self.setWindowTitle(self.tr("Help and keys"))
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, S12, 0)
        grid.setSpacing(S8)
        grid.setColumnStretch(1, 1)
        for group in Group:
            self._add_group(grid, group, [each for each in actions.with_keys() if each.group is group], actions)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        scroll.setAccessibleName(self.tr("Keys"))
        title = QLabel(self.tr("Help and keys"), self)
        title.setProperty("kind", "title")
        close = QPushButton(self.tr("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S24, S24, S24)
        column.setSpacing(S12)
        column.addWidget(title)
        column.addWidget(scroll, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(*_SIZE)

    def _add_group(self, grid: QGridLayout, group: Group, found: list[Action], actions: ActionRegistry) -> None:
        if not found:
            return
        names = {
            Group.GO: self.tr("Pages"),
            Group.NEW: self.tr("New"),
            Group.RECORD: self.tr("This page"),
            Group.EDIT: self.tr("Change"),
            Group.WINDOW: self.tr("Window"),
            Group.PERSON: self.tr("Person"),
        }
        head = QLabel(names[group], self)
        head.setProperty("kind", "section")
        grid.addWidget(head, grid.rowCount(), 0, 1, 2)
        for action in found:
            row = grid.rowCount()
            native = QKeySequence.fromString(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(KeyCap(native, self), row, 0)
            text = QLabel(actions.text(action), self)
            text.setAccessibleName(f"{native}: {actions.text(action)}")
            grid.addWidget(text, row, 1)
