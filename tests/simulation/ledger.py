"""What people typed, as the oracles remember it: told by the screens, never by the product's own books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Typed:
    """One value a person saved: by whom, in which tx, where; `seen` is what the form showed when it was opened.

    `how`: create | set (a field, `parent` among them), add | del (one element of a `set` field), step (the text of a
    step, `record` being its log, `seen` the event), given (a result given with it), photo (`value` its hash, `seen` the
    grid it was taken for), delete | undelete | move.
    """

    who: str
    tx: str
    how: str
    kind: str
    record: str
    field: str
    seen: Any
    value: Any


@dataclass(frozen=True, slots=True)
class Step:
    """A step as its author saw it: of which event, the state it starts from and the one it leads to."""

    event: str
    frm: str
    to: str


@dataclass(slots=True)
class Ledger:
    """All that was typed, what happened in order, and how often each kind of thing was reached."""

    typed: list[Typed] = field(default_factory=list[Typed])
    by_tx: dict[str, list[Typed]] = field(default_factory=dict[str, list[Typed]])
    steps: dict[str, Step] = field(default_factory=dict[str, Step])
    """Steps by the id of their log."""
    undone: set[str] = field(default_factory=set[str])
    """Txs taken back before they went out: they never were."""
    shared: set[str] = field(default_factory=set[str])
    """Txs that were in two files of one store: taken back in one, the other may send them."""
    burnt: set[str] = field(default_factory=set[str])
    """Txs of which a disaster destroyed the last copy: beyond any promise."""
    story: list[str] = field(default_factory=list[str])
    reached: Counter[str] = field(default_factory=Counter[str])
    wrong: list[str] = field(default_factory=list[str])
    """What people saw to be wrong at once."""
    faults: int = 0
    """Faults injected."""

    def tell(self, at: float, who: str, what: str) -> None:
        """Add a line to the story."""
        self.story.append(f"{at:9.2f} {who:<8} {what}")

    def reach(self, *names: str) -> None:
        """Count that something was met."""
        for name in names:
            self.reached[name] += 1

    def fault(self, *names: str) -> None:
        """Count one fault injected, under its names."""
        self.faults += 1
        self.reach(*names)

    def keep(self, tx: str, typed: Iterable[Typed]) -> None:
        """Remember what one tx was made of."""
        for one in typed:
            made = replace(one, tx=tx)
            self.typed.append(made)
            self.by_tx.setdefault(tx, []).append(made)

    def counts(self, tx: str) -> bool:
        """Whether a tx is promised to be somewhere."""
        return tx not in self.undone and tx not in self.burnt

    def photos(self) -> list[Typed]:
        """Give the photos taken: `value` is the hash, `seen` the grid."""
        return [typed for typed in self.typed if typed.how == "photo"]
