"""When the next round is due (SYNC 9). Pure: seconds of a clock that only grows go in, seconds come out."""

from __future__ import annotations

from dataclasses import dataclass

AFTER_SAVE, LEAST_BACKOFF, MOST_BACKOFF = 2.0, 2.0, 900.0


@dataclass(frozen=True, slots=True)
class Past:
    """What the schedule knows. Seconds of the growing clock; `again` and `retry_after` as the server said."""

    ended: float | None = None
    failures: int = 0
    again: int = 60
    retry_after: int = 0
    saved: float | None = None
    """When something was saved that has not been sent since."""


def due(past: Past, draw: float) -> float:
    """Give the second at which the next round starts; `draw` in [0, 1) is the randomness of the jitter.

    The first round starts at once. After failures: full jitter under a doubling bound of 2 s to 15 min, never before
    Retry-After; a save while offline does not shorten the wait, since nothing says that the network is back.
    """
    if past.ended is None:
        return 0.0
    if past.failures:
        bound = min(MOST_BACKOFF, LEAST_BACKOFF * 2.0 ** min(past.failures, 10))
        return past.ended + max(float(past.retry_after), LEAST_BACKOFF + draw * (bound - LEAST_BACKOFF))
    regular = past.ended + past.again
    return regular if past.saved is None else min(regular, max(past.saved + AFTER_SAVE, past.ended))
