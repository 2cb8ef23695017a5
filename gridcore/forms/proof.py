"""A finished record held against the rules of its form once more (FORMS: the server re-validates with the same engine).

Nothing is refused here and nothing is changed: what does not hold becomes a doubt, for people to look at.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Mapping
from typing import cast

import msgspec

from gridcore.errors import InvalidInput
from gridcore.forms.definition import Control, FormDefinition
from gridcore.forms.live import LiveForm
from gridcore.forms.record import ROW

MOST_DOUBTS = 50
"""More are not listed: a record so broken is looked at as a whole."""

_MOVING = re.compile(r"\b(?:now|today|random|uuid|once)\s*\(")
"""Functions that give something else on another day: what is calculated with them cannot be calculated again."""


class Doubt(msgspec.Struct, frozen=True):
    """One thing in a finished record that its form does not allow.

    Reasons: `required`, `constraint`, `choice_gone` (as `Missing`), `no_place` (an answer the form has no question
    for), `not_asked` (an answer where the form asks nothing), `calculated` (not what the form calculates), and of the
    whole record, at path `/`: `too_many_rows`, `too_slow` (the engine gave up).
    """

    path: str
    reason: str


def doubts_of(form: FormDefinition, values: Mapping[str, object], now: dt.datetime) -> tuple[Doubt, ...]:
    """Everything in `values` (the JSON of a finished record, FORMS 4) that the form does not allow; () when all holds.

    `now` is when the record was finished, as an aware time. Takes some 10 ms for the school check, and never more than
    the limits of the engine.
    """
    try:
        live = LiveForm(form, now=now, rng=random.Random(0), data=values)  # noqa: S311 - row ids, thrown away
        found = [Doubt(path, "no_place") for path in live.lost]
        found += [Doubt(one.path, one.reason) for one in live.missing()]
        found += _unasked(live, form, dict(_texts(values, form.root.path)))
    except InvalidInput as stopped:
        return (Doubt("/", stopped.reason),)
    return tuple(found[:MOST_DOUBTS])


def _unasked(live: LiveForm, form: FormDefinition, given: Mapping[str, str]) -> Iterator[Doubt]:
    """Answers where nothing is asked or that are not offered, and calculated ones the form does not calculate so."""
    calculates = {path: node.bind.calculate for path, node in form.nodes.items() if node.bind.calculate is not None}
    is_steady = not any(_MOVING.search(one.source) for one in calculates.values())
    for state in live.states():
        text = given.get(state.path, "")
        plain = re.sub(r"\[\d+\]", "", state.path)
        if text and not state.is_relevant:
            yield Doubt(state.path, "not_asked")
        elif text and not _is_offered(text, form.by_path.get(plain)):
            yield Doubt(state.path, "choice_gone")
        elif is_steady and plain in calculates and plain not in form.by_path and text != state.value:
            yield Doubt(state.path, "calculated")


def _is_offered(text: str, control: Control | None) -> bool:
    """Whether choices written at the control hold an answer; those of lists the engine looks at itself."""
    if control is None or control.itemset is not None or not control.choices:
        return True
    chosen = [text] if control.kind == "select1" else text.split()
    return {choice.value for choice in control.choices}.issuperset(chosen)


def _texts(values: Mapping[str, object], path: str) -> Iterator[tuple[str, str]]:
    """Path with positions -> text, of every leaf of a record."""
    for name, value in values.items():
        here = f"{path}/{name}"
        if isinstance(value, str) and name != ROW:
            yield here, value
        elif isinstance(value, Mapping):
            yield from _texts(cast("Mapping[str, object]", value), here)
        elif isinstance(value, list):
            for number, row in enumerate(cast("list[object]", value), 1):
                if isinstance(row, Mapping):
                    yield from _texts(cast("Mapping[str, object]", row), f"{here}[{number}]")
