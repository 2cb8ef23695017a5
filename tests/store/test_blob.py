"""Photos: sealed once, told when rotten, sent in order (SYNC 12)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gridclient.store import Store
from gridcore.errors import Damaged, StoreBusy
from tests.store.conftest import Shelf


@pytest.mark.fault(74)
def test_a_photo_is_sealed_once_and_named_by_its_hash(shelf: Shelf, store: Store) -> None:
    with store.write("visit.save") as work:
        visit = work.new_id()
        photos = [work.attach("G1", visit, b"jpeg" * 1000, f"{n}.jpg", "scene", work.now) for n in range(2)]
        work.create("visit", {"photos": photos}, grid="G1", id=visit)

    sha = photos[0].sha256
    assert sha is not None
    assert photos[1].sha256 == sha
    assert store.blobs.open(sha) == b"jpeg" * 1000
    assert b"jpegjpeg" not in store.blobs.path(sha).read_bytes()
    assert store.status().blobs_waiting == 1
    store.blobs.confirm("G1", sha, 1000)
    assert store.status().blob_bytes == 3000
    store.blobs.confirm("G1", sha, 4000)
    assert store.status().blobs_waiting == 0


@pytest.mark.fault("F42")
def test_a_rotten_photo_is_told_not_shown(store: Store) -> None:
    with store.write("visit.save") as work:
        photo = work.attach("G1", "r", b"x" * 100, "1.jpg", None, None)
        work.create("visit", {"photos": [photo]}, grid="G1")
    path = store.blobs.path(str(photo.sha256))
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    with pytest.raises(Damaged):
        store.blobs.open(str(photo.sha256))
    assert not store.blobs.wrong_hash("G1", str(photo.sha256))
    assert store.blobs.wrong_hash("G1", str(photo.sha256))
    assert store.blobs.next_to_send() == ()


def held_as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def held_below_a_file(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"")


@pytest.mark.fault(34)
@pytest.mark.parametrize("hold", [held_as_folder, held_below_a_file])
def test_a_photo_that_cannot_be_read_now_is_not_called_damaged(store: Store, hold: Callable[[Path], None]) -> None:
    with store.write("visit.save") as work:
        photo = work.attach("G1", "r", b"x" * 100, "1.jpg", None, None)
        work.create("visit", {"photos": [photo]}, grid="G1")
    path = store.blobs.path(str(photo.sha256))
    hold(path)

    with pytest.raises(StoreBusy) as held:
        store.blobs.open(str(photo.sha256))

    assert held.value.facts == {"reason": "file"}


def test_signatures_go_first_then_small_files(store: Store) -> None:
    with store.write("visit.save") as work:
        for size, tag in ((300, "scene"), (100, "scene"), (900, "signature")):
            work.attach("G1", "r", bytes(size), f"{size}", tag, None)
        work.create("visit", {"text": "x"}, grid="G1")

    assert [blob.size for blob in store.blobs.next_to_send(5)] == [900, 100, 300]
