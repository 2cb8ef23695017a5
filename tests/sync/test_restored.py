"""Rounds against a server restored from a copy (SYNC 18: F28-F33); each was found by the simulator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gridclient.store import Store
from gridcore.errors import Offline
from gridcore.household import Household
from gridcore.parts import Photo
from gridcore.visit import Visit
from gridcore.wire import Lost, Reply, Request
from gridserver.memory import MemoryStore
from tests.server.town import G1, Town
from tests.simulation.backup import Backup, back_up, restore
from tests.sync.laptop import Laptop

Open = Callable[[str], Laptop]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town whose server can be restored."""
    return Town(MemoryStore(), tmp_path / "blobs")


def household(store: Store, address: str) -> str:
    with store.write("household.new") as work:
        return work.create("household", Household(address=address), grid=G1)


def note(store: Store, record: str, seen: str | None, new: str) -> None:
    with store.write("household.edit") as work:
        work.set("household", record, {"note": seen}, {"note": new})


def shown(store: Store, record: str) -> tuple[int, str | None] | None:
    with store.read() as reading:
        entry = reading.get("household", record)
    if entry is None:
        return None
    assert isinstance(entry.body, Household)
    return entry.v, entry.body.note


def test_an_answer_of_the_restored_history_is_not_settled_by_cursors_of_the_old_one(town: Town, laptop: Open) -> None:
    li, zhao = laptop("li"), laptop("zhao")
    backup = back_up(town)
    for number in range(5):
        household(zhao.store, f"{number}")
    zhao.synced()
    li.synced()
    restore(town, backup)
    mine = household(li.store, "mine")

    def pull_lost(request: Request) -> Reply | Lost:
        return Lost(reason="timeout") if request.path == "/v1/pull" else li.reach(request)

    li.wire = pull_lost
    li.sync()

    assert li.store.outbox.waiting_lines() == ()
    assert shown(li.store, mine) is not None
    li.wire = li.reach
    li.synced()
    assert shown(li.store, mine) == (1, None)


@pytest.mark.fault("F28", 14)
def test_a_record_sent_again_after_a_restore_is_read_at_its_new_version(town: Town, laptop: Open) -> None:
    li, zhao = laptop("li"), laptop("zhao")
    household(zhao.store, "before")
    zhao.synced()
    backup = back_up(town)
    record = household(li.store, "mine")
    li.synced()
    zhao.synced()
    note(zhao.store, record, None, "1")
    note(zhao.store, record, "1", "2")
    zhao.synced()
    li.synced()
    restore(town, backup)

    li.synced()

    assert shown(li.store, record) == (1, None)
    assert li.sync(verify=True).mismatched == ()
    zhao.synced()
    li.synced()
    assert shown(li.store, record) == (3, "2")


@pytest.mark.fault("F33")
def test_a_photo_the_restored_server_lost_is_sent_again_and_one_it_has_is_not(town: Town, laptop: Open) -> None:
    li = laptop("li")
    home = household(li.store, "mine")
    hashes, backups = list[str](), list[Backup]()
    for number in range(2):
        with li.store.write("visit.save") as work:
            visit = work.new_id()
            photo = work.attach(G1, visit, bytes([number]) * 999, "1.jpg", None, None)
            work.create("visit", Visit(text="x", photos=(photo,)), grid=G1, parent=home, id=visit)
        hashes.append(str(photo.sha256))
        li.synced()
        backups.append(back_up(town))
    restore(town, backups[0])

    li.synced()

    with town.server.store.reading() as read:
        assert [read.blob(G1, sha) for sha in hashes] == [999, 999]
    sent = [request.path[-64:] for request in li.requests if request.method == "PUT"]
    assert sent == hashes[1:]


@pytest.mark.fault(4)
@pytest.mark.parametrize("path", ["/v1/push", "/v1/token", "/v1/blobs"])
def test_a_reply_cut_in_a_whole_frame_ends_the_round_as_offline(laptop: Open, path: str) -> None:
    li = laptop("li")
    with li.store.write("visit.save") as work:
        home = work.create("household", Household(address="mine"), grid=G1)
        work.attach(G1, home, b"x" * 99, "1.jpg", None, None)

    def cut(request: Request) -> Reply | Lost:
        reply = li.reach(request)
        if isinstance(reply, Lost) or reply.status >= 400 or not request.path.startswith(path):
            return reply
        return Reply(status=reply.status, headers=reply.headers, body=reply.body[:-5])

    li.wire = cut
    assert isinstance(li.sync().trouble, Offline)
    li.wire = li.reach
    li.synced()
    assert li.store.status().in_sync


def visit(at: Laptop, home: str, data: bytes) -> str:
    with at.store.write("visit.save") as work:
        record = work.new_id()
        photo = work.attach(G1, record, data, "1.jpg", None, None)
        work.create("visit", Visit(text="x", photos=(photo,)), grid=G1, parent=home, id=record)
    return str(photo.sha256)


def fetched(at: Laptop, sha: str) -> bool:
    """Ask for a photo as a page does that shows its record."""
    at.store.blobs.want(G1, [Photo(sha256=sha, size=9)])
    at.synced()
    return at.store.blobs.is_here(sha)


@pytest.mark.fault(17)
def test_photos_restored_to_an_earlier_day_than_the_records_are_asked_for_again(
    town: Town, laptop: Open, tmp_path: Path
) -> None:
    """The row says it is there, the file is not: nobody is shown it, and its author sends it once more."""
    li, zhao = laptop("li"), laptop("zhao")
    home = household(li.store, "mine")
    kept, lost = visit(li, home, b"kept" * 99), visit(li, home, b"lost" * 99)
    li.synced()
    for file in (tmp_path / "blobs").rglob(lost):
        file.unlink()
    zhao.synced()
    assert (fetched(zhao, kept), fetched(zhao, lost)) == (True, False)
    assert [line.sha256 for line in zhao.store.blobs.wanted()] == [lost], "still to come"
    # The sums of the day: with them the photos of the journal are asked for, too.
    li.sync(verify=True)

    assert [request.path[-64:] for request in li.requests if request.method == "PUT"] == [lost]
    assert fetched(zhao, lost)
    assert zhao.store.blobs.open(lost) == b"lost" * 99


@pytest.mark.fault(17)
def test_records_restored_to_an_earlier_day_than_the_photos_name_them_again(town: Town, laptop: Open) -> None:
    li, zhao = laptop("li"), laptop("zhao")
    home = household(li.store, "mine")
    li.synced()
    backup = back_up(town)
    sha = visit(li, home, b"photo" * 99)
    li.synced()
    restore(town, backup)
    zhao.synced()
    assert not fetched(zhao, sha)
    li.synced()

    assert fetched(zhao, sha)
    assert li.store.status().in_sync


@pytest.mark.fault("F29", "F30", "F31", 15)
@pytest.mark.parametrize("others", [0, 1, 3, 9])
@pytest.mark.parametrize("page", [1, 5000])
def test_whatever_others_wrote_after_the_restore_both_have_the_same_in_the_end(
    town: Town, laptop: Open, others: int, page: int
) -> None:
    """Fewer, as many, or more commits than were lost; the same tx again at its old number; pages cut below the head."""
    li, zhao = laptop("li"), laptop("zhao")
    record = household(li.store, "mine")
    li.synced()
    zhao.synced()
    backup = back_up(town)
    for number in range(3):
        note(li.store, record, None if number == 0 else str(number - 1), str(number))
        li.synced()
    zhao.peer.page = page
    zhao.sync()
    restore(town, backup)
    for number in range(others):
        household(zhao.store, f"of zhao {number}")
        zhao.synced()
    for at in (li, zhao, li, zhao):
        at.synced()

    for at in (li, zhao):
        assert shown(at.store, record) == (4, "2")
        assert at.sync(verify=True).mismatched == ()
        assert at.store.status().in_sync
        with at.store.read() as reading:
            assert len(reading.all("household")) == 1 + others


@pytest.mark.fault("F55")
def test_a_store_set_back_by_a_power_cut_gets_its_answered_work_back(laptop: Open) -> None:
    li, zhao = laptop("li"), laptop("zhao")
    record = household(li.store, "mine")
    li.synced()
    li.store.close()
    path = Path(str(li.store.database._path))
    old = path.read_bytes()
    li.restart()
    for number in range(3):
        note(li.store, record, None if number == 0 else str(number - 1), str(number))
    li.synced()
    li.store.close()
    path.write_bytes(old)
    li.restart()
    assert li.store.status().behind is not None
    lost = household(li.store, "typed after")
    for at in (li, li, zhao):
        at.synced()

    for at in (li, zhao):
        assert shown(at.store, record) == (4, "2")
        assert shown(at.store, lost) == (1, None)
    assert not li.store.status().in_sync, "until the person has been told"
    li.store.seen_behind()
    assert li.store.status().in_sync
