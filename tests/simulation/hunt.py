"""`python -m tests.simulation.hunt N`: play seeds until one is red; tells its number and what is wrong, as JSON."""

from __future__ import annotations

import json
import logging
import sys

from tests.simulation.world import Simulation


def hunt(most: int) -> tuple[int, str]:
    """Give the first red seed and the first thing wrong; 0 when all are green.

    A crash of the program is as red as a wrong word: nothing it does may end it (oracle "x").
    """
    for seed in range(1, most + 1):
        simulation = Simulation(seed)
        try:
            wrong = simulation.play()
        except Exception as crash:  # noqa: BLE001 - whatever a planted bug leads to
            wrong = [f"x {type(crash).__name__}: {crash}"]
        finally:
            simulation.close()
        if wrong:
            return seed, wrong[0]
    return 0, ""


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    found = hunt(int(sys.argv[1]))
    sys.stdout.write(json.dumps(found) + "\n")
