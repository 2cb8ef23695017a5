"""What the find box asks and is answered; shared by the service that searches and the box that shows (PRODUCT 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FindHit:
    """One record found.

    `spans` are half-open ranges of `title` that matched; `facts` are short facts in the order shown; `tag` is a pill
    ("" = none) and `tone` its tone (grey, amber, red, accent, green, violet).
    """

    kind: str
    id: str
    title: str
    spans: tuple[tuple[int, int], ...] = ()
    facts: tuple[str, ...] = ()
    tag: str = ""
    tone: str = "grey"


@dataclass(frozen=True, slots=True)
class FindGroup:
    """Hits of one group of the pop-up: `name` is people, homes_places, tasks, bases or commands; `total` counts all."""

    name: str
    hits: tuple[FindHit, ...]
    total: int
    how: str = ""
    """Code of how the words were understood: initials, pinyin, text, phone, id_tail, number; "" = do not say."""


@dataclass(frozen=True, slots=True)
class FindResult:
    """One answer of the find box: groups in their fixed order, how many people are on this PC, milliseconds taken."""

    groups: tuple[FindGroup, ...]
    people_total: int
    took_ms: float = 0.0


class FindService(Protocol):
    """Searches everything on this PC in one box."""

    def find(self, words: str, limit: int) -> FindResult:
        """Hits for `words`, at most `limit` a group; empty words give what was opened last."""
        ...
