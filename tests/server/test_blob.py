"""Photos in pieces, as SYNC 12 says it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gridcore.errors import StoreBusy
from gridcore.wire import CHUNK_BYTES, Have, Reply
from gridserver.blob import BlobFolder
from gridserver.clock import stamp
from gridserver.row import GrantRow
from tests.server.town import COMMUNITY, G1, G2, START, Laptop, Town, problem

PHOTO = bytes(range(256)) * 4096  # 1 MiB
NAME = hashlib.sha256(PHOTO).hexdigest()
HALF = len(PHOTO) // 2


def put(laptop: Laptop, start: int, end: int, grid: str = G1, name: str = NAME, whole: bytes = PHOTO) -> Reply:
    named = f"bytes {start}-{end - 1}/{len(whole)}"
    return laptop.call("PUT", f"/v1/blobs/{grid}/{name}", whole[start:end], content_range=named)


def get(laptop: Laptop, grid: str = G1, name: str = NAME, **headers: str) -> Reply:
    return laptop.call("GET", f"/v1/blobs/{grid}/{name}", b"", **headers)


def head(laptop: Laptop, grid: str = G1) -> tuple[str | None, str | None]:
    found = laptop.call("HEAD", f"/v1/blobs/{grid}/{NAME}")
    return found.headers.get("grid-have"), found.headers.get("grid-size")


def have(reply: Reply) -> Have:
    return msgspec.json.decode(reply.body, type=Have)


@pytest.fixture
def li(town: Town) -> Laptop:
    return town.laptop("li")


@pytest.mark.fault(12)
def test_a_name_is_on_the_disk_before_the_database_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[Path] = []
    really = os.fsync

    def fsync(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").readlink())
        really(handle)

    folder = BlobFolder(tmp_path)
    folder.append("d1", G1, NAME, 0, PHOTO)
    monkeypatch.setattr(os, "fsync", fsync)

    assert folder.finish("d1", G1, NAME)
    assert flushed == [tmp_path, tmp_path / G1, tmp_path / G1 / NAME[:2]], "each folder that got a name"
    flushed.clear()
    folder.copy(G1, G2, NAME)
    assert flushed == [tmp_path, tmp_path / G2, tmp_path / G2 / NAME[:2]]


def test_a_photo_goes_up_in_pieces_and_comes_down_whole(town: Town, li: Laptop) -> None:
    assert head(li) == ("0", None)
    first = put(li, 0, HALF)
    assert (first.status, have(first)) == (202, Have(have=HALF))
    assert head(li) == (str(HALF), None)
    assert get(li).status == 404

    last = put(li, HALF, len(PHOTO))

    assert (last.status, have(last)) == (201, Have(have=len(PHOTO), size=len(PHOTO)))
    assert head(li) == (str(len(PHOTO)), str(len(PHOTO)))
    assert (get(town.laptop("zhao")).status, get(li).body) == (200, PHOTO)
    assert put(li, 0, len(PHOTO)).status == 201, "sent again: known"


@pytest.mark.fault(73)
def test_another_start_is_told_what_is_there(li: Laptop) -> None:
    assert problem(put(li, HALF, len(PHOTO))).have == 0
    put(li, 0, 1000)

    again = put(li, 0, 1000)

    assert (again.status, problem(again).name, problem(again).have) == (409, "wrong_offset", 1000)
    assert put(li, 1000, len(PHOTO)).status == 201


@pytest.mark.fault(73)
def test_a_commit_that_failed_after_the_last_piece_is_no_dead_end(li: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file was moved, its row was not written: the upload begins anew instead of failing for ever."""
    put(li, 0, HALF)
    finish = BlobFolder.finish

    def then_busy(blobs: BlobFolder, device: str, grid: str, sha256: str) -> bool:
        finish(blobs, device, grid, sha256)
        raise StoreBusy

    with monkeypatch.context() as patch:
        patch.setattr(BlobFolder, "finish", then_busy)
        assert put(li, HALF, len(PHOTO)).status == 503

    again = put(li, HALF, len(PHOTO))
    assert (again.status, problem(again).have, head(li)) == (409, 0, ("0", None))
    assert put(li, 0, len(PHOTO)).status == 201
    assert get(li).body == PHOTO


@pytest.mark.fault("F42")
def test_bytes_that_rotted_are_never_a_photo(li: Laptop) -> None:
    """F42."""
    rotten = b"\1" + PHOTO[1:]
    for _ in range(2):
        put(li, 0, HALF, whole=rotten)
        reply = put(li, HALF, len(PHOTO), whole=rotten)
        assert (reply.status, problem(reply).name) == (422, "wrong_hash")
        assert (get(li).status, head(li)) == (404, ("0", None))

    assert put(li, 0, len(PHOTO)).status == 201


@pytest.mark.fault("F41")
def test_partial_files_are_per_device(town: Town, li: Laptop) -> None:
    zhao = town.laptop("zhao")
    put(li, 0, HALF)

    assert head(zhao) == ("0", None)
    assert put(zhao, 0, len(PHOTO)).status == 201
    assert put(li, HALF, len(PHOTO)).status == 201


def test_a_range_is_given(li: Laptop) -> None:
    put(li, 0, len(PHOTO))

    part = get(li, range="bytes=100-199")

    assert (part.status, part.body, part.headers["content-range"]) == (
        206,
        PHOTO[100:200],
        f"bytes 100-199/{len(PHOTO)}",
    )
    assert get(li, range="bytes=1048000-").body == PHOTO[1048000:]
    assert get(li, range="bytes=1048576-").status == 416
    assert get(li, range="bytes=9-5").status == 416
    assert get(li, range="lines=9-5").status == 200


@pytest.mark.fault("F40", 62)
def test_existence_is_per_grid_and_naming_a_hash_gives_nothing(town: Town, li: Laptop) -> None:
    """F40, FAULTS 62: Wang knows the hash of a photo of G1 and names it in a record of G2."""
    put(li, 0, len(PHOTO))
    wang = town.laptop("wang")
    body = {"op": "create", "kind": "household", "id": wang.id(), "grid": G2, "set": {"note": NAME}}
    assert wang.do(body).st == "applied"

    assert (get(wang, G2).status, problem(get(wang, G2)).known) == (404, True)
    strange = problem(get(wang, G2, "0" * 64))
    assert strange.known is False
    for grid in (G1, "610726103005999"):
        assert problem(get(wang, grid)) == strange
        assert problem(put(wang, 0, len(PHOTO), grid)) == strange
        assert wang.call("HEAD", f"/v1/blobs/{grid}/{NAME}").status == 404
    assert head(wang, G2) == ("0", None)


def test_units_above_are_read_and_not_written(town: Town, li: Laptop) -> None:
    zhao = town.laptop("zhao")
    assert put(zhao, 0, len(PHOTO), COMMUNITY).status == 201

    assert get(li, COMMUNITY).body == PHOTO
    assert put(li, 0, 10, COMMUNITY, "0" * 64).status == 404


def test_a_grant_that_ended_still_takes_photos_for_30_days(town: Town, li: Laptop) -> None:
    put(li, 0, HALF)
    with town.server.store.writing() as work:
        ended = GrantRow(user="li", prefix=G1, role="grid_worker", since=stamp(START), until=stamp(START))
        work.put_grant(ended)
    town.clock.advance(days=1)

    assert get(li).status == 404
    assert head(li) == (str(HALF), None)
    assert put(li, HALF, len(PHOTO)).status == 201
    town.clock.advance(days=30)
    assert put(li, 0, 10, name="0" * 64).status == 404


@pytest.mark.parametrize(
    ("body", "named", "status"),
    [
        (b"abc", "", 400),
        (b"abc", "bytes 0-1/3", 400),
        (b"abc", "bytes 0-2/2", 400),
        (b"abc", "bytes 5-7/6", 400),
        (b"", "bytes 0-0/1", 400),
        (b"abc", "bytes 2-0/9", 400),
        (b"abc", "chars 0-2/3", 400),
        (b"abc", "bytes 0-2/67108865", 413),
        (b"x" * (CHUNK_BYTES + 1), f"bytes 0-{CHUNK_BYTES}/9999999", 413),
    ],
)
def test_malformed_pieces(li: Laptop, body: bytes, named: str, status: int) -> None:
    reply = li.call("PUT", f"/v1/blobs/{G1}/{NAME}", body, content_range=named)
    assert reply.status == status


@pytest.mark.fault(65)
@pytest.mark.parametrize(
    "path", [f"../{'a' * 64}", f"{G1}/../../x", f"{G1}/{'A' * 64}", f"{G1}", f"{G1}/{'a' * 63}", f"..%2f/{'a' * 64}"]
)
@pytest.mark.parametrize("method", ["GET", "PUT", "HEAD"])
def test_nothing_of_a_path_comes_from_outside(li: Laptop, path: str, method: str) -> None:
    """FAULTS 65."""
    reply = li.call(method, f"/v1/blobs/{path}", b"x", content_range="bytes 0-0/1")
    assert (reply.status, problem(reply).name) == (404, "not_found")


def test_photos_go_along_when_a_household_moves(town: Town, li: Laptop) -> None:
    put(li, 0, len(PHOTO))
    zhao, household = town.laptop("zhao"), li.id()
    visit: dict[str, Any] = {"op": "create", "kind": "visit", "id": li.id(), "grid": G1, "parent": household}
    li.do(
        {"op": "create", "kind": "household", "id": household, "grid": G1, "set": {}},
        {**visit, "set": {"photos": [{"sha256": NAME}, {"sha256": "../../etc"}]}},
    )

    zhao.do({"op": "move", "kind": "household", "id": household, "grid": G1, "to": G2})

    assert get(town.laptop("wang"), G2).body == PHOTO
    assert get(li).body == PHOTO
