"""The first sync by stick: a package for the office, and its reply back (SYNC 13, UI 5 "First sync")."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.packages import Packages
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style.tokens import S8, S12, S16, S24
from gridclient.ui.sync.package_card import PackageCard
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.label import label

_WIDTH = 560


class FirstPackage(QDialog):
    """Two verbs, and what came of them. Esc closes; what was written or read stays."""

    taken = Signal(object)
    """A PackageRead: a reply was taken in."""

    def __init__(self, runner: TaskRunner, packages: Packages, clock: Clock, parent: QWidget | None = None) -> None:
        """Show what was written and read before."""
        super().__init__(parent)
        self.setObjectName("first_package")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self.card = PackageCard(runner, packages, clock)
        self.card.taken.connect(self.taken)
        title = self.tr("The grid by stick")
        lead = self.tr(
            "Write a package and give it to an office with a line. The reply that comes back holds your grid."
        )
        self.setWindowTitle(title)
        verbs = (
            (button(self.tr("Write a package"), "primary", "export"), "write", self.card.write),
            (button(self.tr("Read the reply"), icon="file-text"), "read", self.card.read),
            (button(self.tr("Not now")), "close", self.reject),
        )
        foot = QHBoxLayout()
        foot.setSpacing(S8)
        for verb, name, act in verbs:
            verb.setObjectName(f"first_package.{name}")
            verb.setAutoDefault(False)
            verb.clicked.connect(act)
            foot.addWidget(verb)
        foot.insertStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S16, S24, S16)
        column.setSpacing(S12)
        column.addWidget(label(title, "card"))
        column.addWidget(label(lead, ink="second", wrap=True))
        column.addWidget(self.card)
        column.addStretch(1)
        column.addLayout(foot)
        self.card.retranslate()
        self.card.reload()
