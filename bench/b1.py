"""B1: a first sync over HTTP on loopback, server included: empty client to searchable encrypted store."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Sequence
from pathlib import Path

from bench.client import build_by_hand, drop_indexes, empty_store, insert_by_hand
from bench.county import Served, sync_round
from bench.frame import Pair, Row, against, paired, timed
from gridclient.sync.transport import drive
from gridclient.vault.keys import Keys

PEOPLE, ROUNDS = 120_000, 3


def measure(work: Path) -> Sequence[Row]:
    """Sync an empty store, against the same rows by hand into the same keyed tables."""
    pair = first_sync(work, PEOPLE, ROUNDS)
    return [against("B1", "first sync over HTTP, server included, 120,000 people (s)", pair, 1.5)]


def first_sync(work: Path, people: int, rounds: int) -> Pair:
    """Give the seconds of a whole first round, and those of the floor of B2 for the same rows."""
    served = Served(people, work)
    bodies = served.pages({})
    names = itertools.count()
    keys = Keys.new(secrets.token_bytes)

    def ours() -> float:
        store = empty_store(work, served, keys, f"b1-ours-{people}-{next(names)}")
        rows = list[int]()

        def whole() -> None:
            report = drive(sync_round(store, served.peer), served.transport)
            assert report.in_step, report.trouble
            rows.append(report.rows)

        seconds = timed(whole)
        assert rows[0] > people, "everything has to come"
        assert not store.status().first_sync, "the store has to be searchable"
        store.close()
        return seconds

    def floor() -> float:
        store = empty_store(work, served, keys, f"b1-floor-{people}-{next(names)}")
        with store._rows("floor") as rows:  # noqa: SLF001 - the floor writes past the store, into its tables
            drop_indexes(rows.db)
            seconds = timed(lambda: insert_by_hand(rows.db, bodies))
            seconds += timed(lambda: build_by_hand(rows.db))
        store.close()
        return seconds

    try:
        return paired(ours, floor, rounds)
    finally:
        served.close()
