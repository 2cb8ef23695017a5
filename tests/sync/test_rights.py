"""Rights that end while work waits: pushed for 30 days, then refused and kept; rows go when they may (SYNC 9a, 15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from gridclient.services.leaving import Leaving
from gridcore.household import Household
from gridserver.clock import stamp
from gridserver.row import GrantRow
from tests.server.town import G1, G2, START, Town
from tests.sync.laptop import Laptop

Open = Callable[[str], Laptop]


def grant(town: Town, prefix: str, role: str = "grid_worker", until: str | None = None) -> None:
    with town.server.store.writing() as work:
        since = stamp(START - timedelta(days=100))
        work.put_grant(GrantRow(user="li", prefix=prefix, role=role, since=since, until=until))


def take_away(town: Town, prefix: str, role: str = "grid_worker") -> None:
    grant(town, prefix, role, stamp(town.clock.now()))
    town.clock.advance(seconds=6)


def made(laptop: Laptop, address: str, grid: str) -> str:
    with laptop.store.write("household.new") as work:
        home = work.create("household", Household(address=address), grid=grid)
        work.attach(grid, home, address.encode() * 50, "1.jpg", None, None)
    return home


def addresses(laptop: Laptop) -> list[str]:
    with laptop.store.read() as reading:
        return sorted(entry.body.address or "" for entry in reading.all("household"))  # type: ignore[attr-defined]  # a Household


def later(town: Town, laptop: Laptop, hours: int) -> None:
    town.clock.advance(hours=hours)
    laptop.clock.advance(hours=hours)


def rows_at_server(town: Town, grid: str) -> int:
    with town.server.store.reading() as read:
        return len(list(read.versions(grid, ["household"])))


@pytest.fixture
def li(town: Town, laptop: Open) -> Laptop:
    """A worker of two grids, with one household in each."""
    grant(town, G2)
    li = laptop("li")
    made(li, "one", G1)
    made(li, "two", G2)
    li.synced()
    return li


@pytest.mark.fault("F37", 47)
def test_work_of_a_grid_taken_away_goes_out_and_then_its_rows_go(town: Town, li: Laptop) -> None:
    made(li, "waiting", G2)
    take_away(town, G2)

    li.synced()

    assert rows_at_server(town, G2) == 2
    assert li.store.status().blobs_waiting == 0
    assert addresses(li) == ["one", "two"], "hidden, not gone; what has arrived is the centre's now"
    (line,) = Leaving(li.store).grids()
    assert (line.grid, line.has_work, line.asks) == (G2, False, False)
    later(town, li, 73)
    li.synced()
    assert addresses(li) == ["one"]
    assert Leaving(li.store).grids() == ()
    assert li.store.status().in_sync


@pytest.mark.fault("F37")
def test_a_grid_given_back_meanwhile_is_read_on_where_it_stopped(town: Town, li: Laptop) -> None:
    made(li, "waiting", G2)
    take_away(town, G2)
    li.synced()
    later(town, li, 60)
    grant(town, G2)
    town.clock.advance(seconds=6)
    li.requests.clear()

    report = li.synced()

    assert Leaving(li.store).grids() == ()
    assert addresses(li) == ["one", "two", "waiting"]
    assert report.rows == 1, "the one record that came since, not the grid anew"


@pytest.mark.fault("F38", 47)
def test_after_thirty_days_it_is_refused_kept_as_parked_and_the_rows_go(town: Town, li: Laptop) -> None:
    made(li, "waiting", G2)
    take_away(town, G2)
    later(town, li, 24 * 31)

    first = li.sync()

    assert first.parked == 1
    (parked,) = li.store.outbox.parked_lines()
    assert parked.reason == "forbidden"
    for _ in range(2):
        later(town, li, 73)
        assert li.sync().trouble is None, "a photo nobody takes any more stops no round"
    assert addresses(li) == ["one"]
    assert rows_at_server(town, G2) == 1
    assert [line.tx for line in li.store.outbox.parked_lines()] == [parked.tx]
    assert made(li, "goes on", G1)
    li.synced()
    assert rows_at_server(town, G1) == 2


@pytest.mark.fault("F39")
def test_another_role_reads_again_what_it_may_and_keeps_unsent_work(town: Town, li: Laptop) -> None:
    made(li, "waiting", G1)
    for prefix in (G1, G2):
        take_away(town, prefix)
    grant(town, G1, "supervisor")
    town.clock.advance(seconds=6)

    report = li.sync()

    assert report.trouble is None
    assert rows_at_server(town, G1) == 2, "work done in good right is taken"
    held = {line.grid: line.role for line in li.store.status().grids if not line.is_leaving}
    assert held[G1] == "supervisor"
    assert li.sync(verify=True).mismatched == ()


@pytest.mark.fault("F54", 20)
def test_all_grids_missing_asks_the_person_and_only_after_three_days(town: Town, li: Laptop) -> None:
    leaving = Leaving(li.store)
    for prefix in (G1, G2):
        take_away(town, prefix)
    li.synced()
    assert [line.asks for line in leaving.grids()] == [False, False]
    later(town, li, 24 * 40)
    made(li, "waiting", G1)
    li.sync()
    assert [line.asks for line in leaving.grids()] == [True, True]
    assert addresses(li) == ["one", "two"], "the refused one is parked"

    leaving.let_go()

    assert addresses(li) == []
    assert leaving.grids() == ()
    assert len(li.store.outbox.parked_lines()) == 1


@pytest.mark.fault("F54")
def test_letting_go_leaves_grids_with_work(town: Town, li: Laptop) -> None:
    for prefix in (G1, G2):
        take_away(town, prefix)
    li.synced()
    later(town, li, 100)
    li.synced()
    made(li, "waiting", G1)
    leaving = Leaving(li.store)
    assert [(line.grid, line.has_work, line.asks) for line in leaving.grids()] == [
        (G1, True, True),
        (G2, False, True),
    ]

    leaving.let_go()

    assert [line.grid for line in leaving.grids()] == [G1]
    assert addresses(li) == ["one", "waiting"]
