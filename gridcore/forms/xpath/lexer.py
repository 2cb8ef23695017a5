"""Characters to tokens, with the column of each (the author's checker points at it)."""

from __future__ import annotations

import re
from typing import NamedTuple

from gridcore.errors import InvalidInput

MAX_LENGTH = 65_536
"""Longest expression taken, in characters."""

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<name>[^\W\d][\w.\-]*(?::(?:\*|[^\W\d][\w.\-]*))?)
    |(?P<symbol>::|//|\.\.|!=|<=|>=|[()\[\]@,/|+\-=<>*.])""",
    re.VERBOSE,
)
_OPERATOR_NAMES = frozenset({"and", "or", "mod", "div"})
_NO_OPERATOR_AFTER = frozenset({"(", "[", ",", "@", "::", "/", "//"})


class Token(NamedTuple):
    """One token: kind is number, literal, name, operator, symbol or end; `at` is the 0-based column."""

    kind: str
    text: str
    at: int


def syntax(text: str, at: int, reason: str = "syntax", **facts: object) -> InvalidInput:
    """The refusal of an expression. Facts: expression (first 200 characters) and the 0-based column."""
    return InvalidInput(field="expression", reason=reason, expression=text[:200], at=at, **facts)


def tokens(text: str) -> list[Token]:
    """Cut an expression into tokens, the last of kind `end`. Raises InvalidInput, reason `syntax` or `too_long`."""
    if len(text) > MAX_LENGTH:
        raise syntax(text, 0, "too_long", length=len(text))
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise syntax(text, at)
        kind = match.lastgroup or ""
        if kind != "space":
            found.append(_token(kind, match.group(), at, found))
        at = match.end()
    found.append(Token("end", "", len(text)))
    return found


def _token(kind: str, text: str, at: int, before: list[Token]) -> Token:
    """Decide what depends on the token before: `*` and the operator names (XPath 1.0, 3.7)."""
    if kind == "literal":
        return Token(kind, text[1:-1], at)
    operand_before = bool(before) and not (
        before[-1].kind == "operator" or (before[-1].kind == "symbol" and before[-1].text in _NO_OPERATOR_AFTER)
    )
    if kind == "name":
        return Token("operator" if operand_before and text in _OPERATOR_NAMES else "name", text, at)
    if kind == "symbol":
        if text == "*":
            return Token("operator" if operand_before else "name", text, at)
        if text in {"|", "+", "-", "=", "!=", "<", "<=", ">", ">="}:
            return Token("operator", text, at)
    return Token(kind, text, at)
