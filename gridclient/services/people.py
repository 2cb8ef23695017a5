"""People of a household: what is warned of, and what is only shown with a reason (PRODUCT 1, DOMAIN 2.3, 2.9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec

from gridclient.base.clock import Clock
from gridclient.services.me import Me
from gridclient.store import Store
from gridclient.store import people as repository
from gridclient.store.people import Duplicate
from gridcore import codes
from gridcore.errors import InvalidInput
from gridcore.parts import Identity
from gridcore.person import Person

__all__ = ["CENTRAL", "Duplicate", "People", "PersonDraft", "Unmasked", "Warned", "check", "settled"]

CENTRAL: Final = ("name", "identity", "hukou")
"""Fields the police own: a change goes to them as a correction request (更正申请, SYNC 5)."""
ID_CARD: Final = "111"
_LOG = "unmask"
_MOST = 1000


class PersonDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What a form holds of a person: `seen` is what was on the screen when it was opened; no id = a new person."""

    id: str = ""
    seen: dict[str, Any] = {}
    new: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that may be wrong and is saved all the same: `reason` is a code of gridcore.codes, or birth_differs."""

    field: str
    reason: str


class Unmasked(msgspec.Struct, frozen=True, kw_only=True):
    """One look at a masked value: who, at what, when (ISO text), why; `act` look, or copy to the clipboard."""

    who: str
    kind: str
    record: str
    at: str
    reason: str = ""
    act: str = "look"


def check(new: Mapping[str, Any], today: date) -> tuple[Warned, ...]:
    """Look at what a form holds of a person; nothing here blocks (DOMAIN 2.9)."""
    found: list[Warned] = []
    identity, phone = _identity(new), new.get("phone")
    if identity is not None and identity.id_no and identity.id_type in {None, ID_CARD}:
        card = codes.check_id_no(identity.id_no, today=today)
        if not card.ok:
            found.append(Warned("identity", card.reason))
        elif card.birth is not None and new.get("birth_date") not in {None, card.birth.isoformat()}:
            found.append(Warned("birth_date", "birth_differs"))
    if phone and not codes.check_phone(phone).ok:
        found.append(Warned("phone", "form"))
    return tuple(found)


def settled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of a form as they are stored: numbers plain, birth and sex read from a right id number."""
    found = {name: None if value == "" else value for name, value in values.items()}
    if isinstance(phone := found.get("phone"), str):
        found["phone"] = codes.normal(phone)
    identity = _identity(found)
    if identity is not None and identity.id_no:
        number = codes.normal(identity.id_no)
        found["identity"] = Identity(id_type=identity.id_type or ID_CARD, id_no=number)
        card = codes.check_id_no(number)
        if card.ok and card.birth is not None:
            found["birth_date"] = found.get("birth_date") or card.birth.isoformat()
            found["sex"] = found.get("sex") or card.sex
    return found


def _identity(values: Mapping[str, Any]) -> Identity | None:
    """The identity of a form: a struct, or the builtins a draft was kept as."""
    value = values.get("identity")
    return msgspec.convert(value, Identity) if isinstance(value, dict) else value


class People:
    """Verbs on people."""

    def __init__(self, store: Store, me: Me, clock: Clock) -> None:
        self._store, self._me, self._clock = store, me, clock
        self._open: set[str] = set()

    def is_open(self, person: str) -> bool:
        """Whether a reason was given for this person in this session."""
        return person in self._open

    def unmask(self, person: str, reason: str = "") -> Person:
        """Give a person with nothing masked, and write down who looked, at whom and why (DOMAIN 4.5).

        The reason is asked once per person and session. Raises InvalidInput(field="reason", reason="required").
        """
        reason = reason.strip()
        if not reason and person not in self._open:
            raise InvalidInput(field="reason", reason="required")
        with self._store.read() as reading:
            entry = reading.get("person", person)
        if entry is None or not isinstance(entry.body, Person):
            raise InvalidInput(field="id", reason="unknown_record", kind="person")
        if person not in self._open:
            self._note(person, reason)
            self._open.add(person)
        return entry.body

    def unmasked(self) -> tuple[Unmasked, ...]:
        """Give the log of looks, oldest first; it stays on this PC."""
        return tuple(msgspec.convert(line, Unmasked) for line in self._store.settings.get(_LOG, []))

    def home_of(self, record: str) -> str:
        """Give the id of a household: of itself, a person who lives there, a visit to it; "" when it is not here."""
        with self._store.read() as reading:
            if reading.get("household", record) is not None:
                return record
            found = reading.get("person", record) or reading.get("visit", record)
        return found.parent or "" if found is not None else ""

    def twins(self, people: frozenset[str]) -> tuple[Duplicate, ...]:
        """Give the suspected duplicates that one of these people is in."""
        found = repository.People(self._store).duplicates()
        return tuple(one for one in found if people & {line.id for line in one.people})

    def note_copy(self, person: str) -> None:
        """Write down that a number of a person was copied."""
        self._note(person, "", "copy")

    def _note(self, person: str, reason: str, act: str = "look") -> None:
        at = self._clock.now().isoformat(timespec="seconds")
        line = Unmasked(who=self._me.user, kind="person", record=person, at=at, reason=reason, act=act)
        kept = [*self._store.settings.get(_LOG, []), msgspec.to_builtins(line)]
        self._store.settings.put(_LOG, kept[-_MOST:])
