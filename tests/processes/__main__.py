"""`python3 dev.py kill --clients N --servers N`: kill clients and servers in loops on a bad line, heal, compare."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.processes.campaign import Campaign, Outcome
from tests.processes.site import Site

DATABASES = ("sqlite",)


def told(database: str, outcome: Outcome, seconds: float) -> str:
    """Give the table of one campaign."""
    lines = {
        "clients killed": outcome.client_kills,
        "servers killed": outcome.server_kills,
        **dict(sorted(outcome.counts.items())),
        "found wrong": len(outcome.wrong),
    }
    rows = [f"  {count:>7} {name}" for name, count in lines.items()]
    return "\n".join([*outcome.wrong, f"{database}, {seconds:.0f} s", *rows]) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Run a campaign for each database asked for; 1 when anything was lost, doubled or stuck."""
    parser = argparse.ArgumentParser(prog="dev.py kill", description="Kill real clients and servers on a bad line.")
    parser.add_argument("--clients", type=int, default=150, help="kills of client processes")
    parser.add_argument("--servers", type=int, default=50, help="kills of server processes")
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    wrong = 0
    for database in DATABASES if asked.database == "both" else (asked.database,):
        folder, begun = Path(tempfile.mkdtemp(prefix="gridclient-kill-")), time.monotonic()
        outcome = Campaign(folder, asked.seed, Site(folder / "server")).run(asked.clients, asked.servers)
        sys.stdout.write(told(database, outcome, time.monotonic() - begun))
        wrong += len(outcome.wrong)
        if outcome.wrong:
            sys.stdout.write(f"kept: {folder}\n")
        else:
            shutil.rmtree(folder)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
