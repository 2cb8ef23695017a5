"""The people of a household, their numbers masked until a reason is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.households import Member
from gridclient.ui.household import words
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8, S12
from gridclient.ui.widgets.field import MaskedValue
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.pill import Avatar, Pill
from gridcore import codes
from gridcore.person import Person


class MemberRow(QWidget):
    """Name, what they are and how old; below, numbers masked."""

    asked = Signal(str)
    """The id of the person whose numbers are to be shown."""
    copied = Signal(str)
    """The id of the person whose number went to the clipboard."""

    def __init__(self, member: Member, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.member = member
        body = member.body
        name = body.name or "—"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, S8, 0, S8)
        row.setSpacing(S12)
        row.addWidget(Avatar(name))
        column = QVBoxLayout()
        column.setSpacing(0)
        row.addLayout(column, 1)
        first = QHBoxLayout()
        first.setSpacing(S8)
        first.addWidget(label(name, "section"))
        first.addWidget(label(words.who(body, today, is_head=member.is_head), "second"))
        for tag in body.tags or ():
            first.addWidget(Pill(words.tag(tag), words.tag_tone(tag)))
        if member.state.has_conflict:
            first.addWidget(Pill(self.tr("Conflict"), shape=Shape.CONFLICT))
        elif member.state.is_waiting:
            first.addWidget(Pill(self.tr("Waiting"), shape=Shape.WAITING))
        first.addStretch(1)
        column.addLayout(first)
        column.addLayout(self._numbers(body, name))

    def reveal(self, body: Person) -> None:
        """Show the numbers for half a minute."""
        number = body.identity.id_no if body.identity is not None else None
        self._value.reveal((number if self._has_id else body.phone) or "—")
        self._phone.setText(body.phone or "—" if self._has_id else "")

    def _numbers(self, body: Person, name: str) -> QHBoxLayout:
        number = (body.identity.id_no if body.identity is not None else None) or ""
        phone = codes.mask_phone(body.phone) if body.phone else ""
        self._has_id = bool(number)
        what = self.tr("ID number of {name}") if number else self.tr("Phone of {name}")
        value = number or body.phone or ""
        masked = codes.mask_id(number) if number else phone
        self._value = MaskedValue(what.format(name=name), masked or "—", value[-4:])
        if not value:  # to show a widget that has no parent yet would open a window of its own
            self._value.hide()
        self._value.asked.connect(self._on_asked)
        self._value.copied.connect(partial(self.copied.emit, self.member.id))
        self._value.masked_again.connect(self._on_masked_again)
        self._rest = (phone or body.workplace or "—") if number else (body.workplace or "")
        if not value:
            self._rest = body.workplace or "—"
        self._phone = label(self._rest, "second")
        line = QHBoxLayout()
        line.setSpacing(S8)
        line.addWidget(self._value)
        line.addWidget(self._phone)
        line.addStretch(1)
        return line

    def _on_asked(self) -> None:
        self.asked.emit(self.member.id)

    def _on_masked_again(self) -> None:
        self._phone.setText(self._rest)


class MemberList(QWidget):
    """One row each."""

    asked = Signal(str)
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows: dict[str, MemberRow] = {}

    def show_members(self, members: Sequence[Member], today: date) -> None:
        """Show these people."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        for place, member in enumerate(members):
            if place:
                self._column.addWidget(separator())
            row = MemberRow(member, today)
            row.asked.connect(self.asked)
            row.copied.connect(self.copied)
            self._rows[member.id] = row
            self._column.addWidget(row)

    def reveal(self, person: str, body: Person) -> None:
        """Show the numbers of one of them."""
        if person in self._rows:
            self._rows[person].reveal(body)
