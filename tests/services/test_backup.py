"""The backup that makes itself: when, how many, and what is told when the stick is not there (SYNC 13)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gridclient.base.durable import durable
from gridclient.base.packages import Written
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.services.backup import AGAIN, KEPT, MOST, QUIET, Backup, Past, Write, due
from gridclient.sync import package
from gridclient.sync.package import write_request
from gridcore.errors import InvalidInput, NoPlace
from gridcore.wire import Lost, Reply, Request
from gridserver.memory import MemoryStore
from tests.server.town import G1, Town
from tests.sync.deeds import make, photo
from tests.sync.laptop import Laptop
from tests.sync.post import by_stick, hand_in

Into = Callable[[int], Path]
Photos = frozenset[tuple[str, str]]


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Laptop]:
    found = Laptop(Town(MemoryStore(), tmp_path / "blobs"), tmp_path / "pc", "li", 1)
    yield found
    found.store.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    (tmp_path / "pc").mkdir(exist_ok=True)


def backup_of(at: Laptop, write: Write | None = None) -> Backup:
    def real(into: Into, progress: Progress, without: Photos = frozenset()) -> Written:
        return write_request(at.store, at.keys, into, clock=at.clock, rng=at.rng, without=without, progress=progress)

    return Backup(at.store, at.clock, write or real, at.store.blobs.path("00").parents[2])


def files(stick: Path) -> list[str]:
    return sorted(path.name for path in stick.iterdir())


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


# what is inside


def photos_lost(at: Laptop) -> Callable[[Request], Reply | Lost]:
    """A line on which words arrive and photos do not."""
    return lambda request: Lost(reason="cut") if request.method == "PUT" else at.reach(request)


def test_photos_that_find_no_room_in_one_file_lie_in_further_ones(
    li: Laptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "ROOM", 100_000)
    backup = backup_of(li)
    backup.choose(stick)
    home = make(li, "household", address="1")
    names = [photo(li, home, bytes([number]) * 60_000) for number in range(3)]

    assert backup.run()

    assert len(files(stick)) == 3
    assert backup.status().is_safe
    for path in sorted(stick.iterdir()):
        hand_in(li.town, path).unlink()
    assert [li.town.server.blobs.read(G1, name, 0, 1) for name in names] == [b"\0", b"\1", b"\2"]
    for number in range(KEPT):
        make(li, "household", address=f"more {number}")
        backup.run()
    assert len(files(stick)) == KEPT * 3, "the files of one backup are kept together"


def test_what_can_be_put_into_no_file_is_told_and_not_tried_again_for_ever(
    li: Laptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "_PUSH_BYTES", 1000)
    backup = backup_of(li)
    backup.choose(stick)
    for number in range(9):
        make(li, "household", address=f"{number}", note="x" * 200)

    assert backup.run()

    status = backup.status()
    assert status.missing == 9 - status.txs > 0
    assert (status.is_safe, status.next_in) == (False, None)


def test_another_photo_in_the_place_of_one_that_arrived_is_not_in_the_backup(li: Laptop, stick: Path) -> None:
    backup = backup_of(li)
    backup.choose(stick)
    home = make(li, "household", address="1")
    photo(li, home, b"a" * 999)
    assert backup.run()
    li.synced()
    photo(li, home, b"c" * 999)
    li.wire = photos_lost(li)
    li.sync()
    assert (li.store.outbox.unanswered(), li.store.status().blobs_waiting) == (0, 1)

    assert not backup.status().is_safe
    assert backup.run()
    assert backup.status().is_safe


def test_photos_only_this_pc_has_are_not_safe_when_the_stick_is_gone(li: Laptop, stick: Path) -> None:
    backup = backup_of(li)
    backup.choose(stick)
    stick.rmdir()
    photo(li, make(li, "household", address="1"), b"a" * 999)
    li.wire = photos_lost(li)
    li.sync()
    backup.run()

    status = backup.status()
    assert (status.unanswered, status.photos, status.missing, status.is_safe) == (0, 1, 1, False)


def test_a_device_that_was_enrolled_anew_gets_its_own_backup_without_a_save(li: Laptop, stick: Path) -> None:
    backup = backup_of(li)
    backup.choose(stick)
    make(li, "household", address="1")
    backup.run()

    li.store.outbox.re_enrol("another-device", "forked")

    assert not backup.status().is_safe
    li.clock.advance(QUIET)
    assert backup.is_due()
    assert backup.run()
    assert backup.status().is_safe


def test_a_backup_that_ends_after_another_place_was_chosen_says_nothing_of_that_place(
    li: Laptop, stick: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()

    def chosen_meanwhile(into: Into, progress: Progress, without: Photos = frozenset()) -> Written:
        written = write_request(li.store, li.keys, into, clock=li.clock, rng=li.rng, progress=progress, without=without)
        if not files(other):
            backup.choose(other)
        return written

    backup = backup_of(li, chosen_meanwhile)
    backup.choose(stick)
    make(li, "household", address="1")
    backup.run()

    assert (backup.status().folder, backup.status().last, backup.status().is_safe) == (other, None, False)
    assert backup.is_due()
    assert backup.run()
    assert len(files(other)) == 1


def test_a_store_that_was_put_back_writes_over_no_backup_and_drops_none(li: Laptop, stick: Path) -> None:
    backup = backup_of(li)
    backup.choose(stick)
    make(li, "household", address="0")
    backup.run()
    li.store.close()
    yesterday = li.file.read_bytes()
    li.restart()
    backup = backup_of(li)
    for number in range(5):
        make(li, "household", address=f"{number + 1}")
        backup.run()
    before = {path.name: path.read_bytes() for path in stick.iterdir()}
    li.store.close()
    for path in li.file.parent.glob(f"{li.file.name}-*"):
        path.unlink()
    li.file.write_bytes(yesterday)
    li.restart()
    assert li.store.status().behind is not None

    backup = backup_of(li)
    for number in range(KEPT + 1):
        make(li, "household", address=f"after {number}")
        assert backup.run()

    assert {name: (stick / name).read_bytes() for name in before} == before
    assert len(files(stick)) == KEPT + KEPT + 1
    li.store.seen_behind()
    make(li, "household", address="seen")
    backup.run()
    assert len(files(stick)) == KEPT


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


def test_a_disk_that_fills_up_leaves_the_older_file_and_nothing_half(stick: Path) -> None:
    resource = pytest.importorskip("resource")
    target = stick / "a.gridpkg"
    with durable(target) as file:
        file.write(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(NoPlace) as full, durable(target) as file:
            file.write(b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert full.value.facts["reason"] == "full"
    assert files(stick) == ["a.gridpkg"]
    assert target.read_bytes() == b"old"


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
