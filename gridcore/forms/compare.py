"""What a new version of a checklist changes against the one before: items and questions by name, in the new order."""

from __future__ import annotations

import datetime as dt
import random
from enum import StrEnum

import msgspec

from gridcore.forms.definition import FormDefinition
from gridcore.forms.live import LiveForm

_PLACED = ("relevant", "constraint", "calculate", "required", "readonly")
_TERMS = ("severity", "limit", "refer", "photo")


class Change(StrEnum):
    """How a question differs. A question with several differences has the first of these."""

    ADDED = "added"
    REMOVED = "removed"
    RETYPED = "retyped"
    MOVED = "moved"
    REWORDED = "reworded"
    TERMS = "terms"
    """Another severity, limit, department or photo rule."""
    RULE = "rule"
    """Other conditions, constraints or calculations."""


class Difference(msgspec.Struct, frozen=True):
    """One item or question that differs: its name, and what stands in the old and in the new version ('' = not there).

    `old` and `new` are words for added, removed and reworded ones, types for retyped, groups for moved, and the terms
    or rules themselves else.
    """

    change: Change
    name: str
    words: str
    old: str
    new: str


class _Question(msgspec.Struct, frozen=True):
    words: str
    kind: str
    group: str
    basis: str
    terms: str
    rules: tuple[str, ...]


def compare(old: FormDefinition, new: FormDefinition) -> tuple[Difference, ...]:
    """Everything that differs, in the order of the new version; what was removed comes last."""
    before, after = _questions(old), _questions(new)
    found = [_difference(name, before.get(name), one) for name, one in after.items()]
    gone = [
        Difference(Change.REMOVED, name, one.words, one.words, "") for name, one in before.items() if name not in after
    ]
    return (*(one for one in found if one is not None), *gone)


def _difference(name: str, old: _Question | None, new: _Question) -> Difference | None:
    if old is None:
        return Difference(Change.ADDED, name, new.words, "", new.words)
    for change, before, after in (
        (Change.RETYPED, old.kind, new.kind),
        (Change.MOVED, old.group, new.group),
        (Change.REWORDED, f"{old.words} {old.basis}".strip(), f"{new.words} {new.basis}".strip()),
        (Change.TERMS, old.terms, new.terms),
        (Change.RULE, _without(old.rules, new.rules), _without(new.rules, old.rules)),
    ):
        if before != after:
            return Difference(change, name, new.words, before, after)
    return None


def _without(rules: tuple[str, ...], others: tuple[str, ...]) -> str:
    """The rules the other version does not have."""
    return "; ".join(rule for rule in rules if rule not in others)


def _questions(form: FormDefinition) -> dict[str, _Question]:
    """Items by code, with all their nodes as one; other questions by name (by path where a name comes twice)."""
    now = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    live = LiveForm(form, now=now, rng=random.Random(0))  # noqa: S311 - nothing is kept of it
    found: dict[str, _Question] = {}
    for path, node in form.nodes.items():
        if not node.is_leaf or (path not in form.by_path and node.bind.calculate is None) or "meta" in node.names[1:2]:
            continue
        item = node.bind.grid.get("item", "")
        name = item or (node.name if node.name not in found else path)
        one = _question(live, form, path)
        lead = found.get(name) if item else None
        found[name] = one if lead is None else msgspec.structs.replace(
            lead, kind=f"{lead.kind} {one.kind}", rules=tuple(dict.fromkeys((*lead.rules, *one.rules)))
        )  # fmt: skip
    return found


def _question(live: LiveForm, form: FormDefinition, path: str) -> _Question:
    node = form.nodes[path]
    control, grid = form.by_path.get(path), node.bind.grid
    kind = node.bind.type if control is None else f"{control.kind}:{node.bind.type}"
    if control is not None and (control.choices or control.itemset):
        kind += f"({' '.join(offer.value for offer in live.choices(path))})"
    around = [form.nodes["/" + "/".join(node.names[:depth])] for depth in range(2, len(node.names) + 1)]
    rules = (
        f"{name}={expression.source}"
        for one in around
        for name in _PLACED
        if (one is node or name == "relevant") and (expression := getattr(one.bind, name)) is not None
    )
    return _Question(
        words=live.label(path) or node.name,
        kind=f"{grid.get('role', '')}{kind}",
        group="/".join(node.names[1:-1]),
        basis=grid.get("basis", ""),
        terms=" ".join(f"{name}={grid[name]}" for name in _TERMS if grid.get(name)),
        rules=tuple(rules),
    )
