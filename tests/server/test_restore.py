"""A server restored from a copy: what marks, heads and chains notice (SYNC 10, 18: F28-F32)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.server.conftest import Opener
from tests.server.test_pull import person, records
from tests.server.town import G1, Town, problem


@pytest.fixture
def restored(sqlite_town: Town, tmp_path: Path, opened: Opener) -> tuple[Town, Any]:
    """A town, and the function that puts a copy of its database in place of it, as a restore does."""

    def copy() -> None:
        with sqlite_town.server.store.reading() as read:
            read.grids(["common"])
            for suffix in ("", "-wal"):
                shutil.copy(tmp_path / f"server.db{suffix}", tmp_path / f"copy.db{suffix}")

    def restore() -> None:
        sqlite_town.restart(opened("copy.db"))

    return sqlite_town, (copy, restore)


@pytest.mark.fault("F28", 14)
def test_after_a_restore_a_head_that_is_no_more_resyncs(restored: tuple[Town, Any]) -> None:
    """F28."""
    town, (copy, restore) = restored
    li = town.laptop("li")
    li.do(person(li.id()))
    copy()
    li.do(person(li.id()))
    li.pull()
    restore()

    head = li.page()[0]

    assert (head.resync, head.next) == (True, 2)
    li.pull()
    assert len(li.rows) == 2
    assert li.cursors[G1][1:3] == (1, 1)


@pytest.mark.fault("F29", 15)
def test_after_a_restore_others_wrote_past_the_head_and_the_mark_tells(restored: tuple[Town, Any]) -> None:
    """F29: the bare number would match."""
    town, (copy, restore) = restored
    li, zhao = town.laptop("li"), town.laptop("zhao")
    li.do(person(li.id()))
    copy()
    li.do(person(li.id()))
    li.pull()
    restore()
    zhao.push([person(zhao.id())], [person(zhao.id())])

    assert li.page()[0].resync


@pytest.mark.fault("F31")
def test_after_a_restore_the_same_tx_at_the_same_seq_has_another_mark(restored: tuple[Town, Any]) -> None:
    """F31."""
    town, (copy, restore) = restored
    li = town.laptop("li")
    li.do(person(li.id()))
    copy()
    n, h = li.n, li.h
    line = li.line(2, person(li.id()))
    li.push_lines(line)
    li.pull()
    restore()
    li.n, li.h = n, h
    li.push_lines(line)

    assert li.page()[0].resync


@pytest.mark.fault("F30")
def test_a_page_cut_before_the_restored_head_is_checked_on_the_head(restored: tuple[Town, Any]) -> None:
    """F30: cur lies below the copy, the head seen does not."""
    town, (copy, restore) = restored
    li = town.laptop("li")
    li.push([person(li.id())], [person(li.id())])
    copy()
    li.do(person(li.id()))
    li.page(limit=1)
    assert li.cursors[G1][1:3] == (1, 3)
    restore()

    assert li.page(limit=1)[0].resync


@pytest.mark.fault("F28")
def test_a_restored_chain_asks_for_what_is_missing(restored: tuple[Town, Any]) -> None:
    town, (copy, restore) = restored
    li = town.laptop("li")
    first = li.line(1, person(li.id()))
    li.push_lines(first)
    copy()
    h = li.h
    second = li.line(2, person(li.id()))
    li.push_lines(second)
    restore()

    third = li.line(3, person(li.id()))
    reply = li.call("POST", "/v1/push", li.sealed(3, li.h, third))
    assert (problem(reply).name, problem(reply).next) == ("gap", 2)
    reply = li.call("POST", "/v1/push", li.sealed(2, h, second, third))
    assert reply.status == 200
    assert len(records(li.pull())) == 3


@pytest.mark.fault("F32")
def test_a_store_restored_to_before_its_enrolment_is_unknown(restored: tuple[Town, Any]) -> None:
    """F32."""
    town, (copy, restore) = restored
    copy()
    li = town.laptop("li")
    li.do(person(li.id()))
    restore()

    for reply in (li.ask(), li.call("POST", "/v1/push", li.sealed(2, li.h, li.line(2, person(li.id()))))):
        assert (reply.status, problem(reply).name) == (409, "unknown_device")
