#!/usr/bin/env python
"""Make the checklists of this folder: `python -m resources.checklists.make [TARGET]`, from the root of the repository.

XYZB.tsv is the readable source (worksheets divided by `== name`); of it come XYZB.xlsx, the sheet an author edits, and
of that XYZB.xml, the XForm. All are committed; tests/core/forms_items makes them again and compares.
"""

# The sheet libraries ship partial types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import xlsxwriter
from python_calamine import CalamineWorkbook
from pyxform.xls2xform import convert

from gridcore.forms.items import COLUMNS, ITEMS, expand, read_sheet

HERE: Final = Path(__file__).parent
CODES: Final = ("XYZB",)
WIDTHS: Final = {
    "检查内容": 48,
    "题目": 20,
    "依据": 40,
    "显示条件": 24,
    "说明": 30,
    "English": 60,
    "题型": 24,
    "算式": 40,
}
# A fixed day of making, so that two runs give the same file.
MADE: Final = datetime(2026, 11, 24, tzinfo=UTC)


def tables(source: str) -> dict[str, list[list[str]]]:
    """Worksheet name -> rows of cells, of the text of a .tsv source."""
    found: dict[str, list[list[str]]] = {}
    name = ""
    for line in source.splitlines():
        if line.startswith("== "):
            name = line.removeprefix("== ")
            found[name] = []
        else:
            width = len(COLUMNS[name])
            cells = line.split("\t")
            if len(cells) > width and any(cells[width:]):
                raise SystemExit(f"{name}: more than {width} cells: {line}")
            found[name].append((cells + [""] * width)[:width])
    return found


def write_workbook(path: Path, sheets: dict[str, list[list[str]]]) -> None:
    """Write the sheet an author edits: header row kept in view, the few-word columns offered as lists."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": MADE})
    head = book.add_format({"bold": True, "bg_color": "#E4ECF9", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 2 if name == ITEMS else 1)
        for column, title in enumerate(rows[0]):
            sheet.set_column(column, column, WIDTHS.get(title, 10), body)
            sheet.write_string(0, column, title, head)
        for number, row in enumerate(rows[1:], start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell, body)
        if name == ITEMS:
            for title, words in (("等级", ["1", "2", "3"]), ("拍照", ["不合格", "必拍", "不拍"])):
                column = rows[0].index(title)
                sheet.data_validation(1, column, 999, column, {"validate": "list", "source": words})
    book.close()


def xform(path: Path) -> str:
    """The XForm of a sheet, indented."""
    book = CalamineWorkbook.from_path(path)
    sheet = read_sheet({name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names})
    warnings: list[str] = []
    made = convert(
        expand(sheet).workbook(), warnings=warnings, pretty_print=True, form_name=sheet.settings.cell("编号")
    )
    # Originals are evidence and are kept as taken: the advice to shrink images is not for us.
    if others := [warning for warning in warnings if "max-pixels" not in warning]:
        raise SystemExit("\n".join(others))
    return str(made.xform)


def main() -> None:
    """Make every checklist into the folder given, else into this one."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for code in CODES:
        book = target / f"{code}.xlsx"
        write_workbook(book, tables((HERE / f"{code}.tsv").read_text(encoding="utf-8")))
        (target / f"{code}.xml").write_text(xform(book), encoding="utf-8")


if __name__ == "__main__":
    main()
