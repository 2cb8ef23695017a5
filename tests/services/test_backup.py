"""The backup that makes itself: when, how many, and what is told when the stick is not there (SYNC 13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridclient.base.packages import Written
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.services.backup import AGAIN, KEPT, MOST, QUIET, Past, due
from gridclient.sync.package import write_request
from gridcore.errors import InvalidInput, NoPlace
from gridcore.wire import Lost, Reply, Request
from tests.server.town import G1
from tests.services.stick import Into, Photos, backup_of, files
from tests.sync.deeds import make, photo
from tests.sync.laptop import Laptop
from tests.sync.post import by_stick, hand_in

# when


@pytest.mark.parametrize(
    ("past", "second"),
    [
        (Past(), None),
        (Past(first=100, last=100), 100 + QUIET),
        (Past(first=100, last=130), 130 + QUIET),
        (Past(first=100, last=99 + MOST), 100 + MOST),
        (Past(first=100, last=100, failed=170), 170 + AGAIN),
        (Past(first=100, last=200, failed=190), 200 + QUIET),
    ],
)
def test_a_backup_is_due_a_quiet_minute_after_the_last_save(past: Past, second: float | None) -> None:
    """Saves that go on put it off, but not for ever; after a failure it waits a minute."""
    assert due(past) == second


def test_typing_puts_it_off_and_a_minute_of_quiet_brings_it(li: Laptop, stick: Path) -> None:
    backup = backup_of(li)
    backup.choose(stick)
    assert not backup.run()
    make(li, "household", address="1")
    backup.saved()
    li.clock.advance(59)
    assert not backup.is_due()
    backup.saved()
    li.clock.advance(59)
    assert not backup.is_due()
    li.clock.advance(1)
    assert backup.is_due()

    assert backup.run()

    assert not backup.is_due()
    status = backup.status()
    assert (status.last, status.txs, status.unanswered, status.is_safe, status.next_in) == (
        li.clock.now(), 1, 1, True, None,
    )  # fmt: skip
    assert [line.state for line in li.store.outbox.waiting_lines()] == ["sealed"]


def test_nothing_unanswered_makes_no_backup(li: Laptop, stick: Path) -> None:
    backup = backup_of(li)
    backup.choose(stick)
    make(li, "household", address="1")
    backup.saved()
    li.synced()
    li.clock.advance(minutes=5)
    assert backup.is_due()

    assert not backup.run()

    assert files(stick) == []
    assert not backup.is_due()
    assert backup.status().is_safe


def test_what_is_in_the_last_backup_is_not_written_again(li: Laptop, stick: Path) -> None:
    backup = backup_of(li)
    backup.choose(stick)
    make(li, "household", address="1")
    assert backup.run()

    assert not backup.run()
    assert len(files(stick)) == 1
    make(li, "household", address="2")
    assert backup.run()


def test_after_a_start_it_is_due_when_something_is_in_no_backup(li: Laptop, stick: Path) -> None:
    backup_of(li).choose(stick)
    make(li, "household", address="1")

    later = backup_of(li)
    li.clock.advance(QUIET)
    assert later.status().folder == stick
    assert later.is_due()
    assert later.run()
    again = backup_of(li)
    li.clock.advance(QUIET)
    assert not again.is_due()


def test_what_is_saved_while_a_backup_is_written_gets_the_next_one(li: Laptop, stick: Path) -> None:
    backup = backup_of(li)

    def saves_meanwhile(into: Into, progress: Progress, without: Photos = frozenset()) -> Written:
        assert not without
        written = write_request(li.store, li.keys, into, clock=li.clock, rng=li.rng, progress=progress)
        make(li, "household", address="meanwhile")
        backup.saved()
        return written

    backup = backup_of(li, saves_meanwhile)
    backup.choose(stick)
    make(li, "household", address="1")
    assert backup.run()

    li.clock.advance(QUIET)
    assert backup.is_due()
    assert not backup.status().is_safe


def test_photos_that_only_this_pc_has_are_kept_when_their_text_is_answered(li: Laptop, stick: Path) -> None:
    backup = backup_of(li)
    home = make(li, "household", address="1")
    name = photo(li, home, b"x" * 999)

    def photos_lost(request: Request) -> Reply | Lost:
        return Lost(reason="cut") if request.method == "PUT" else li.reach(request)

    li.wire = photos_lost
    li.sync()
    assert li.store.outbox.unanswered() == 0
    backup.choose(stick)

    assert backup.run()
    assert not backup.run()
    hand_in(li.town, next(stick.iterdir()))
    assert li.town.server.blobs.read(G1, name, 0, 999) == b"x" * 999


# three kept


def test_three_are_kept_of_each_device_and_nothing_else_is_touched(li: Laptop, stick: Path) -> None:
    (stick / "letter.txt").write_text("mine")
    (stick / "backup-00000000-00000001.gridpkg").write_text("of another device")
    backup = backup_of(li)
    backup.choose(stick)
    for number in range(KEPT + 2):
        make(li, "household", address=f"{number}")
        li.clock.set_back(hours=1)
        assert backup.run()

    ours = [name for name in files(stick) if li.peer.device[-8:] in name]
    assert len(ours) == KEPT
    assert {"letter.txt", "backup-00000000-00000001.gridpkg"} < set(files(stick))
    newest = stick / ours[-1]
    hand_in(li.town, newest)
    with li.town.server.store.reading() as read:
        assert read.grids([G1])[G1].head == KEPT + 2


# the stick is not there


def test_a_folder_that_is_gone_is_a_fact_and_work_goes_on(li: Laptop, stick: Path) -> None:
    backup = backup_of(li)
    backup.choose(stick)
    make(li, "household", address="1")
    stick.rename(stick.with_name("pulled"))

    assert not backup.run()
    status = backup.status()
    assert (status.trouble, status.last, status.is_safe, status.next_in) == ("gone", None, False, AGAIN)
    li.clock.advance(AGAIN)
    assert backup.is_due()
    stick.with_name("pulled").rename(stick)
    assert backup.run()
    assert (backup.status().trouble, backup.status().is_safe) == ("", True)


@pytest.mark.parametrize("reason", ["full", "read_only"])
def test_a_full_or_locked_stick_is_told_by_its_reason(li: Laptop, stick: Path, reason: str) -> None:
    def refuses(into: Into, progress: Progress, without: Photos = frozenset()) -> Written:
        del into, progress, without
        raise NoPlace(reason=reason)

    backup = backup_of(li, refuses)
    backup.choose(stick)
    make(li, "household", address="1")

    assert not backup.run(NO_PROGRESS)
    assert backup.status().trouble == reason


def test_a_folder_on_the_disk_of_the_records_is_told_and_one_on_another_is_not(
    li: Laptop, stick: Path, tmp_path: Path
) -> None:
    other = next((each for each in (Path("/dev/shm"), Path("/proc")) if _device(each) != _device(tmp_path)), None)
    backup = backup_of(li)
    assert not backup.status().same_disk
    backup.choose(stick)
    assert backup.status().same_disk
    if other is not None:
        backup.choose(other)
        assert not backup.status().same_disk
    backup.choose(stick)
    stick.rmdir()
    assert not backup.status().same_disk


def _device(folder: Path) -> int:
    return folder.stat().st_dev if folder.exists() else -1


def test_a_folder_must_be_there_and_outside_the_profile(li: Laptop, stick: Path, tmp_path: Path) -> None:
    backup = backup_of(li)
    with pytest.raises(InvalidInput) as missing:
        backup.choose(tmp_path / "no")
    assert (missing.value.field, missing.value.reason) == ("folder", "not_a_folder")
    with pytest.raises(InvalidInput) as own:
        backup.choose(li.store.blobs.path("00").parents[2])
    assert own.value.reason == "own_disk"
    backup.choose(stick)
    make(li, "household", address="1")
    backup.choose(None)
    backup.saved()
    li.clock.advance(minutes=9)
    assert (backup.is_due(), backup.run(), backup.status().folder) == (False, False, None)


def test_a_package_written_by_hand_changes_nothing_of_the_backup(li: Laptop, stick: Path, tmp_path: Path) -> None:
    backup = backup_of(li)
    backup.choose(stick)
    make(li, "household", address="1")
    by_stick(li, tmp_path / "hand")
    assert not backup.run()
