"""Comparison and arithmetic, where text dates compare as dates and the unanswered gives no number (FORMS 2)."""

from __future__ import annotations

import math
import operator as op
from collections.abc import Callable

from gridcore.forms.xpath.moment import Moment, days_between
from gridcore.forms.xpath.value import TOLERANCE, Node, Value, as_boolean, as_moment, as_number, as_text

_ORDER: dict[str, Callable[[float, float], bool]] = {"<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge}


def equal(left: Value, right: Value) -> bool:
    """XPath `=`: a nodeset is equal if one of its nodes is; boolean before number before text; dates by their day."""
    if isinstance(left, list) and len(left) > 1:
        return any(equal([node], right) for node in left)
    if isinstance(right, list) and len(right) > 1:
        return any(equal(left, [node]) for node in right)
    if isinstance(left, bool) or isinstance(right, bool):
        return _as_flag(left) == _as_flag(right)
    if isinstance(left, float) or isinstance(right, float):
        return _near(as_number(left), as_number(right))
    if isinstance(left, Moment) or isinstance(right, Moment):
        one, other = as_moment(left), as_moment(right)
        if one is not None and other is not None:
            return _gap(one, other) == 0.0
    return as_text(left) == as_text(right)


def unequal(left: Value, right: Value) -> bool:
    """XPath `!=`: true of a nodeset if one of its nodes differs."""
    if isinstance(left, list) and len(left) > 1:
        return any(unequal([node], right) for node in left)
    if isinstance(right, list) and len(right) > 1:
        return any(unequal(left, [node]) for node in right)
    return not equal(left, right)


def ordered(symbol: str) -> Callable[[Value, Value], bool]:
    """`<`, `<=`, `>` or `>=`: dates by time, everything else by number; false where one side is neither."""
    test = _ORDER[symbol]

    def compare(left: Value, right: Value) -> bool:
        if isinstance(left, list) and len(left) > 1:
            return any(compare([node], right) for node in left)
        if isinstance(right, list) and len(right) > 1:
            return any(compare(left, [node]) for node in right)
        one, other = as_moment(left), as_moment(right)
        if one is not None and other is not None:
            return test(_gap(one, other), 0.0)
        return test(as_number(left), as_number(right))

    return compare


def add(left: Value, right: Value) -> float:
    """`+`."""
    return as_number(left) + as_number(right)


def subtract(left: Value, right: Value) -> float:
    """`-`: of two dates the days between them, whole for whole days."""
    one, other = as_moment(left), as_moment(right)
    if one is not None and other is not None:
        return days_between(one, other)
    return as_number(left) - as_number(right)


def multiply(left: Value, right: Value) -> float:
    """`*`."""
    return as_number(left) * as_number(right)


def divide(left: Value, right: Value) -> float:
    """`div`: by zero it is infinite, zero by zero no number."""
    one, other = as_number(left), as_number(right)
    if other == 0.0:
        return math.nan if one == 0.0 or math.isnan(one) else math.copysign(math.inf, one) * math.copysign(1.0, other)
    return one / other


def modulo(left: Value, right: Value) -> float:
    """`mod`: the sign of the left side; by zero no number."""
    one, other = as_number(left), as_number(right)
    if other == 0.0 or math.isinf(one) or math.isnan(one) or math.isnan(other):
        return math.nan
    return math.fmod(one, other)


def union(left: Value, right: Value) -> list[Node]:
    """`|`: the nodes of both, each once."""
    found = list(left) if isinstance(left, list) else []
    seen = {id(node) for node in found}
    if isinstance(right, list):
        found.extend(node for node in right if id(node) not in seen)
    return found


def _as_flag(value: Value) -> bool:
    """A stored boolean may be spelt true/false or 1/0; beside a boolean it is read as what it means."""
    if isinstance(value, list):
        text = as_text(value)
        if text in {"true", "1"}:
            return True
        if text in {"false", "0", ""}:
            return False
    return as_boolean(value)


def _near(one: float, other: float) -> bool:
    return one == other or abs(one - other) <= TOLERANCE * max(1.0, abs(one), abs(other))


def _gap(one: Moment, other: Moment) -> float:
    return days_between(one, other)


BINARY: dict[str, Callable[[Value, Value], Value]] = {
    "=": equal,
    "!=": unequal,
    "<": ordered("<"),
    "<=": ordered("<="),
    ">": ordered(">"),
    ">=": ordered(">="),
    "+": add,
    "-": subtract,
    "*": multiply,
    "div": divide,
    "mod": modulo,
    "|": union,
}
