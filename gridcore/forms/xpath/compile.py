"""The expression tree to closures: compiled once per text, run with a context."""

from __future__ import annotations

import functools
from collections.abc import Callable

import msgspec

from gridcore.forms.xpath.date import DATE
from gridcore.forms.xpath.function import Function
from gridcore.forms.xpath.lexer import syntax
from gridcore.forms.xpath.logic import LOGIC
from gridcore.forms.xpath.node import NODE
from gridcore.forms.xpath.number import NUMBER
from gridcore.forms.xpath.operator import BINARY
from gridcore.forms.xpath.parser import parse
from gridcore.forms.xpath.path import compile_path
from gridcore.forms.xpath.place import PLACE
from gridcore.forms.xpath.text import TEXT
from gridcore.forms.xpath.tree import Binary, Call, Chain, Expr, Literal, Logical, Negate, Number, Path
from gridcore.forms.xpath.value import Closure, Context, Value, as_boolean, as_number

FUNCTIONS: dict[str, Function] = {
    function.name: function for family in (LOGIC, TEXT, NUMBER, DATE, NODE, PLACE) for function in family
}
"""Every function the engine knows, by name."""


_LONGEST_KNOWN = 500
"""Longest expression remembered, in characters: what is remembered of a hostile form stays small."""


class Compiled(msgspec.Struct, frozen=True):
    """An expression ready to run: its text, its tree, its closure."""

    source: str
    tree: Expr
    run: Callable[[Context], Value]


def compile_expression(source: str) -> Compiled:
    """Compile one expression.

    Raises InvalidInput (field `expression`; reason `syntax`, `too_deep`, `too_long`, `unknown_function`, `arity`,
    `not_nodes`;
    facts `expression`, `at` and, for a function, `function`).
    """
    return _known(source) if len(source) <= _LONGEST_KNOWN else _compile(source)


@functools.lru_cache(maxsize=4096)
def _known(source: str) -> Compiled:
    return _compile(source)


def _compile(source: str) -> Compiled:
    tree = parse(source)
    return Compiled(source, tree, _closure(tree, source))


def _closure(expr: Expr, source: str) -> Closure:
    match expr:
        case Number() | Literal():
            value: Value = expr.value
            return lambda _ctx: value
        case Negate():
            operand = _closure(expr.operand, source)
            return lambda ctx: -as_number(operand(ctx))
        case Binary():
            return _binary(expr, source)
        case Chain():
            return _chain(expr, source)
        case Logical():
            return _logical(expr, source)
        case Call():
            return _call(expr, source)
        case Path():
            return compile_path(expr, lambda inner: _closure(inner, source))


def _binary(expr: Binary, source: str) -> Closure:
    work = BINARY[expr.operator]
    left, right = _closure(expr.left, source), _closure(expr.right, source)
    return lambda ctx: work(left(ctx), right(ctx))


def _chain(expr: Chain, source: str) -> Closure:
    first = _closure(expr.first, source)
    links = tuple((BINARY[operator], _closure(operand, source)) for operator, operand in expr.links)

    def run(ctx: Context) -> Value:
        value = first(ctx)
        for work, operand in links:
            value = work(value, operand(ctx))
        return value

    return run


def _logical(expr: Logical, source: str) -> Closure:
    terms = tuple(_closure(term, source) for term in expr.terms)
    decides = expr.operator == "or"

    def run(ctx: Context) -> Value:
        for term in terms:
            if as_boolean(term(ctx)) is decides:
                return decides
        return not decides

    return run


def _call(call: Call, source: str) -> Closure:
    function = FUNCTIONS.get(call.name)
    if function is None:
        raise syntax(source, call.at, "unknown_function", function=call.name)
    given = len(call.arguments)
    if given < function.least or (function.most is not None and given > function.most):
        raise syntax(source, call.at, "arity", function=call.name)
    if function.of_nodes and given and not _may_be_nodes(call.arguments[0]):
        raise syntax(source, call.at, "not_nodes", function=call.name)
    return function.build(call.arguments, tuple(_closure(argument, source) for argument in call.arguments))


_GIVES_NODES = frozenset({"instance", "current", "randomize", "indexed-repeat", "if", "coalesce", "once"})


def _may_be_nodes(expr: Expr) -> bool:
    """Whether an expression can give nodes."""
    match expr:
        case Path():
            return True
        case Call():
            return expr.name in _GIVES_NODES
        case Chain():
            return expr.links[0][0] == "|"
        case _:
            return False
