"""The expression tree: frozen, with the column of each piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import msgspec


class Number(msgspec.Struct, frozen=True):
    """A number written in the expression."""

    value: float
    at: int = 0


class Literal(msgspec.Struct, frozen=True):
    """A text in quotes."""

    value: str
    at: int = 0


class Negate(msgspec.Struct, frozen=True):
    """A minus before an operand."""

    operand: Expr
    at: int = 0


class Binary(msgspec.Struct, frozen=True):
    """`+ - * div mod = != < <= > >=` with two operands."""

    operator: str
    left: Expr
    right: Expr
    at: int = 0


class Chain(msgspec.Struct, frozen=True):
    """Two or more operators of one precedence, worked off from the left: flat, so that a long sum is not deep."""

    first: Expr
    links: tuple[tuple[str, Expr], ...]
    at: int = 0


class Logical(msgspec.Struct, frozen=True):
    """`and` / `or` over any number of terms: flat, so that a chain of hundreds is not deep."""

    operator: str
    terms: tuple[Expr, ...]
    at: int = 0


class Call(msgspec.Struct, frozen=True):
    """A function call."""

    name: str
    arguments: tuple[Expr, ...]
    at: int = 0


class Step(msgspec.Struct, frozen=True):
    """One step of a path: axis, name (`*` and `node()` match any), predicates."""

    axis: str
    name: str
    predicates: tuple[Expr, ...] = ()


class Path(msgspec.Struct, frozen=True):
    """A location path: from the root, from the context node, or from what `base` gives."""

    steps: tuple[Step, ...]
    absolute: bool = False
    base: Expr | None = None
    base_predicates: tuple[Expr, ...] = ()
    at: int = 0


Expr: TypeAlias = "Number | Literal | Negate | Binary | Chain | Logical | Call | Path"


def parts(expr: Expr) -> tuple[Expr, ...]:
    """The direct operands of an expression, without predicates."""
    match expr:
        case Negate():
            return (expr.operand,)
        case Binary():
            return (expr.left, expr.right)
        case Chain():
            return (expr.first, *(operand for _, operand in expr.links))
        case Logical():
            return expr.terms
        case Call():
            return expr.arguments
        case Path():
            return (expr.base,) if expr.base is not None else ()
        case _:
            return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """Every piece of an expression, predicates included, outermost first."""
    stack = [expr]
    while stack:
        piece = stack.pop()
        yield piece
        stack.extend(parts(piece))
        if isinstance(piece, Path):
            stack.extend(piece.base_predicates)
            for step in piece.steps:
                stack.extend(step.predicates)
