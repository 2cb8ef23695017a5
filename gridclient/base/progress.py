"""Progress and cancel as a plain object, so that long work has no Qt and no thread in it (EXAMPLES UI 5)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from gridcore.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Step:
    """How far a long job is: `done` of `of` parts (0 = nobody knows); `what` is a name from the work, no sentence."""

    done: int
    of: int
    what: str = ""
    count: int = 0
    """Things done so far in this part, to be said in words: records read, photos sent."""


class Progress:
    """Given to long work; the work tells its steps and learns at each whether the person stopped it."""

    def __init__(self, told: Callable[[Step], None] | None = None) -> None:
        self._told = told
        self._stopped = threading.Event()

    def step(self, n: int, of: int, what: str = "", count: int = 0) -> None:
        """Tell part `n` of `of`; raises Cancelled when the person stopped the job."""
        self.check()
        if self._told is not None:
            self._told(Step(n, of, what, count))

    def check(self) -> None:
        """Raise Cancelled when the person stopped the job; between steps that take long."""
        if self._stopped.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next step; callable from any thread."""
        self._stopped.set()

    @property
    def is_cancelled(self) -> bool:
        """True once somebody asked to stop."""
        return self._stopped.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait, but no longer than until a cancel; True when cancelled."""
        return self._stopped.wait(seconds)


class _Unwatched(Progress):
    """Shared by all callers that watch nothing, so it can never be stopped."""

    def cancel(self) -> None:
        """Do nothing: a stop would reach every other caller, too."""


NO_PROGRESS = _Unwatched()
"""The default argument of long work: tells nobody, is never cancelled."""
