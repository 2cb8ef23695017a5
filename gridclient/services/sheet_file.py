"""Spreadsheets an author made, read by what they are and not by their name: xlsx, xls, csv (FORMS 5).

A file from outside is hostile until proven otherwise: what it would unpack to is counted before a library unpacks it.
"""

# The sheet libraries ship no or partial types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import msgspec
import xlrd
from python_calamine import CalamineError, CalamineWorkbook

from gridcore.errors import Damaged
from gridcore.forms.book import LETTERS, Book, Sheet, sheet_of

MOST_BYTES = 16_000_000
"""Largest file taken; the school check has 40 kB."""
MOST_UNPACKED = 48_000_000
MOST_CELLS = 600_000
"""Most cells of the rectangle a worksheet spans."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
# Cells that hold something; rows and cells that are only coloured make no rectangle.
_PLACE = re.compile(rb"""<(?:\w{1,9}:)?c\b[^<>]{0,200}?\br=["']([A-Z]{1,4})(\d{1,9})["'][^<>]{0,200}(?<!/)>""")
_TEXT = re.compile(rb">([^<]{200,})<")
_CHUNK = 1 << 20
_OVERLAP = 65_536


class SheetFile(msgspec.Struct, frozen=True):
    """A file as read: its worksheets, and what it is (xlsx, xls or csv) whatever its name says."""

    book: Book
    kind: str


def read_sheet_file(data: bytes) -> SheetFile:
    """The worksheets of a file.

    Raises Damaged: reason `empty_file`, `too_large` (file, unpacked content or worksheet), `locked_file` (with a
    password), `broken_file` (cut or damaged), `not_a_sheet` (anything else).
    """
    if not data.strip(b"\0\r\n\t "):
        raise Damaged(reason="empty_file", kind="checklist")
    if len(data) > MOST_BYTES:
        raise Damaged(reason="too_large", kind="checklist", size=len(data))
    if data.startswith(_OLE):
        return SheetFile(Book(tuple(_xls(data))), "xls")
    if data.startswith(_ZIP):
        return SheetFile(Book(tuple(_xlsx(data))), "xlsx")
    return SheetFile(Book(tuple(_csv(_decoded(data)))), "csv")


def _xlsx(data: bytes) -> Iterator[Sheet]:
    _weigh(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except CalamineError as broken:
        raise Damaged(reason="broken_file", kind="checklist") from broken
    except BaseException as broken:
        # A panic of the reader below is no Exception; everything else goes its way.
        if type(broken).__name__ != "PanicException" and not isinstance(broken, Exception):
            raise
        raise Damaged(reason="broken_file", kind="checklist") from broken
    for name, rows in tables:
        yield sheet_of(name, rows)


def _weigh(data: bytes) -> None:
    """Count what a zip unpacks to. The reader keeps a rectangle of cells and a copy of a text for each cell of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info.filename for info in archive.infolist()]
            if "xl/workbook.xml" not in names:
                other = "locked_file" if "EncryptedPackage" in names else "not_a_sheet"
                raise Damaged(reason=other, kind="checklist")
            unpacked, cells, longest = 0, 0, 0
            for name in names:
                part = _Weight()
                for chunk in _chunks(archive, name):
                    unpacked += len(chunk)
                    if unpacked > MOST_UNPACKED:
                        raise Damaged(reason="too_large", kind="checklist")
                    part.add(chunk, is_sheet=name.startswith("xl/worksheets/"))
                cells, longest = max(cells, part.cells), max(longest, part.longest)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as broken:
        raise Damaged(reason="broken_file", kind="checklist") from broken
    if cells > MOST_CELLS or cells * longest > MOST_UNPACKED:
        raise Damaged(reason="too_large", kind="checklist")


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


class _Weight:
    """The rectangle of cells and the longest text of one part of a workbook, piece by piece."""

    def __init__(self) -> None:
        self._rows = self._columns = self.longest = 0
        self._tail = b""

    @property
    def cells(self) -> int:
        """How many cells the rectangle has."""
        return self._rows * max(self._columns, 1)

    def add(self, chunk: bytes, *, is_sheet: bool) -> None:
        """Look at the next piece; what straddles two pieces is seen in the second."""
        seen = self._tail + chunk
        self._tail = seen[-_OVERLAP:]
        if is_sheet:
            for letters, digits in _PLACE.findall(seen):
                self._rows = max(self._rows, int(digits))
                self._columns = max(self._columns, _column(letters))
        self.longest = max(self.longest, max(map(len, _TEXT.findall(seen)), default=0))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number


def _xls(data: bytes) -> Iterator[Sheet]:
    said = io.StringIO()
    try:
        with xlrd.open_workbook(file_contents=data, logfile=said, ragged_rows=True, on_demand=True) as book:
            sheets = [_xls_sheet(book, name) for name in book.sheet_names()]
    except Exception as broken:
        name = "EncryptedPackage".encode("utf-16-le")
        is_locked = name in data or "encrypted" in str(broken)
        raise Damaged(reason="locked_file" if is_locked else "broken_file", kind="checklist") from broken
    yield from sheets


def _xls_sheet(book: xlrd.book.Book, name: str) -> Sheet:
    sheet = book.sheet_by_name(name)
    rows = [
        [_xls_cell(book, kind, value) for kind, value in zip(sheet.row_types(row), sheet.row_values(row), strict=True)]
        for row in range(sheet.nrows)
    ]
    if sum(map(len, rows)) > MOST_CELLS:
        raise Damaged(reason="too_large", kind="checklist")
    return sheet_of(name, rows)


def _xls_cell(book: xlrd.book.Book, kind: int, value: object) -> object:
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR and isinstance(value, int):
        return xlrd.error_text_from_code.get(value, "#ERR!")
    if kind == xlrd.XL_CELL_DATE and isinstance(value, float):
        try:
            moment = xlrd.xldate_as_datetime(value, book.datemode)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return value
        return moment.time() if value < 1 else moment
    return value


def _decoded(data: bytes) -> str:
    """UTF-8, or what a Chinese spreadsheet program saves; control characters say that it is no text."""
    for encoding in ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]", text):
            return text
    raise Damaged(reason="not_a_sheet", kind="checklist")


def _csv(text: str) -> Iterator[Sheet]:
    """Worksheets below each other: a name in the first column, its rows from the second column on.

    A file whose first row names columns at once is one worksheet, `survey`.
    """
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count) if any(map(first.count, ";\t")) and "," not in first else ","
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as broken:
        raise Damaged(reason="broken_file", kind="checklist") from broken
    if sum(map(len, rows)) > MOST_CELLS:
        raise Damaged(reason="too_large", kind="checklist")
    if any(cell.strip().lower() == "type" for cell in rows[0]):
        yield sheet_of("survey", rows)
        return
    name, start = "", 0
    for number, row in enumerate([*rows, ("end",)]):
        if not (row and row[0].strip()):
            continue
        body = [cells[1:] for cells in rows[start:number]]
        while body and not any(cell.strip() for cell in body[0]):
            body, start = body[1:], start + 1
        if name and body:
            yield sheet_of(name, body, row=start + 1, column=1)
        name, start = row[0].strip(), number
