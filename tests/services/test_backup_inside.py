"""What a backup is known to hold: only that is called safe (SYNC 13, decision 0010)."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridclient.base.packages import Written
from gridclient.base.progress import Progress
from gridclient.services.backup import KEPT, QUIET
from gridclient.sync import package
from gridclient.sync.package import write_request
from tests.server.town import G1
from tests.services.stick import Into, Photos, backup_of, files, photos_lost
from tests.sync.deeds import make, photo
from tests.sync.laptop import Laptop
from tests.sync.post import hand_in


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
