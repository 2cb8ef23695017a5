"""Grids taken away and given back, roles that change, headers that are wrong (SYNC 9a, 18: F37-F39, F54)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from gridcore import wire
from gridcore.wire import Lost, PullLine, Reply, Request, ScopeRow
from gridserver.clock import stamp
from gridserver.row import GrantRow
from tests.server.town import G1, G2, START, Town
from tests.sync.deeds import Open, edit, in_step, make, shown
from tests.sync.laptop import Laptop

Names = Callable[[list[ScopeRow]], list[ScopeRow]]


def grant(town: Town, user: str, prefix: str, role: str = "grid_worker", *, ended: bool = False) -> None:
    until = stamp(town.clock.now()) if ended else None
    with town.server.store.writing() as work:
        work.put_grant(GrantRow(user=user, prefix=prefix, role=role, since=stamp(START), until=until))
    town.clock.advance(seconds=6)


def grids(at: Laptop) -> dict[str, bool]:
    """The real grids held, and whether each is leaving."""
    return {line.grid: line.is_leaving for line in at.store.status().grids if len(line.grid) == 15}


@pytest.fixture
def li(laptop: Open) -> Laptop:
    """Li holds both grids."""
    at = laptop("li")
    grant(at.town, "li", G2)
    at.synced()
    return at


@pytest.mark.fault("F37")
def test_work_of_a_grid_taken_away_goes_out_before_its_rows_go(li: Laptop) -> None:
    home, other = make(li, "household", grid=G2, note="1"), make(li, "household", note="1")
    li.synced()
    edit(li, "household", home, note=("1", "2"))
    new = make(li, "household", grid=G2, note="new")
    grant(li.town, "li", G2, ended=True)
    li.town.clock.advance(days=4)
    report = li.synced()

    assert (report.pushed, report.parked) == (2, 0)
    assert grids(li) == {G1: False, G2: True}
    assert shown(li, "household", home) is not None
    li.town.clock.advance(hours=73)
    li.synced()
    assert grids(li) == {G1: False}
    assert (shown(li, "household", home), shown(li, "household", new)) == (None, None)
    assert shown(li, "household", other) is not None
    with li.town.server.store.writing() as work:
        assert [(row.v, row.body) for row in work.live([home, new])] == [(2, '{"note":"2"}'), (1, '{"note":"new"}')]
    assert li.store.status().in_sync


@pytest.mark.fault("F37", "F54")
def test_a_grid_given_back_meanwhile_is_as_if_nothing_had_been(li: Laptop) -> None:
    home = make(li, "household", grid=G2, note="1")
    li.synced()
    grant(li.town, "li", G2, ended=True)
    li.synced()
    assert grids(li)[G2]
    edit(li, "household", home, note=("1", "2"))
    grant(li.town, "li", G2)
    li.town.clock.advance(days=30)
    report = li.synced()

    assert grids(li) == {G1: False, G2: False}
    assert report.rows == 1, "the own edit; nothing is read again"
    assert (shown(li, "household", home) or {})["note"] == "2"
    assert li.store.status().in_sync


@pytest.mark.fault("F38")
def test_a_month_later_the_work_is_refused_kept_and_the_rows_go(li: Laptop) -> None:
    home = make(li, "household", grid=G2, note="1")
    li.synced()
    grant(li.town, "li", G2, ended=True)
    li.synced()
    edit(li, "household", home, note=("1", "2"))
    li.town.clock.advance(days=31)
    report = li.synced()

    assert (report.pushed, report.parked) == (1, 1)
    (parked,) = li.store.outbox.parked_lines()
    assert (parked.reason, parked.records) == ("forbidden", (("household", home),))
    li.synced()
    assert grids(li) == {G1: False}
    assert shown(li, "household", home) is None
    assert li.store.outbox.parked_lines() == (parked,), "it can still be exported or sent again"


@pytest.mark.fault("F39")
def test_another_role_reads_again_and_unsent_work_stays(laptop: Open) -> None:
    """Li becomes an officer: people leave the laptop, places stay, and what was typed goes out."""
    li, zhao = laptop("li"), laptop("zhao")
    home = make(zhao, "household", note="1")
    one = make(zhao, "person", home, name="王小明")
    place = make(zhao, "place", name="饭店")
    in_step(zhao, li)
    edit(li, "household", home, note=("1", "of li"))
    edit(li, "place", place, note=(None, "of li"))
    grant(li.town, "li", G1, ended=True)
    grant(li.town, "li", G1, "officer")
    li.synced()

    assert shown(li, "person", one) is None
    assert (shown(li, "place", place) or {})["note"] == "of li"
    assert li.store.status().in_sync
    zhao.synced()
    assert (shown(zhao, "household", home) or {})["note"] == "of li", "in good right a moment ago"
    grant(li.town, "li", G1)
    li.synced()
    assert shown(li, "person", one) is not None
    assert li.sync(verify=True).mismatched == ()


def wrong(at: Laptop, names: Names) -> None:
    """From now on the header of every pull reply names other grids than it should."""

    def lie(request: Request) -> Reply | Lost:
        reply = at.reach(request)
        if request.path != "/v1/pull" or isinstance(reply, Lost) or reply.status != 200:
            return reply
        head, *rest = wire.decode_pull_lines(reply.body)
        given = names(list(head.scope or ()))
        held = {row.grid for row in given}
        kept = list[PullLine]()
        part = ""
        for line in rest:
            part = line.grid or part
            if line.end or part in held:
                kept.append(line)
        lines = [replace(head, scope=given), *kept]
        return replace(reply, body=b"\n".join(map(wire.encode, lines)) + b"\n")

    at.wire = lie


def none_(_rows: list[ScopeRow]) -> list[ScopeRow]:
    return []


def units(rows: list[ScopeRow]) -> list[ScopeRow]:
    return [row for row in rows if len(row.grid) < 15]


def half(rows: list[ScopeRow]) -> list[ScopeRow]:
    return [row for row in rows if row.grid != G2]


def others(rows: list[ScopeRow]) -> list[ScopeRow]:
    return [replace(row, grid="610799999999999") for row in rows]


WRONG = [none_, units, half, others]


@pytest.mark.fault("F54", 20)
@pytest.mark.parametrize("names", WRONG)
@pytest.mark.parametrize("killed", [False, True])
def test_a_wrong_header_deletes_nothing_and_the_work_goes_out(li: Laptop, names: Names, killed: bool) -> None:
    homes = [make(li, "household", grid=grid, note="1") for grid in (G1, G2)]
    li.synced()
    edit(li, "household", homes[1], note=("1", "2"))
    before = set(grids(li))
    wrong(li, names)
    li.synced()
    if killed:
        li.restart()

    leaving = {grid for grid, is_leaving in grids(li).items() if is_leaving}
    assert G2 in leaving, "told, not done"
    assert all(shown(li, "household", home) for home in homes)
    with li.town.server.store.writing() as work:
        assert [row.v for row in work.live([homes[1]])] == [2]
    li.town.clock.advance(hours=71)
    li.synced()
    assert all(shown(li, "household", home) for home in homes)
    li.wire = li.reach
    report = li.synced()

    assert {grid: is_leaving for grid, is_leaving in grids(li).items() if grid in before} == dict.fromkeys(
        before, False
    )
    assert report.rows <= 1
    assert [(shown(li, "household", home) or {}).get("note") for home in homes] == ["1", "2"]
    assert li.store.status().in_sync


@pytest.mark.fault("F54", 20)
@pytest.mark.parametrize("names", WRONG[:2])
def test_without_any_real_grid_nothing_goes_however_long_it_lasts(li: Laptop, names: Names) -> None:
    home = make(li, "household", note="1")
    li.synced()
    wrong(li, names)
    for _ in range(5):
        li.town.clock.advance(days=40)
        li.synced()
    assert shown(li, "household", home) is not None
    li.store.pages.leave([G1])

    assert shown(li, "household", home) is None, "a person said so"
