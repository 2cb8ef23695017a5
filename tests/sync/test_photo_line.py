"""Photos over a bad line and on a bad disk (SYNC 12, 18: F33, F41, F42; FAULTS 17, 73, 74)."""

from __future__ import annotations

import hashlib

import pytest
from msgspec.structs import replace

from gridcore.wire import Lost, Reply, Request
from tests.server.town import G1, Town
from tests.sync.deeds import Open, make, photo, syncing, troubled
from tests.sync.laptop import Laptop


@pytest.fixture
def li(laptop: Open) -> Laptop:
    found = laptop("li")
    found.synced()
    return found


@pytest.mark.fault("F42")
def test_a_photo_that_rotted_on_the_way_is_broken_after_the_second_try(li: Laptop) -> None:
    home = make(li, "household", note="1")
    bad, good = (photo(li, home, li.rng(size)) for size in (9000, 5000))

    def rots(request: Request) -> Reply | Lost:
        if request.method == "PUT" and bad in request.path:
            return li.reach(replace(request, body=b"rot" + request.body[3:]))
        return li.reach(request)

    li.wire = rots
    report = li.synced()

    assert report.photos_up == 1
    assert [request.path[-64:] for request in li.requests if request.method == "PUT"] == [good, bad, bad]
    assert li.store.blobs.next_to_send() == ()
    status = li.store.status()
    assert (status.blobs_waiting, status.in_sync) == (1, False), "said, not forgotten"
    with li.town.server.store.reading() as read:
        assert (read.blob(G1, good), read.blob(G1, bad)) == (5000, None)


@pytest.mark.fault("F42", 73)
def test_a_file_that_changed_on_the_disk_is_never_sent(li: Laptop) -> None:
    home = make(li, "household", note="1")
    bad, good = (photo(li, home, li.rng(size)) for size in (9000, 5000))
    path = li.store.blobs.path(bad)
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    li.synced()

    assert [request.path[-64:] for request in li.requests if request.method == "PUT"] == [good]
    assert not li.store.status().in_sync


@pytest.mark.fault(34, 73)
def test_a_photo_that_is_held_now_waits_and_the_others_go(li: Laptop) -> None:
    home = make(li, "household", note="1")
    held, good = (photo(li, home, li.rng(size)) for size in (5000, 9000))
    path = li.store.blobs.path(held)
    away = path.rename(path.with_suffix(".away"))
    path.mkdir()

    report = li.synced()

    assert (report.photos_up, li.store.status().in_sync) == (1, False)
    path.rmdir()
    away.rename(path)
    li.synced()
    assert li.store.status().in_sync
    with li.town.server.store.reading() as read:
        assert (read.blob(G1, held), read.blob(G1, good)) == (5000, 9000)


@pytest.mark.fault(73, "F41")
@pytest.mark.parametrize("lost", ["upload", "file", "both"])
def test_an_upload_the_server_forgot_begins_anew_and_never_has_a_hole(li: Laptop, lost: str) -> None:
    home = make(li, "household", note="1")
    data = li.rng(2_500_000)
    sha = photo(li, home, data)
    puts: list[Request] = []

    def breaks(request: Request) -> Reply | Lost:
        puts.extend([request] if request.method == "PUT" else [])
        return Lost(reason="cut") if len(puts) == 2 else li.reach(request)

    li.wire = breaks
    troubled(li)
    li.wire = li.reach
    if lost != "file":
        with li.town.server.store.writing() as work:
            upload = work.upload(li.peer.device, G1, sha)
            assert upload is not None
            work.put_upload(replace(upload, size=0))
    if lost != "upload":
        for file in (li.town.folder / "partial").rglob(sha):
            file.unlink()
    li.synced()

    ranges = [request.headers["content-range"].split("-")[0] for request in li.requests if request.method == "PUT"]
    assert ranges[:2] == ["bytes 1048576", "bytes 0"]
    with li.town.server.store.reading() as read:
        assert read.blob(G1, sha) == len(data)
    assert li.town.server.blobs.read(G1, sha, 0, len(data)) == data


@pytest.mark.fault("F41")
def test_two_laptops_sending_one_photo_do_not_disturb_each_other(li: Laptop, laptop: Open) -> None:
    zhao = laptop("zhao")
    data = li.rng(2_500_000)
    for at in (li, zhao):
        photo(at, make(at, "household", note="1"), data)
    met: list[int] = []

    def then_the_other(request: Request) -> Reply | Lost:
        reply = li.reach(request)
        if request.method == "PUT" and not met:
            met.append(1)
            zhao.synced()
        return reply

    li.wire = then_the_other
    li.synced()

    assert met == [1]
    assert li.town.server.blobs.read(G1, hashlib.sha256(data).hexdigest(), 0, len(data)) == data
    assert li.store.status().blobs_waiting == zhao.store.status().blobs_waiting == 0


def test_files_are_tidied_once_a_day_after_a_round_that_reached_its_end(town: Town, li: Laptop) -> None:
    runs = syncing(li)
    home = make(li, "household", note="1")
    sha = photo(li, home, b"photo")
    runs.run()
    li.clock.advance(days=91)
    town.clock.advance(days=91)
    li.wire = lambda _request: Lost(reason="unreachable")
    runs.run()
    assert li.store.blobs.is_here(sha)
    li.wire = li.reach
    make(li, "household", note="what settles trims the journal, and the photo goes with what brought it")
    runs.run()
    assert not li.store.blobs.is_here(sha)
    half = li.store.blobs.path(sha).with_suffix(".part")
    half.write_bytes(b"half")
    li.clock.advance(hours=23)
    runs.run()
    assert half.exists()
    li.clock.advance(hours=2)
    runs.run()

    assert not half.exists()
