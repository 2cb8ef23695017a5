"""What an expression reads: the static references behind the dependency graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from gridcore.forms.xpath.tree import Call, Expr, Literal, Path, Step, parts

Names: TypeAlias = tuple[str, ...]
"""A path without positions: ("data", "rep", "x")."""


class Reference(msgspec.Struct, frozen=True):
    """One thing read.

    `kept`: how many leading names are the reader's own nodes (the own row), so a change elsewhere does not matter.
    `deep`: everything below it is read too; `wild`: which nodes below is told by running only (`//x`, `*`).
    `own`: it is the reader itself, written as `.`.
    """

    path: Names
    kept: int
    deep: bool
    own: bool = False
    wild: bool = False


def generic(path: Path, context: Names) -> Names | None:
    """The names a plain path leads to; None if it goes into another instance or along other axes."""
    if path.base is not None:
        return None
    names: list[str] = [] if path.absolute else list(context)
    for step in path.steps:
        if step.axis == "parent" and names:
            names.pop()
        elif step.axis == "child" and step.name not in {"*", "node()", "text()"}:
            names.append(step.name.rpartition(":")[2])
        elif step.axis != "self":
            return None
    return tuple(names)


def references(expr: Expr, owner: Names) -> list[Reference]:
    """Everything `expr` reads when it belongs to the node at `owner`."""
    return list(_of(expr, owner, owner))


def _of(expr: Expr, context: Names | None, owner: Names) -> Iterator[Reference]:
    if isinstance(expr, Path):
        yield from _of_path(expr, context, owner)
        return
    if isinstance(expr, Call):
        yield from _of_call(expr, context, owner)
        return
    for part in parts(expr):
        yield from _of(part, context, owner)


def _of_call(call: Call, context: Names | None, owner: Names) -> Iterator[Reference]:
    shallow = call.name in {"position", "count", "local-name"}
    spread = call.name == "indexed-repeat"
    for number, argument in enumerate(call.arguments):
        for found in _of(argument, context, owner):
            if spread and (number == 0 or number % 2 == 1):
                yield msgspec.structs.replace(found, kept=0)
            elif shallow:
                yield msgspec.structs.replace(found, deep=found.wild)
            else:
                yield found
    if call.name == "once":
        yield Reference(owner, len(owner), deep=False, own=True)
    if call.name in {"string-length", "normalize-space"} and not call.arguments and context is not None:
        yield Reference(context, len(context), deep=False, own=context == owner)


def _of_path(path: Path, context: Names | None, owner: Names) -> Iterator[Reference]:
    start = context
    if path.base is not None:
        if isinstance(path.base, Call) and path.base.name == "current" and not path.base.arguments:
            start = owner
        elif isinstance(path.base, Call) and path.base.name == "instance":
            start = None
            yield from _instance_of(path.base, owner)
        else:
            yield from _of(path.base, context, owner)
            start = None
        for predicate in path.base_predicates:
            yield from _of(predicate, start, owner)
    elif path.absolute:
        start = ()
    yield from _along(path, start, owner)


def _instance_of(call: Call, owner: Names) -> Iterator[Reference]:
    for argument in call.arguments:
        if not isinstance(argument, Literal):
            yield from _of(argument, owner, owner)


def _wild(steps: tuple[Step, ...], names: Names, kept: int, owner: Names) -> Iterator[Reference]:
    """Steps to nodes only running tells: everything under where they start, beside it, or from the root on."""
    axis = steps[0].axis
    if axis.startswith("ancestor"):
        names = owner[:1]
    elif axis.endswith("sibling"):
        names = names[:-1]
    names = names or owner[:1]
    yield Reference(names, min(kept, len(names)), deep=True, wild=True)
    for step in steps:
        for predicate in step.predicates:
            yield from _of(predicate, None, owner)


def _along(path: Path, start: Names | None, owner: Names) -> Iterator[Reference]:
    """Follow the steps; None as a start is another instance, where only predicates can read the record."""
    names = list(start) if start is not None else []
    kept = len(names)
    is_open, moved = True, False
    for number, step in enumerate(path.steps):
        if start is not None:
            if step.axis == "parent" and names:
                names.pop()
                kept, moved = min(kept, len(names)), True
            elif step.axis == "child" and step.name not in {"*", "node()", "text()"}:
                names.append(step.name.rpartition(":")[2])
                moved = True
                last = number == len(path.steps) - 1
                own_row = path.absolute and is_open and not last and not step.predicates
                if own_row and tuple(names) == owner[: len(names)]:
                    kept = len(names)
                else:
                    is_open = False
            elif step.axis not in {"self", "attribute"}:
                yield from _wild(path.steps[number:], tuple(names), kept, owner)
                return
        inside = tuple(names) if start is not None else None
        for predicate in step.predicates:
            is_open = False
            yield from _of(predicate, inside, owner)
    if start is not None:
        own = not moved and tuple(names) == owner
        yield Reference(tuple(names), kept, deep=True, own=own)
