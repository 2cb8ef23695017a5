"""The partitioning by grid that docs/running-a-city.md gives, tried as it stands there."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import psycopg
import pytest

from gridserver.store import open_database
from tests.postgres import shared
from tests.server.test_concurrency import at_once, move, sealed, send, took
from tests.server.test_push import household
from tests.server.town import G1, G2, Town

ROOT = Path(__file__).parents[2]


@pytest.fixture
def partitioned(tmp_path: Path) -> Town:
    """A town whose records were partitioned while it held some."""
    cluster = shared()
    cluster.run("CREATE DATABASE parted")
    url = cluster.url("parted")
    store = open_database(url)
    town = Town(store, tmp_path)
    li = town.laptop("li", 7)
    li.do(household(li.id(), note="before"))
    store.close()
    (statements,) = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "running-a-city.md").read_text(), re.DOTALL)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statements.encode())
    town.restart(open_database(url))
    return town


def test_a_partitioned_city_works_as_before(partitioned: Town) -> None:
    """Moves there and back; an id made in two grids at once lives once; what was there before is."""
    town = partitioned
    try:
        zhao, li, wang = town.laptop("zhao"), town.laptop("li"), town.laptop("wang")
        house, both = zhao.id(), zhao.id()
        zhao.do(household(house))
        for source, target in ((G1, G2), (G2, G1), (G1, G2)):
            assert zhao.do(move(house, source, target)).st == "applied"
        li.sign_in()
        wang.sign_in()
        pushes = [(li, sealed(li, household(both))), (wang, sealed(wang, {**household(both), "grid": G2}))]
        at_once(*(partial(send, *push) for push in pushes))
        answers = [send(*push) for push in pushes]
        for (laptop, _), reply in zip(pushes, answers, strict=True):
            took(laptop, reply)

        with town.server.store.writing() as work:
            assert [row.grid for row in work.live([house])] == [G2]
            assert len(work.live([both])) == 1
        zhao.pull()
        assert sorted(str((zhao.body(one) or {}).get("note")) for one in zhao.rows) == ["None", "None", "before"]
        with psycopg.connect(shared().url("parted")) as connection:
            count = connection.execute(
                "SELECT count(*) FROM pg_inherits WHERE inhparent = 'record'::regclass"
            ).fetchone()
        assert count == (16,)
    finally:
        town.server.close()
        shared().run("DROP DATABASE parted WITH (FORCE)")
