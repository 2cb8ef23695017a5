"""The words of fields and verbs, for pages that show a record without knowing its noun (conflicts, changes)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QCoreApplication

from gridcore.codes import mask_id, mask_phone

translate = QCoreApplication.translate


def field_word(kind: str, name: str) -> str:
    """The word of a field as a form would label it; an unknown one is its own word."""
    del kind
    words = {
        "address": translate("Fields", "Address"),
        "area": translate("Fields", "Area"),
        "ask_next": translate("Fields", "Ask next time"),
        "birth_date": translate("Fields", "Date of birth"),
        "contact": translate("Fields", "Contact"),
        "description": translate("Fields", "What happened"),
        "education": translate("Fields", "Education"),
        "gas": translate("Fields", "Gas"),
        "head": translate("Fields", "Head of household"),
        "hukou": translate("Fields", "Registered residence"),
        "identity": translate("Fields", "ID number"),
        "job": translate("Fields", "Job"),
        "living_state": translate("Fields", "Living here"),
        "name": translate("Fields", "Name"),
        "note": translate("Fields", "Note"),
        "result": translate("Fields", "Result"),
        "text": translate("Fields", "Words"),
        "at": translate("Fields", "Time"),
        "title": translate("Fields", "Title"),
        "state": translate("Fields", "State"),
        "category": translate("Fields", "Category"),
        "parent": translate("Fields", "Belongs to"),
        "phone": translate("Fields", "Phone"),
        "politics": translate("Fields", "Political status"),
        "relation": translate("Fields", "Relation to head"),
        "residence": translate("Fields", "Present address"),
        "room": translate("Fields", "Room"),
        "tags": translate("Fields", "Tags"),
        "tenure": translate("Fields", "Own or rent"),
        "visit_every": translate("Fields", "Visit every (days)"),
        "water": translate("Fields", "Water"),
        "workplace": translate("Fields", "Workplace"),
    }
    return words.get(name, name)


def value_words(name: str, value: Any, *, is_masked: bool = True) -> str:
    """A value on one line; numbers of people are masked, for this is read over shoulders (DOMAIN 4.5)."""
    if value is None or value == "":
        return translate("Fields", "nothing")
    if name == "phone" and is_masked:
        return mask_phone(str(value))
    if isinstance(value, bool):
        return translate("Fields", "yes") if value else translate("Fields", "no")
    if isinstance(value, dict):
        given = cast("dict[str, Any]", value)
        parts = [
            mask_id(str(each)) if key == "id_no" and is_masked else str(each)
            for key, each in given.items()
            if each is not None
        ]
        return translate("Fields", ", ").join(parts)
    if isinstance(value, (list, tuple)):
        return translate("Fields", ", ").join(str(each) for each in cast("Sequence[Any]", value))
    return str(value)


def verb_word(verb: str) -> str:
    """What a person did, as a noun: for "known from" and the list of what waits."""
    group = verb.removeprefix("undo:").partition(".")[0]
    words = {
        "visit": translate("Verbs", "Visit"),
        "person": translate("Verbs", "Change of a person"),
        "household": translate("Verbs", "Change of a household"),
        "event": translate("Verbs", "Event"),
        "task": translate("Verbs", "Task"),
        "inspection": translate("Verbs", "Inspection"),
        "rectification": translate("Verbs", "Rectification"),
        "issue": translate("Verbs", "Decided conflict"),
        "place": translate("Verbs", "Change of a place"),
    }
    return words.get(group, translate("Verbs", "Change"))
