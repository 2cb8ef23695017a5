"""Faulty sheets of ours: two good workbooks, and what is changed in them so that each has one mistake.

form.tsv and items.tsv hold the good ones. A line of faulty.tsv is a case: the workbook, what is wrong, the cells
changed (`sheet!A1=text` divided by ` ;; `; `sheet=text` renames a worksheet, `(none)` drops it), and the finding it has
to have: code, place (`sheet!A1`, or a worksheet alone), mend.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple, TypeAlias

from resources.checklists.make import tables

HERE = Path(__file__).parent
Tables: TypeAlias = dict[str, list[list[str]]]
WORKBOOKS = ("form", "items")


class Case(NamedTuple):
    """One mistake."""

    workbook: str
    wrong: str
    cells: str
    code: str
    at: str
    mend: str


def good(workbook: str) -> Tables:
    """A workbook without mistakes: worksheet -> rows of cells."""
    return tables((HERE / f"{workbook}.tsv").read_text("utf-8"))


def cases() -> list[Case]:
    """Every case."""
    _, *lines = (HERE / "faulty.tsv").read_text("utf-8").splitlines()
    return [Case(*line.split("\t")) for line in lines]


def changed(workbook: str, cells: str) -> Tables:
    """A good workbook with some cells changed."""
    found = good(workbook)
    for change in cells.split(" ;; ") if cells else ():
        place, _, text = change.partition("=")
        name, _, cell = place.partition("!")
        if not cell:
            rows = found.pop(name)
            if text != "(none)":
                found[text] = rows
            continue
        match = re.fullmatch(r"([A-Z])(\d+)", cell)
        assert match, place
        column, row = ord(match[1]) - ord("A"), int(match[2]) - 1
        rows = found[name]
        rows.extend([""] * len(rows[0]) for _ in range(row + 1 - len(rows)))
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = text
    return found
