"""`python3 dev.py kill --clients N --servers N`: kill clients and servers in loops on a bad line, heal, compare."""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from gridclient.app.session import Session
from gridclient.base.clock import SystemClock
from tests.postgres import fresh_database
from tests.processes.campaign import Campaign, Outcome
from tests.processes.cut import PACKERS, sweep
from tests.processes.deed import household
from tests.processes.proxy import Proxy
from tests.processes.site import Site
from tests.processes.worker import open_as_person
from tests.server.town import PASSWORD

DATABASES = ("sqlite", "postgresql")


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
    parser.add_argument("--cuts", action="store_true", help="besides, cut a pull at every byte of every page")
    asked = parser.parse_args(arguments)
    wrong = 0
    for database in DATABASES if asked.database == "both" else (asked.database,):
        folder, begun = Path(tempfile.mkdtemp(prefix="gridclient-kill-")), time.monotonic()
        with fresh_database() if database == "postgresql" else contextlib.nullcontext() as address:
            site = Site(folder / "server", address)
            outcome = Campaign(folder, asked.seed, site).run(asked.clients, asked.servers)
        sys.stdout.write(told(database, outcome, time.monotonic() - begun))
        wrong += len(outcome.wrong)
        if outcome.wrong:
            sys.stdout.write(f"kept: {folder}\n")
        else:
            shutil.rmtree(folder)
    wrong += cut_everywhere() if asked.cuts else 0
    return 1 if wrong else 0


def cut_everywhere() -> int:
    """Cut a pull of three pages at every byte, plain and packed, and say how that went; gives how often badly."""
    with contextlib.ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="gridclient-cut-")))
        site = Site(folder / "server").start()
        opened.callback(site.close)
        line = opened.enter_context(Proxy(site.target))

        def laptop(user: str) -> Session:
            rng, place = random.Random(user).randbytes, folder / user
            session = open_as_person(place, line.url, user.partition("-")[0], PASSWORD, SystemClock(), rng)
            opened.callback(session.close)
            return session

        li, wrong = laptop("li"), list[str]()
        for number in range(9):
            household(li, f"{number}" * 40)
        li.syncing.run()
        for encoding in PACKERS:
            for clean in (False, True):
                zhao = laptop(f"zhao-{encoding}-{clean}")
                tries, pages, found = sweep(zhao, line, encoding, clean=clean, offsets=range)
                wrong += found
                how = "ended early" if clean else "broken off"
                sys.stdout.write(
                    f"  {tries:>7} cuts of {pages} pages, {encoding or 'plain'}, {how}: {len(found)} wrong\n"
                )
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return len(wrong)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
