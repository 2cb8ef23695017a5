"""B2: the client's part of a first sync: pages already in memory to a searchable encrypted store of 120,000 people."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Sequence
from pathlib import Path

from bench.client import build_by_hand, drop_indexes, empty_store, insert_by_hand
from bench.county import Served
from bench.frame import Row, against, paired, timed
from gridclient.vault.keys import Keys

PEOPLE, ROUNDS = 120_000, 3


def measure(work: Path) -> Sequence[Row]:
    """Take the pages into an empty store, against the same rows by hand into the same keyed tables."""
    served = Served(PEOPLE, work)
    bodies = served.pages({})
    names = itertools.count()
    keys = Keys.new(secrets.token_bytes)

    def ours() -> float:
        store = empty_store(work, served, keys, f"b2-ours-{next(names)}")
        taken = list[int]()
        seconds = timed(lambda: taken.extend(store.pages.take(body).records for body in bodies))
        assert sum(taken) > PEOPLE, "the pages have to be taken, not skipped"
        store.close()
        return seconds

    def floor() -> float:
        store = empty_store(work, served, keys, f"b2-floor-{next(names)}")
        with store._rows("floor") as rows:  # noqa: SLF001 - the floor writes past the store, into its tables
            drop_indexes(rows.db)
            seconds = timed(lambda: insert_by_hand(rows.db, bodies))
            seconds += timed(lambda: build_by_hand(rows.db))
        store.close()
        return seconds

    try:
        return [against("B2", "first sync, client's part, 120,000 people (s)", paired(ours, floor, ROUNDS), 1.3)]
    finally:
        served.close()
