"""Functions of numbers, and the aggregates over answers."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal

from gridcore.forms.xpath.function import Function, eager
from gridcore.forms.xpath.value import Value, as_number

_DIGITS = 30


def round_half_up(value: Value, places: Value = 0.0) -> float:
    """Decimal rounding, a half towards positive; a negative count of places rounds tens, hundreds."""
    number, digits = as_number(value), as_number(places)
    if math.isnan(number) or math.isinf(number) or math.isnan(digits) or abs(digits) > _DIGITS:
        return number
    unit = Decimal(1).scaleb(-int(digits))
    units = (Decimal(repr(number)) / unit + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    return float(units * unit)


def whole(value: Value) -> float:
    """The number without its fraction (towards zero)."""
    number = as_number(value)
    return number if math.isnan(number) or math.isinf(number) else float(math.trunc(number))


def _numbers(values: tuple[Value, ...]) -> list[float]:
    """Every answered value as a number; the unanswered are left out."""
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            found.extend(as_number(node.value) for node in value if node.value != "")
        elif value != "":
            found.append(as_number(value))
    return found


def total(values: Value) -> float:
    """Sum of the answered; of nothing 0."""
    return sum(_numbers((values,)), 0.0)


def largest(*values: Value) -> float:
    """Largest of the answered; of nothing no number."""
    numbers = _numbers(values)
    return math.nan if not numbers or any(math.isnan(number) for number in numbers) else max(numbers)


def smallest(*values: Value) -> float:
    """Smallest of the answered; of nothing no number."""
    numbers = _numbers(values)
    return math.nan if not numbers or any(math.isnan(number) for number in numbers) else min(numbers)


def _guarded(work: Callable[..., float]) -> Callable[..., float]:
    """A function of real numbers: no number where mathematics has none."""

    def run(*values: Value) -> float:
        numbers = [as_number(value) for value in values]
        if any(math.isnan(number) for number in numbers):
            return math.nan
        try:
            return float(work(*numbers))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return run


def _power(base: float, exponent: float) -> float:
    if base == 0.0 and exponent < 0:
        return math.inf
    return math.pow(base, exponent)


def _ten_to(exponent: float) -> float:
    return math.pow(10.0, exponent)


def _log(base_of: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0.0 else base_of(number)


NUMBER: tuple[Function, ...] = (
    eager("number", 1, 1, as_number),
    eager("int", 1, 1, whole),
    eager("round", 1, 2, round_half_up),
    eager("abs", 1, 1, _guarded(math.fabs)),
    eager("floor", 1, 1, _guarded(math.floor), portable=False),
    eager("ceiling", 1, 1, _guarded(math.ceil), portable=False),
    eager("pow", 2, 2, _guarded(_power)),
    eager("sqrt", 1, 1, _guarded(math.sqrt)),
    eager("exp", 1, 1, _guarded(math.exp)),
    eager("exp10", 1, 1, _guarded(_ten_to)),
    eager("log", 1, 1, _guarded(_log(math.log))),
    eager("log10", 1, 1, _guarded(_log(math.log10))),
    eager("sin", 1, 1, _guarded(math.sin)),
    eager("cos", 1, 1, _guarded(math.cos)),
    eager("tan", 1, 1, _guarded(math.tan)),
    eager("asin", 1, 1, _guarded(math.asin)),
    eager("acos", 1, 1, _guarded(math.acos)),
    eager("atan", 1, 1, _guarded(math.atan)),
    eager("atan2", 2, 2, _guarded(math.atan2)),
    eager("pi", 0, 0, lambda: math.pi),
    eager("sum", 1, 1, total, of_nodes=True),
    eager("max", 0, None, largest),
    eager("min", 0, None, smallest),
)
