"""What an author gets wrong in an expression is found where it stands, with a mend (FORMS 5)."""

from __future__ import annotations

import pytest

from gridcore.forms.book import book_of, column_letters
from gridcore.forms.check import check_book
from gridcore.forms.check.expression import Fault, Known, check_expression, check_text
from gridcore.forms.check.kind import kind_of

_KNOWN = Known(
    names=frozenset({"age", "dog", "pets", "region"}),
    values={"dog": frozenset({"yes", "no"})},
    labels={"dog": {"是": "yes"}},
    multiple=frozenset({"pets"}),
    columns=frozenset({"name", "label", "of"}),
)


@pytest.mark.parametrize(
    ("column", "cell", "code", "at", "mend"),
    [
        ("required", "是", "yes_word", 0, "yes"),
        ("required", "也许", "yes_word", 0, ""),
        ("relevant", "${age} == 3", "double_equals", 7, "${age} = 3"),
        ("relevant", "${age} > 3 && ${age} < 9", "ampersands", 11, "${age} > 3 and ${age} < 9"),
        ("relevant", "${age} > 3 OR ${age} < 1", "upper_case", 11, "${age} > 3 or ${age} < 1"),
        ("relevant", "selected(${dog}，'yes')", "full_width", 15, "selected(${dog},'yes')"),
        ("relevant", "${dog} = ‘yes’", "curled_quotes", 9, "${dog} = 'yes'"),
        ("relevant", "(${age} > 3", "unbalanced", 0, "(${age} > 3)"),
        ("relevant", "[${age} > 3)", "unbalanced", 11, ""),
        ("relevant", "${aeg} > 3", "unknown_name", 0, "${age} > 3"),
        ("relevant", "${dog} = yes", "bare_text", 9, "${dog} = 'yes'"),
        ("relevant", "${dog} = 'yse'", "not_in_list", 9, "${dog} = 'yes'"),
        ("relevant", "'maybe' != ${dog}", "never_in_list", 0, ""),
        ("relevant", "${pets} != 'cat'", "multiple_equals", 8, "not(selected(${pets}, 'cat'))"),
        ("relevant", "${dog} = 'yes' or 3", "constant_condition", 18, "${dog} = 'yes' or ${dog} = 3"),
        ("relevant", "${age} = ${dog} = 1", "chained_comparison", 7, ""),
        ("calculation", "rund(${age})", "unknown_function", 0, "round(${age})"),
        ("calculation", "//name", "not_portable", 0, ""),
        ("constraint", "if(. > 1)", "arity", 0, ""),
        ("constraint", "≥3", "missing_dot", 0, ". >=3"),
        ("calculation", "(" * 50 + "1" + ")" * 50, "too_deep", 40, ""),
    ],
)
def test_a_slip_is_found_where_it_stands_with_what_to_write(
    column: str, cell: str, code: str, at: int, mend: str
) -> None:
    found = check_expression(column, cell, _KNOWN)
    assert [(fault.code, fault.at, fault.mend) for fault in found] == [(code, at, mend)]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("required", "yes"),
        ("required", "TRUE"),
        ("required", "${dog} = 'yes'"),
        ("relevant", "${dog} = 'yes' or ${age} > 3"),
        ("relevant", "selected(${dog}, 'yes') and . != '（全角）'"),
        ("relevant", "${dog} != '' and not(selected(${pets}, 'cat'))"),
        ("constraint", "regex(., '^[0-9]{11}$') and string-length(.) = 11"),
        ("constraint", ". > today() - 30"),
        ("choice_filter", "of = ${dog}"),
        ("calculation", "concat('a && b == c OR d', ${age})"),
        ("calculation", "instance('x')/root/item[name = ${dog}]/label"),
        ("calculation", "count(${pets}) div 2 * -1"),
        ("calculation", "${last-saved#age} + 1"),
        ("trigger", "${age}, ${dog}"),
    ],
)
def test_what_is_right_has_no_finding(column: str, cell: str) -> None:
    assert check_expression(column, cell, _KNOWN) == []


def test_each_kind_of_slip_in_a_cell_is_told_once_with_one_mend_for_all() -> None:
    found = check_expression("relevant", "${dog} == ‘yes’ && ${age}＞3 && ${age}＜9", _KNOWN)
    assert [(fault.code, fault.at) for fault in found] == [("full_width", 25), ("double_equals", 7), ("ampersands", 16)]
    assert {fault.mend for fault in found} == {"${dog} = 'yes' and ${age}>3 and ${age}<9"}


def test_curled_quotes_are_told_by_themselves_only_where_the_other_mend_leaves_them() -> None:
    assert [fault.code for fault in check_expression("relevant", "${dog}＝‘yes’", _KNOWN)] == ["full_width"]
    assert [fault.code for fault in check_expression("relevant", "${dgo} = ‘yes’", _KNOWN)] == [
        "curled_quotes",
        "unknown_name",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("你好 ${age}", []),
        ("价格 $5 {不是名字} $x", []),
        ("你好 ${aeg}", [Fault("unknown_name", 3, "aeg", "你好 ${age}")]),
        ("${age 岁", [Fault("bad_reference", 0, "${age 岁", "${age} 岁")]),
    ],
)
def test_references_in_labels_are_looked_at_and_other_signs_are_not(text: str, found: list[Fault]) -> None:
    assert check_text(text, _KNOWN) == found


@pytest.mark.parametrize(
    ("text", "form", "word"),
    [
        ("begin group", "begin", "group"),
        ("begin_repeat", "begin", "repeat"),
        ("begin loop over browsers", "begin", "loop"),
        ("end repeat", "end", "repeat"),
        ("select_multiple  pets", "select", "many"),
        ("select one from file a.csv", "select", "one_file"),
        ("select_one yn or_other", "select", "one"),
        ("rank pets", "later", "rank"),
        ("dateTime", "question", "dateTime"),
        ("datum", "", ""),
    ],
)
def test_the_words_of_type_are_those_of_the_converter(text: str, form: str, word: str) -> None:
    kind = kind_of(text)
    assert (kind.form, kind.word) == (form, word)


def test_places_are_those_of_the_spreadsheet_program() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    rows = [["type", "name", "label"], [], ["text", "a", "A"], ["integer", "b", "B"], ["txt", "c", "C"]]
    (finding, *_) = check_book(book_of({"survey": rows, "settings": [["form_id", "version"], ["f", "1"]]}))
    assert (finding.row, finding.cell, finding.column, finding.mend) == (5, "A5", "type", "text")
