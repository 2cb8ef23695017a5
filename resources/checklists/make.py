#!/usr/bin/env python
"""Make the checklists of this folder: `python -m resources.checklists.make [TARGET]`, from the root of the repository.

Each .tsv is the readable source (worksheets divided by `== name`); of it come the .xlsx, the sheet an author edits, and
of that the .xml, the XForm. All are committed; tests/core/forms_items makes them again and compares.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from gridclient.services.checklist_sheet import convert_book, write_workbook
from gridclient.services.sheet_file import read_sheet_file

HERE: Final = Path(__file__).parent
CODES: Final = tuple(sorted(path.stem for path in HERE.glob("*.tsv")))


def tables(source: str) -> dict[str, list[list[str]]]:
    """Worksheet name -> rows of cells, of the text of a .tsv source; its first row says how wide a worksheet is."""
    found: dict[str, list[list[str]]] = {}
    name = ""
    for line in source.splitlines():
        if line.startswith("== "):
            name = line.removeprefix("== ")
            found[name] = []
            continue
        cells = line.split("\t")
        width = len(found[name][0]) if found[name] else len(cells)
        if any(cells[width:]):
            raise SystemExit(f"{name}: more than {width} cells: {line}")
        found[name].append((cells + [""] * width)[:width])
    return found


def xform(path: Path) -> str:
    """The XForm of a sheet, indented; any remark of the converter but one is a mistake of ours."""
    made = convert_book(read_sheet_file(path.read_bytes()).book)
    # Originals are evidence and are kept as taken: the advice to shrink images is not for us.
    if others := [remark for remark in made.remarks if "max-pixels" not in remark]:
        raise SystemExit("\n".join(others))
    return made.xml


def main() -> None:
    """Make every checklist into the folder given, else into this one."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for code in CODES:
        book = target / f"{code}.xlsx"
        write_workbook(book, tables((HERE / f"{code}.tsv").read_text(encoding="utf-8")))
        (target / f"{code}.xml").write_text(xform(book), encoding="utf-8")


if __name__ == "__main__":
    main()
