"""设置: acts at once, no save; reached from the person at the foot of the rail (picture 20)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.backup import Backup
from gridclient.ui.appearance import Appearance
from gridclient.ui.page import Page
from gridclient.ui.runner import TaskRunner
from gridclient.ui.settings.account_card import AccountCard, Holder
from gridclient.ui.settings.backup_card import BackupCard
from gridclient.ui.settings.look_card import LookCard
from gridclient.ui.style.tokens import S8, S12, S16, S24
from gridclient.ui.widgets.column import ScrollColumn
from gridclient.ui.widgets.label import label

_LOOK = 5000
"""Milliseconds between two looks at the backup, while the page is shown."""
_TWO = 2
_CHANGE = "person.password"
"""The command that changes the password."""


class SettingsPage(Page):
    """Left how the program looks, right what is safe and whose it is."""

    name = "settings"
    icon = "gear-six"

    def __init__(
        self,
        runner: TaskRunner,
        look: Appearance,
        backup: Backup,
        clock: Clock,
        holder: Holder,
        parent: QWidget | None = None,
    ) -> None:
        """Take what it shows."""
        super().__init__(runner, parent)
        self._title, self._note = label("", "title"), label("", ink="second")
        self.look, self.backup, self.account = LookCard(look), BackupCard(runner, backup, clock), AccountCard(holder)
        self._left, self._right = ScrollColumn((0, 0, 0, 0)), ScrollColumn((0, 0, 0, 0))
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self.backup.reload)
        self.account.password_asked.connect(partial(self.command_asked.emit, _CHANGE))
        self._lay_out()
        self.retranslate()

    def title(self) -> str:
        """The word in the head."""
        return self.tr("Settings")

    def regions(self) -> Sequence[QWidget]:
        """Both columns."""
        return (self._left, self._right)

    def reload(self) -> None:
        """Read how the backup stands."""
        self.backup.reload()

    def retranslate(self) -> None:
        """Say every word again."""
        self._title.setText(self.title())
        self._note.setText(self.tr("Takes effect at once, nothing to save"))
        self.look.retranslate()
        self.backup.retranslate()
        self.account.retranslate()

    def set_width_class(self, panes: int) -> None:
        """In the narrowest window all cards stand in one column."""
        column = self._left if panes < _TWO else self._right
        for card in (self.backup, self.account):
            column.body.insertWidget(column.body.count() - 1, card)
        self._right.setVisible(panes >= _TWO)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the backup while shown."""
        self.backup.reload()
        self.account.offer_password(may=self.can(_CHANGE))
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking."""
        self._timer.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(S24, S16, S24, S16)
        page.setSpacing(S12)
        head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        page.addLayout(head)
        columns = QHBoxLayout()
        columns.setSpacing(S16)
        self._left.body.addWidget(self.look)
        self._left.body.addStretch(1)
        self._right.body.addWidget(self.backup)
        self._right.body.addWidget(self.account)
        self._right.body.addStretch(1)
        columns.addWidget(self._left, 5)
        columns.addWidget(self._right, 4)
        page.addLayout(columns, 1)
