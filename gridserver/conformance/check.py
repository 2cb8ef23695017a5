"""The one registry of checks: a section of the contract, what it says there, and the play that finds out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from gridserver.conformance.stage import Stage

Row = TypeVar("Row")
Play = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the table. `play` raises Failed or Skipped, or returns."""

    section: str
    text: str
    play: Play


CHECKS: list[Check] = []
"""All checks, in the order in which they are played."""


def check(section: str) -> Callable[[Play], Play]:
    """Take a function in as a check; the first line of its docstring is what the contract says."""

    def take(play: Play) -> Play:
        CHECKS.append(Check(section, _said(play), play))
        return play

    return take


def each(
    section: str, rows: Mapping[str, Row]
) -> Callable[[Callable[[Stage, Row], None]], Callable[[Stage, Row], None]]:
    """Take a function in as one check per row; `{}` in its docstring becomes the name of the row."""

    def take(play: Callable[[Stage, Row], None]) -> Callable[[Stage, Row], None]:
        text = _said(play)
        CHECKS.extend(
            Check(section, text.replace("{}", name), partial(_played, play, row)) for name, row in rows.items()
        )
        return play

    return take


def _said(play: Callable[..., None]) -> str:
    return (play.__doc__ or "").partition("\n")[0].removesuffix(".")


def _played(play: Callable[[Stage, Row], None], row: Row, stage: Stage) -> None:
    play(stage, row)
