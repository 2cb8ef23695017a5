"""What people typed, as the oracles remember it: told by the screens, never by the product's own books."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Typed:
    """One value a person saved: by whom, in which tx, where; `seen` is what the form showed when it was opened.

    `how` is set, tag, create, text (the text of a step) or delete.
    """

    who: str
    tx: str
    how: str
    kind: str
    record: str
    field: str
    seen: Any
    value: Any


@dataclass(slots=True)
class Ledger:
    """All that was typed, what happened in order, and how often each kind of thing was reached."""

    typed: list[Typed] = field(default_factory=list[Typed])
    photos: dict[str, str] = field(default_factory=dict[str, str])
    """Hashes of photos by the grid they were taken in."""
    story: list[str] = field(default_factory=list[str])
    reached: Counter[str] = field(default_factory=Counter[str])

    def tell(self, at: float, who: str, what: str) -> None:
        """Add a line to the story."""
        self.story.append(f"{at:9.2f} {who:<6} {what}")
