"""An author's spreadsheet becomes a form: converted, and exported before and after expansion (FORMS 1, 3).

The converter, pyxform, is called only here; it takes half a second to import and is imported when first needed.
"""

# The converter and the sheet writer ship no or partial types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from gridcore.errors import InvalidInput
from gridcore.forms.book import Book
from gridcore.forms.expansion import Expansion, expand
from gridcore.forms.items import ITEMS, OFFERED, WIDTHS

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_WIDE, _NARROW = 24, 10
_LONGEST_NAME, _LONGEST_CELL = 31, 32_767
"""What the format of spreadsheets allows, in characters."""
# A fixed day of making, so that two runs give the same file.
_MADE = datetime(2026, 11, 24, tzinfo=UTC)


class Converted(msgspec.Struct, frozen=True):
    """The XForm of a sheet, and what the converter remarked, in its own English."""

    xml: str
    remarks: tuple[str, ...]


def convert(form: Expansion) -> Converted:
    """The XForm of a standard XLSForm, indented.

    Raises InvalidInput, field `sheet`, reason `refused`: the converter refused it; fact `said`, in its own English.
    """
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - 0.4 s, and most starts of the program never convert
    from pyxform.xls2xform import convert as pyxform  # noqa: PLC0415 - as above

    logging.getLogger("pyxform").setLevel(logging.CRITICAL)
    remarks: list[str] = []
    root = form.settings[0].get("form_id", "") if form.settings and "namespaces" in form.settings[0] else ""
    try:
        made = pyxform(dict(form.workbook()), warnings=remarks, pretty_print=True, form_name=root or None)
    except PyXFormError as refusal:
        raise InvalidInput(field="sheet", reason="refused", said=str(refusal)) from refusal
    except Exception as stumble:
        raise InvalidInput(field="sheet", reason="refused", said=repr(stumble)) from stumble
    return Converted(str(made.xform), tuple(remarks))


def convert_book(book: Book) -> Converted:
    """The XForm of an author's workbook. Raises InvalidInput as `convert` and `expansion.expand`."""
    return convert(expand(book))


def export_sheet(book: Book, path: Path) -> None:
    """Write the sheet as its author has it: before expansion."""
    write_workbook(path, {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets if sheet.rows})


def export_expanded(book: Book, path: Path) -> None:
    """Write the standard XLSForm it becomes: after expansion, to be opened by any tool of the field.

    Raises InvalidInput as `expansion.expand`.
    """
    write_workbook(path, expand(book).tables())


def write_workbook(path: Path, tables: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """Write an xlsx of text cells: header kept in view; in a sheet of items the few-word columns offer their words.

    Raises OSError where the file cannot be written, InvalidInput (field: the column, reason `too_long`, sheet, row) for
    a cell longer than the format takes.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only an export needs it
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - as above

    try:
        with Workbook(path) as book:
            _fill(book, tables)
    except FileCreateError as refused:
        raise OSError(str(refused)) from refused


def _fill(book: Workbook, tables: Mapping[str, Sequence[Sequence[str]]]) -> None:
    book.set_properties({"created": _MADE})
    head = book.add_format({"bold": True, "bg_color": "#E4ECF9", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for name, (_, rows) in zip(_sheet_names(tables), tables.items(), strict=True):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 2 if name == ITEMS else 1)
        for column, title in enumerate(rows[0]):
            sheet.set_column(column, column, WIDTHS.get(title, _NARROW if title.isalpha() else _WIDE), body)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if len(cell) > _LONGEST_CELL:
                    raise InvalidInput(field=rows[0][column], reason="too_long", sheet=name, row=number + 1)
                if cell:
                    sheet.write_string(number, column, cell, body if number else head)
        for title, words in OFFERED.items() if name == ITEMS else ():
            if title in rows[0]:
                column = list(rows[0]).index(title)
                sheet.data_validation(1, column, 999, column, {"validate": "list", "source": list(words)})


def _sheet_names(names: Iterable[str]) -> Iterator[str]:
    """Names a spreadsheet program takes: short, without the signs it keeps for itself, no two alike."""
    taken: set[str] = set()
    for number, name in enumerate(names, 1):
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "", name).strip("'")[:_LONGEST_NAME] or f"sheet{number}"
        while plain.lower() in taken:
            plain = f"{plain[: _LONGEST_NAME - 4]}{number}_"
        taken.add(plain.lower())
        yield plain
