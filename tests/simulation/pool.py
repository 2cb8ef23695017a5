"""Many seeds at once, over processes: a seed hangs on nothing but its number."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tests.simulation.world import Simulation

CHUNK = 10
"""Seeds a process takes at a time."""
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a seed: what is wrong (nothing: green), the hash of its trace, faults, counters, the story."""

    seed: int
    wrong: list[str]
    trace: str
    faults: int
    reached: Counter[str]
    story: list[str]


def play(seed: int, clients: int = 3, backend: str = "memory") -> Played:
    """Play one seed."""
    simulation = Simulation(seed, clients, backend)
    try:
        wrong = simulation.play()
        ledger = simulation.ledger
        return Played(seed, wrong, simulation.trace, ledger.faults, ledger.reached, ledger.story)
    finally:
        simulation.close()


def play_all(seeds: Sequence[int], clients: int, backend: str, *, keep: bool = False) -> Iterator[Played]:
    """Play seeds on every core, in their order; green ones come without their story unless it is to be kept."""
    if backend == "postgresql":
        _hush()
        for seed in seeds:
            yield play(seed, clients, backend)
        return
    pieces = [seeds[at : at + CHUNK] for at in range(0, len(seeds), CHUNK)]
    with ProcessPoolExecutor(os.cpu_count() or 1, get_context("spawn"), _hush) as pool:
        waiting = [pool.submit(_piece, piece, clients, backend, keep) for piece in pieces]
        for piece in waiting:
            yield from piece.result()


def _hush() -> None:
    gc.freeze()  # what is imported stays: walking it again after every seed was a tenth of the time
    # What the server reports of a simulated bug, and the round of a simulated line, is told by the story.
    logging.disable(logging.CRITICAL)


def _piece(seeds: Sequence[int], clients: int, backend: str, keep: bool) -> list[Played]:
    played: list[Played] = []
    for seed in seeds:
        one = play(seed, clients, backend)
        if not (one.wrong or keep):
            one.story.clear()
        played.append(one)
    return played


def traces(seeds: Sequence[int], clients: int, hash_seed: int, backend: str = "memory") -> list[str]:
    """Give the traces of seeds as a process of their own plays them, under another PYTHONHASHSEED."""
    code = (
        "import logging, sys; logging.disable(logging.CRITICAL)\n"
        "from tests.simulation.pool import play\n"
        f"for seed in {list(seeds)}: print(play(seed, {clients}, {backend!r}).trace)"
    )
    env = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return told.stdout.split()
