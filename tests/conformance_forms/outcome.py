"""What became of a file of cases, and when two values count as the same."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

_SPELLINGS = {"1": "true", "0": "false", "NaN": ""}


@dataclass
class Outcome:
    """The cases of one file: how many passed, and why the others did not.

    The share that is asked counts the binding cases: those on which the reference engines agree.
    """

    passed: int = 0
    agreed: int = 0
    agreed_passed: int = 0
    failed: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    out_of_scope: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def share(self) -> float:
        """Passed of the binding cases, 1 where there is none."""
        return self.agreed_passed / self.agreed if self.agreed else 1.0

    def take(self, name: str, troubles: Iterable[str], *, is_binding: bool = True) -> None:
        """Count one case; cases of the same name are told apart by their number."""
        found = list(troubles)
        self.agreed += is_binding
        self.agreed_passed += is_binding and not found
        if found:
            self.failed[_free(name, self.failed)] = found
        else:
            self.passed += 1

    def leave(self, name: str, reason: str) -> None:
        """Count a case that asks for what comes later, and what that is."""
        self.out_of_scope[_free(name, self.out_of_scope)] = reason

    def counts(self) -> dict[str, int]:
        """Give the numbers of a report."""
        return {"passed": self.passed, "failed": len(self.failed), "out_of_scope": len(self.out_of_scope)}


def _free(name: str, taken: dict[str, list[str]] | dict[str, str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def same(one: str, other: str) -> bool:
    """Equal values: boolean spellings and the last digits of numbers do not matter."""
    if _SPELLINGS.get(one, one) == _SPELLINGS.get(other, other):
        return True
    ours, theirs = one.split(), other.split()
    if len(ours) > 1 and len(ours) == len(theirs):
        return all(same(mine, yours) for mine, yours in zip(ours, theirs, strict=True))
    try:
        return math.isclose(float(one), float(other), rel_tol=1e-6, abs_tol=1e-9)
    except ValueError:
        return False
