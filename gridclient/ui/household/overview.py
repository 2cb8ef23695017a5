"""The first tab of a household: who lives there, what is known, what to ask next (picture 02)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.services.households import HouseholdDetail
from gridclient.ui.household import words
from gridclient.ui.household.members import MemberList
from gridclient.ui.style.tokens import S8
from gridclient.ui.when import day
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import ScrollColumn, inset
from gridclient.ui.widgets.facts import Fact, FactGrid
from gridclient.ui.widgets.label import label, separator
from gridcore import codes
from gridcore.parts import Contact


class Overview(ScrollColumn):
    """People, basics, the next visit."""

    unmask_asked = Signal(str)
    person_asked = Signal()
    """Add a person."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._now = now
        self._detail: HouseholdDetail | None = None
        self._people_title, self._people_note = label("", "section"), label("", "caption")
        self._add = button("", "link", "plus")
        self._add.clicked.connect(self.person_asked)
        self.members = MemberList()
        self.members.asked.connect(self.unmask_asked)
        self._basics_title, self._checked = label("", "section"), label("", "caption")
        self._facts = FactGrid()
        self._next, inside = inset()
        self._next_title, self._next_note = label("", "section"), label("", "caption")
        self._ask = label("", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(S8)
        for widget in (IconLabel("calendar-check", "accent"), self._next_title, self._next_note):
            top.addWidget(widget)
        top.addStretch(1)
        inside.addLayout(top)
        inside.addWidget(self._ask)
        self.body.setSpacing(S8)
        self.body.addLayout(_head(self._people_title, self._people_note, self._add))
        self.body.addWidget(self.members)
        self.body.addWidget(separator())
        self.body.addLayout(_head(self._basics_title, None, self._checked))
        self.body.addWidget(self._facts)
        self.body.addWidget(self._next)
        self.body.addStretch(1)
        self.retranslate()

    def show_detail(self, detail: HouseholdDetail) -> None:
        """Show a household; what is open stays as it is when the people are the same."""
        today = self._now().date()
        same = self._detail is not None and self._detail.members == detail.members
        self._detail = detail
        self._people_note.setText(words.people(len(detail.members)))
        if not same:
            self.members.show_members(detail.members, today)
        checked = _date(detail.body.confirmed_on)
        self._checked.setText(
            self.tr("checked {day}").format(day=day(checked, today)) if checked is not None else self.tr("not checked")
        )
        self._facts.show_facts(self._basics(detail))
        self._show_next(detail, today)

    def retranslate(self) -> None:
        """Say every word again."""
        self._people_title.setText(self.tr("People"))
        self._add.setText(self.tr("Add person"))
        self._basics_title.setText(self.tr("Basics"))
        if self._detail is not None:
            detail, self._detail = self._detail, None
            self.show_detail(detail)

    def _basics(self, detail: HouseholdDetail) -> list[Fact]:
        body = detail.body
        area = self.tr("{n} m²").format(n=body.area) if body.area else ""
        home = words.joined(words.coded("tenure", body.tenure), area, words.coded("structure", body.structure))
        party = sum(member.body.politics == "01" for member in detail.members)
        flood = self.tr("on the list to be moved") if body.flood_roster else self.tr("not on the list")
        return [
            Fact(words.field("tenure"), home or "—"),
            Fact(words.field("gas"), body.gas or "—"),
            Fact(words.field("contact"), _contact(body.contact)),
            Fact(self.tr("Party"), words.people(party) if party else "—"),
            Fact(words.field("water"), body.water or "—"),
            Fact(words.field("flood_roster"), flood),
            *([Fact(words.field("note"), body.note)] if body.note else []),
        ]

    def _show_next(self, detail: HouseholdDetail, today: date) -> None:
        body, due = detail.body, detail.line.due
        if due is None:
            title = self.tr("First visit still to come") if body.visit_every else self.tr("No visit planned")
        else:
            title = self.tr("Next visit {day}").format(day=day(due, today))
        self._next_title.setText(title)
        self._next_note.setText(words.every(body.visit_every) if body.visit_every else "")
        self._ask.setText(self.tr("Remember to ask: {what}").format(what=body.ask_next) if body.ask_next else "")
        self._ask.setVisible(bool(body.ask_next))


def _head(title: QWidget, note: QWidget | None, trailing: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(S8)
    row.addWidget(title)
    if note is not None:
        row.addWidget(note)
    row.addStretch(1)
    row.addWidget(trailing)
    return row


def _contact(contact: Contact | None) -> str:
    if contact is None:
        return "—"
    phone = codes.mask_phone(contact.phone) if contact.phone else ""
    return " ".join(part for part in (contact.title or "", contact.name or "", phone) if part) or "—"


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
