"""Every row of the fault tables names its test (SYNC 18, FAULTS); docs/faults.md says nothing that is not so."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.faults import KNOWN, PAGE, REASONED, REQUIRED, by_row, page_rows, rows_of, served, written

TESTS = by_row()
ROWS = page_rows(PAGE.read_text("utf-8"))


def is_reasoned(row: str) -> bool:
    return row in ROWS and REASONED.search(ROWS[row][1]) is not None


def test_every_row_is_served_by_a_test_or_by_a_reason() -> None:
    silent = [row for row in REQUIRED if not TESTS.get(row) and not is_reasoned(row)]

    assert silent == []


def test_a_mark_names_a_row_that_is() -> None:
    assert {row: tests for row, tests in TESTS.items() if row not in KNOWN} == {}


def test_the_page_has_every_row_once_and_in_words() -> None:
    listed = re.findall(r"^\| (F?\d+) \|", PAGE.read_text("utf-8"), re.MULTILINE)

    assert len(listed) == len(set(listed))
    assert set(REQUIRED) <= set(listed) <= KNOWN
    assert [row for row, (words, _) in ROWS.items() if not words] == []


@pytest.mark.parametrize("row", ROWS)
def test_the_page_names_no_test_that_does_not_serve_its_row(row: str) -> None:
    """`python -m tests.house.faults` writes them anew."""
    named = {f"tests/{test}" for test in re.findall(r"`([^`]+::[^`]+)`", ROWS[row][1])}

    assert named <= set(TESTS.get(row, ()))


SAMPLE = """
import pytest
pytestmark = [pytest.mark.fault("F01"), pytest.mark.slow]
@pytest.mark.fault(7, "F02")
class TestIt:
    @pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.fault(8))])
    def test_one(self): ...
def test_two(): ...
@pytest.mark.fault(9)
def not_a_test(): ...
"""


def test_marks_are_read_from_module_class_and_function() -> None:
    found = list(served("t.py", ast.parse(SAMPLE)))

    assert [row for row, test in found if test == "t.py::test_one"] == ["F01", "7", "F02", "8"]
    assert [row for row, test in found if test == "t.py::test_two"] == ["F01"]
    assert len(found) == 5
    assert rows_of([ast.parse("pytest.mark.fault(ROW)")]) == ["ROW"], "a mark nobody can read names no row that is"


def test_the_last_column_is_written_from_the_marks() -> None:
    page = "| 1 | a | `x.py::test_gone` |\n| 2 | b | not tested here, because x; instead y |\nwords\n"

    assert written(page, {"1": ["tests/t.py::test_it"]}) == (
        "| 1 | a | `t.py::test_it` |\n| 2 | b | not tested here, because x; instead y |\nwords\n"
    )
