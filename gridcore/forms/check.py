"""The author's checker: what a converter lets pass silently, found before publishing (FORMS 5).

Looks at the expressions of an XLSForm's rows with our own parser. Row 1 of a sheet is its head, so the first row given
is row 2 as the spreadsheet program counts; empty rows must be given too.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from gridcore.errors import InvalidInput
from gridcore.forms.xpath.compile import FUNCTIONS, compile_expression
from gridcore.forms.xpath.tree import Binary, Expr, Literal, Path, walk

EXPRESSIONS = (
    "relevant",
    "constraint",
    "calculation",
    "required",
    "readonly",
    "choice_filter",
    "repeat_count",
    "trigger",
)
_WORD = re.compile(r"[^\W\d]+|√")
_FULL_WIDTH = {
    ord(wide): narrow
    for wide, narrow in zip("（）［］，＝＜＞＋－“”‘’＄｛｝！：", "()[],=<>+-\"\"''${}!:", strict=True)
}
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NAME = re.compile(r"\$\{([^}]*)\}")
_SLIPS = (
    (re.compile(r"=="), "double_equals", "="),
    (re.compile(r"&&"), "ampersands", " and "),
    (re.compile(r"\|\|"), "bars", " or "),
    (re.compile(r"\b(?:AND|And)\b"), "upper_case", "and"),
    (re.compile(r"\b(?:OR|Or)\b"), "upper_case", "or"),
    (re.compile(r"\b(?:NOT|Not)(?=\()"), "upper_case", "not"),
)
_ROOT = "_"
_Found: TypeAlias = tuple[str, int, str, str]
"""Code, place, what stands there, what to write instead."""


class Finding(msgspec.Struct, frozen=True):
    """One thing wrong. `code` names it, `mend` is what to write instead in that cell, '' where nobody can tell.

    Codes: full_width, double_equals, ampersands, bars, upper_case, yes_word (write yes or no), syntax, too_deep,
    too_long, unknown_function, arity, unknown_name, bare_text, not_in_list. `at` is the 0-based place in the cell.
    """

    sheet: str
    row: int
    column: str
    code: str
    at: int
    found: str
    mend: str = ""


class _Survey(msgspec.Struct, frozen=True):
    """What the expressions can speak of: names, and the values of each select's list (None: not known here)."""

    names: frozenset[str]
    values: Mapping[str, frozenset[str]]


def check_rows(
    survey: Sequence[Mapping[str, str]], choices: Sequence[Mapping[str, str]], sheet: str = "survey"
) -> tuple[Finding, ...]:
    """Check every expression of the rows of `survey`; gives the findings in the order of the sheet."""
    known = _survey(survey, choices)
    return tuple(
        finding
        for number, row in enumerate(survey, 2)
        for column in EXPRESSIONS
        if row.get(column, "").strip()
        for finding in _cell(sheet, number, column, row[column], known)
    )


def _survey(survey: Sequence[Mapping[str, str]], choices: Sequence[Mapping[str, str]]) -> _Survey:
    lists: dict[str, set[str]] = {}
    for row in choices:
        lists.setdefault(row.get("list_name", "").strip(), set()).add(row.get("name", "").strip())
    values: dict[str, frozenset[str]] = {}
    names: set[str] = set()
    for row in survey:
        name, words = row.get("name", "").strip(), row.get("type", "").split()
        names.add(name)
        if len(words) >= 2 and words[0] in {"select_one", "select_multiple"} and words[1] in lists:
            others = {"other"} if "or_other" in words else set[str]()
            values[name] = frozenset(lists[words[1]] | others)
    return _Survey(frozenset(names - {""}), values)


def _cell(sheet: str, row: int, column: str, text: str, known: _Survey) -> Iterator[Finding]:
    word = text.strip()
    if column in {"required", "readonly"} and _WORD.fullmatch(word):
        # A converter takes any other word for the name of a node that is not there: never required, and silent.
        if word.lower() not in {"yes", "no", "true", "false"}:
            yield Finding(sheet, row, column, "yes_word", text.index(word), word)
        return
    slips = list(_slips(text))
    if slips:
        mended = _mended(text)
        found = [(code, at, what, mended) for code, at, what in slips]
    else:
        found = [*_unknown_names(text, known), *_expression(column, text, known)]
    for code, at, what, mend in found:
        yield Finding(sheet, row, column, code, at, what, mend)


def _unknown_names(text: str, known: _Survey) -> Iterator[_Found]:
    for match in _NAME.finditer(text):
        name = match[1].strip().removeprefix("last-saved#")
        if name not in known.names:
            yield "unknown_name", match.start(), name, _like(text, match[1], name, known.names)


def _expression(column: str, text: str, known: _Survey) -> Iterator[_Found]:
    try:
        # Of the same length, so that places in it are places in the cell.
        tree = compile_expression(_NAME.sub(lambda match: f"/{_ROOT}/{match[1]}", text)).tree
    except InvalidInput as wrong:
        function, at = str(wrong.facts.get("function", "")), wrong.facts.get("at")
        mend = _like(text, function, function, frozenset(FUNCTIONS)) if wrong.reason == "unknown_function" else ""
        yield wrong.reason, at if isinstance(at, int) else 0, function or text.strip(), mend
        return
    if column != "choice_filter":
        yield from _meanings(tree, text, known)


def _slips(text: str) -> Iterator[tuple[str, int, str]]:
    """Signs of other languages and of Chinese keyboards, outside quotes."""
    bare = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    for at, char in enumerate(bare):
        if ord(char) in _FULL_WIDTH:
            yield "full_width", at, char
    for pattern, code, _ in _SLIPS:
        for match in pattern.finditer(bare):
            yield code, match.start(), match[0]


def _mended(text: str) -> str:
    pieces = re.split(f"({_QUOTED.pattern})", text)
    for number in range(0, len(pieces), 2):
        pieces[number] = pieces[number].translate(_FULL_WIDTH)
        for pattern, _, instead in _SLIPS:
            pieces[number] = re.sub(r"  +", " ", pattern.sub(instead, pieces[number]))
    return "".join(pieces)


def _like(text: str, written: str, name: str, names: frozenset[str]) -> str:
    near = difflib.get_close_matches(name, sorted(names), n=1)
    return text.replace(written, near[0], 1) if near and written else ""


def _meanings(tree: Expr, text: str, known: _Survey) -> Iterator[_Found]:
    """What is grammar and still cannot be meant: words without quotes, values their list does not hold."""
    for piece in walk(tree):
        if isinstance(piece, Path) and not piece.absolute and piece.base is None and piece.steps[0].axis == "child":
            word = piece.steps[0].name
            if len(piece.steps) == 1 and word != "*":
                mend = f"{text[: piece.at]}'{word}'{text[piece.at + len(word) :]}"
                yield "bare_text", piece.at, word, mend
        elif isinstance(piece, Binary) and piece.operator in {"=", "!="}:
            for one, other in ((piece.left, piece.right), (piece.right, piece.left)):
                values = _values(one, known)
                if values is not None and isinstance(other, Literal) and other.value and other.value not in values:
                    yield "not_in_list", other.at, other.value, _like(text, other.value, other.value, values)


def _values(expr: Expr, known: _Survey) -> frozenset[str] | None:
    if isinstance(expr, Path) and expr.absolute and [step.name for step in expr.steps[:1]] == [_ROOT]:
        return known.values.get(expr.steps[-1].name)
    return None
