"""Exchange packages between real stores and the real server: lost, doubled, late, in any order (SYNC 13, F49)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gridclient.base.packages import Written
from gridclient.store import outbox
from gridcore.parts import Photo
from gridcore.wire import CHUNK_BYTES, Lost, Reply, Request
from tests.server.town import G1, Town
from tests.sync.deeds import edit, make, photo, shown
from tests.sync.laptop import Laptop
from tests.sync.post import by_stick, changes_of, hand_in, take, write

Open = Callable[[str], Laptop]


@pytest.mark.fault("F49")
def test_a_stick_does_what_a_round_does(laptop: Open, tmp_path: Path) -> None:
    worker, office = laptop("li"), laptop("zhao")
    home = make(worker, "household", address="东大街 1")

    read = by_stick(worker, tmp_path / "one.gridpkg")
    office.synced()

    assert (read.answered, read.parked, read.trouble, read.more, read.is_old) == (1, 0, None, False, False)
    assert read.changes.touch("household")
    assert worker.store.status().in_sync
    assert shown(office, "household", home) == shown(worker, "household", home)


@pytest.mark.fault("F49")
def test_a_first_sync_comes_by_stick_and_is_searchable(town: Town, laptop: Open, tmp_path: Path) -> None:
    office = laptop("zhao")
    for number in range(30):
        make(office, "household", address=f"东大街 {number}")
    office.synced()
    worker = laptop("li")

    read = by_stick(worker, tmp_path / "first.gridpkg")

    assert read.rows == 30
    status = worker.store.status()
    assert (status.first_sync, status.in_sync) == (False, True)
    assert len(worker.store.search.find("东大街 7")) > 0


@pytest.mark.fault("F49", 49)
def test_a_reply_read_twice_or_after_a_round_does_no_harm(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    home = make(worker, "household", address="东大街 1")
    write(worker, tmp_path / "one")
    reply = hand_in(town, tmp_path / "one")
    edit(worker, "household", home, note=(None, "later"))

    first, again = take(worker, reply), take(worker, reply)
    worker.synced()
    after = take(worker, reply)

    assert (first.answered, first.is_old) == (1, False)
    assert [(read.answered, read.is_old, read.trouble) for read in (again, after)] == [(0, True, None)] * 2
    assert worker.store.status().in_sync
    assert changes_of(town, 2)
    assert shown(worker, "household", home) == {"address": "东大街 1", "note": "later", "grid": G1}


@pytest.mark.fault("F49", 49)
def test_packages_doubled_and_out_of_order_count_once(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    paths = [tmp_path / f"{number}" for number in range(4)]
    for number, path in enumerate(paths):
        make(worker, "household", address=f"{number}")
        write(worker, path)

    replies = [hand_in(town, paths[number]) for number in (2, 0, 2, 3, 1)]
    read = [take(worker, reply) for reply in (replies[1], replies[3], replies[0], replies[4])]

    assert [one.answered for one in read] == [1, 3, 0, 0]
    assert [one.is_old for one in read] == [False, False, True, True]
    assert changes_of(town, 4)
    # The second page began where the store was when its package was written: another one brings the rest.
    assert read[1].more
    assert not worker.store.status().in_sync
    assert not by_stick(worker, tmp_path / "last").more
    assert worker.store.status().in_sync


@pytest.mark.fault("F49", 49)
def test_an_overtaken_reply_gives_its_answers_and_no_page(town: Town, laptop: Open, tmp_path: Path) -> None:
    """Two sticks, the older one first at the centre and last at home: of it only the answers count."""
    worker = laptop("li")
    make(worker, "household", address="1")
    write(worker, tmp_path / "old")
    old = hand_in(town, tmp_path / "old")

    def push_lost(request: Request) -> Reply | Lost:
        return Lost(reason="timeout") if request.path == "/v1/push" else worker.reach(request)

    worker.wire = push_lost
    worker.sync()
    cursor = worker.store.outbox.meta().taken
    assert worker.store.status().sealed == 1

    read = take(worker, old)

    assert (read.is_old, read.answered, read.rows) == (True, 1, 0)
    assert worker.store.outbox.meta().taken == cursor
    assert worker.store.status().sealed == 0


@pytest.mark.fault("F49", 49)
def test_a_lost_stick_hides_nothing(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    make(worker, "household", address="lost")
    write(worker, tmp_path / "lost.gridpkg").path.unlink()
    make(worker, "household", address="next")

    written = write(worker, tmp_path / "next.gridpkg")
    read = take(worker, hand_in(town, tmp_path / "next.gridpkg"))

    assert (written.txs, written.txs_left, read.answered) == (2, 0, 2)
    assert worker.store.status().in_sync


@pytest.mark.fault("F49", 49)
@pytest.mark.parametrize("first", ["package", "round"])
def test_package_and_round_in_either_order(town: Town, laptop: Open, tmp_path: Path, first: str) -> None:
    worker = laptop("li")
    home = make(worker, "household", address="1")
    write(worker, tmp_path / "one")
    if first == "package":
        reply = hand_in(town, tmp_path / "one")
        worker.synced()
    else:
        worker.synced()
        edit(worker, "household", home, note=(None, "x"))
        worker.synced()
        reply = hand_in(town, tmp_path / "one")

    take(worker, reply)
    worker.synced()

    assert worker.store.status().in_sync
    assert changes_of(town, 1 if first == "package" else 2)


@pytest.mark.fault("F49")
def test_two_thousand_actions_go_in_one_package(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    for number in range(2000):
        make(worker, "household", address=f"东大街 {number}")

    written = write(worker, tmp_path / "season")
    read = take(worker, hand_in(town, tmp_path / "season"))

    assert (written.txs, written.txs_left, read.answered, read.parked) == (2000, 0, 2000, 0)
    assert worker.store.status().in_sync
    assert changes_of(town, 2000)


@pytest.mark.fault("F49")
def test_what_one_package_does_not_take_goes_with_the_next(
    town: Town, laptop: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MAX_PACKAGE_TXS", 2)
    worker = laptop("li")
    for number in range(3):
        make(worker, "household", address=f"东大街 {number}")

    first = write(worker, tmp_path / "one")
    assert (first.txs, first.txs_left) == (2, 1)
    assert take(worker, hand_in(town, tmp_path / "one")).answered == 2
    second = write(worker, tmp_path / "two")
    assert (second.txs, second.txs_left) == (1, 0)
    take(worker, hand_in(town, tmp_path / "two"))

    assert worker.store.status().in_sync
    assert changes_of(town, 3)


# photos


@pytest.mark.fault("F49")
def test_photos_travel_small_first_both_ways(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker, office = laptop("li"), laptop("zhao")
    home = make(worker, "household", address="1")
    large, small = bytes(range(256)) * 9000, b"small" * 99
    names = [photo(worker, home, large), photo(worker, home, small)]

    written = write(worker, tmp_path / "photos")
    read = take(worker, hand_in(town, tmp_path / "photos"))
    office.synced()
    with office.store.read() as reading:
        visits = list(reading.children("visit", home))
    for entry in visits:
        office.store.blobs.want(G1, entry.body.photos)  # type: ignore[attr-defined] # a visit has photos
    back = by_stick(office, tmp_path / "office")

    assert (written.photos, written.photos_left, read.photos_up, back.photos_down) == (2, 0, 2, 2)
    assert [office.store.blobs.open(name) for name in names] == [large, small]
    assert worker.store.status().in_sync


@pytest.mark.fault("F49")
def test_a_photo_that_arrived_is_not_packed_again_day_after_day(laptop: Open, tmp_path: Path) -> None:
    """Online a photo is asked for once a day with the sums; by stick that would be to send it every day."""
    worker = laptop("li")
    photo(worker, make(worker, "household", address="1"), b"x" * 999)

    written: list[Written] = []
    for day in range(4):
        written.append(write(worker, tmp_path / f"{day}"))
        take(worker, hand_in(worker.town, tmp_path / f"{day}"))
        for clock in (worker.clock, worker.town.clock):
            clock.advance(days=1)

    assert [one.photos for one in written] == [1, 0, 0, 0]
    assert worker.store.status().in_sync


@pytest.mark.fault("F49")
def test_a_photo_begun_online_is_finished_by_package(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    home = make(worker, "household", address="1")
    whole = bytes(range(256)) * (3 * CHUNK_BYTES // 256 + 9)
    name = photo(worker, home, whole)
    pieces = 0

    def breaks(request: Request) -> Reply | Lost:
        nonlocal pieces
        pieces += request.method == "PUT"
        return Lost(reason="cut") if pieces == 2 else worker.reach(request)

    worker.wire = breaks
    worker.sync()
    read = by_stick(worker, tmp_path / "rest")

    assert read.photos_up == 1
    assert worker.store.status().in_sync
    assert town.server.blobs.read(G1, name, 0, len(whole)) == whole


def test_a_rotten_photo_stops_no_package(town: Town, laptop: Open, tmp_path: Path) -> None:
    worker = laptop("li")
    home = make(worker, "household", address="1")
    bad, good = photo(worker, home, b"bad" * 99), photo(worker, home, b"good" * 99)
    file = worker.store.blobs.path(bad)
    file.write_bytes(file.read_bytes()[:-1] + b"x")

    written = write(worker, tmp_path / "rot")
    read = take(worker, hand_in(town, tmp_path / "rot"))

    assert (written.photos, read.photos_up, read.answered) == (1, 1, 3)
    assert town.server.blobs.read(G1, good, 0, 999) == b"good" * 99
    assert worker.store.status().blobs_waiting == 1


def test_a_photo_of_a_grid_not_held_is_not_given(town: Town, laptop: Open, tmp_path: Path) -> None:
    """F40 by stick: knowing a hash gives nothing."""
    worker, other = laptop("li"), laptop("wang")
    name = photo(worker, make(worker, "household", address="1"), b"private" * 9)
    by_stick(worker, tmp_path / "li")
    other.store.blobs.want(G1, [Photo(sha256=name, size=63)])
    read = by_stick(other, tmp_path / "wang")

    assert read.photos_down == 0
    assert not other.store.blobs.is_here(name)
