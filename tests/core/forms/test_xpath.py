"""Expressions: the grammar, the functions, and what unanswered, text and dates mean (FORMS 2)."""

from __future__ import annotations

import pytest

from gridcore.errors import InvalidInput
from gridcore.forms.xpath.compile import FUNCTIONS, compile_expression
from tests.core.forms.sample import evaluate


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("7 - 2 - 3", "2"),
        ("- -5", "5"),
        ("7 mod 3", "1"),
        ("-7 mod 3", "-1"),
        ("1 div 0", "Infinity"),
        ("0 div 0", ""),
        (".000555", "0.000555"),
        ("1000000 * 1000000", "1000000000000"),
        ("0.1 + 0.2 = 0.3", "true"),
        ("3 < 4 and 4 < 5 or 1 = 2", "true"),
        ("true() + 8", "9"),
        ("'01' = 1", "true"),
        ("'01' = '1'", "false"),
        ("'a' < 'b'", "false"),
        ("not('')", "true"),
        ("boolean('false')", "true"),
        ("/data/five > 4", "true"),
        ("../five - 1", "4"),
        ("//five", "5"),
        ("count(/data/*[. = 5])", "1"),
        ("/data/five[1]", "5"),
        ("string(/data/five | /data/empty)", "5"),
    ],
)
def test_operators_give_what_people_expect(expression: str, value: str) -> None:
    assert evaluate(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("/data/empty + 1", ""),
        ("/data/empty * 0", ""),
        ("round(/data/empty)", ""),
        ("/data/empty > 1", "false"),
        ("/data/empty = 0", "false"),
        ("sum(/data/none)", "0"),
        ("max(/data/none)", ""),
        ("min()", ""),
        ("max(/data/empty, 3)", "3"),
        ("coalesce(/data/empty, 'x')", "x"),
        ("concat('total ', /data/empty + 1)", "total "),
        ("number('1e3')", ""),
        ("number('0x10')", ""),
        ("number('１２')", ""),
        ("number('+5')", ""),
        ("number('-5.50')", "-5.5"),
    ],
)
def test_the_unanswered_and_the_misspelt_give_no_number(expression: str, value: str) -> None:
    assert evaluate(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("round(1.005, 2)", "1.01"),
        ("round(2.345, 2)", "2.35"),
        ("round('12350.12', -2)", "12400"),
        ("int(-1.9)", "-1"),
        ("regex('abc', 'b')", "false"),
        ("regex('13800138000', '1[3-9][0-9]{9}')", "true"),
        ("regex('中文字', '^[一-龥]+$')", "true"),
        ("regex('x', '(')", "false"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -2)", "lo"),
        ("substring('hello', 2, 3)", "ell"),
        ("substring-before('a-b', '-')", "a"),
        ("substring-after('a-b', '-')", "b"),
        ("translate('hello', 'el', 'ip')", "hippo"),
        ("normalize-space('  a  b ')", "a b"),
        ("join('、', 'a', 'b')", "a、b"),
        ("string-length('汉中')", "2"),
        ("boolean-from-string('TRUE')", "false"),
        ("boolean-from-string('1')", "true"),
        ("selected('a b c', ' b ')", "true"),
        ("selected('abc', 'b')", "false"),
        ("selected-at('a b c', 2)", "c"),
        ("selected-at('a b c', 3)", ""),
        ("count-selected(' a  b ')", "2"),
        ("if(/data/five = 5, 'yes', 'no')", "yes"),
        ("pow(2, 0.5)", "1.4142135623730951"),
        ("sqrt(-1)", ""),
        ("checklist(1, 2, true(), false(), true())", "true"),
        ("count-non-empty(/data/*)", "2"),
        ("string-length(uuid())", "36"),
        ("digest('abc', 'SHA-256', 'hex')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("digest('abc', 'sha1', 'HEX')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("digest('abc', 'SHA-3')", ""),
    ],
)
def test_functions_follow_the_specification(expression: str, value: str) -> None:
    assert evaluate(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'2026-03-01' > '2026-02-01'", "true"),
        ("/data/day < '2026-10-01'", "true"),
        ("/data/day = date('2026-02-01')", "true"),
        ("date('2026-03-01') - date('2026-02-01')", "28"),
        ("date(date('2026-01-31') + 1)", "2026-02-01"),
        ("date('2026-02-30')", ""),
        ("today()", "2026-11-24"),
        ("now()", "2026-11-24T10:30:15.250+08:00"),
        ("today() > '2026-11-23'", "true"),
        ("now() > today()", "true"),
        ("date-time('2026-11-24T07:00:00+08:00') > date('2026-11-24')", "true"),
        ("'2026-11-24T07:00:00+08:00' = '2026-11-24T07:00:00.000+08:00'", "false"),
        ("date-time('2026-11-24T07:00:00+08:00') = '2026-11-23T23:00:00Z'", "true"),
        ("format-date('2026-01-09', '%Y年%n月%e日')", "2026年1月9日"),
        ("format-date-time('2026-08-07T06:31:13.834-03:00', '%H:%M:%S')", "17:31:13"),
        ("decimal-date-time('2000-01-01T10:20:30.000')", "10957.097569444444"),
        ("decimal-time('06:00')", "0.25"),
        ("int((date('2026-11-24') - date('1990-11-25')) div 365.25)", "35"),
    ],
)
def test_dates_compare_and_count_as_local_days(expression: str, value: str) -> None:
    assert evaluate(expression) == value


@pytest.mark.parametrize(
    ("kind", "expression", "value"),
    [
        ("int", "7 div 2", "3"),
        ("int", "'x'", ""),
        ("decimal", "7 div 2", "3.5"),
        ("date", "today() + 1", "2026-11-25"),
        ("date", "now()", "2026-11-24"),
        ("dateTime", "today()", "2026-11-24T00:00:00.000+08:00"),
        ("boolean", "1 = 1", "true"),
        ("boolean", "0", "false"),
        ("string", "true()", "true"),
    ],
)
def test_a_calculation_is_stored_in_the_form_of_its_type(kind: str, expression: str, value: str) -> None:
    assert evaluate(expression, kind) == value


@pytest.mark.parametrize(
    ("expression", "reason", "at"),
    [
        ("1 +", "syntax", 3),
        ("(1", "syntax", 2),
        ("1 == 2", "syntax", 3),
        ("a && b", "syntax", 2),
        ("（1）", "syntax", 0),
        ("'open", "syntax", 0),
        ("a OR b", "syntax", 2),
        ("/data/x]", "syntax", 7),
        ("nothing(1)", "unknown_function", 0),
        ("1 + if(1)", "arity", 4),
        ("(" * 500 + "1" + ")" * 500, "too_deep", 40),
        ("/data" + "[x" * 500 + "]" * 500, "too_deep", 84),
        ("x" * 70_000, "too_long", 0),
    ],
)
def test_a_broken_expression_is_refused_with_its_column(expression: str, reason: str, at: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        compile_expression(expression)
    assert caught.value.reason == reason
    assert caught.value.facts["at"] == at


def test_a_chain_of_a_thousand_terms_is_not_deep() -> None:
    assert evaluate(" or ".join(["1 = 2"] * 1000 + ["true()"])) == "true"
    assert evaluate("1" + " + 1" * 1000) == "1001"
    assert evaluate("count(" + " | ".join(["/data/five"] * 1000) + ")") == "1"


def test_the_deepest_expression_taken_also_runs() -> None:
    nested = "5"
    for _ in range(38):
        nested = f"(1 = 2 or 3 > 4 or 0 < -1 + 2 * {nested})"
    assert evaluate(nested) == "true"


def test_names_may_be_chinese_and_hold_dashes_and_dots() -> None:
    assert compile_expression("/数据/a-b.c - 1").source


def test_the_functions_of_the_specification_are_known() -> None:
    wanted = (
        "if position once selected selected-at count-selected jr:choice-name current instance indexed-repeat "
        "pulldata coalesce count count-non-empty sum max min regex contains starts-with ends-with substr "
        "substring-before substring-after translate string-length normalize-space concat join string "
        "boolean-from-string round int number abs pow log log10 exp exp10 sin cos tan asin acos atan atan2 "
        "sqrt pi random randomize uuid boolean true false not today now date date-time decimal-date-time "
        "decimal-time format-date format-date-time area distance version property weighted-checklist "
        "checklist "
    )
    assert [name for name in wanted.split() if name not in FUNCTIONS] == []
