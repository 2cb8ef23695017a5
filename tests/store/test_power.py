"""Power cuts and cleaners: whatever is left of the log, what is missing is noticed (SYNC 7, F55; FAULTS 28, 31-33)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from gridclient.store import Store
from gridcore.errors import StoreBroken
from tests.store.conftest import Shelf
from tests.store.homes import pull
from tests.store.tin import Tin

COMMITS = 6


class Disk(NamedTuple):
    """What lies on the disk after a commit: database, log, side file."""

    db: bytes
    wal: bytes
    side: bytes

    @classmethod
    def of(cls, shelf: Shelf, name: str) -> Disk:
        path = shelf.path(name)
        wal, side = Path(f"{path}-wal"), shelf.folder / name / "highest"
        return cls(path.read_bytes(), wal.read_bytes(), side.read_bytes() if side.exists() else b"")

    def put(self, shelf: Shelf, name: str) -> None:
        path = shelf.path(name)
        path.write_bytes(self.db)
        if self.wal:
            Path(f"{path}-wal").write_bytes(self.wal)
        (shelf.folder / name).mkdir()
        (shelf.folder / name / "highest").write_bytes(self.side)


@pytest.fixture
def disks(shelf: Shelf) -> list[Disk]:
    """The disk after 0, 1, 2 ... commits, as each fsync left it."""
    store = shelf.open("whole")
    found = [Disk.of(shelf, "whole")]
    for number in range(1, COMMITS + 1):
        with store.write("paper") as work:
            work.create("person", {"name": f"甲{number}", "note": "x" * 3000}, grid="G1")
            work.use_number(number)
        found.append(Disk.of(shelf, "whole"))
    store.close()
    assert all(disk.db == found[0].db for disk in found), "nothing was copied into the database yet"
    assert all(later.wal.startswith(disk.wal) for disk, later in pairwise(found))
    return found


def behind(store: Store) -> dict[str, object] | None:
    text = store.status().behind
    return None if text is None else msgspec.json.decode(text)


def check(shelf: Shelf, name: str, kept: int) -> None:
    """So many commits are left: the store says what is missing, and gives no number twice."""
    store = shelf.open(name)
    assert store.search.people() == store.status().waiting == kept, name
    assert store.integrity() == []
    if kept == COMMITS:
        assert behind(store) is None, name
    else:
        found = behind(store)
        assert found is not None, name
        assert (found["txs"], found["doc"]) == (COMMITS - kept, COMMITS), name
        assert not store.status().in_sync
    with store.write("paper") as work:
        assert work.highest_number == COMMITS, name
        work.create("person", {"name": "乙"}, grid="G1")
    with store.read() as reading:
        assert reading.db.value("SELECT max(pos) FROM tx") == COMMITS + 1, name
    store.close()


@pytest.mark.fault("F55", 28, 32)
@pytest.mark.parametrize("way", ["ends there", "is torn", "has a flipped bit", "has a page of zeros"])
def test_whatever_a_power_cut_leaves_of_the_log_is_a_prefix_and_noticed(
    shelf: Shelf, disks: list[Disk], way: str
) -> None:
    """The log is cut behind each commit in turn, cleanly, in the middle of a page, or harmed with all that follows."""
    last = disks[-1]
    for kept, disk in enumerate(disks):
        end = len(disk.wal)
        harmed = {
            "ends there": disk.wal,
            "is torn": last.wal[: end + 2000],
            "has a flipped bit": last.wal[: end + 99] + bytes([last.wal[end + 99] ^ 1]) + last.wal[end + 100 :]
            if kept < COMMITS
            else last.wal,
            "has a page of zeros": last.wal[:end] + bytes(4096) + last.wal[end + 4096 :],
        }[way]
        name = f"{way} {kept}"
        last._replace(wal=harmed).put(shelf, name)
        check(shelf, name, kept)


@pytest.mark.fault("F55", 32, 33)
def test_a_log_that_was_not_copied_along_is_noticed(shelf: Shelf, disks: list[Disk]) -> None:
    disks[-1]._replace(wal=b"").put(shelf, "copied without")
    check(shelf, "copied without", 0)


def test_what_a_cut_log_says_waits_may_have_gone_out_and_is_taken_back_by_a_new_tx(shelf: Shelf) -> None:
    store = shelf.open("whole")
    with store.write("paper") as work:
        work.create("person", {"name": "甲"}, grid="G1")
    before = Disk.of(shelf, "whole")
    assert store.outbox.seal() is not None, "it goes out"
    after = Disk.of(shelf, "whole")
    store.close()
    before._replace(side=after.side).put(shelf, "cut")
    cut = shelf.open("cut", create=False)
    assert behind(cut) is not None
    assert cut.status().waiting == 1

    cut.undo(work.tx_id)

    assert cut.status().waiting == 2
    cut.close()


@pytest.mark.fault(28)
def test_a_commit_whose_side_file_was_not_written_any_more_is_no_alarm(shelf: Shelf, disks: list[Disk]) -> None:
    disks[-1]._replace(side=disks[-2].side).put(shelf, "between")
    check(shelf, "between", COMMITS)


@pytest.mark.fault(31)
def test_unsent_work_comes_out_of_a_damaged_file_and_the_rest_is_read_again(shelf: Shelf) -> None:
    """Each page in turn is harmed: the outbox gives its exact bytes, or says that it is broken."""
    tin = Tin()
    for number in range(150):
        tin.make("person", f"00000000-0000-7000-8000-{number:012d}", "G1", name=f"甲{number}", note="x" * 500)
    store = shelf.open("whole")
    pull(store, tin)
    with store.write("person.new") as work:
        mine = work.create("person", {"name": "乙"}, grid="G1")
    batch = store.outbox.seal()
    assert batch is not None
    store.close()
    whole, side = shelf.path("whole").read_bytes(), (shelf.folder / "whole" / "highest").read_bytes()
    saved = list[int]()
    pages = range(4096, len(whole), 4096 * 3)
    for at in pages:
        name = f"page {at // 4096}"
        Disk(whole[: at + 500] + bytes(64) + whole[at + 564 :], b"", side).put(shelf, name)
        try:
            store = shelf.open(name)
        except StoreBroken:
            continue
        assert store.integrity() != []
        try:
            found = store.outbox.seal()
        except StoreBroken:
            continue
        finally:
            store.close()
        assert found == batch
        saved.append(at)
    assert len(saved) > 0.8 * len(pages)
    tin.push(batch)
    tin.txs, tin.hashes = [], [""]  # another device
    fresh = shelf.open("fresh")
    pull(fresh, tin)

    assert fresh.search.people() == 151
    with fresh.read() as reading:
        assert reading.get("person", mine) is not None
