"""The words of values and of changes of them, for pages that show a record without knowing its noun."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from PySide6.QtCore import QCoreApplication

from gridclient.services.history import FieldChange
from gridclient.ui.event.words import state_word
from gridclient.ui.field_words import field_word
from gridclient.ui.household.words import coded, is_coded, tables, tag
from gridclient.ui.inspection.words import mode_word
from gridclient.ui.place.words import risk_word, stage_word
from gridclient.ui.style import theme
from gridclient.ui.when import day, moment
from gridcore.codes import mask_id, mask_phone

translate = QCoreApplication.translate

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A record named by its id: which one it is, the page cannot say here."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TABLES: Mapping[str, str] = {
    "archive_type": "archive_type",
    "category": "category",
    "education": "education_level",
    "ethnic": "ethnic_group",
    "hukou_consistency": "hukou_consistency",
    "marital": "marital_status",
    "occupancy_type": "occupancy_kind",
    "person_kind": "person_kind",
    "place_type": "nine_small_place",
    "satisfaction": "satisfaction",
    "severity": "severity",
    "source": "source",
    "stay_behind": "left_behind",
    "subcategory": "category",
    "supervise_level": "supervise_level",
    "whistle_level": "whistle_level",
}
"""The code table of a field that no form of a household has; a code nobody knows stands for itself."""
_ACCOUNTS = frozenset({"assignee", "by", "checker", "handler", "reporter", "verifier", "visitor"})
_WORDS: Mapping[str, Callable[[str], str]] = {
    "mode": mode_word,
    "risk": lambda text: risk_word(text) or text,
    "stage": stage_word,
    "state": state_word,
    "tags": tag,
}
_HIDDEN = frozenset({"region", "house", "crs", "method"})
"""Parts of a value that are codes and ids for programs."""
_DEGREE = 10_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """How values are looked at: from when, whether numbers of people are masked, which accounts have a name."""

    now: datetime
    is_masked: bool = True
    names: Mapping[str, str] = field(default_factory=dict[str, str])


def change_words(kind: str, change: FieldChange, seen: Seen) -> str:
    """What became of a field, on one line that names it."""
    sentence = translate("Fields", "{field}: {value}")
    return sentence.format(field=field_word(kind, change.field), value=change_body(change, seen))


def change_body(change: FieldChange, seen: Seen) -> str:
    """What became of a field that is named already."""
    parts: list[str] = []
    if change.before is not None:
        before, after = (value_words(change.field, value, seen) for value in (change.before, change.after))
        parts.append(translate("Fields", "{before} → {after}").format(before=before, after=after))
    elif change.after is not None or not (change.added or change.removed):
        parts.append(value_words(change.field, change.after, seen))
    for values, words in (
        (change.added, translate("Fields", "added {values}")),
        (change.removed, translate("Fields", "removed {values}")),
    ):
        if values:
            parts.append(words.format(values=value_words(change.field, values, seen)))
    return translate("Fields", "; ").join(parts)


def value_words(name: str, value: Any, seen: Seen) -> str:
    """A value on one line; numbers of people are masked, for this is read over shoulders (DOMAIN 4.5)."""
    if value is None or value in ("", [], {}, ()):
        return translate("Fields", "nothing")
    if isinstance(value, bool):
        return translate("Fields", "yes") if value else translate("Fields", "no")
    if isinstance(value, dict):
        return _parts(name, cast("dict[str, Any]", value), seen)
    if isinstance(value, (list, tuple)):
        return _several(name, cast("Sequence[Any]", value), seen)
    return _text(name, str(value), seen)


def _text(name: str, text: str, seen: Seen) -> str:
    masks = {"phone": mask_phone, "id_no": mask_id}
    if name in masks:
        return masks[name](text) if seen.is_masked else text
    if name in _WORDS:
        return _WORDS[name](text)
    if is_coded(name):
        return coded(name, text)
    if name in _TABLES:
        return tables()[_TABLES[name]].text(text, theme.language())
    if name in _ACCOUNTS and text in seen.names:
        return seen.names[text]
    return translate("Fields", "another record") if _ID.fullmatch(text) else _time(text, seen.now)


def _time(text: str, now: datetime) -> str:
    """A moment or a day as a person says it; any other text as it is."""
    try:
        if _MOMENT.fullmatch(text):
            return moment(datetime.fromisoformat(text), now)
        return day(date.fromisoformat(text), now.date()) if _DAY.fullmatch(text) else text
    except ValueError:
        return text


def _parts(name: str, value: Mapping[str, Any], seen: Seen) -> str:
    if name == "position" and value.get("lng") is not None and value.get("lat") is not None:
        return f"{value['lng'] / _DEGREE:.5f}, {value['lat'] / _DEGREE:.5f}"
    told = [
        value_words(key, each, seen)
        for key, each in value.items()
        if each is not None and key not in _HIDDEN and not (key == "id_type" and value.get("id_no"))
    ]
    return translate("Fields", ", ").join(told) or translate("Fields", "nothing")


def _several(name: str, values: Sequence[Any], seen: Seen) -> str:
    if name in {"photos", "after"}:
        one, many = translate("Fields", "1 photo"), translate("Fields", "{n} photos").format(n=len(values))
        return one if len(values) == 1 else many
    return translate("Fields", ", ").join(value_words(name, each, seen) for each in values)
