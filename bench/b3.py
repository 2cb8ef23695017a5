"""B3: pull one per cent changed of 120,000 people into a store that holds them."""

from __future__ import annotations

import itertools
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from bench.client import empty_store, index_by_hand, insert_by_hand, open_store
from bench.county import Served, lines_of
from bench.frame import Pair, Row, against, paired, timed
from gridclient.store import Store
from gridclient.vault.keys import Keys
from gridcore import wire
from gridcore.person import Person

PEOPLE, CHANGED, ROUNDS = 120_000, 1_200, 5


def measure(work: Path) -> Sequence[Row]:
    """Take one changed page, against the same rows parsed, upserted and made searchable by hand in one transaction."""
    pair = changed_pull(work, PEOPLE, CHANGED, ROUNDS)
    return [against("B3", "pull 1 % changed of 120,000 people, searchable (s)", pair, 1.5)]


def changed_pull(work: Path, people: int, many: int, rounds: int) -> Pair:
    """Give the seconds of taking in `many` changed people of a store of `people`, and those of the floor."""
    served = Served(people, work)
    bodies = served.pages({})
    keys = Keys.new(secrets.token_bytes)
    full = empty_store(work, served, keys, f"b3-full-{people}")
    for body in bodies:
        full.pages.take(body)
    served.push(_edits(full, people // many, many))
    ask = full.pages.ask(kinds=[])
    changed = served.pages(dict(ask.grids), ask.ask + 1)
    full.close()
    names = itertools.count()

    def copy() -> Store:
        name = f"b3-{people}-{next(names)}"
        shutil.copy(work / f"b3-full-{people}.db", work / f"{name}.db")
        shutil.copytree(work / f"b3-full-{people}", work / name)
        return open_store(work, keys, name)

    def ours() -> float:
        store = copy()
        taken = list[int]()
        seconds = timed(lambda: taken.extend(store.pages.take(body).records for body in changed))
        assert sum(taken) >= many, "the page has to be taken, not skipped"
        store.close()
        return seconds

    def floor() -> float:
        store = copy()

        def upsert() -> None:
            with store._rows("floor") as rows:  # noqa: SLF001 - the floor writes past the store, into its tables
                insert_by_hand(rows.db, changed, upsert=True)
                index_by_hand(rows.db, changed)

        seconds = timed(upsert)
        store.close()
        return seconds

    assert len(lines_of(changed)) >= many
    try:
        return paired(ours, floor, rounds)
    finally:
        served.close()


def _edits(store: Store, every: int, many: int) -> list[list[wire.Op]]:
    """One changed phone of every so many people."""
    ops: list[list[wire.Op]] = []
    with store.read() as reading:
        for entry in reading.all("person")[::every][:many]:
            assert isinstance(entry.body, Person)
            pair = (entry.body.phone, f"139{len(ops):08d}")
            ops.append([wire.Set(kind="person", id=entry.id, grid=entry.grid, set={"phone": pair})])
    return ops
