"""`gridserver conformance URL --user NAME`: the kit's door on the command line."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import time
from typing import Any

import msgspec

from gridcore.errors import InvalidInput
from gridserver.clock import SystemClock, system_rng
from gridserver.conformance.device import Account
from gridserver.conformance.over_http import HttpLine
from gridserver.conformance.play import Result, all_checks, line_of, play, summary
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import Failed


class NotConformant(InvalidInput):
    """At least one check failed. Fact: failed."""

    code = "not_conformant"


def add_verb(verbs: Any) -> None:
    """Add the verb to the parser of `gridserver`."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        "conformance",
        help="play the contract against any server",
        description="Plays the contract (SYNC 4-16) against a server, on records it makes itself and deletes again. "
        "Passwords come from GRID_PASSWORD and GRID_OTHER_PASSWORD, or are asked for. Exit code 1: a check failed.",
    )
    parser.add_argument("url", help="address of the server, as clients are given it")
    parser.add_argument("--user", required=True, help="an account with a field role in a grid")
    parser.add_argument("--other", help="an account with field roles in the same grid and in another one: an office")
    parser.add_argument("--grid", help="code of the grid to work in (default: the first held)")
    parser.add_argument("--ca", help="file with the certificate to trust")
    parser.add_argument("--section", default="", help="play only the sections that begin like this, such as 'SYNC 12'")
    parser.add_argument("--patience", type=float, default=0.0, help="seconds a check may wait for a token to grow old")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.set_defaults(verb=run)


def run(options: argparse.Namespace) -> None:
    """Play; print the table. Raises NotConformant when a check failed."""
    line = HttpLine(options.url, ca=options.ca)
    try:
        results, left = _play(options, line)
    except Failed as failed:
        raise NotConformant(field="server", reason=str(failed)) from None
    finally:
        line.close()
    if options.json:
        _say(msgspec.json.encode({"results": results, "left": left}).decode())
    else:
        _say(f"{summary(results)}; {left} records that only grow stay on the server, and the logs of steps and files")
    failed_ones = sum(result.ending == "failed" for result in results)
    if failed_ones:
        raise NotConformant(field="server", reason="failed", failed=failed_ones)


def _play(options: argparse.Namespace, line: HttpLine) -> tuple[list[Result], int]:
    user = Account(options.user, _password("GRID_PASSWORD", options.user))
    other = Account(options.other, _password("GRID_OTHER_PASSWORD", options.other)) if options.other else None

    patience = float(options.patience)

    def wait(seconds: float) -> bool:
        if seconds <= patience:
            time.sleep(seconds)
        return seconds <= patience

    stage = Stage(line, user, other, SystemClock(), system_rng, grid=options.grid, wait=wait)
    checks = [check for check in all_checks() if check.section.startswith(options.section)]
    results = play(stage, checks, _quiet if options.json else _print)
    return results, stage.clean()


def _quiet(result: Result) -> None:
    """Print nothing."""


def _print(result: Result) -> None:
    _say(line_of(result))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _password(variable: str, user: str) -> str:
    return os.environ.get(variable) or getpass.getpass(f"password of {user}: ")
