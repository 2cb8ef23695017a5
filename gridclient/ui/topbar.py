"""The bar at the top: find box, 新建, help, lock (UI 3)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from gridclient.ui.actions import ActionRegistry, Group
from gridclient.ui.find import WIDTH, FindBox
from gridclient.ui.style import icons, theme
from gridclient.ui.style.tokens import LINE, S2, S12, S24
from gridclient.ui.widgets.button import show_icon


class TopBar(QFrame):
    """Signals say what was pressed; the menu 新建 is made from the table of actions when it opens."""

    help_pressed = Signal()
    lock_pressed = Signal()

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setProperty("frame", "topbar")
        self.setObjectName("top")
        self.box = FindBox(self)
        self.box.setFixedWidth(WIDTH)
        self.new = QPushButton(self)
        self.new.setObjectName("top.new")
        self._menu = QMenu(self.new)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.new.setMenu(self._menu)
        self.help = self._quiet("top.help")
        self.help.clicked.connect(self.help_pressed)
        self.lock = self._quiet("top.lock")
        self.lock.clicked.connect(self.lock_pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(S24, LINE, S24 - S2, 0)
        row.setSpacing(S12)
        row.addWidget(self.box)
        row.addStretch(1)
        row.addWidget(self.new)
        row.addWidget(self.help)
        row.addWidget(self.lock)
        self.retranslate()

    def open_new(self) -> None:
        """Ctrl+N: the menu of what can be made here."""
        self.new.showMenu()

    def retranslate(self) -> None:
        """Say the words again, in the present size."""
        size = theme.current().size
        self.setFixedHeight(size.topbar)
        self.box.retranslate()
        self.new.setText(self.tr("New"))
        show_icon(self.new, "plus", "accent", size.icon_caption)
        self.new.setAccessibleName(self.tr("New"))
        self.new.setToolTip(self.tr("New (Ctrl+N)"))
        for button in (self.help, self.lock):
            button.setIconSize(QSize(size.icon, size.icon))
        self.help.setIcon(icons.icon("question", "ink2", size.icon))
        self.help.setAccessibleName(self.tr("Help and keys"))
        self.help.setToolTip(self.tr("Help and keys (F1)"))
        self.lock.setIcon(icons.icon("lock-simple", "ink2", size.icon))
        self.lock.setAccessibleName(self.tr("Lock"))
        self.lock.setToolTip(self.tr("Lock (Ctrl+L)"))

    def _quiet(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        button.setProperty("measure", "square")
        return button

    def _fill_menu(self) -> None:
        self._menu.clear()
        for action in self._actions.listed((Group.NEW,)):
            self._menu.addAction(self._actions.qaction(action.name))
        if self._menu.isEmpty():
            nothing = self._menu.addAction(self.tr("Nothing new can be made here"))
            nothing.setEnabled(False)
