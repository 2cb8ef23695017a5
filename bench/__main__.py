"""`python -m bench`: run the budgets, print one table, write results.json."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import msgspec

from bench.b1 import measure as b1
from bench.b2 import measure as b2
from bench.b3 import measure as b3
from bench.b4 import measure as b4
from bench.b5 import measure as b5
from bench.b10 import measure as b10
from bench.b10_drawn import measure as b10_drawn
from bench.b11 import measure as b11
from bench.b12 import measure as b12
from bench.b14 import measure as b14
from bench.frame import Budget, Row, table

BUDGETS = (
    Budget("B1", b1),
    Budget("B2", b2),
    Budget("B3", b3),
    Budget("B4", b4),
    Budget("B5", b5),
    Budget("B10", b10),
    Budget("B10D", b10_drawn),
    Budget("B12", b12),
)
LONG = (Budget("B11", b11), Budget("B14", b14))
"""Measured with --all, or by name."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, write; 1 when a budget is not kept."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--only", default="", help="ids, e.g. B2,B5")
    parser.add_argument("--all", action="store_true", help="the long ones, too")
    parser.add_argument("--json", type=Path, default=Path("bench/results.json"))
    given = parser.parse_args(arguments)
    wanted = {each.strip().upper() for each in given.only.split(",") if each.strip()}
    unknown = wanted - {budget.id for budget in (*BUDGETS, *LONG)}
    if unknown:
        parser.error(f"not measured here: {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for budget in (*BUDGETS, *LONG):
            if budget.id in wanted or (not wanted and (given.all or budget in BUDGETS)):
                print(f"{budget.id} ...", file=sys.stderr, flush=True)
                rows += budget.measure(Path(folder))
    print(table(rows))
    given.json.write_bytes(msgspec.json.format(msgspec.json.encode(rows)) + b"\n")
    return 0 if all(row.ok for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
