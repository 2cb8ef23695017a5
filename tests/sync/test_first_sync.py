"""A first sync cut off by a kill: nothing is called due or missing before it is whole, and it goes on (FAULTS 24)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from gridclient.services.households import Households, is_due
from gridclient.services.me import Me
from gridclient.store import crash
from gridcore.household import Household
from gridcore.roles import Role
from gridcore.visit import Visit
from tests.server.town import G1, Town
from tests.sync.laptop import Laptop

Open = Callable[[str], Laptop]
PAGE = 4


class Killed(BaseException):
    """The program is no more."""


@pytest.mark.fault(24, "F05")
def test_a_first_sync_killed_after_its_first_page_calls_nothing_due_and_ends_whole(town: Town, laptop: Open) -> None:
    zhao = laptop("zhao")
    long_ago = (town.clock.now() - timedelta(days=400)).isoformat()
    for number in range(12):
        with zhao.store.write("household.save") as work:
            home = work.create("household", Household(household_no=str(number), visit_every=30), grid=G1)
            work.create("visit", Visit(visited_at=long_ago, result="normal"), grid=G1, parent=home)
    zhao.synced()

    li = laptop("li")
    li.peer.page = PAGE
    pages = 0

    def kill(name: str, when: str) -> None:
        nonlocal pages
        pages += (name, when) == ("T4", "after")
        if pages == 2:  # the first page alone may hold no household yet
            raise Killed

    with crash.Watched(kill), pytest.raises(Killed):
        li.sync()
    li.restart()
    status = li.store.status()
    assert (status.first_sync, status.in_sync) == (True, False)
    households = Households(li.store, Me("li", "", Role.GRID_WORKER, G1, li.peer.device), li.clock)
    some = households.list().lines
    assert len(some) < 12
    assert not any(is_due(line) for line in some), "visits may still be on their way"

    li.synced()
    whole = households.list().lines
    assert len(whole) == 12
    assert all(is_due(line) for line in whole)
    assert li.store.status().in_sync
    assert not li.sync(verify=True).mismatched
