"""Leaf values as they are stored: strings in XForms lexical form (FORMS 4)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from gridcore.forms.xpath.moment import LOCAL, Moment, day_of, moment_of_days, parse_clock, parse_moment
from gridcore.forms.xpath.value import MAX_TEXT, Value, as_moment, as_number, as_text, number_text

_INTEGER = re.compile(r"-?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?", re.ASCII)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_lexical(value: Value, kind: str) -> str:
    """What an expression gave, as a node of a bind type stores it; '' where it has no value of that type."""
    if kind in {"int", "integer", "long"}:
        number = as_number(value)
        return "" if math.isnan(number) or math.isinf(number) else number_text(float(math.trunc(number)))
    if kind == "decimal":
        return number_text(as_number(value)) if not isinstance(value, str) or value else ""
    if kind in {"date", "dateTime"}:
        moment = _moment(value)
        if moment is None:
            return ""
        return day_of(moment).text if kind == "date" else Moment(moment.day, moment.start).text
    if kind == "time":
        return _clock(value)
    if kind == "boolean" and isinstance(value, float):
        return "" if math.isnan(value) else "true" if value else "false"
    return as_text(value)


def _clock(value: Value) -> str:
    """A time of day as it is stored; of an instant its local time."""
    moment = as_moment(value)
    if moment is None:
        return as_text(value)
    return "" if moment.time is None else moment.time.astimezone(LOCAL).timetz().isoformat(timespec="milliseconds")


def _moment(value: Value) -> Moment | None:
    found = as_moment(value)
    if found is not None:
        return found
    number = as_number(value)
    return None if math.isnan(number) or math.isinf(number) else moment_of_days(number)


def _is_place(text: str) -> bool:
    pieces = text.split()
    if not 2 <= len(pieces) <= 4 or not all(_DECIMAL.fullmatch(piece) for piece in pieces):
        return False
    return abs(float(pieces[0])) <= 90 and abs(float(pieces[1])) <= 180


def _is_instant(text: str) -> bool:
    moment = parse_moment(text)
    return moment is not None and moment.time is not None


def _is_day(text: str) -> bool:
    moment = parse_moment(text)
    return moment is not None and moment.time is None and len(text) == 10


_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "int": (lambda text: _INTEGER.fullmatch(text) is not None, "not_an_integer"),
    "decimal": (lambda text: _DECIMAL.fullmatch(text) is not None, "not_a_number"),
    "date": (_is_day, "not_a_date"),
    "dateTime": (_is_instant, "not_a_date_time"),
    "time": (lambda text: parse_clock(text) is not None, "not_a_time"),
    "boolean": (lambda text: text in {"true", "false", "1", "0"}, "not_a_boolean"),
    "geopoint": (_is_place, "not_a_place"),
    "geotrace": (lambda text: all(_is_place(part) for part in text.split(";") if part.strip()), "not_a_place"),
}
_CHECKS["integer"] = _CHECKS["long"] = _CHECKS["int"]
_CHECKS["geoshape"] = _CHECKS["geotrace"]


def trouble_of(text: str, kind: str) -> str | None:
    """The reason code why a text is no answer of a type; None if it is one. '' (unanswered) always is."""
    if text == "":
        return None
    if len(text) > MAX_TEXT:
        return "too_long"
    if _FORBIDDEN.search(text):
        return "forbidden_character"
    test, reason = _CHECKS.get(kind, (None, ""))
    return None if test is None or test(text) else reason
