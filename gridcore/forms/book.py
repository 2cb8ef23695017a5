"""A spreadsheet as plain text cells, with the places its author sees in the spreadsheet program (FORMS 3, 5).

Whoever reads the file (the client's services, the maker of the templates) gives rows of cells; everything behind it
works on `Book`. A csv file holds several sheets below each other, so a sheet knows where its first cell stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import msgspec

LETTERS = 26


def cell_text(value: object) -> str:
    """Text of a cell as an author sees it: 3.0 is `3`, true is `TRUE`, a date is ISO, an empty cell is ''.

    Spaces at the ends go; no-break spaces, which copied text is full of, are spaces.
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime():
            is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
            return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="seconds")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value).replace("\u00a0", " ").strip()


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


class Sheet(msgspec.Struct, frozen=True):
    """One worksheet: its rows of text, the first of which names the columns.

    `row` is the number of that first row and `column` the 0-based column of its first cell, as the spreadsheet program
    shows them (1 and 0 but for csv). `dates` are the cells, (row, column) from 0 within `rows`, that hold a date or
    time of the spreadsheet and not text.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    row: int = 1
    column: int = 0
    dates: frozenset[tuple[int, int]] = frozenset()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns; () of an empty sheet."""
        return self.rows[0] if self.rows else ()

    def lines(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Each row below the header as (0-based index in `rows`, column name -> cell), without empty cells and rows.

        Of columns with one name the first that is filled counts.
        """
        for index, row in enumerate(self.rows[1:], 1):
            cells: dict[str, str] = {}
            for name, cell in zip(self.header, row, strict=False):
                if name and cell:
                    cells.setdefault(name, cell)
            if cells:
                yield index, cells

    def row_number(self, index: int) -> int:
        """Number of a row of `rows` as the spreadsheet program shows it."""
        return self.row + index

    def place(self, index: int, column: int) -> str:
        """The cell's place in A1 style."""
        return f"{column_letters(self.column + column)}{self.row_number(index)}"


class Book(msgspec.Struct, frozen=True):
    """The worksheets of a file, in its order."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The worksheet of a name, without regard to case as converters look it up; None where there is none."""
        return next((sheet for sheet in self.sheets if sheet.name.strip().lower() == name.lower()), None)


def book_of(tables: Mapping[str, Sequence[Sequence[object]]]) -> Book:
    """A book of worksheet name -> rows of cells of any kind."""
    return Book(tuple(sheet_of(name, rows) for name, rows in tables.items()))


def sheet_of(name: str, rows: Sequence[Sequence[object]], row: int = 1, column: int = 0) -> Sheet:
    """A worksheet of rows of cells of any kind."""
    dates = {
        (at, index)
        for at, cells in enumerate(rows)
        for index, value in enumerate(cells)
        if isinstance(value, dt.date | dt.time)
    }
    return Sheet(
        name, tuple(tuple(cell_text(value) for value in cells) for cells in rows), row, column, frozenset(dates)
    )
