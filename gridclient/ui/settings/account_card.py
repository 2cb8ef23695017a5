"""Who works here, how long offline use lasts, and where the keys live, and the change of the password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.ui.roles import role_name
from gridclient.ui.style.tokens import S12
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.label import label, separator
from gridcore.roles import Role


@dataclass(frozen=True, slots=True)
class Holder:
    """The person whose account it is, and the centre they are known to."""

    name: str
    role: Role
    centre: str


class AccountCard(Card):
    """Says what is true of the account; its one verb is the password's."""

    password_asked = Signal()

    def __init__(self, holder: Holder, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._holder = holder
        self._title = label("", "section")
        self._name, self._post = label(holder.name), label("", "caption")
        self._name.setProperty("weight", "bold")
        self._keys = [(label(""), label("", "caption", wrap=True)) for _ in range(2)]
        self._password = button("", icon="key")
        self._password.setObjectName("account.password")
        self._password.clicked.connect(self.password_asked)
        self._lay_out()
        self.retranslate()

    def offer_password(self, *, may: bool) -> None:
        """Show the button of the password, where its command is."""
        self._password.setVisible(may)

    def retranslate(self) -> None:
        """Say every word again."""
        self._title.setText(self.tr("Account"))
        self._password.setText(self.tr("Change the password"))
        post = role_name(self._holder.role)
        self._post.setText(self.tr("{post} · {centre}").format(post=post, centre=self._holder.centre))
        said: Sequence[tuple[str, str]] = (
            (
                self.tr("The records open with your password and this PC's key"),
                self.tr("Both are needed; a disk taken out shows nothing"),
            ),
            (
                self.tr("The key that signs is only on this PC"),
                self.tr("It was made at sign-in and never leaves it"),
            ),
        )
        for (what, note), (first, second) in zip(self._keys, said, strict=True):
            what.setText(first)
            note.setText(second)

    def _lay_out(self) -> None:
        self.body.addWidget(self._title)
        self.body.addWidget(self._name)
        self.body.addWidget(self._post)
        self.body.addWidget(separator())
        for icon, (what, note) in zip(("key", "identification-badge"), self._keys, strict=True):
            row = QHBoxLayout()
            row.setSpacing(S12)
            row.addWidget(IconLabel(icon, "green"))
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(what)
            words.addWidget(note)
            row.addLayout(words, 1)
            self.body.addLayout(row)
        foot = QHBoxLayout()
        foot.addWidget(self._password)
        foot.addStretch(1)
        self.body.addLayout(foot)
