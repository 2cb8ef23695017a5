"""How a function joins the language: its name, its number of arguments, and what makes a closure of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from gridcore.forms.xpath.tree import Expr
from gridcore.forms.xpath.value import Closure, Context, Value

Build: TypeAlias = Callable[[tuple[Expr, ...], tuple[Closure, ...]], Closure]


class Function(msgspec.Struct, frozen=True):
    """One function: `most` None means any number of arguments; a portable one is in the ODK XForms specification."""

    name: str
    least: int
    most: int | None
    build: Build
    portable: bool = True
    of_nodes: bool = False
    """The first argument has to be nodes; a value that is none is no expression of ours."""


def eager(
    name: str,
    least: int,
    most: int | None,
    work: Callable[..., Value],
    *,
    portable: bool = True,
    of_nodes: bool = False,
) -> Function:
    """A function of its argument values alone."""

    def build(_trees: tuple[Expr, ...], closures: tuple[Closure, ...]) -> Closure:
        if len(closures) == 1:
            only = closures[0]
            return lambda ctx: work(only(ctx))
        if len(closures) == 2:
            first, second = closures
            return lambda ctx: work(first(ctx), second(ctx))
        return lambda ctx: work(*[closure(ctx) for closure in closures])

    return Function(name, least, most, build, portable, of_nodes)


def aware(
    name: str,
    least: int,
    most: int | None,
    work: Callable[..., Value],
    *,
    portable: bool = True,
    of_nodes: bool = False,
) -> Function:
    """A function of the context (clock, randomness, form) and its argument values."""

    def build(_trees: tuple[Expr, ...], closures: tuple[Closure, ...]) -> Closure:
        def run(ctx: Context) -> Value:
            return work(ctx, *[closure(ctx) for closure in closures])

        return run

    return Function(name, least, most, build, portable, of_nodes)
