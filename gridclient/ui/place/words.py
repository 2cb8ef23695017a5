"""Words of schools and places: stages, risk, what stands in a row (DOMAIN 2.6, 2.8)."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from gridclient.services.places import Chip, PlaceLine, RectificationLine
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import Tone
from gridclient.ui.when import day

translate = QCoreApplication.translate

LIGHTS = {"overdue": Shape.LATE, "today": Shape.SOON, "soon": Shape.SOON, "later": Shape.IN_TIME}
TONES = {"overdue": Tone.RED, "today": Tone.AMBER, "soon": Tone.AMBER, "later": None}


def beside(*parts: str) -> str:
    """Facts beside each other, those that are there, with a dot between."""
    return translate("Places", " · ").join(part for part in parts if part)


def chip_word(chip: Chip) -> str:
    """The word of a filter."""
    return {
        Chip.ALL: translate("Places", "All"),
        Chip.SCHOOL: translate("Places", "Schools"),
        Chip.PLACE: translate("Places", "Small places"),
        Chip.RECHECK: translate("Places", "To put right"),
        Chip.EXPIRING: translate("Places", "Licence runs out"),
        Chip.HIGH_RISK: translate("Places", "High risk"),
    }[chip]


def stage_word(stage: str) -> str:
    """The stage of a school; an unknown one is its own word."""
    return {
        "kindergarten": translate("Places", "Kindergarten"),
        "primary": translate("Places", "Primary school"),
        "junior": translate("Places", "Junior school"),
        "nine_year": translate("Places", "Nine-year school"),
        "senior": translate("Places", "Senior school"),
        "vocational": translate("Places", "Vocational school"),
        "special": translate("Places", "Special school"),
    }.get(stage, stage)


def risk_word(risk: str) -> str:
    """How risky a place is."""
    return {
        "1": translate("Places", "High risk"),
        "2": translate("Places", "Middle risk"),
        "3": translate("Places", "Low risk"),
    }.get(risk, "")


def size_words(line: PlaceLine) -> str:
    """How many are there."""
    if line.size is None:
        return ""
    if line.kind == "school":
        return translate("Places", "{n} students").format(n=f"{line.size:,}")
    return translate("Places", "{n} staff").format(n=f"{line.size:,}")


def due_words(order: RectificationLine, today: date) -> str:
    """How far the limit of an open order is; the day of a closed one."""
    due = as_day(order.due)
    if due is None:
        return ""
    left = (due - today).days
    if order.is_open and left < 0:
        return translate("Places", "{n} days late").format(n=-left)
    if order.is_open and left == 0:
        return translate("Places", "due today")
    return day(due, today)


def as_day(text: str) -> date | None:
    """The day of an ISO text, None when it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def inspected_words(line: PlaceLine, now: datetime) -> tuple[str, Tone | None]:
    """When it was inspected last, amber when this year not yet."""
    last = as_day(line.last_inspected)
    if last is None or last.year != now.year:
        return translate("Places", "not inspected this year"), Tone.AMBER
    return translate("Places", "inspected {day}").format(day=day(last, now.date())), None
