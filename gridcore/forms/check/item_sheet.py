"""The worksheets of inspection items: everything that keeps them from being expanded (FORMS 3, 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

import msgspec

from gridcore.errors import InvalidInput
from gridcore.forms.book import Book, Sheet
from gridcore.forms.check.chinese import ITEM_TITLES
from gridcore.forms.check.expression import Known, check_expression, reads
from gridcore.forms.check.finding import Finding
from gridcore.forms.check.item_mend import mend_item
from gridcore.forms.check.survey import OFFERS
from gridcore.forms.check.table import narrow, nearest
from gridcore.forms.expansion import read_items
from gridcore.forms.graph import components
from gridcore.forms.item import LISTS, Line, Row, item_rows
from gridcore.forms.items import COLUMNS, HEAD, ITEMS, Reading

_OPTIONAL: Final = "English"
_FAR: Final = 6
"""How many rows down a header is looked for."""
_RULED: Final = (("显示条件", ITEMS, "relevant"), ("算式", HEAD, "calculation"))


def check_item_sheets(book: Book) -> tuple[list[Finding], Reading | None]:
    """The findings of the worksheets of items, and the items as far as they can be read (None: not at all)."""
    found = [finding for name in COLUMNS if (sheet := book.sheet(name)) for finding in _check_header(sheet, name)]
    if any(finding.code != "item_header" or finding.mend != _OPTIONAL for finding in found):
        return found, None
    try:
        reading = read_items(book)
    except InvalidInput as missing:
        name = str(missing.facts.get("sheet", ITEMS))
        is_there = book.sheet(name) is not None
        return [*found, Finding("no_lines", name, 1, missing.field if is_there else "", "A1" if is_there else "")], None
    found += (_finding(book, trouble, reading) for trouble in reading.trouble if not _is_expression(trouble))
    found += _check_sections(book, reading)
    return found, reading


def check_item_rules(book: Book, reading: Reading, known: Known) -> Iterator[Finding]:
    """The expressions of 显示条件 and 算式, with all names of the form known."""
    lines = [line for line, items in reading.sections for line in (line, *(item.line for item in items))]
    told = 0
    for column, name, base in _RULED:
        for line in lines if name == ITEMS else [line for line, _ in reading.questions]:
            codes: set[str] = set()
            known = known if told <= OFFERS else msgspec.structs.replace(known, offers=False)
            for fault in check_expression(base, line.cell(column), known) if line.cell(column) else ():
                if fault.code not in codes or not fault.mend:
                    told += 1
                    yield _at(book, line, column, fault.code, fault.mend, at=fault.at, facts={"word": fault.word})
                codes.add(fault.code)


def check_item_circles(book: Book, reading: Reading, others: Mapping[str, AbstractSet[str]]) -> Iterator[Finding]:
    """Conditions of items and sections that wait for each other, also by way of what the head calculates.

    `others` are the ordinary questions of the form, with the names each of them waits for.
    """
    cells, owners, waits = _waiting(reading)
    owners |= {name: name for name in others}
    waits |= {name: set(names) for name, names in others.items()}
    follows = {key: {owners[name] for name in names if name in owners} for key, names in waits.items()}
    for group in components(follows):
        inside = set(group)
        if len(group) == 1 and group[0] not in follows[group[0]]:
            continue
        for line, column in (cells[key] for key in group if key in cells):
            if within := [name for name in reads(line.cell(column)) if owners.get(name) in inside]:
                yield _at(book, line, column, "circle", facts={"names": ", ".join(sorted(within))})


def _waiting(reading: Reading) -> tuple[dict[str, tuple[Line, str]], dict[str, str], dict[str, set[str]]]:
    """Of head questions, sections and items: the cell of each, whose a name is, and the names each waits for."""
    cells = {row["name"]: (line, "算式") for line, row in reading.questions if "name" in row}
    owners = {name: name for name in cells}
    waits: dict[str, set[str]] = {}
    for section, items in reading.sections:
        around = f"{section.cell('编号')}/"  # no question is called so
        owners[around] = around
        cells[around] = section, "显示条件"
        for item in items:
            cells[item.code] = item.line, "显示条件"
            owners |= {row["name"]: item.code for row in item_rows(item) if "name" in row}
            waits[item.code] = {around}
    for key, (line, column) in cells.items():
        waits[key] = waits.get(key, set()) | reads(line.cell(column))
    return cells, owners, waits


def _check_header(sheet: Sheet, name: str) -> Iterator[Finding]:
    known = COLUMNS[name]
    absent = [column for column in known if column not in sheet.header]
    if (row := _header_below(sheet, known)) is not None:
        yield Finding("header_not_first", sheet.name, sheet.row, sheet.header[0], sheet.place(0, 0), facts={"row": row})
        return
    for at, title in enumerate(sheet.header):
        place = sheet.place(0, at)
        if title and title in sheet.header[:at]:
            yield Finding("duplicate_column", sheet.name, sheet.row, title, place, title)
        elif title and title not in known:
            plain = re.sub(r"\s", "", narrow(title))
            mend = next(
                (each for each in (plain, ITEM_TITLES.get(plain), nearest(plain, absent)) if each in absent), ""
            )
            if mend:
                absent.remove(mend)
                yield Finding("item_header", sheet.name, sheet.row, title, place, title, mend)
    for column in absent:
        if column != _OPTIONAL:
            yield Finding("missing_column", sheet.name, sheet.row, column)


def _header_below(sheet: Sheet, known: tuple[str, ...]) -> str | None:
    """The number of the row that holds the header, where it is not the first but one of the next."""
    if not set(sheet.header) & set(known):
        for index, row in enumerate(sheet.rows[1:_FAR], 1):
            if len(set(row) & set(known)) >= len(known) - 1:
                return str(sheet.row_number(index))
    return None


def _is_expression(trouble: InvalidInput) -> bool:
    return trouble.reason == "unknown_name" and trouble.field in {"显示条件", "算式"}


def _finding(book: Book, trouble: InvalidInput, reading: Reading) -> Finding:
    sheet, row, found = (trouble.facts.get(key, "") for key in ("sheet", "row", "found"))
    line = Line(str(sheet), int(str(row)), {trouble.field: str(found)} if found else {})
    return _at(book, line, trouble.field, f"item_{trouble.reason}", mend_item(trouble, reading))


def _at(
    book: Book,
    line: Line,
    column: str,
    code: str,
    mend: str = "",
    *,
    at: int = 0,
    facts: Mapping[str, str] | None = None,
) -> Finding:
    sheet = book.sheet(line.sheet)
    place = sheet.place(line.row - sheet.row, sheet.header.index(column)) if sheet and column in sheet.header else ""
    return Finding(code, line.sheet, line.row, column, place, line.cell(column), mend, at, facts or {})


def _check_sections(book: Book, reading: Reading) -> Iterator[Finding]:
    for line, items in reading.sections:
        if not items:
            yield _at(book, line, "编号", "empty_section")


def sections_of(reading: Reading | None) -> frozenset[str]:
    """The codes of the sections."""
    return frozenset(line.cell("编号") for line, _ in reading.sections) if reading is not None else frozenset()


def rows_of(reading: Reading | None) -> list[Row]:
    """The standard rows of head and items, for what they are called."""
    if reading is None:
        return []
    rows = [row for _, row in reading.questions if "type" in row]
    return [*rows, *(row for _, items in reading.sections for item in items for row in item_rows(item))]


def lists_of(reading: Reading | None) -> dict[str, dict[str, str]]:
    """List -> value -> label: the lists every expansion brings, and those of 选项."""
    lists: dict[str, dict[str, str]] = {}
    if reading is not None:
        for name, value, label, _ in LISTS:
            lists.setdefault(name, {})[value] = label
        for line in reading.choices:
            lists.setdefault(line.cell("选项组"), {})[line.cell("名称")] = line.cell("文字")
    return lists
