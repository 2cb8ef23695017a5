"""What seeds of the simulator once showed to be wrong, told plainly (SYNC 19)."""

from __future__ import annotations

import shutil

import pytest
from msgspec.structs import replace

from gridcore.wire import Answer, Lost, PushReply, Reply, Request
from gridserver.clock import stamp
from gridserver.row import GrantRow
from tests.conftest import Logs
from tests.server.town import G1, G2, Town
from tests.sync.deeds import Open, delete, edit, in_step, make, move, photo, shown
from tests.sync.laptop import Laptop


def has(town: Town, grid: str, sha256: str) -> bool:
    with town.server.store.reading() as read:
        return read.blob(grid, sha256) is not None and town.server.blobs.has(grid, sha256)


@pytest.fixture
def li(laptop: Open) -> Laptop:
    found = laptop("li")
    found.synced()
    return found


@pytest.fixture
def zhao(laptop: Open) -> Laptop:
    found = laptop("zhao")
    found.synced()
    return found


@pytest.mark.fault("F23")
def test_a_photo_that_goes_up_after_the_household_was_moved_follows_it(town: Town, li: Laptop, zhao: Laptop) -> None:
    home = make(li, "household", note="1")
    sha = photo(li, home, li.rng(900))

    def words_only(request: Request) -> Reply | Lost:
        return Lost(reason="unreachable") if request.method == "PUT" else li.reach(request)

    li.wire = words_only
    li.sync()
    zhao.synced()
    move(zhao, home, G2)
    zhao.synced()
    li.wire = li.reach
    li.synced()

    assert has(town, G2, sha)


@pytest.mark.fault("F23")
def test_a_visit_to_a_household_moved_meanwhile_takes_its_photo_along(town: Town, li: Laptop, zhao: Laptop) -> None:
    home = make(li, "household", note="1")
    in_step(li, zhao)
    sha = photo(li, home, li.rng(900))
    move(zhao, home, G2)
    zhao.synced()

    li.synced()

    assert has(town, G2, sha)


@pytest.mark.fault("F33")
def test_photos_alone_restored_from_yesterday_are_sent_again_when_sums_are_compared(town: Town, li: Laptop) -> None:
    sha = photo(li, make(li, "household", note="1"), li.rng(900))
    li.synced()
    li.synced()
    shutil.rmtree(town.folder / G1)
    assert li.sync().photos_up == 0, "nothing in the words tells it"

    report = li.sync(verify=True)

    assert report.photos_up == 1
    assert has(town, G1, sha)
    assert li.store.status().in_sync


@pytest.mark.fault("F37", "F38")
def test_a_photo_refused_without_the_right_goes_up_once_the_right_is_back(town: Town, li: Laptop) -> None:
    first = GrantRow(user="li", prefix=G1, role="grid_worker", since="2026-01-01T00:00:00+08:00")
    home = make(li, "household", note="1")
    li.synced()
    sha = photo(li, home, li.rng(900))

    def words_only(request: Request) -> Reply | Lost:
        return Lost(reason="unreachable") if request.method == "PUT" else li.reach(request)

    li.wire = words_only
    li.sync()
    li.wire = li.reach
    with town.server.store.writing() as work:
        work.put_grant(replace(first, until=stamp(town.clock.now())))
    town.clock.advance(days=31)
    li.sync()
    li.sync()
    assert not has(town, G1, sha)
    with town.server.store.writing() as work:
        work.put_grant(first)
    town.clock.advance(seconds=60)

    li.synced()

    assert has(town, G1, sha)


def test_a_refused_visit_done_again_takes_its_photo_along(li: Laptop) -> None:
    home = make(li, "household", note="1")
    li.synced()
    sha = photo(li, home, li.rng(900))
    (tx,) = (line.tx for line in li.store.outbox.waiting_lines())
    with li.store.database.write("test") as connection:
        connection.exec_driver_sql("UPDATE tx SET st = 'parked', answer = '{}'")
        connection.exec_driver_sql("UPDATE blob SET st = 'broken'")

    again = li.store.resend(tx)

    with li.store.read() as reading:
        assert reading.db.all("SELECT sha256, st, tx FROM blob") == [(sha, "here", again)]


@pytest.mark.fault("F45")
def test_a_wipe_order_that_comes_to_a_photo_ends_the_round_and_not_the_program(li: Laptop, logs: Logs) -> None:
    logs.expect("gridclient", "not signed by our centre")
    photo(li, make(li, "household", note="1"), li.rng(900))

    def forges(request: Request) -> Reply | Lost:
        if request.method != "PUT":
            return li.reach(request)
        known = li.town.call("GET", "/v1/hello").headers
        return Reply(status=401, headers=known, body=b'{"type":"/problems/device_revoked","order":"x","sig":"00"}')

    li.wire = forges
    report = li.sync()

    assert report.trouble is not None
    assert report.photos_up == 0
    li.wire = li.reach
    assert li.synced().photos_up == 1


def test_one_undo_shows_a_record_again_however_often_it_was_deleted(li: Laptop) -> None:
    home = make(li, "household", note="1")
    li.synced()
    delete(li, "household", home)
    (made,) = (line.tx for line in li.store.undo_lines() if line.verb == "household.new")
    (deleted,) = (line.tx for line in li.store.undo_lines() if line.verb == "household.delete")
    li.store.undo(made)
    assert shown(li, "household", home) is None

    li.store.undo(deleted)

    assert shown(li, "household", home) == {"note": "1", "grid": G1}
    li.synced()
    assert shown(li, "household", home) == {"note": "1", "grid": G1}


def test_who_moved_out_is_moved_back_by_one_undo(li: Laptop, zhao: Laptop) -> None:
    old, new = make(li, "household", note="1"), make(zhao, "household", note="2", grid=G2)
    person = make(li, "person", old, name="王")
    in_step(li, zhao, li)
    with zhao.store.write("person.move") as work:
        work.move("person", person, G2)
        work.set("person", person, {"parent": old}, {"parent": new})
    tx = work.tx_id
    zhao.synced()

    zhao.store.undo(tx)
    zhao.synced()

    assert zhao.store.outbox.parked_lines() == ()
    in_step(li)
    assert shown(li, "person", person) == {"name": "王", "grid": G1}


def test_who_was_moved_out_and_put_elsewhere_meanwhile_stays_with_the_parent(li: Laptop, zhao: Laptop) -> None:
    old, other = make(li, "household", note="1"), make(li, "household", note="3")
    new = make(zhao, "household", note="2", grid=G2)
    person = make(li, "person", old, name="王")
    in_step(li, zhao, li)
    edit(li, "person", person, parent=(old, other))
    li.synced()
    with zhao.store.write("person.move") as work:
        work.move("person", person, G2)
        work.set("person", person, {"parent": old}, {"parent": new})
    in_step(zhao, li)

    with zhao.store.read() as reading:
        entry = reading.get("person", person)
    assert entry is not None
    assert (entry.grid, entry.parent) == (G1, other)


@pytest.mark.fault("F28", "F49")
def test_answers_of_a_history_that_is_gone_leave_no_hole_in_what_is_sealed(li: Laptop) -> None:
    homes = [make(li, "household", note=str(number)) for number in range(3)]
    batch = li.store.outbox.seal()
    assert batch is not None
    (_, second, _) = (line.tx for line in li.store.outbox.waiting_lines())
    old = Answer(n=2, tx=second, st="applied", at={G1: 9})

    li.store.outbox.take_answers(
        PushReply(time=stamp(li.town.clock.now()), next=3, chain="", answers=[old]), online=False
    )

    again = li.store.outbox.seal()
    assert again is not None
    assert again.lines == batch.lines
    li.synced()
    assert all(shown(li, "household", home) for home in homes)
    assert li.store.outbox.unsettled() == 0
