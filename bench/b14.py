"""B14: how cost grows from an office to a large county: a first sync, a small pull, a search (BUDGETS B1, B3, B6)."""

from __future__ import annotations

import random
import secrets
import statistics
from collections.abc import Sequence
from pathlib import Path

from bench.b1 import first_sync
from bench.b3 import changed_pull
from bench.client import empty_store
from bench.county import Served
from bench.frame import Row, timed
from gridclient.store import Store
from gridclient.vault.keys import Keys
from gridcore.person import Person

SMALL, LARGE = 20_000, 400_000
SIZES = (SMALL, 120_000, LARGE)
CHANGED, QUERIES = 200, 500


def measure(work: Path) -> Sequence[Row]:
    """Measure the three at every size; judged is the largest against the smallest."""
    rows: list[Row] = []
    syncs = {people: first_sync(work, people, 1).ours / people for people in SIZES}
    rows += _rows("first sync, seconds for 1,000 people", {at: took * 1000 for at, took in syncs.items()}, 1.5)
    rows += _rows(f"pull of {CHANGED} changes (s)", {at: changed_pull(work, at, CHANGED, 3).ours for at in SIZES}, 2.0)
    rows += _rows("search, p95 (s)", {at: _search(work, at) for at in SIZES}, 2.0)
    return rows


def _rows(what: str, took: dict[int, float], most: float) -> list[Row]:
    ratio = took[LARGE] / took[SMALL]
    return [
        Row(
            id="B14",
            what=f"{what}, {people:,} people",
            ours=round(seconds, 5),
            floor=round(took[SMALL], 5),
            ratio=round(seconds / took[SMALL], 2),
            budget=f"<= {most} x that of {SMALL:,}" if people == LARGE else "told, not judged",
            ok=people != LARGE or ratio <= most,
        )
        for people, seconds in took.items()
    ]


def _search(work: Path, people: int) -> float:
    served = Served(people, work)
    try:
        bodies = served.pages({})
        store = empty_store(work, served, Keys.new(secrets.token_bytes), f"b14-{people}")
        for body in bodies:
            store.pages.take(body)
    finally:
        served.close()
    queries = _queries(store)
    seconds = [timed(lambda typed=typed: store.search.find(typed)) for typed in queries]  # type: ignore[misc] # bound now
    store.close()
    return statistics.quantiles(seconds, n=20)[-1]


def _queries(store: Store) -> list[str]:
    """Seeded words people type: part of a name, its initials, the tail of a phone."""
    rng = random.Random(6)  # noqa: S311 - the same words every time
    with store.read() as reading:
        bodies = [entry.body for entry in reading.all("person") if isinstance(entry.body, Person)]
    found: list[str] = []
    for person in rng.sample(bodies, QUERIES):
        name, phone = person.name or "", person.phone or ""
        found.append(rng.choice((name, name[:2], name[-2:], phone[-4:] or name, phone[:5] or name)))
    return found
