"""Words of households, people and visits: what codes mean to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache

from PySide6.QtCore import QCoreApplication

from gridclient.base.resources import resource
from gridclient.services.households import HouseholdLine, is_due
from gridclient.ui.field_words import field_word
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import Tone
from gridclient.ui.when import when
from gridcore import codetable
from gridcore.person import Person

translate = QCoreApplication.translate

_TABLES: Mapping[str, str] = {
    "sex": "sex",
    "relation": "relation_to_head",
    "tenure": "occupancy_kind",
    "structure": "structure",
    "living_state": "hukou_consistency",
    "politics": "political_status",
    "hazard": "hazard_kind",
    "use": "house_state",
}
"""The code table of a field."""


@cache
def tables() -> Mapping[str, codetable.CodeTable]:
    """The code tables shipped with the program."""
    return codetable.load(path.read_bytes() for path in sorted(resource("codes").glob("*.json")))


def choices(field: str) -> tuple[tuple[str, str], ...]:
    """The codes of a field with their words, in the order of a picker."""
    return tuple((entry.code, entry.text(theme.language())) for entry in tables()[_TABLES[field]].entries)


def is_coded(field: str) -> bool:
    """Say whether a field holds a code of a table."""
    return field in _TABLES


def coded(field: str, code: str | None) -> str:
    """The word of a code; an unknown code stands for itself, none is nothing."""
    return tables()[_TABLES[field]].text(code, theme.language()) if code else ""


def tag(code: str) -> str:
    """The word of a tag of a household or a person; one nobody knows stands for itself."""
    for name in ("household_tag", "person_tag"):
        entry = tables()[name].get(code)
        if entry is not None:
            return entry.text(theme.language())
    return code


def tag_tone(code: str) -> Tone:
    """Amber for who needs attention, accent for who helps, grey for the rest."""
    if code in {"key", "alone_elder", "watched"}:
        return Tone.AMBER
    return Tone.ACCENT if code in {"volunteer", "building_head", "party"} else Tone.GREY


def household_tags() -> tuple[str, ...]:
    """The tags a form offers for a household."""
    return tuple(entry.code for entry in tables()["household_tag"].entries)


def age(birth_date: str | None, today: date) -> int | None:
    """Years since a day of birth; None for none or a broken one."""
    try:
        born = date.fromisoformat(birth_date or "")
    except ValueError:
        return None
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years if years >= 0 else None


def who(person: Person, today: date, *, is_head: bool) -> str:
    """What a person is in the household, and how old."""
    relation = translate("HouseholdWords", "Head") if is_head else coded("relation", person.relation)
    years = age(person.birth_date, today)
    if years is None:
        return relation
    return joined(relation, translate("HouseholdWords", "{n} years").format(n=years))


def joined(*parts: str) -> str:
    """Facts beside each other, those that are there, with a dot between."""
    return translate("HouseholdWords", " · ").join(part for part in parts if part)


def people(n: int) -> str:
    """How many people."""
    one = translate("HouseholdWords", "1 person")
    return one if n == 1 else translate("HouseholdWords", "{n} people").format(n=f"{n:,}")


def visit_note(line: HouseholdLine, now: datetime) -> str:
    """The words at the right of a row: what is due, else when somebody was there."""
    if is_due(line):
        late = (now.date() - line.due).days if line.due is not None else 0
        if line.light == "first":
            return translate("HouseholdWords", "Never visited")
        if late > 0:
            return translate("HouseholdWords", "Visit {n} days late").format(n=late)
        return translate("HouseholdWords", "Visit due today")
    if line.last_visit is None:
        return translate("HouseholdWords", "Not visited yet")
    at = line.last_visit.astimezone(now.tzinfo)
    days = (now.date() - at.date()).days
    if days <= 0:
        return translate("HouseholdWords", "Visited {time}").format(time=when(at, now))
    if days == 1:
        return translate("HouseholdWords", "Yesterday")
    return translate("HouseholdWords", "{n} days ago").format(n=days)


def every(days: int) -> str:
    """How often a household is visited."""
    if days == 7:
        return translate("HouseholdWords", "every week")
    if days % 7 == 0 and days <= 28:
        return translate("HouseholdWords", "every {n} weeks").format(n=days // 7)
    return translate("HouseholdWords", "every {n} days").format(n=days)


def question(code: str) -> str:
    """What is looked at and asked at a visit."""
    return {
        "spirit": translate("HouseholdWords", "Spirits, getting about"),
        "medicine": translate("HouseholdWords", "Regular medicine"),
        "fire": translate("HouseholdWords", "Fire, gas, electricity"),
        "food": translate("HouseholdWords", "Food and warmth"),
        "fraud": translate("HouseholdWords", "Warned of fraud"),
        "people": translate("HouseholdWords", "Who lives here"),
        "dispute": translate("HouseholdWords", "Quarrels, troubles"),
    }.get(code, code)


def phrases() -> tuple[str, ...]:
    """Sentences offered below the note of a visit."""
    return (
        translate("HouseholdWords", "In good spirits"),
        translate("HouseholdWords", "Takes the medicine"),
        translate("HouseholdWords", "Children came by"),
        translate("HouseholdWords", "Wants a check-up"),
        translate("HouseholdWords", "No difficulties now"),
    )


def event_state(code: str) -> str:
    """How far an event is, in a word."""
    return {
        "DRAFT": translate("HouseholdWords", "draft"),
        "REPORTED": translate("HouseholdWords", "reported"),
        "CLOSED": translate("HouseholdWords", "closed"),
        "ARCHIVED": translate("HouseholdWords", "closed"),
        "SUSPENDED": translate("HouseholdWords", "on hold"),
    }.get(code.upper(), translate("HouseholdWords", "being handled"))


_SHORT: Mapping[str, Callable[[], str]] = {
    "tenure": lambda: translate("HouseholdWords", "House"),
    "area": lambda: translate("HouseholdWords", "Area, m²"),
    "water": lambda: translate("HouseholdWords", "Water"),
    "flood_roster": lambda: translate("HouseholdWords", "Flood"),
    "living_state": lambda: translate("HouseholdWords", "Residence"),
    "visit_every": lambda: translate("HouseholdWords", "Visit every"),
    "ask_next": lambda: translate("HouseholdWords", "Ask next"),
    "confirmed_on": lambda: translate("HouseholdWords", "Checked"),
    "phone": lambda: translate("HouseholdWords", "Phone"),
    "relation": lambda: translate("HouseholdWords", "Relation"),
    "birth_date": lambda: translate("HouseholdWords", "Born on"),
    "workplace": lambda: translate("HouseholdWords", "Workplace"),
    "politics": lambda: translate("HouseholdWords", "Politics"),
    "head": lambda: translate("HouseholdWords", "Head"),
}
"""Labels beside a value, where the word all pages have for the field is too long."""


def field(name: str) -> str:
    """The label of a field of a household or a person."""
    return _SHORT[name]() if name in _SHORT else field_word("household", name)
