"""Versions in pages: the newer one stays, whatever comes later (SYNC 8, 9a)."""

from __future__ import annotations

import msgspec
import pytest

from gridclient.store import PageTaken, Store
from gridcore.wire import PullLine, encode
from tests.store.homes import A, edit, filled, pull, shown
from tests.store.tin import Tin


@pytest.fixture
def tin() -> Tin:
    return filled()


def page(store: Store, tin: Tin, *lines: PullLine) -> PageTaken:
    """A reply made by hand, from where the store is."""
    ask = store.pages.ask(["household"])
    head = PullLine(ask=ask.ask, time=tin.time, next=len(tin.txs) + 1, chain=tin.hashes[-1], scope=tin.scope())
    return store.pages.take([head, *lines, PullLine(end=True)])


def at(store: Store, grid: str) -> tuple[int, int, str]:
    _, cur, head, mark = store.pages.ask([]).grids[grid]
    return cur, head, mark


@pytest.mark.parametrize("has_shadow", [False, True])
@pytest.mark.parametrize(("v", "note"), [(4, "1"), (5, "same"), (6, "newer")])
def test_an_older_version_never_replaces_a_newer_one(
    store: Store, tin: Tin, has_shadow: bool, v: int, note: str
) -> None:
    for _ in range(4):
        tin.change(A, note="1")
    pull(store, tin)
    if has_shadow:
        with store.write("household.edit") as work:
            work.set("household", A, {"area": None}, {"area": 9})
    part = PullLine(grid="G2", frm=at(store, "G2"), to=9, head=9, mark="m", rows=1)
    page(store, tin, part, PullLine(k="household", id=A, v=v, b=msgspec.Raw(encode({"note": note}))))

    assert shown(store)[A] == ("G1" if v < 5 else "G2", note)


@pytest.mark.parametrize("has_shadow", [False, True])
@pytest.mark.parametrize(
    ("grid", "v", "is_there"), [("G1", 0, True), ("G1", 1, False), ("G1", 2, False), ("G2", 2, True)]
)
def test_gone_counts_only_where_the_record_lies_and_not_for_an_older_version(
    store: Store, tin: Tin, has_shadow: bool, grid: str, v: int, is_there: bool
) -> None:
    pull(store, tin)
    if has_shadow:
        edit(store, A, "1", "mine")
    part = PullLine(grid=grid, frm=at(store, grid), to=9, head=9, mark="m", rows=1)
    page(store, tin, part, PullLine(k="household", id=A, v=v, gone="moved"))

    assert (A in shown(store)) == is_there


def test_a_part_that_does_not_begin_where_the_store_is_is_passed_over(store: Store, tin: Tin) -> None:
    pull(store, tin)
    before = at(store, "G1")
    for frm in ((1, before[1], before[2]), (before[0], 1, before[2]), (before[0], before[1], "other")):
        part = PullLine(grid="G1", frm=frm, to=9, head=9, mark="m", rows=1)
        line = PullLine(k="household", id=A, v=9, b=msgspec.Raw(b'{"note":"?"}'))
        assert page(store, tin, part, line).skipped == 1

    assert at(store, "G1") == before
    assert shown(store)[A] == ("G1", "1")
