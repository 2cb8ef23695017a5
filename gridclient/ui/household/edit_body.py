"""The fields of a household and its people, with what was there before and what may be wrong beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.households import HouseholdDraft, Member
from gridclient.services.people import CENTRAL, PersonDraft, check
from gridclient.ui.household import words
from gridclient.ui.household.fields import Control, FieldSet, Raw, Spec
from gridclient.ui.style.tokens import S8, S12
from gridclient.ui.value_words import Seen, value_words
from gridclient.ui.widgets.button import icon_button
from gridclient.ui.widgets.label import label, separator

PERSON: Final = (
    Spec("name"),
    Spec("phone", "secret"),
    Spec("identity.id_no", "secret"),
    Spec("relation", "code"),
    Spec("birth_date"),
    Spec("workplace"),
    Spec("note", is_wide=True),
)
HOUSEHOLD: Final = (
    Spec("address", is_wide=True),
    Spec("estate"),
    Spec("building"),
    Spec("unit"),
    Spec("floor"),
    Spec("room"),
    Spec("living_state", "code"),
    Spec("contact.name"),
    Spec("contact.phone", "secret"),
    Spec("tenure", "code"),
    Spec("area", "number"),
    Spec("structure", "code"),
    Spec("gas"),
    Spec("water"),
    Spec("visit_every", "number"),
    Spec("flood_roster", "flag"),
    Spec("tags", "tags", is_wide=True),
    Spec("ask_next", is_wide=True),
    Spec("note", is_wide=True),
)
NEW = "new"
"""The key of a person who is added."""


class EditBody(QWidget):
    """People first, the head before the others, then the household."""

    changed = Signal()
    unmask_asked = Signal(str)

    def __init__(
        self,
        household: str,
        body: Mapping[str, Any],
        members: Sequence[Member],
        now: datetime,
        *,
        add_person: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`body` is the household as builtins, empty for a new one; `add_person` shows the fields of one more."""
        super().__init__(parent)
        self._household, self._now = household, now
        self._people: dict[str, FieldSet] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S12)
        if add_person:
            self._add_person(NEW, {}, self.tr("New person") if household else self.tr("Head of the household"))
        for member in members:
            name = self.tr("{name}, {what}").format(
                name=member.body.name or "—", what=words.who(member.body, now.date(), is_head=member.is_head)
            )
            self._add_person(member.id, msgspec.to_builtins(member.body), name.rstrip(", ，"))
        self._column.addWidget(label(self.tr("Household"), "section"))
        self._home = FieldSet(HOUSEHOLD, body, _label)
        self._home.changed.connect(self._on_changed)
        self._column.addWidget(self._home)
        self._say_hints()

    @property
    def adds_person(self) -> bool:
        """Whether there are fields of a person who is added."""
        return NEW in self._people

    def typed(self) -> dict[str, Any]:
        """What differs from what was seen: what a draft keeps, as builtins."""
        people = {key: typed for key, one in self._people.items() if (typed := one.typed())}
        return {"household": self._home.typed(), "people": people, "adds": self.adds_person}

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Show what a draft kept."""
        self._home.restore(typed.get("household", {}))
        for key, values in typed.get("people", {}).items():
            if key in self._people:
                self._people[key].restore(values)

    def put_back(self) -> None:
        """Show what was there when the form was opened."""
        for one in (self._home, *self._people.values()):
            one.put_back()

    def draft(self) -> HouseholdDraft:
        """What is to be saved."""
        people = [
            PersonDraft(id="" if key == NEW else key, seen=one.seen(), new=one.new())
            for key, one in self._people.items()
            if one.typed() or key == NEW
        ]
        return HouseholdDraft(id=self._household, seen=self._home.seen(), new=self._home.new(), people=tuple(people))

    def reveal(self, person: str) -> None:
        """A reason was given: the numbers of a person may be read here."""
        for control in self._people[person].controls if person in self._people else ():
            control.reveal()

    def show_wrong(self, field: str, sentence: str) -> None:
        """Say what is wrong at its field and go there."""
        for one in (*self._people.values(), self._home):
            control = one.control(field)
            if control is not None and not control.value:
                control.row.set_error(sentence)
                control.widget.setFocus()
                return

    def focus_first(self) -> None:
        """Where one begins: a name to be typed, else the phone of the head."""
        for one in self._people.values():
            control = one.control("phone" if one.typed() or not self.adds_person else "name")
            if control is not None:
                control.widget.setFocus()
            return
        self._home.controls[0].widget.setFocus()

    def _add_person(self, key: str, body: Mapping[str, Any], title: str) -> None:
        head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(label(title, "section"))
        head.addStretch(1)
        if key != NEW:
            eye = icon_button("eye-slash", self.tr("Show the numbers of {who}").format(who=title))
            eye.setProperty("person", key)
            eye.clicked.connect(self._on_eye)
            head.addWidget(eye)
        self._column.addLayout(head)
        fields = FieldSet(PERSON, body, _label)
        fields.changed.connect(self._on_changed)
        self._people[key] = fields
        self._column.addWidget(fields)
        self._column.addWidget(separator())

    def _say_hints(self) -> None:
        for key, one in self._people.items():
            warned = {found.field: found.reason for found in check(one.whole(), self._now.date())}
            for control in one.controls:
                is_central = control.spec.name in CENTRAL and key != NEW
                control.row.set_hint(
                    _hint(control, warned.get(control.spec.name, ""), self._now, is_central=is_central)
                )
        for control in self._home.controls:
            control.row.set_hint(_hint(control, "", self._now, is_central=False))

    def _on_changed(self) -> None:
        self._say_hints()
        for one in (self._home, *self._people.values()):
            for control in one.controls:
                if control.row.error and control.value:
                    control.row.set_error("")
        self.changed.emit()

    def _on_eye(self) -> None:
        self.unmask_asked.emit(str(self.sender().property("person")))


def _label(path: str) -> str:
    translate = QCoreApplication.translate
    own = {
        "contact.name": translate("EditBody", "Contact"),
        "contact.phone": translate("EditBody", "Their phone"),
        "identity.id_no": words.field("identity"),
        "visit_every": translate("EditBody", "Days between"),
        "flood_roster": translate("EditBody", "To be moved"),
    }
    return own.get(path) or words.field(path)


def _hint(control: Control, warned: str, now: datetime, *, is_central: bool) -> str:
    """What was there before, whose it is to change, what may be wrong."""
    translate = QCoreApplication.translate
    said: list[str] = []
    if control.is_changed:
        if control.seen not in ("", [], False):
            said.append(translate("EditBody", "was: {old}").format(old=_old(control.spec, control.seen, Seen(now))))
        if is_central:
            said.append(translate("EditBody", "The police own this: it goes to them as a correction request"))
    if warned:
        said.append(warning(warned))
    return "\n".join(said)


def _old(spec: Spec, raw: Raw, seen: Seen) -> str:
    if spec.path.startswith("identity"):
        return value_words("id_no", raw, seen)
    return value_words("phone" if spec.look == "secret" else spec.name, raw, seen)


def warning(reason: str) -> str:
    """The sentence of something that may be wrong and is saved all the same."""
    translate = QCoreApplication.translate
    return {
        "length": translate("EditBody", "An ID number has 18 characters. You can save it and check later"),
        "characters": translate("EditBody", "Only digits, and X at the end. You can save it and check later"),
        "birth": translate("EditBody", "The date in this ID number does not exist. You can save it and check later"),
        "check_digit": translate("EditBody", "The last digit does not fit. You can save it and check later"),
        "old_15": translate("EditBody", "This is an old number of 15 digits. You can save it and check later"),
        "birth_differs": translate("EditBody", "The ID number says another day of birth"),
        "form": translate("EditBody", "This does not look like a phone number. You can save it and check later"),
    }.get(reason, reason)
