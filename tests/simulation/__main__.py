"""`python dev.py simulate --seeds 1-2000`: many seeds on all cores; a red one tells its story."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from tests.simulation.backend import BACKENDS
from tests.simulation.planting import plant_all
from tests.simulation.pool import play_all, traces
from tests.simulation.reach import missed

TWICE = 3
"""So many seeds are played again in a process of another PYTHONHASHSEED."""
PAGE = 45
"""Lines of a red seed's story shown unless more is asked for."""


def main(args: list[str]) -> int:
    """Run the seeds asked for; 1 when one is red, not the same twice, or something was never reached."""
    parser = argparse.ArgumentParser(prog="dev.py simulate", description="Laptops and a server on a virtual network.")
    parser.add_argument("--seeds", default="1-20", help="A-B, or one number")
    parser.add_argument("--clients", type=int, default=3)
    parser.add_argument("--backend", choices=BACKENDS, default="memory")
    parser.add_argument("--planted", action="store_true", help="plant bugs in a copy of the program; all must be found")
    parser.add_argument("--bug", help="with --planted: only those whose name contains this")
    parser.add_argument("--verbose", action="store_true", help="tell every story whole")
    asked = parser.parse_args(args)
    if asked.planted:
        return plant_all(asked.bug or "", _say)
    first, _, last = asked.seeds.partition("-")
    return run(range(int(first), int(last or first) + 1), asked.clients, asked.backend, verbose=asked.verbose)


def run(seeds: range, clients: int, backend: str, *, verbose: bool = False) -> int:
    """Play the seeds, tell what came of them; 0 when all is well."""
    begun, red, faults, reached = time.monotonic(), list[int](), 0, Counter[str]()
    first: dict[int, str] = {}
    for played in play_all(seeds, clients, backend, keep=verbose):
        reached += played.reached
        faults += played.faults
        if len(first) < TWICE:
            first[played.seed] = played.trace
        if played.wrong or verbose:
            told = played.story if verbose else played.story[-PAGE:]
            _say(
                f"seed {played.seed}", *told, *played.wrong, f"seed {played.seed}: {'RED' if played.wrong else 'green'}"
            )
        if played.wrong:
            red.append(played.seed)
    again = traces(list(first), clients, hash_seed=len(seeds)) if backend == "memory" else list(first.values())
    twice = [seed for (seed, trace), other in zip(first.items(), again, strict=True) if trace != other]
    for name, count in sorted(reached.items()):
        _say(f"  {count:>8} {name}")
    never = missed(reached, len(seeds))
    _say(
        *(f"seed {seed} went two ways" for seed in twice),
        *(f"never reached: {name}" for name in never),
        f"{len(seeds)} seeds, {faults} faults injected, {len(red)} red {red or ''}, {time.monotonic() - begun:.0f} s",
    )
    return 1 if red or twice or never else 0


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join([*lines, ""]) if lines else "")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
