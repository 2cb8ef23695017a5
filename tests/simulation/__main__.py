"""`python -m tests.simulation --seeds 1-50`: many seeds; red ones tell their story."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter

from tests.simulation.machine import ram_folder
from tests.simulation.world import FAULTS, Simulation

MUST_REACH = (
    *(f"line {fault}" for fault in FAULTS),
    "answer applied", "note conflict", "note deleted", "note late", "note owned", "note changed", "note same",
    "issue conflict", "issue deleted", "issue owned", "issue changed", "server restored", "clock jumped",
    "killed T1 before", "killed T1 after", "killed T2 before", "killed T2 after", "killed T3 before", "killed T3 after",
    "killed T4 before", "killed T4 after", "killed T6 before", "killed T6 after", "killed any moment",
)  # fmt: skip
"""What a whole run has to have met; a counter at zero says that the simulator tries less than it claims."""
LONG = 50
"""From so many seeds on a run counts as whole."""


def run_seed(seed: int, clients: int, backend: str = "memory") -> tuple[list[str], str, Counter[str], list[str]]:
    """Play one seed; gives what is wrong, the trace, what was reached, the story."""
    simulation = Simulation(seed, clients, backend)
    try:
        wrong = simulation.play()
        return wrong, simulation.trace, simulation.ledger.reached, simulation.ledger.story
    finally:
        simulation.close()


def main(args: list[str]) -> int:
    """Run the seeds asked for; 1 when one is red, not the same twice, or something was never reached."""
    parser = argparse.ArgumentParser(prog="dev.py simulate", description="Laptops and a server on a virtual network.")
    parser.add_argument("--seeds", default="1-20", help="A-B, or one number")
    parser.add_argument("--clients", type=int, default=3)
    parser.add_argument("--backend", choices=("memory",), default="memory")
    parser.add_argument("--verbose", action="store_true", help="tell the story of green seeds, too")
    asked = parser.parse_args(args)
    first, _, last = asked.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    reached, red = Counter[str](), 0
    for seed in seeds:
        wrong, trace, counts, story = run_seed(seed, asked.clients, asked.backend)
        reached += counts
        if wrong or asked.verbose:
            sys.stdout.write("\n".join([*story, *wrong]) + "\n")
        if wrong:
            red += 1
        if wrong or asked.verbose or seed % 50 == 0:
            sys.stdout.write(f"seed {seed}: {'RED' if wrong else 'green'} {trace}\n")
    if run_seed(seeds[0], asked.clients)[1] != run_seed(seeds[0], asked.clients)[1]:
        sys.stdout.write(f"seed {seeds[0]} went two ways\n")
        red += 1
    for name, count in sorted(reached.items()):
        sys.stdout.write(f"  {count:>7} {name}\n")
    missed = [name for name in MUST_REACH if not reached[name]] if len(seeds) >= LONG else []
    sys.stdout.write(
        f"{len(seeds)} seeds, {red} red" + (f", never reached: {', '.join(missed)}" if missed else "") + "\n"
    )
    shutil.rmtree(ram_folder(), ignore_errors=True)
    return 1 if red or missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
