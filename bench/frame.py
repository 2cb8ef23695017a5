"""The frame of the budgets: ours against a floor measured in the same run, on the same data (BUDGETS)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table; `ours` and `floor` in seconds, or counts where the budget is a count."""

    id: str
    what: str
    ours: float
    floor: float | None
    ratio: float | None
    budget: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget of BUDGETS.md: its id and how it is measured in a working folder."""

    id: str
    measure: Callable[[Path], Sequence[Row]]


def timed(work: Callable[[], object]) -> float:
    """Give the seconds a piece of work takes, once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians of both sides, and the median of their ratios pair by pair (a machine that drifts hits both)."""

    ours: float
    floor: float
    ratio: float


def paired(ours: Callable[[], float], floor: Callable[[], float], rounds: int) -> Pair:
    """Measure both sides in turn (ours, floor, ours, floor ...); each call gives its own seconds, set-up left out."""
    pairs = [(ours(), floor()) for _ in range(rounds)]
    return Pair(
        statistics.median(own for own, _ in pairs),
        statistics.median(low for _, low in pairs),
        statistics.median(own / low for own, low in pairs),
    )


def against(id_: str, what: str, pair: Pair, most: float) -> Row:
    """Give the row of a ratio budget."""
    return Row(
        id=id_,
        what=what,
        ours=round(pair.ours, 3),
        floor=round(pair.floor, 3),
        ratio=round(pair.ratio, 2),
        budget=f"<= {most} x floor",
        ok=pair.ratio <= most,
    )


def table(rows: Sequence[Row]) -> str:
    """Give the rows as a table for a terminal."""
    head = ("id", "what", "ours", "floor", "ratio", "budget", "ok")
    lines = [head] + [
        (
            row.id,
            row.what,
            f"{row.ours:g}",
            "-" if row.floor is None else f"{row.floor:g}",
            "-" if row.ratio is None else f"{row.ratio:g}",
            row.budget,
            "yes" if row.ok else "NO",
        )
        for row in rows
    ]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
