"""What a converter refuses late, in its own English and without a cell: found here, at its cell (FORMS 5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from gridcore.forms.book import Book
from gridcore.forms.check.chinese import NO, YES
from gridcore.forms.check.choices import Lists
from gridcore.forms.check.content import pairs_of
from gridcore.forms.check.expression import Fault, Known, check_expression, check_text
from gridcore.forms.check.kind import Kind
from gridcore.forms.check.table import Column, Line, Table, nearest, slug

_NAME: Final = re.compile(r"[^\W\d][\w.\-]*")
_TITLE: Final = re.compile(r"[^\W\d][\w.\- ]*(?:::?.*)?", re.DOTALL)
_REFERENCE: Final = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")
_PACKAGE: Final = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)+", re.ASCII)
_SEED: Final = re.compile(rf"{_NUMBER.pattern}|\$\{{[^{{}}]+\}}")
_SWITCH: Final = ("true", "false")
_PLACES: Final = ("location-priority", "location-min-interval", "location-max-age")
_VALUES: Final[Mapping[str, tuple[str, ...] | re.Pattern[str]]] = {
    "randomize": _SWITCH, "seed": _SEED, "rows": _WHOLE, "max-pixels": _WHOLE, "app": _PACKAGE,
    "track-changes": _SWITCH, "identify-user": _SWITCH, "track-changes-reasons": ("on-form-edit",),
    _PLACES[0]: ("no-power", "low-power", "balanced", "high-accuracy"), _PLACES[1]: _WHOLE, _PLACES[2]: _WHOLE,
    "capture-accuracy": _NUMBER, "warning-accuracy": _NUMBER, "allow-mock-accuracy": _SWITCH, "incremental": ("true",),
    "quality": ("voice-only", "low", "normal", "external"),
}  # fmt: skip
"""Parameter -> the words it takes, or how its value looks."""
_EXAMPLES: Final[Mapping[re.Pattern[str], str]] = {
    _SEED: "1, 2, ... / ${name}", _WHOLE: "1, 2, ...", _NUMBER: "1, 2.5, ...", _PACKAGE: "org.example.app",
}  # fmt: skip
_EMPTY: Final = frozenset({"bare_text", "bare_name"})
_MEDIA: Final = ("image", "audio", "video", "big-image")
_PREFIXES: Final = frozenset({"jr", "orx", "odk", "xsd", "h", "ev", "entities"})


def check_refused(
    book: Book,
    tables: tuple[Table | None, Table | None, Table | None],
    kinds: Mapping[int, Kind],
    known: Known,
    lists: Lists,
) -> None:
    """Look at survey, choices and settings for what only a converter would refuse."""
    survey, choices, settings = tables
    if survey is not None:
        for column in survey.columns:
            _check_title(survey, column, has_spaces=settings is not None and settings.has("namespaces"))
        begins = {line.text("name") for line in survey.lines if kinds[line.index].form == "begin"}
        for line in survey.lines:
            kind = kinds[line.index]
            _check_values(survey, line, kind, lists)
            _check_kind(survey, line, kind, known, has_external=book.sheet("external_choices") is not None)
            if (named := set(_REFERENCE.findall(line.text("trigger"))) & begins) and not named & known.doubled:
                survey.wrong("trigger_on_group", line, "trigger", word=min(named))
            if line.text("save_to") and book.sheet("entities") is None:
                survey.wrong("entities_later", line, "save_to")
        _check_table_lists(survey, kinds)
    if choices is not None:
        _check_choices(choices, known)
    for line in settings.lines[:1] if settings is not None else ():
        _check_settings(settings, line, known)


def _tell(table: Table, line: Line, column: Column | str, faults: list[Fault]) -> None:
    for fault in faults[:1]:
        table.wrong(fault.code, line, column, mend=fault.mend, at=fault.at, word=fault.word)


def _check_title(table: Table, column: Column, *, has_spaces: bool) -> None:
    parts = [part.strip() for part in column.title.split("::")]
    if column.base == "media" and len(parts) > 1:
        near = nearest(parts[1], _MEDIA, 0.5)
        mend = "::".join([parts[0], near, *parts[2:]]) if near else ""
        table.wrong("unknown_media", None, column, mend=mend, word=parts[1])
    elif parts[0] in {"bind", "control", "instance", "body"} and len(parts) > 1 and not has_spaces:
        prefix, colon, _ = parts[1].partition(":")
        if colon and prefix not in _PREFIXES:
            table.wrong("unknown_prefix", None, column, word=prefix)


def _check_values(table: Table, line: Line, kind: Kind, lists: Lists) -> None:
    """Parameters whose names are right and whose values are not."""
    text = line.text("parameters")
    pairs = pairs_of(text) if text else {}
    for key, value in pairs.items():
        allowed = _VALUES.get(key)
        if allowed is None or (allowed.fullmatch(value) if isinstance(allowed, re.Pattern) else value in allowed):
            continue
        words = () if isinstance(allowed, re.Pattern) else allowed
        said = "true" if value.lower() in {"yes", *YES} else "false" if value.lower() in {"no", *NO} else ""
        near = said if words == _SWITCH else ""
        near = near or nearest(value, words, 0.7)
        mend = re.sub(rf"(?i)\b{re.escape(key)}(\s*=\s*)\S+", rf"{key}\g<1>{near}", text, count=1) if near else ""
        takes = _EXAMPLES[allowed] if isinstance(allowed, re.Pattern) else " / ".join(allowed)
        table.wrong("bad_parameter_value", line, "parameters", mend=mend, word=f"{key}={value}", takes=takes)
    if "seed" in pairs and "randomize" not in pairs:
        table.wrong("missing_parameter", line, "parameters", mend=f"{text} randomize=true", word="randomize")
    if missing := [key for key in _PLACES if any(each in pairs for each in _PLACES) and key not in pairs]:
        table.wrong("missing_parameter", line, "parameters", word=", ".join(missing))
    if kind.word == "range":
        _check_ticks(table, line, pairs, lists)


def _check_ticks(table: Table, line: Line, pairs: Mapping[str, str], lists: Lists) -> None:
    """Marks of a scale lie on it, and on its steps."""
    given = {"start": "1", "end": "10", "step": "1"} | dict(pairs)
    if not all(_NUMBER.fullmatch(given[key]) for key in ("start", "end", "step")) or not float(given["step"]):
        return
    start, end, step = (float(given[key]) for key in ("start", "end", "step"))
    for key, least, most, origin in (
        ("tick_interval", step, abs(end - start), 0.0),
        ("placeholder", min(start, end), max(start, end), start),
    ):
        value = pairs.get(key)
        if value is None:
            continue
        number = float(value) if _NUMBER.fullmatch(value) else None
        steps = None if number is None else (number - origin) / step
        if number is None or steps is None or not least <= number <= most or abs(steps - round(steps)) > 1e-9:
            table.wrong("bad_tick", line, "parameters", word=f"{key}={value}")
    name = pairs.get("tick_labelset")
    values = None if name is None else lists.values.get(name)
    if name is not None and values is None and lists.are_known:
        near = nearest(name, (each for each in lists.values if each and all(map(_NUMBER.fullmatch, each))), 0.5)
        mend = line.text("parameters").replace(name, near, 1) if near else ""
        table.wrong("unknown_list", line, "parameters", mend=mend, list=name)
    is_within = all(
        _NUMBER.fullmatch(each) and min(start, end) <= float(each) <= max(start, end) for each in values or ()
    )
    if values is not None and not is_within:
        table.wrong("bad_tick", line, "parameters", word=f"tick_labelset={name}")


def _check_kind(table: Table, line: Line, kind: Kind, known: Known, *, has_external: bool) -> None:
    """What a type needs beside it."""
    text = line.text("type")
    if kind.word == "external" and not has_external:
        mend = text.replace("select_one_external", "select_one", 1)
        table.wrong("external_select", line, "type", mend=mend if mend != text else "")
    if kind.word == "rank" and not kind.list:
        table.wrong("select_without_list", line, "type")
    if kind.form == "select" and "${" in kind.list:
        _tell(table, line, "type", check_text(text, known))
    if text == "background-geopoint" and not line.text("trigger"):
        table.wrong("missing_trigger", line, "trigger")
    if text == "audit" and line.text("name") not in {"", "audit"}:
        table.wrong("bad_name", line, "name", mend="audit")


def _check_table_lists(table: Table, kinds: Mapping[int, Kind]) -> None:
    """In a group of appearance table-list all selects have one list, and no filter."""
    open_groups: list[str | None] = []
    for line in table.lines:
        kind = kinds[line.index]
        if kind.form == "begin":
            open_groups.append("" if "table-list" in line.text("appearance").split() else None)
        elif kind.form == "end" and open_groups:
            open_groups.pop()
        elif kind.form == "select" and open_groups and open_groups[-1] is not None:
            if line.text("choice_filter"):
                table.wrong("table_list_filter", line, "choice_filter")
            first = open_groups[-1] or kind.list
            open_groups[-1] = first
            if kind.list != first:
                mend = line.text("type").replace(kind.list, first, 1) if kind.list else ""
                table.wrong("table_list_lists", line, "type", mend=mend, list=first)


def _check_choices(table: Table, known: Known) -> None:
    used = {column for line in table.lines for column in line.cells}
    for column in table.columns:
        if column.base not in table.bases and column in used and not _TITLE.fullmatch(column.title):
            table.wrong("bad_column_name", None, column, mend=slug(column.title))
    for line in table.lines:
        for column, text in line.every("label"):
            if "{" in text or "$" in text:
                _tell(table, line, column, check_text(text, known))


def _check_settings(table: Table | None, line: Line, known: Known) -> None:
    if table is None:
        return
    name, title = line.text("instance_name"), line.text("name")
    if name:
        # A bare word is no mistake to a converter: such a name is only always empty.
        faults = [one for one in check_expression("calculation", name, known) if one.code not in _EMPTY]
        _tell(table, line, "instance_name", faults)
    if title and not _NAME.fullmatch(title):
        table.wrong("bad_name", line, "name", mend=slug(title))
