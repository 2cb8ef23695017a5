"""How far a round is: one number that only grows, whatever is sent again or read again (FAULTS 6).

The phases of a round have fixed shares of the whole; inside its share a phase counts what it can count. Where a phase
begins anew (a batch sent in halves, a resync, a push after a rewind) the number waits until it is passed again.
"""

from __future__ import annotations

from enum import StrEnum

from gridclient.base.progress import Progress

WHOLE = 1000
"""A whole round; `Step.done` of a round counts in these."""


class Phase(StrEnum):
    """The parts of a round, in their order."""

    PUSH = "push"
    PULL = "pull"
    PHOTO_UP = "photo_up"
    PHOTO_DOWN = "photo_down"


_SHARES = {Phase.PUSH: (0, 300), Phase.PULL: (300, 800), Phase.PHOTO_UP: (800, 950), Phase.PHOTO_DOWN: (950, WHOLE)}
"""Where a phase begins and ends."""


class Meter:
    """Tells a Progress how far a round is, in thousandths."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._reached = 0

    def tell(self, phase: Phase, part: float, count: int = 0) -> None:
        """Say that `part` (0 to 1) of a phase is done, `count` things in it; raises Cancelled as `Progress.step`."""
        begin, end = _SHARES[phase]
        self._reached = max(self._reached, begin + int((end - begin) * min(1.0, max(0.0, part))))
        self._progress.step(self._reached, WHOLE, str(phase), count)
