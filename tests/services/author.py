"""Who writes checklists: a county's author with a store, and sheets made of XYZB with other words in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from gridclient.services.authoring import COMMON
from gridclient.services.checklist_sheet import write_workbook
from gridclient.services.me import Me
from gridclient.services.sheet_file import read_sheet_file
from gridclient.store import Store
from gridcore.checklist import Checklist
from gridcore.kinds import readable, view
from gridcore.roles import Role

CHECKLISTS = Path(__file__).parents[2] / "resources" / "checklists"
XYZB = CHECKLISTS / "XYZB.xlsx"
HEAD = Me("hanlei", "韩磊", Role.AGENCY_HEAD, "610726001001001", "d7")
ADMIN = Me("luocheng", "罗成", Role.SYS_ADMIN, "610700000000", "d8")
COUNTY = "610726000000"
Cells = Mapping[tuple[str, int, str], str]
"""(worksheet, row as the spreadsheet program counts, column) -> what is written there instead."""


def held(store: Store, role: Role, *grids: str) -> None:
    """The grids of a scope, with the unit above them, as a pull brings them."""
    own = view(readable([role]))
    with store._rows("test") as rows:  # pyright: ignore[reportPrivateUsage] # what only a server lays
        for grid, seen in [(grid, own) for grid in grids] + [("610700000000", "above"), (COMMON, own)]:
            rows.db.run(
                "INSERT INTO scope (grid, name, role, view, cur, head, mark, swept, missed)"
                " VALUES (?, '', ?, ?, 0, 0, '', 0, 0)",
                *(grid, str(role), seen),
            )


def tables(path: Path) -> dict[str, list[list[str]]]:
    book = read_sheet_file(path.read_bytes()).book
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets if sheet.rows}


def written(path: Path, cells: Cells, source: Path = XYZB, without: Sequence[str] = ()) -> Path:
    """A sheet with other words in some cells, and without some items."""
    book = tables(source)
    for (name, row, column), text in cells.items():
        book[name][row - 1][book[name][0].index(column)] = text
    for name, rows in book.items():
        book[name] = [row for row in rows if row[0] not in without]
    write_workbook(path, book)
    return path


def row_of(code: str, source: Path = XYZB, sheet: str = "检查项") -> int:
    return next(number for number, row in enumerate(tables(source)[sheet], 1) if row[0] == code)


def published(store: Store) -> list[tuple[str, Checklist]]:
    with store.read() as reading:
        return [(entry.grid, entry.body) for entry in reading.all("checklist") if isinstance(entry.body, Checklist)]


def version(number: str) -> Cells:
    return {("设置", 2, "版本"): number}


def brief(path: Path) -> Path:
    """XYZB's first three chapters: where any sheet with items does, a third of it is read in a third of the time."""
    later = [row[0] for row in tables(XYZB)["检查项"] if re.match("[D-K]", row[0])]
    return written(path, {}, without=later)
