"""A workbook of inspection items, of ordinary questions, or of both becomes one standard XLSForm (FORMS 3).

A workbook may hold the Chinese worksheets of `items` and the English ones of XLSForm beside each other. The items then
stand where the `survey` has a row of type `检查项` (`检查项 A B`: only these sections), else behind its last row; the
head stands where it has a row of type `表头`, else first. Lists of 选项 and `choices` are one; what 设置 says goes
before `settings`. A workbook without items is a standard XLSForm already and passes as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, TypeAlias

from gridcore.forms.book import Book, Sheet
from gridcore.forms.item import EN, LISTS, NAMESPACE, ZH, Item, Line, Row, item_rows
from gridcore.forms.items import CHOICES, COLUMNS, HEAD, ITEMS, SETTINGS, Reading, has_items, read, read_sheet

Origin: TypeAlias = tuple[str, int]
"""Worksheet and row number an expanded row was made of; ("", 0) of rows every expansion brings."""

STANDARD: Final = ("survey", "choices", "settings", "external_choices", "entities", "osm")
"""Worksheets of a standard XLSForm, as the converter knows them."""
_NOWHERE: Final[Origin] = ("", 0)
_Placed: TypeAlias = tuple[Row, Origin]


@dataclass(frozen=True, slots=True)
class Expansion:
    """A standard XLSForm: rows of its worksheets, where each was written, and the columns of each worksheet."""

    sheets: Mapping[str, tuple[Row, ...]]
    origins: Mapping[str, tuple[Origin, ...]]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    @property
    def survey(self) -> tuple[Row, ...]:
        """The questions."""
        return self.sheets.get("survey", ())

    @property
    def choices(self) -> tuple[Row, ...]:
        """The choices of all lists."""
        return self.sheets.get("choices", ())

    @property
    def settings(self) -> tuple[Row, ...]:
        """The settings: one row."""
        return self.sheets.get("settings", ())

    def header(self, sheet: str) -> tuple[str, ...]:
        """The columns of a worksheet in order."""
        return self.columns.get(sheet) or tuple(dict.fromkeys(chain.from_iterable(self.sheets[sheet])))

    def workbook(self) -> dict[str, list[Row]]:
        """Worksheet name -> rows, and `<worksheet>_header` -> its columns in order, as pyxform's `convert` takes it."""
        book: dict[str, list[Row]] = {}
        for name, rows in self.sheets.items():
            book[name] = [dict(row) for row in rows]
            book[f"{name}_header"] = [dict.fromkeys(self.header(name), "")]
        return book

    def tables(self) -> dict[str, list[list[str]]]:
        """Worksheet name -> rows of cells, the header first: what an author gets to see of the expansion."""
        return {
            name: [list(header), *([row.get(column, "") for column in header] for row in rows)]
            for name, rows in self.sheets.items()
            if (header := self.header(name))
        }


def expand(book: Book) -> Expansion:
    """The standard XLSForm of a workbook. Raises InvalidInput: the first thing `items.review` finds in its items."""
    return _expand_items(book) if has_items(book) else _as_it_is(book)


def read_items(book: Book) -> Reading:
    """The items of a workbook with all names and lists of the ordinary questions beside them known.

    Raises InvalidInput as `items.read_sheet`.
    """
    names = (cells.get("name", "") for cells in _cells(book, "survey"))
    lists = (cells.get("list_name", "") for cells in _cells(book, "choices"))
    return read(read_sheet(book), filter(None, names), filter(None, lists))


def plain_header(header: Iterable[str]) -> tuple[str, ...]:
    """Columns in the spelling all readers know: `List Name` is list_name, `Type` is type."""
    known = {"type", "name", "list_name", "label", "hint", "form_id", "form_title", "version"}
    snakes = ((name, "_".join(name.split()).lower()) for name in header)
    return tuple(snake if snake in known else name for name, snake in snakes)


def _as_it_is(book: Book) -> Expansion:
    """Empty rows stay, so that a row's number in what a converter says is the author's."""
    sheets: dict[str, tuple[Row, ...]] = {}
    origins: dict[str, tuple[Origin, ...]] = {}
    columns: dict[str, tuple[str, ...]] = {}
    for name in STANDARD:
        sheet = book.sheet(name)
        if sheet is None and name == "survey" and len(book.sheets) == 1:
            sheet = book.sheets[0]
        if sheet is not None and sheet.rows:
            written = dict(sheet.lines())
            sheets[name] = tuple(dict(written.get(index, {})) for index in range(1, len(sheet.rows)))
            origins[name] = tuple((sheet.name, sheet.row_number(index)) for index in range(1, len(sheet.rows)))
            columns[name] = tuple(dict.fromkeys(column for column in sheet.header if column))
    return Expansion(sheets, origins, columns)


def _expand_items(book: Book) -> Expansion:
    sheet, reading = read_sheet(book), read_items(book)
    if reading.trouble:
        raise reading.trouble[0]
    survey = list(_survey(book, reading))
    lists = [*LISTS, *(tuple(line.cell(column) for column in COLUMNS[CHOICES]) for line in sheet.choices)]
    origins = [*(_NOWHERE for _ in LISTS), *((CHOICES, line.row) for line in sheet.choices)]
    choices: list[_Placed] = [
        ({"list_name": name, "name": value, f"label::{ZH}": text, f"label::{EN}": english or text}, origin)
        for (name, value, text, english), origin in zip(lists, origins, strict=True)
    ]
    choices += _placed(book, "choices")
    placed = {"survey": survey, "choices": choices, "settings": [_settings(book, sheet.settings)]}
    return Expansion(
        {name: tuple(row for row, _ in rows) for name, rows in placed.items()},
        {name: tuple(origin for _, origin in rows) for name, rows in placed.items()},
    )


def _settings(book: Book, line: Line | None) -> _Placed:
    own = {
        "form_id": "" if line is None else line.cell("编号"),
        "form_title": "" if line is None else line.cell("名称"),
        "version": "" if line is None else line.cell("版本"),
    }
    nothing: _Placed = ({}, (SETTINGS, 0 if line is None else line.row))
    row, origin = next(iter(_placed(book, "settings")), nothing)
    spaces = " ".join(filter(None, (row.get("namespaces", ""), f'grid="{NAMESPACE}"')))
    ours = {**{name: cell for name, cell in own.items() if cell}, "namespaces": spaces}
    return {"default_language": ZH, **row, **ours}, origin


def _survey(book: Book, reading: Reading) -> Iterator[_Placed]:
    """The head, the questions and the sections, each section once."""
    left = dict.fromkeys(line.cell("编号") for line, _ in reading.sections)
    rows = _placed(book, "survey")
    head = list(_head_rows(reading))
    if not any(row.get("type") == HEAD for row, _ in rows):
        yield from head
    for row, origin in rows:
        word, *codes = row.get("type", "").split() or [""]
        if word == HEAD and not codes:
            yield from head
            head = []
        elif word == ITEMS:
            wanted = [code for code in codes or tuple(left) if code in left]
            yield from _sections(reading, wanted)
            for code in wanted:
                del left[code]
        else:
            yield row, origin
    yield from _sections(reading, tuple(left))


def _sections(reading: Reading, codes: Iterable[str]) -> Iterator[_Placed]:
    for code in codes:
        for line, items in reading.sections:
            if line.cell("编号") == code:
                yield from _section_rows(line, items)


def _cells(book: Book, name: str) -> Iterator[Row]:
    return (row for row, _ in _placed(book, name))


def _placed(book: Book, name: str) -> list[_Placed]:
    """The rows of a standard worksheet beside the items, with their places; empty rows are left out."""
    sheet = book.sheet(name)
    if sheet is None or not sheet.rows:
        return []
    plain = Sheet(sheet.name, (plain_header(sheet.header), *sheet.rows[1:]), sheet.row)
    return [(dict(cells), (sheet.name, sheet.row_number(index))) for index, cells in plain.lines()]


def _head_rows(reading: Reading) -> Iterator[_Placed]:
    if reading.questions:
        origin = (HEAD, 1)
        label = {f"label::{ZH}": "检查概况", f"label::{EN}": "About this inspection"}
        yield {"type": "begin_group", "name": "head", **label}, origin
        for line, row in reading.questions:
            yield row, (HEAD, line.row)
        yield {"type": "end_group"}, origin


def _section_rows(line: Line, items: Iterable[Item]) -> Iterator[_Placed]:
    code, text, origin = line.cell("编号"), line.cell("检查内容"), (ITEMS, line.row)
    section = {"bind::grid:section": code}
    label = {f"label::{ZH}": text, f"label::{EN}": line.cell("English") or text}
    shown = {"relevant": line.cell("显示条件")} if line.cell("显示条件") else {}
    yield {"type": "begin_group", "name": code, **label, **shown, **section}, origin
    for item in items:
        for row in item_rows(item):
            yield row, (ITEMS, item.line.row)
    overview = {f"label::{ZH}": "本节全景照片", f"label::{EN}": "Overview photo of this section"}
    yield {"type": "image", "name": f"{code}_overview", **overview, "bind::grid:role": "overview", **section}, origin
    yield {"type": "end_group"}, origin
