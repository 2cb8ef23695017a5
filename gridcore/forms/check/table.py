"""A worksheet of a standard XLSForm as the checker reads it: columns by what they mean, rows with their places."""

from __future__ import annotations

import difflib
import heapq
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from gridcore.forms.book import Sheet
from gridcore.forms.check.finding import Finding

ALIASES: Mapping[str, str] = {
    "relevance": "relevant", "constraining_message": "constraint_message", "calculate": "calculation",
    "read_only": "readonly", "count": "repeat_count", "jr:count": "repeat_count", "command": "type", "tag": "name",
    "value": "name", "caption": "label", "list name": "list_name", "requiredmsg": "required_message",
    "set_form_title": "form_title", "title": "form_title", "id_string": "form_id", "set_form_id": "form_id",
    "bind:relevant": "relevant", "bind:constraint": "constraint", "bind:calculate": "calculation",
    "bind:required": "required", "bind:readonly": "readonly", "bind:jr:constraintmsg": "constraint_message",
    "bind:jr:requiredmsg": "required_message", "control:appearance": "appearance", "control:jr:count": "repeat_count",
    "control:repeat_count": "repeat_count", "media:image": "image", "media:audio": "audio", "media:video": "video",
}  # fmt: skip
"""Spellings a converter takes for one column; bind::x as `bind:x`."""


_COMPARED = 40


class Column(NamedTuple):
    """A column: what it means, its language ('' without one), its title as written, its 0-based place."""

    base: str
    language: str
    title: str
    at: int


class Line(msgspec.Struct, frozen=True):
    """One row below the header: its 0-based place in the sheet's rows, and its filled cells by column."""

    index: int
    cells: Mapping[Column, str]

    def column(self, base: str) -> Column | None:
        """The first filled column of a meaning, in whatever language."""
        return next((column for column in self.cells if column.base == base), None)

    def text(self, base: str) -> str:
        """The first filled cell of a meaning, '' without one."""
        column = self.column(base)
        return "" if column is None else self.cells[column]

    def every(self, base: str) -> Iterator[tuple[Column, str]]:
        """All filled cells of a meaning, one per language."""
        return ((column, text) for column, text in self.cells.items() if column.base == base)


class Table:
    """A worksheet and the findings made in it."""

    def __init__(self, sheet: Sheet, bases: Iterable[str]) -> None:
        """Read a sheet; `bases` are the columns its kind of sheet knows."""
        self.sheet = sheet
        self.bases = frozenset(bases)
        doubled = any("::" in title for title in sheet.header)
        self.columns = tuple(self._column(title, at, doubled=doubled) for at, title in enumerate(sheet.header) if title)
        self.lines = tuple(self._lines())
        self.findings: list[Finding] = []

    def _column(self, title: str, at: int, *, doubled: bool) -> Column:
        base, language = split_title(title, doubled=doubled, bases=self.bases)
        return Column(base, language, title, at)

    def _lines(self) -> Iterator[Line]:
        for index, row in enumerate(self.sheet.rows[1:], 1):
            cells = {column: row[column.at] for column in self.columns if column.at < len(row) and row[column.at]}
            if cells:
                yield Line(index, cells)

    def has(self, base: str) -> bool:
        """Whether there is a column of a meaning."""
        return any(column.base == base for column in self.columns)

    def column(self, base: str) -> Column | None:
        """The first column of a meaning; None where there is none."""
        return next((column for column in self.columns if column.base == base), None)

    def number(self, line: Line) -> int:
        """The row's number as the spreadsheet program shows it."""
        return self.sheet.row_number(line.index)

    def wrong(
        self, code: str, line: Line | None, column: Column | str, *, mend: str = "", at: int = 0, **facts: str
    ) -> None:
        """Keep a finding at a cell of a line, of the header (line None), or of a column this sheet does not have."""
        index = 0 if line is None else line.index
        place = (
            column if isinstance(column, Column) else next((each for each in self.columns if each.base == column), None)
        )
        found = ""
        if place is not None:
            found = place.title if line is None else line.cells.get(place, "")
        self.findings.append(
            Finding(
                code=code,
                sheet=self.sheet.name,
                row=self.sheet.row_number(index),
                column=column if isinstance(column, str) and place is None else place.title if place else "",
                cell="" if place is None else self.sheet.place(index, place.at),
                found=found,
                mend=mend,
                at=at,
                facts=facts,
            )
        )


def split_title(title: str, *, doubled: bool, bases: frozenset[str]) -> tuple[str, str]:
    """What a column means and its language, as the converter reads its title."""
    snake = plain(title)
    if snake in bases:
        return snake, ""
    if snake in ALIASES:
        return ALIASES[snake], ""
    first, *rest = (part.strip() for part in (title.split("::") if doubled or "::" in title else title.split(":")))
    base = plain(first)
    if rest:
        joined = ":".join([base, *map(plain, rest)])
        two = ":".join([base, plain(rest[0])])
        if joined in ALIASES:
            return ALIASES[joined], ""
        if two in ALIASES:
            return ALIASES[two], "::".join(rest[1:])
    base = ALIASES.get(base, base)
    return (base, "::".join(rest)) if base in bases else (title, "")


def plain(title: str) -> str:
    """A title in snake case."""
    return "_".join(title.split()).lower()


def narrow(text: str) -> str:
    """Full-width letters, digits and signs in their plain form."""
    return unicodedata.normalize("NFKC", text)


def nearest(word: str, words: Iterable[str], cutoff: float = 0.6) -> str:
    """The word most like another, without regard to case; '' when none is near.

    Of many words only those that begin and end most like it are compared letter by letter.
    """
    small = word.lower()
    by_lower: dict[str, str] = {}
    for each in sorted(words):
        by_lower.setdefault(each.lower(), each)
    likely: Iterable[str] = by_lower
    if len(by_lower) > _COMPARED:
        likely = heapq.nlargest(_COMPARED, by_lower, key=lambda each: _shared_ends(small, each))
    found = difflib.get_close_matches(small, likely, n=1, cutoff=cutoff)
    return by_lower[found[0]] if found else ""


def _shared_ends(one: str, other: str) -> int:
    """How many letters at the beginning and at the end are the same, less what one is longer."""
    ahead = _shared(one, other)
    behind = _shared(one[ahead:][::-1], other[ahead:][::-1])
    return ahead + behind - abs(len(one) - len(other))


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def slug(text: str) -> str:
    """A name that a form may use, as near to the text as possible; '' when nothing of it may stay."""
    bare = re.sub(r"[^\w.\-]+", "_", narrow(text)).strip("_.-")
    return f"q_{bare}" if bare and not re.match(r"[^\W\d]", bare) else bare
