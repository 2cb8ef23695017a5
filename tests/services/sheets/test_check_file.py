"""A file is read by what it is, and a broken one is a finding too: never an error (FORMS 5)."""

# The sheet writer ships partial types.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from gridclient.services.checklist_check import check_file
from gridclient.services.checklist_sheet import write_workbook
from gridclient.services.sheet_file import read_sheet_file
from gridcore.errors import Damaged
from tests.conformance_forms.replay import FOLDER
from tests.services.sheets.faulty import changed, good

JUSTIFIED = {
    "xlsx/pyxform/bug_bad_calc.xlsx": "its calculation is an English sentence",
    "xlsx/pyxform/bug_xl_date_ambiguous.xlsx": "its filter speaks of `label::English`, which is no expression",
    "xlsx/pyxform/or_other.xlsx": "its filter says `pastel=yes` and means 'yes'",
}
"""Public sheets that convert and still have an error, and why."""


def xlsx(tables: dict[str, list[list[str]]], folder: Path) -> bytes:
    path = folder / "made.xlsx"
    write_workbook(path, tables)
    return path.read_bytes()


def rezipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """An xlsx with its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def far_cell(data: bytes) -> bytes:
    """One cell at the far corner: the rectangle would have 17 thousand million cells."""
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return rezipped(data, lambda _, part: part.replace(b"</sheetData>", corner))


def bomb(_data: bytes) -> bytes:
    """A zip that unpacks to 200 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
    return made.getvalue()


def repeated_text(data: bytes) -> bytes:
    """One long text that thousands of cells name."""

    def change(name: str, part: bytes) -> bytes:
        if name == "xl/sharedStrings.xml":
            return re.sub(rb"<t>type</t>", b"<t>" + b"x" * 30_000 + b"</t>", part)
        cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(100, 30_000))
        return part.replace(b"</sheetData>", cells + b"</sheetData>") if name.startswith("xl/worksheets/") else part

    return rezipped(data, change)


def _word() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", b"<document/>")
    return made.getvalue()


BROKEN: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("empty_file", lambda _: b""),
    ("empty_file", lambda _: b"\n\n \n"),
    ("broken_file", lambda data: data[: len(data) // 2]),
    ("broken_file", lambda data: rezipped(data, lambda name, part: part[:-40] if "workbook.xml" in name else part)),
    ("not_a_sheet", lambda _: os.urandom(4000)),
    ("not_a_sheet", lambda _: b"\x89PNG\r\n\x1a\n" + b"\0" * 64),
    ("not_a_sheet", lambda _: rezipped(_word(), lambda _, part: part)),
    ("locked_file", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40),
    ("broken_file", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ("too_large", lambda _: b"x," * 9_000_000),
    ("too_large", lambda _: b",,,,,,,,,\n" * 70_000),
    ("too_large", far_cell),
    ("too_large", bomb),
    ("too_large", repeated_text),
    ("no_survey", lambda _: b"survey\n"),
]


@pytest.mark.parametrize(("code", "make"), BROKEN)
def test_a_file_that_cannot_be_read_is_a_finding(code: str, make: Callable[[bytes], bytes], tmp_path: Path) -> None:
    found = check_file(make(xlsx(good("form"), tmp_path)), "a.xlsx")
    assert code in [finding.code for finding in found.findings]
    assert not found.is_sound


def test_a_wrong_ending_is_a_remark_and_the_file_is_read(tmp_path: Path) -> None:
    found = check_file(xlsx(good("form"), tmp_path), "走访.xls")
    assert [(finding.code, finding.mend) for finding in found.findings] == [("wrong_ending", "走访.xlsx")]
    assert found.is_sound


CSV = """survey,,,
,type,name,label
,text,名字,姓名
,integr,age,年龄

settings,,
,form_id,version
,visit,1
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_of_any_chinese_encoding_is_read_with_its_own_places(encoding: str) -> None:
    (finding,) = check_file(CSV.encode(encoding), "visit.csv").findings
    assert (finding.code, finding.sheet, finding.row, finding.cell) == ("unknown_type", "survey", 4, "B4")
    assert check_file(CSV.replace("integr", "integer").encode(encoding), "visit.csv").xml


def test_a_csv_that_begins_with_its_columns_is_one_survey() -> None:
    found = check_file(b"type;name;label\ntxt;a;A\n", "a.csv").findings
    assert [(finding.code, finding.cell) for finding in found if finding.is_error] == [("unknown_type", "A2")]


def test_numbers_truths_and_dates_of_the_spreadsheet_are_read_as_their_author_sees_them(tmp_path: Path) -> None:
    path = tmp_path / "typed.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        survey = book.add_worksheet("survey")
        for at, title in enumerate(("type", "name", "label", "required", "default")):
            survey.write_string(0, at, title)
        survey.write_row(1, 0, ["integer", "a", "A"])
        survey.write_boolean(1, 3, True)
        survey.write_number(1, 4, 3.0)
        survey.write_row(2, 0, ["date", "b", "B", "", ""])
        survey.write_datetime(2, 4, dt.datetime(2026, 11, 24), day)  # noqa: DTZ001 - a spreadsheet has no zones
        survey.write_string(3, 0, "text")
        survey.write_datetime(3, 1, dt.datetime(2026, 1, 2), day)  # noqa: DTZ001 - as above
        survey.write_string(3, 2, "C")
    book_read = read_sheet_file(path.read_bytes()).book
    assert book_read.sheets[0].rows[1:3] == (("integer", "a", "A", "TRUE", "3"), ("date", "b", "B", "", "2026-11-24"))
    found = [finding for finding in check_file(path.read_bytes(), path.name).findings if finding.is_error]
    assert [(finding.code, finding.cell) for finding in found] == [("date_cell", "B4"), ("bad_name", "B4")]


def test_items_and_questions_beside_them_know_each_other(tmp_path: Path) -> None:
    survey = [
        ["type", "name", "label", "relevant"],
        ["检查项 A", "", "", ""],
        ["text", "why", "原因", "${A01} = 'fial' and ${gas} = 'yes'"],
        ["检查项 Z", "", "", ""],
    ]
    tables = changed("items", "检查项!I4=${why} != ''") | {"survey": survey}
    found = check_file(xlsx(tables, tmp_path), "a.xlsx").findings
    assert [(finding.code, finding.sheet, finding.cell, finding.mend) for finding in found] == [
        ("not_in_list", "survey", "D3", "${A01} = 'fail' and ${gas} = 'yes'"),
        ("unknown_section", "survey", "A4", ""),
    ]
    survey[2][3], survey[3][0] = "${A01} = 'fail'", "检查项 B"
    assert check_file(xlsx(tables, tmp_path), "a.xlsx").findings == ()


def test_a_name_nobody_has_is_found_behind_another_slip(tmp_path: Path) -> None:
    tables = changed("form", "survey!F5=${agee} > 3 && ${age} < 9")
    found = check_file(xlsx(tables, tmp_path), "a.xlsx", frozenset({"towns.csv"})).findings
    assert [(finding.code, finding.at, finding.mend) for finding in found] == [
        ("ampersands", 12, "${agee} > 3 and ${age} < 9"),
        ("unknown_name", 2, "${age} > 3 and ${age} < 9"),
    ]


def test_an_item_and_a_question_beside_it_that_wait_for_each_other_are_found(tmp_path: Path) -> None:
    survey = [
        ["type", "name", "label", "relevant"],
        ["检查项 A", "", "", ""],
        ["text", "why", "原因", "${A02} = 'fail'"],
        ["检查项 B", "", "", ""],
    ]
    tables = changed("items", "检查项!I4=${why} != ''") | {"survey": survey}
    found = check_file(xlsx(tables, tmp_path), "a.xlsx").findings
    assert [(finding.code, finding.sheet, finding.cell) for finding in found] == [("circle", "检查项", "I4")]


def test_what_only_the_converter_refuses_is_told_at_the_authors_row(tmp_path: Path) -> None:
    tables = changed("form", "survey!A20=csv-external ;; survey!B20=yn")
    (finding,) = check_file(xlsx(tables, tmp_path), "a.xlsx", frozenset({"towns.csv"})).findings
    assert (finding.code, finding.sheet, finding.cell) == ("converter_refused", "survey", "A4")
    assert (finding.row, finding.column) == (4, "type")
    assert "'yn'" in finding.facts["said"]


def test_a_damaged_file_says_so_by_a_typed_error() -> None:
    with pytest.raises(Damaged) as caught:
        read_sheet_file(struct.pack("<I", 0x04034B50) + b"\0" * 30)
    assert caught.value.facts["reason"] == "broken_file"


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the public forms are not here")
def test_public_sheets_that_convert_have_no_error_and_those_that_do_not_have_one() -> None:
    cases = json.loads((FOLDER / "cases" / "conversion.json").read_text("utf-8"))["cases"]
    wrong: list[str] = []
    for case in cases:
        path = FOLDER / case["file"]
        found = check_file(path.read_bytes(), path.name)
        expected = case["converts"] and case["file"] not in JUSTIFIED
        if found.is_sound != expected and not any(finding.code == "wrong_ending" for finding in found.findings):
            wrong.append(f"{case['file']}: {[each for each in found.findings if each.is_error]}")
        for finding in found.findings:
            if finding.is_error:
                assert finding.sheet, finding
                assert finding.row, finding
                assert finding.column, finding
                assert finding.cell, finding
    assert wrong == []
