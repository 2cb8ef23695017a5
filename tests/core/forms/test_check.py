"""What an author gets wrong is found with its row, its column and a mend (FORMS 5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridcore.forms.book import book_of
from gridcore.forms.check import Finding, check_rows
from gridcore.forms.expansion import expand
from resources.checklists.make import tables

_CHOICES = [{"list_name": "yn", "name": "yes"}, {"list_name": "yn", "name": "no"}]
_SURVEY = [{"type": "select_one yn", "name": "dog"}, {"type": "integer", "name": "age"}]


def _check(column: str, cell: str) -> tuple[Finding, ...]:
    return check_rows([*_SURVEY, {"type": "text", "name": "x", column: cell}], _CHOICES)


@pytest.mark.parametrize(
    ("column", "cell", "code", "at", "mend"),
    [
        ("required", "是", "yes_word", 0, ""),
        ("relevant", "${age} == 3", "double_equals", 7, "${age} = 3"),
        ("relevant", "${age} > 3 && ${age} < 9", "ampersands", 11, "${age} > 3 and ${age} < 9"),
        ("relevant", "${age} > 3 OR ${age} < 1", "upper_case", 11, "${age} > 3 or ${age} < 1"),
        ("relevant", "selected(${dog}，'yes')", "full_width", 15, "selected(${dog},'yes')"),
        ("relevant", "${dog} = ‘yes’", "full_width", 9, "${dog} = 'yes'"),
        ("relevant", "(${age} > 3", "syntax", 11, ""),
        ("relevant", "${aeg} > 3", "unknown_name", 0, "${age} > 3"),
        ("relevant", "${dog} = yes", "bare_text", 9, "${dog} = 'yes'"),
        ("relevant", "${dog} = 'yse'", "not_in_list", 9, "${dog} = 'yes'"),
        ("relevant", "'maybe' != ${dog}", "not_in_list", 0, ""),
        ("calculation", "rund(${age})", "unknown_function", 0, "round(${age})"),
        ("constraint", "if(. > 1)", "arity", 0, ""),
    ],
)
def test_a_slip_is_found_where_it_stands_with_what_to_write(
    column: str, cell: str, code: str, at: int, mend: str
) -> None:
    found = _check(column, cell)
    assert found
    first = found[0]
    assert (first.sheet, first.row, first.column) == ("survey", 4, column)
    assert (first.code, first.at, first.mend) == (code, at, mend)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("required", "yes"),
        ("required", "${dog} = 'yes'"),
        ("relevant", "${dog} = 'yes' or ${age} > 3"),
        ("relevant", "selected(${dog}, 'yes') and . != '（全角）'"),
        ("constraint", "regex(., '^[0-9]{11}$') and string-length(.) = 11"),
        ("choice_filter", "of = ${dog}"),
        ("calculation", "concat('a && b == c OR d', ${ age })"),
    ],
)
def test_what_is_right_has_no_finding(column: str, cell: str) -> None:
    assert _check(column, cell) == ()


@pytest.mark.parametrize(("column", "cell", "code"), [("relevant", "${dog} == ‘yes’ && ${age}＞3", "double_equals")])
def test_every_slip_of_a_cell_is_told_with_one_mend_for_all(column: str, cell: str, code: str) -> None:
    found = _check(column, cell)
    assert {finding.code for finding in found} == {"full_width", "ampersands", code}
    assert {finding.mend for finding in found} == {"${dog} = 'yes' and ${age}>3"}


def test_the_school_check_has_no_finding() -> None:
    source = Path(__file__).parents[3] / "resources" / "checklists" / "XYZB.tsv"
    rows = expand(book_of(tables(source.read_text("utf-8"))))
    assert len(rows.survey) > 1000
    assert check_rows(rows.survey, rows.choices) == ()
