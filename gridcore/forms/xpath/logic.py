"""Functions of truth, and of lists of choices."""

from __future__ import annotations

import math

from gridcore.forms.xpath.function import Function, eager
from gridcore.forms.xpath.tree import Expr
from gridcore.forms.xpath.value import Closure, Context, Value, as_boolean, as_number, as_text


def _if(_trees: tuple[Expr, ...], closures: tuple[Closure, ...]) -> Closure:
    test, then, otherwise = closures
    return lambda ctx: then(ctx) if as_boolean(test(ctx)) else otherwise(ctx)


def _coalesce(_trees: tuple[Expr, ...], closures: tuple[Closure, ...]) -> Closure:
    def run(ctx: Context) -> Value:
        for closure in closures:
            value = closure(ctx)
            if as_text(value) != "":
                return value
        return ""

    return run


def negation(value: Value) -> bool:
    """True of what is false."""
    return not as_boolean(value)


def boolean_from_string(value: Value) -> bool:
    """True of `true`, `1` and the number 1; false of everything else, `TRUE` included."""
    return as_text(value) in {"true", "1"}


def selected(choices: Value, choice: Value) -> bool:
    """True if the choice is one of the space-separated choices; no choice is selected where nothing is."""
    return as_text(choice).strip() in (as_text(choices).split() or [""])


def selected_at(choices: Value, index: Value) -> str:
    """The choice at an index counted from 0; '' outside."""
    chosen, number = as_text(choices).split(), as_number(index)
    return chosen[int(number)] if 0 <= number < len(chosen) else ""


def count_selected(choices: Value) -> float:
    """How many choices are selected."""
    return float(len(as_text(choices).split()))


def checklist(least: Value, most: Value, *answers: Value) -> bool:
    """True if between `least` and `most` (-1: any) of the answers are true."""
    return _within(least, most, float(sum(as_boolean(answer) for answer in _spread(answers))))


def weighted_checklist(least: Value, most: Value, *answers: Value) -> bool:
    """Like checklist, over pairs of answer and weight."""
    spread = _spread(answers)
    weights = [
        as_number(weight) for answer, weight in zip(spread[::2], spread[1::2], strict=False) if as_boolean(answer)
    ]
    return _within(least, most, math.fsum(weights))


def _spread(answers: tuple[Value, ...]) -> list[Value]:
    spread: list[Value] = []
    for answer in answers:
        spread.extend([[node] for node in answer] if isinstance(answer, list) else [answer])
    return spread


def _within(least: Value, most: Value, count: float) -> bool:
    floor, ceiling = as_number(least), as_number(most)
    return (floor < 0 or count >= floor) and (ceiling < 0 or count <= ceiling)


LOGIC: tuple[Function, ...] = (
    Function("if", 3, 3, _if),
    Function("coalesce", 1, None, _coalesce),
    eager("true", 0, 0, lambda: True),
    eager("false", 0, 0, lambda: False),
    eager("not", 1, 1, negation),
    eager("boolean", 1, 1, as_boolean),
    eager("boolean-from-string", 1, 1, boolean_from_string),
    eager("selected", 2, 2, selected),
    eager("selected-at", 2, 2, selected_at),
    eager("count-selected", 1, 1, count_selected),
    eager("checklist", 2, None, checklist),
    eager("weighted-checklist", 2, None, weighted_checklist),
)
