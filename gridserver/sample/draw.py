"""Seeded choices: the same seed draws the same county on every machine."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from gridcore.ids import new_id

T = TypeVar("T")


class Weighted(Generic[T]):
    """Values with their frequencies, ready to be drawn from."""

    def __init__(self, *pairs: tuple[T, float]) -> None:
        """Take values, each with its frequency in any unit."""
        self.values = tuple(value for value, _ in pairs)
        self.edges = tuple(accumulate(weight for _, weight in pairs))


class Draw:
    """One stream of choices. A part of the county that must not hang on another part has a stream of its own."""

    def __init__(self, *names: object) -> None:
        """Begin the stream of these names, the county's seed being one of them."""
        self._random = Random("/".join(str(name) for name in names))  # noqa: S311 - invented people, no secrets

    def one(self, values: Sequence[T]) -> T:
        """Draw one value."""
        return values[int(self._random.random() * len(values))]

    def some(self, values: Sequence[T], count: int) -> list[T]:
        """Draw different values, in a random order."""
        return self._random.sample(values, min(count, len(values)))

    def weighted(self, table: Weighted[T]) -> T:
        """Draw a value by its frequency."""
        return table.values[bisect(table.edges, self._random.random() * table.edges[-1])]

    def between(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """Say yes in this share of cases."""
        return self._random.random() < share

    def id(self, at: datetime) -> str:
        """Give an id made at this time."""
        return new_id(at, self._random.randbytes)
