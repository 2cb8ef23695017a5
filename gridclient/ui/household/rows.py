"""How a household looks as a row (UI 4: Household row)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from gridclient.services.households import HouseholdLine, is_due
from gridclient.ui.household import words
from gridclient.ui.models.row import Mark, Row
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import Tone

translate = QCoreApplication.translate
_MOST_TAGS = 2


def household_row(line: HouseholdLine, now: datetime, *, is_open: bool = False) -> Row:
    """Name and people, tags and how it stands with the centre; address, and when somebody was there."""
    note = translate("HouseholdRow", "recording") if is_open else words.visit_note(line, now)
    tone = Tone.ACCENT if is_open else Tone.AMBER if is_due(line) else None
    sync = sync_mark(line)
    tags = tuple(Mark(words.tag(code), words.tag_tone(code)) for code in line.tags[:_MOST_TAGS])
    spoken = (line.head_name, words.people(line.people), sync.word if sync else "", note, line.address)
    return Row(
        title=line.head_name or line.household_no or "—",
        note=words.people(line.people),
        second=line.address,
        marks=(*tags, *((sync,) if sync else ())),
        right=note,
        right_tone=tone,
        tall=True,
        spoken=", ".join(part for part in spoken if part),
        typeahead=line.head_name,
    )


def sync_mark(line: HouseholdLine) -> Mark | None:
    """The pill that says where the record is; None when all of it is at the centre."""
    state = line.state
    if state.has_conflict:
        return Mark(translate("HouseholdRow", "Conflict"), shape=Shape.CONFLICT)
    if state.is_parked:
        return Mark(translate("HouseholdRow", "Set aside"), shape=Shape.PARKED)
    if state.is_new:
        return Mark(translate("HouseholdRow", "New here"), shape=Shape.WAITING)
    return Mark(translate("HouseholdRow", "Waiting"), shape=Shape.WAITING) if state.is_waiting else None
