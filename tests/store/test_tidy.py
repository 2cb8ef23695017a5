"""Files of records: never a row without its file, never a file for ever (SYNC 7, 12; FAULTS 22, 74)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gridclient.store import Store, crash
from gridclient.vault.sealing import FileBox
from gridcore.errors import DiskFull
from tests.store.conftest import Shelf
from tests.store.homes import pull, sent
from tests.store.tin import Tin


class Killed(BaseException):
    """The program is no more."""


def save(store: Store, data: bytes, note: str = "x") -> tuple[str, str]:
    """Save a visit with a photo; gives its tx and its hash."""
    with store.write("visit.save") as work:
        visit = work.new_id()
        photo = work.attach("G1", visit, data, "1.jpg", None, None)
        work.create("visit", {"text": note, "photos": [photo]}, grid="G1", id=visit)
    return work.tx_id, str(photo.sha256)


def files(shelf: Shelf, name: str = "a") -> set[str]:
    return {path.name for path in (shelf.folder / name / "files").glob("??/*")}


def rows(store: Store) -> dict[str, str]:
    with store.read() as reading:
        return dict(reading.db.all("SELECT sha256, st FROM blob"))


def killed_in(shelf: Shelf, number: int) -> tuple[str, str] | None:
    """Save a photo, killed at a point; gives the point, None when there is none of that number."""
    store, left, at = shelf.open(f"k{number}"), number, ("", "")

    def kill(name: str, when: str) -> None:
        nonlocal left, at
        left -= 1
        at = name, when
        if left < 0:
            raise Killed

    try:
        with crash.Watched(kill):
            save(store, b"photo" * 99)
    except Killed:
        return at
    finally:
        store.close()
    return None


@pytest.mark.fault(22)
def test_killed_anywhere_between_file_and_row_there_is_never_a_row_without_its_file(shelf: Shelf) -> None:
    seen: list[tuple[str, str]] = []
    while (point := killed_in(shelf, len(seen))) is not None:
        store = shelf.open(f"k{len(seen)}")
        seen.append(point)
        assert set(rows(store)) <= files(shelf, f"k{len(seen) - 1}"), point
        with store.read() as reading:
            assert len(reading.all("visit")) == len(rows(store)) == (point == ("T1", "after")), point
        store.blobs.tidy()
        assert files(shelf, f"k{len(seen) - 1}") == set(rows(store)), point
        _, sha = save(store, b"photo" * 99)
        assert store.blobs.open(sha) == b"photo" * 99
        store.close()
    assert seen == [("file", "before"), ("file", "after"), ("T1", "before"), ("T1", "after")]


def test_a_full_disk_while_a_photo_is_written_leaves_nothing_behind(
    shelf: Shelf, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: FileBox, _data: bytes) -> bytes:
        raise OSError(28, "no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(FileBox, "seal", full)
        with pytest.raises(DiskFull):
            save(store, b"photo")
    assert (files(shelf), rows(store), store.status().waiting) == (set(), {}, 0)
    _, sha = save(store, b"photo")

    assert files(shelf) == {sha}


def test_what_the_server_has_had_for_90_days_goes_and_what_waits_stays(shelf: Shelf, store: Store) -> None:
    tin = Tin()
    _, old = save(store, b"old")
    sent(store, tin)
    _, answered = save(store, b"answered")
    sent(store, tin)
    pull(store, tin)
    store.blobs.confirm("G1", old, 3)
    store.blobs.confirm("G1", answered, 8)
    _, waiting = save(store, b"waiting")
    store.blobs.confirm("G1", waiting, 7)
    shelf.clock.advance(days=89)
    assert store.blobs.tidy() == 0
    _, fresh = save(store, b"fresh")
    store.blobs.confirm("G1", fresh, 5)
    shelf.clock.advance(days=900)
    assert store.blobs.tidy() == 0, "the journal has what brought them: a clock that jumped takes no photo"
    tin.time = "2027-03-01T10:30:00+08:00"
    pull(store, tin)

    assert store.blobs.tidy() == 1
    assert files(shelf) == {answered, waiting, fresh}, "the last tx answered proves the chain, and stays"
    assert rows(store) == {old: "gone", answered: "sent", waiting: "sent", fresh: "sent"}


def test_photos_of_a_refused_tx_stay_as_long_as_it_is_listed(shelf: Shelf, store: Store) -> None:
    with store.write("bad") as work:
        photo = work.attach("G1", "r", b"x", "1.jpg", None, None)
        work.create("visit", {"photos": [photo]}, grid="G1")
    sent(store, Tin())
    store.blobs.confirm("G1", str(photo.sha256), 1)
    shelf.clock.advance(days=200)
    assert store.blobs.tidy() == 0
    store.outbox.hide(work.tx_id)

    assert store.blobs.tidy() == 1


def during(monkeypatch: pytest.MonkeyPatch, then: Callable[[], object]) -> None:
    """While the next file is being written, something else happens."""
    seal = FileBox.seal
    left = [then]

    def busy(self: FileBox, data: bytes) -> bytes:
        if left:
            left.pop()()
        return seal(self, data)

    monkeypatch.setattr(FileBox, "seal", busy)


def test_what_is_being_fetched_meanwhile_is_not_tidied_away(
    shelf: Shelf, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, sha = save(store, b"photo")
    store.blobs.confirm("G1", sha, 5)
    shelf.clock.advance(days=91)
    sent(store, tin := Tin())
    pull(store, tin)
    store.blobs.tidy()
    with store.read() as reading:
        (visit,) = reading.all("visit")
    store.blobs.want("G1", visit.body.photos)  # type: ignore[attr-defined] # a Visit
    during(monkeypatch, store.blobs.tidy)

    def tidy_between(name: str, when: str) -> None:
        if (name, when) == ("file", "after"):
            store.blobs.tidy()

    with crash.Watched(tidy_between):
        store.blobs.keep_fetched("G1", sha, b"photo")

    assert store.blobs.open(sha) == b"photo"
    assert rows(store) == {sha: "sent"}


def test_an_old_photo_that_was_just_fetched_is_kept_for_the_time_of_the_journal(shelf: Shelf, store: Store) -> None:
    _, sha = save(store, b"photo")
    store.blobs.confirm("G1", sha, 5)
    sent(store, tin := Tin())
    pull(store, tin)
    shelf.clock.advance(days=91)
    store.blobs.tidy()
    with store.read() as reading:
        (visit,) = reading.all("visit")
    store.blobs.want("G1", visit.body.photos)  # type: ignore[attr-defined] # a Visit
    store.blobs.keep_fetched("G1", sha, b"photo")

    assert store.blobs.tidy() == 0
    assert store.blobs.open(sha) == b"photo"
    shelf.clock.advance(days=91)
    save(store, b"later")
    sent(store, tin)
    pull(store, tin)
    tin.time = "2027-06-01T10:30:00+08:00"
    pull(store, tin)
    assert store.blobs.tidy() == 1


def test_a_photo_of_a_hidden_tx_that_waits_again_stays(shelf: Shelf, store: Store) -> None:
    with store.write("bad") as work:
        photo = work.attach("G1", "r", b"x", "1.jpg", None, None)
        work.create("visit", {"photos": [photo]}, grid="G1")
    sent(store, Tin())
    store.outbox.hide(work.tx_id)
    store.outbox.re_enrol("another", "forked")
    store.blobs.confirm("G1", str(photo.sha256), 1)
    shelf.clock.advance(days=200)

    assert store.blobs.tidy() == 0


def test_half_a_file_of_a_killed_program_goes(shelf: Shelf, store: Store) -> None:
    _, sha = save(store, b"photo")
    half = Path(f"{store.blobs.path(sha)}.part")
    half.write_bytes(b"half")

    assert store.blobs.tidy() == 1
    assert files(shelf) == {sha}


@pytest.mark.fault(22)
def test_a_file_asked_to_go_stays_when_a_row_has_come_to_name_it(store: Store) -> None:
    """Between the commit that let it go and the deletion somebody took the same picture."""
    _, sha = save(store, b"photo")

    assert store.blobs.drop([sha]) == 0
    assert store.blobs.open(sha) == b"photo"


@pytest.mark.fault(74)
@pytest.mark.parametrize("first", [True, False])
def test_one_photo_in_two_records_outlives_the_undo_of_either(shelf: Shelf, store: Store, first: bool) -> None:
    one, sha = save(store, b"photo", "one")
    two, again = save(store, b"photo", "two")
    assert (again, rows(store)) == (sha, {sha: "here"})
    store.undo(one if first else two)
    store.blobs.tidy()

    assert [blob.sha256 for blob in store.blobs.next_to_send(9)] == [sha]
    assert store.blobs.open(sha) == b"photo"
    store.undo(two if first else one)
    store.blobs.tidy()
    assert files(shelf) == set()


def test_a_photo_that_rotted_is_whole_again_when_it_is_taken_once_more(store: Store) -> None:
    _, sha = save(store, b"photo")
    store.blobs.path(sha).write_bytes(b"rot")
    store.blobs.broken("G1", sha)
    save(store, b"photo")

    assert store.blobs.open(sha) == b"photo"
    assert rows(store) == {sha: "here"}
