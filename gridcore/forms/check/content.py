"""Cells of a question that are no expressions: appearance, parameters, default (FORMS 2, 5)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from gridcore.forms.check.chinese import APPEARANCES as CHINESE_APPEARANCES
from gridcore.forms.check.expression import Known, check_expression
from gridcore.forms.check.kind import Kind
from gridcore.forms.check.table import Line, Table, narrow, nearest

APPEARANCES: Final = frozenset(
    {
        "minimal", "quick", "columns", "columns-pack", "columns-flex", "likert", "label", "list-nolabel", "list",
        "horizontal", "horizontal-compact", "compact", "quickcompact", "multiline", "autocomplete", "numbers",
        "thousands-sep", "bearing", "signature", "annotate", "draw", "new", "new-front", "new-rear", "field-list",
        "table-list", "no-calendar", "month-year", "year", "ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar",
        "persian", "buddhist", "picker", "rating", "vertical", "no-ticks", "no-buttons", "placement-map", "maps", "map",
        "image-map", "front", "url", "masked", "printer", "distress", "my-location", "analog-scale", "textarea",
        "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9", "w10", "w12", "pages", "hide-input", "comment", "dn",
    }
)  # fmt: skip
"""Words of `appearance` in the field; this program draws those of FORMS 2 and leaves the others aside."""
_PARAMETERS: Final[Mapping[str, frozenset[str]]] = {
    "range": frozenset({"start", "end", "step", "tick_interval", "placeholder", "tick_labelset"}),
    "select": frozenset({"randomize", "seed"}),
    "file": frozenset({"randomize", "seed", "value", "label"}),
    "text": frozenset({"rows"}),
    "image": frozenset({"max-pixels", "app"}),
}
_PAIR: Final = re.compile(r"[^\s=,;]+\s*=\s*[^\s=,;]+")
_COLUMNS: Final = re.compile(r"columns(?:-pack|-flex|-\d+)?")
_CALL: Final = re.compile(r"[\w.\-:]+\([^\s]*\)?")
_INTEGER: Final = re.compile(r"-?[0-9]+")
_DECIMAL: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DYNAMIC: Final = re.compile(r"\$\{|\w\(|[+*|]| div | mod ")


def check_appearance(table: Table, line: Line, _kind: Kind) -> None:
    """An appearance nobody knows is left aside by every reader: probably a slip."""
    text = line.text("appearance")
    if not text or "search(" in text or "ex:" in text or "${" in text:
        if "search(" in text:
            table.wrong("search_appearance", line, "appearance")
        return
    for word in text.split():
        if word.lower() in APPEARANCES or _COLUMNS.fullmatch(word.lower()) or _CALL.fullmatch(word):
            continue
        near = CHINESE_APPEARANCES.get(word) or nearest(word, APPEARANCES, 0.7)
        table.wrong("bad_appearance", line, "appearance", mend=text.replace(word, near, 1) if near else "", word=word)


def check_parameters(table: Table, line: Line, kind: Kind) -> None:
    """Parameters are `key=value` pairs, and each kind of question knows few keys."""
    text = line.text("parameters")
    if kind.word == "range":
        _check_range(table, line, text)
    if not text:
        return
    if not _is_pairs(text):
        mend = re.sub(r"\s*=\s*", "=", narrow(text).replace("，", " ").replace(":", "="))
        table.wrong("bad_parameters", line, "parameters", mend=mend if mend != text and _is_pairs(mend) else "")
        return
    word = "select" if kind.form == "select" else kind.word
    known = _PARAMETERS.get("file" if kind.word.endswith("_file") else "image" if word == "photo" else word)
    for key in pairs_of(text) if known else ():
        if key not in (known or ()):
            near = nearest(key, known or ())
            mend = re.sub(rf"(?i)\b{re.escape(key)}(?=\s*=)", near, text, count=1) if near else ""
            table.wrong("unknown_parameter", line, "parameters", mend=mend, word=key)


def _is_pairs(text: str) -> bool:
    return not re.sub(r"[\s,;]+", "", _PAIR.sub("", text))


def pairs_of(text: str) -> dict[str, str]:
    """The parameters of a cell by their names in small letters."""
    pairs = (pair.partition("=") for pair in _PAIR.findall(text))
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _check_range(table: Table, line: Line, text: str) -> None:
    given = {"start": "1", "end": "10", "step": "1"} | (pairs_of(text) if _is_pairs(text) else {})
    numbers: dict[str, float] = {}
    for key in ("start", "end", "step"):
        if not _DECIMAL.fullmatch(given[key]):
            table.wrong("bad_range", line, "parameters", word=f"{key}={given[key]}")
            return
        numbers[key] = float(given[key])
    if numbers["step"] <= 0 or numbers["step"] > abs(numbers["end"] - numbers["start"]):
        table.wrong("bad_range", line, "parameters", word=f"step={given['step']}")


def check_default(table: Table, line: Line, kind: Kind, known: Known) -> None:
    """A default has the form of an answer, or is an expression."""
    text, name = line.text("default"), line.text("name")
    if not text:
        return
    is_day = kind.word in {"date", "dateTime", "datetime", "time"}
    if _DYNAMIC.search(text) and not (is_day and _DAY.match(text)):
        for fault in check_expression("calculation", text, known):
            table.wrong(fault.code, line, "default", mend=fault.mend, at=fault.at, word=fault.word)
        return
    if kind.word in {"integer", "int", "decimal", "range"}:
        pattern = _INTEGER if kind.word in {"integer", "int"} else _DECIMAL
        if not pattern.fullmatch(text):
            mend = narrow(text)
            table.wrong("default_not_a_number", line, "default", mend=mend if pattern.fullmatch(mend) else "")
    elif kind.word == "date" and not _is_day(text):
        match = _DAY.match(narrow(text))
        mend = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else ""
        table.wrong("default_not_a_date", line, "default", mend=mend if _is_day(mend) else "")
    elif (values := known.values.get(name)) is not None:
        for word in text.split() if name in known.multiple else (text,):
            if word not in values:
                near = known.labels.get(name, {}).get(word) or (nearest(word, values) if known.offers else "")
                mend = text.replace(word, near, 1) if near else ""
                table.wrong("default_not_in_list", line, "default", mend=mend, word=word)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
