"""Regular expressions: the same answers as a backtracking engine, in time no pattern can stretch."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.forms.xpath.regex.pattern import matches, pattern_trouble

_atom = st.sampled_from(["a", "b", "c", ".", "[ab]", "[^a]", r"\d", "[a-c]", "1", r"\w", r"\s", "^", "$", r"\b"])
_patterns = st.recursive(
    _atom,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("({0[0]}|{0[1]})".format),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "{0}", "*?", "+?"])).map(
            "(?:{0[0]}){0[1]}".format
        ),
        inner.map("(?={})".format),
        inner.map("(?!{})".format),
    ),
    max_leaves=8,
)


@given(_patterns, st.text("abc1 ", max_size=7))
def test_a_pattern_matches_what_a_backtracking_engine_matches(pattern: str, text: str) -> None:
    assert matches(text, pattern) == (re.fullmatch(pattern, text, re.ASCII) is not None), pattern


@pytest.mark.parametrize(
    ("pattern", "text", "is_match"),
    [
        ("^1[3-9][0-9]{9}$", "13800138000", True),
        (r"\d{17}[\dXx]", "11010119900307123X", True),
        (r"\d+", "１２", False),
        ("[一-龥]{2,}", "汉中市", True),
        (r"\p{L}+", "汉字abc", True),
        (r"\p{Lu}\P{Lu}", "Ab", True),
        (r"\p{IsHan}+", "汉中a", False),
        ("(?i)abc[x-z]", "ABCY", True),
        ("(?<name>a)b", "ab", True),
        ("(?=.*[0-9])(?=.*[a-z]).{8,}", "abcdefg1", True),
        ("(?=.*[0-9])(?=.*[a-z]).{8,}", "abcdefgh", False),
        ("a{2}", "aa", True),
        ("a{,2}", "a{,2}", True),
        ("[]", "]", False),
        ("[a\\-z]", "-", True),
        ("[a-]", "-", True),
        (r"\u6c49\x41\t", "汉A\t", True),
        (r"a\.b\/c", "a.b/c", True),
        ("a|b$|^c", "c", True),
        ("", "", True),
        ("()", "", True),
    ],
)
def test_what_forms_write_is_understood(pattern: str, text: str, is_match: bool) -> None:
    assert matches(text, pattern) is is_match


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "syntax"),
        (")", "syntax"),
        ("a**", "syntax"),
        ("a{3}{2}", "syntax"),
        ("a{3,2}", "syntax"),
        ("[a", "syntax"),
        ("[b-a]", "syntax"),
        ("\\", "syntax"),
        (r"\p{L", "syntax"),
        (r"\p{Nothing}", "syntax"),
        (r"\q", "syntax"),
        (r"(a)\1", "not_regular"),
        ("(?<=a)b", "not_regular"),
        ("a{9999}", "too_large"),
        ("(a{500}){500}", "too_large"),
        ("(" * 60 + ")" * 60, "too_large"),
        ("a" * 3000, "too_large"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why_and_matches_nothing(pattern: str, reason: str) -> None:
    assert pattern_trouble(pattern) == reason
    assert not matches("a", pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+b", "a" * 20_000),
        ("(a|a)*b", "a" * 20_000),
        ("(a|aa)+$", "a" * 20_000 + "!"),
        ("(.*)*x", "y" * 20_000),
        ("(.*a){20}", "a" * 5_000 + "b"),
        ("(?:(?=.*b).)*c", "a" * 5_000 + "b"),
        ("(a{1,40}){1,40}b", "a" * 5_000),
    ],
)
def test_a_pattern_made_to_hang_ends_at_once(pattern: str, text: str) -> None:
    begun = time.process_time()
    assert not matches(text, pattern)
    assert time.process_time() - begun < 3
