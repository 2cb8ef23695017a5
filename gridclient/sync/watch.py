"""What a round spends, step by step: seconds, requests, bytes on the wire. Always on: it costs some clock readings."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum


class Step(StrEnum):
    """The steps of a round (SYNC 9). `seal` and `push` alternate; calls to meet and sign in count where they happen."""

    SEAL = "seal"
    PUSH = "push"
    PULL = "pull"
    BLOBS_UP = "blobs_up"
    BLOBS_DOWN = "blobs_down"


@dataclass(slots=True)
class Traffic:
    """Requests sent and bodies carried, as they were on the wire: packed, without headers. It only grows."""

    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


@dataclass(slots=True)
class Spent:
    """What a step took: seconds with the work of this PC in it, requests, bytes of bodies on the wire."""

    seconds: float = 0.0
    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


@dataclass(slots=True)
class Watch:
    """Measures the steps of a round; a step inside another one is its own and not the outer one's."""

    monotonic: Callable[[], float] = lambda: 0.0
    traffic: Traffic = field(default_factory=Traffic)
    spent: dict[Step, Spent] = field(default_factory=dict[Step, Spent])
    _at: tuple[float, int, int, int] = (0.0, 0, 0, 0)
    _open: list[Step] = field(default_factory=list[Step])

    def begin(self) -> None:
        """Begin a new round."""
        self.spent = {step: Spent() for step in Step}
        self._open.clear()

    @contextmanager
    def step(self, step: Step) -> Generator[None]:
        """Measure what happens within, minus the steps inside it."""
        self._turn()
        self._open.append(step)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        """Note what was spent since the last turn on the step that is open."""
        now, traffic = self.monotonic(), self.traffic
        at, self._at = self._at, (now, traffic.requests, traffic.bytes_up, traffic.bytes_down)
        if self._open:
            spent = self.spent.setdefault(self._open[-1], Spent())
            spent.seconds += now - at[0]
            spent.requests += traffic.requests - at[1]
            spent.bytes_up += traffic.bytes_up - at[2]
            spent.bytes_down += traffic.bytes_down - at[3]
