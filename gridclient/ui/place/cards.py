"""The cards of a school or place: facts, licences, open orders, inspections (picture 25)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.places import InspectionLine, LicenceLine, PlaceDetail, RectificationLine
from gridclient.ui.event import words as event_words
from gridclient.ui.inspection.words import mode_word, stage_word
from gridclient.ui.place import words
from gridclient.ui.spoken import say
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import LINE, S2, S4, S8, S12, Tone
from gridclient.ui.when import day
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.facts import Fact, FactGrid
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.pill import Pill
from gridclient.ui.widgets.shape import ShapeMark
from gridcore.codes import mask_phone
from gridcore.parts import Contact
from gridcore.place import Place
from gridcore.school import School

translate = QCoreApplication.translate


def contact_words(contact: Contact | None) -> str:
    """A person of a place with the phone masked."""
    if contact is None:
        return ""
    return " ".join(part for part in (contact.title, contact.name, mask_phone(contact.phone or "")) if part)


def facts_of(detail: PlaceDetail) -> list[Fact]:
    """What is known, as facts with words."""
    body = detail.body
    found = _school_facts(body) if isinstance(body, School) else _place_facts(body)
    return [fact for fact in found if fact.value]


def _school_facts(body: School) -> list[Fact]:
    boarding = "" if body.boarding is None else (
        translate("Places", "boarding") if body.boarding else translate("Places", "not boarding")
    )  # fmt: skip
    students = "" if body.students is None else translate("Places", "{n} students").format(n=f"{body.students:,}")
    return [
        Fact(translate("Places", "Students"), words.beside(students, boarding)),
        Fact(translate("Places", "Gates"), words.beside(*(gate.name or "" for gate in body.gates or ()))),
        Fact(translate("Places", "Guards"), "" if body.guard_count is None else str(body.guard_count)),
        Fact(translate("Places", "Arrival"), body.arrival or ""),
        Fact(translate("Places", "Departure"), body.departure or ""),
        Fact(translate("Places", "Principal"), contact_words(body.principal)),
        Fact(translate("Places", "Safety"), contact_words(body.safety_lead)),
        Fact(translate("Places", "Authority"), body.authority or ""),
        Fact(translate("Places", "School buses"), "" if not body.school_buses else str(body.school_buses)),
        Fact(translate("Places", "One-key alarm"), _yes(value=body.one_key_alarm)),
        Fact(translate("Places", "Note"), body.note or ""),
    ]


def _place_facts(body: Place) -> list[Fact]:
    return [
        Fact(translate("Places", "Risk"), words.risk_word(body.risk or ""), Tone.RED if body.risk == "1" else None),
        Fact(translate("Places", "Staff"), "" if body.staff_count is None else str(body.staff_count)),
        Fact(translate("Places", "Owner"), contact_words(body.legal_rep)),
        Fact(translate("Places", "Phone"), mask_phone(body.phone or "")),
        Fact(translate("Places", "Authority"), body.industry_unit or ""),
        Fact(translate("Places", "Credit code"), f"****{body.uscc[-4:]}" if body.uscc else ""),
        Fact(translate("Places", "Note"), body.note or ""),
    ]


def _yes(*, value: bool | None) -> str:
    if value is None:
        return ""
    return translate("Places", "yes") if value else translate("Places", "no")


def facts_card(detail: PlaceDetail) -> Card:
    """What is known."""
    card = Card(translate("Places", "Overview"))
    grid = FactGrid()
    grid.show_facts(facts_of(detail))
    card.body.addWidget(grid)
    return card


class _Line(QWidget):
    """A light, a sentence over a caption, and a word at the right."""

    def __init__(self, shape: Shape, title: str, second: str, right: str, tone: Tone | None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, S2, 0, S2)
        row.setSpacing(S8)
        row.addWidget(ShapeMark(shape))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(title, wrap=True))
        if second:
            column.addWidget(label(second, "caption", wrap=True))
        row.addLayout(column, 1)
        row.addWidget(label(right, "second", tone=tone))
        self.setAccessibleName(say(title, second, right))


def licences_card(licences: Sequence[LicenceLine], today: date, *, most: int = 0) -> Card:
    """Licences with the light of their expiry."""
    card = Card(translate("Places", "Licences"), translate("Places", "{n} in all").format(n=len(licences)))
    if not licences:
        card.body.addWidget(label(translate("Places", "None recorded"), "caption"))
    for one in licences[: most or None]:
        last = words.as_day(one.valid_to)
        right = "" if last is None else translate("Places", "until {day}").format(day=day(last, today))
        if one.light == "overdue" and last is not None:
            right = translate("Places", "ran out {day}").format(day=day(last, today))
        line = _Line(words.LIGHTS.get(one.light, Shape.NONE), one.kind, one.no, right, words.TONES.get(one.light))
        card.body.addWidget(line)
    return card


def orders_card(orders: Sequence[RectificationLine], today: date, *, most: int = 0, title: str = "") -> Card:
    """Rectifications by light."""
    card = Card(title or translate("Places", "Still to put right"))
    if not orders:
        card.body.addWidget(label(translate("Places", "Nothing open"), "caption"))
    for number, one in enumerate(orders[: most or None]):
        if number:
            card.body.addWidget(separator())
        shape = words.LIGHTS.get(one.light, Shape.NONE) if one.is_open else Shape.DONE
        second = words.beside(one.party, event_words.state_word(one.stage))
        right, tone = words.due_words(one, today), words.TONES.get(one.light)
        card.body.addWidget(_Line(shape, f"{one.item} {one.text}", second, right, tone))
    return card


class HistoryCard(Card):
    """Inspections, newest first; each leads to its page."""

    opened = Signal(str)

    def __init__(self, lines: Sequence[InspectionLine], today: date, *, most: int = 0) -> None:
        super().__init__(translate("Places", "Inspections"))
        self._ids: dict[int, str] = {}
        if not lines:
            self.body.addWidget(label(translate("Places", "Not inspected yet"), "caption"))
        for number, one in enumerate(lines[: most or None]):
            if number:
                self.body.addWidget(separator())
            self.body.addWidget(self._line(one, today))

    def _line(self, one: InspectionLine, today: date) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, S2, 0, S2)
        row.setSpacing(S12)
        on = words.as_day(one.finished_at or one.started_at or one.planned_for)
        column = QVBoxLayout()
        column.setSpacing(0)
        opener = button(words.beside("" if on is None else day(on, today), mode_word(one.mode)), "link")
        opener.setObjectName(f"inspection-{one.id}")
        opener.clicked.connect(self._on_clicked)
        self._ids[id(opener)] = one.id
        head = QHBoxLayout()
        head.addWidget(opener)
        head.addStretch(1)
        column.addLayout(head)
        people = " ".join(ref.name or "" for ref in one.officers)
        if people:
            named = label(people, "caption")
            named.setIndent(S4 + LINE)  # below the words of the link
            column.addWidget(named)
        row.addLayout(column, 1)
        if one.fail_count:
            row.addWidget(Pill(translate("Places", "{n} failed").format(n=one.fail_count), None, Shape.FAILED))
        else:
            row.addWidget(Pill(stage_word(one.stage), Tone.GREEN if one.finished_at else Tone.GREY))
        return made

    def _on_clicked(self) -> None:
        self.opened.emit(self._ids.get(id(self.sender()), ""))
