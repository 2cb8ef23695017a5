"""SYNC 12: files in pieces, by hash, per grid."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from gridcore import wire
from gridcore.wire import Reply
from gridserver.conformance.check import check, each
from gridserver.conformance.device import Device, problem_of
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal


def data_of(stage: Stage, size: int = 1000) -> tuple[bytes, str]:
    """Give bytes nobody has sent yet, and their name."""
    data = (stage.rng(32) * (size // 32 + 1))[:size]
    return data, hashlib.sha256(data).hexdigest()


def put(device: Device, grid: str, name: str, data: bytes, start: int, size: int) -> Reply:
    """Send a piece."""
    span = f"bytes {start}-{start + len(data) - 1}/{size}"
    return device.call("PUT", f"/v1/blobs/{grid}/{name}", data, content_range=span)


def sent(stage: Stage, size: int = 1000) -> tuple[bytes, str]:
    """Send a whole file; give its bytes and name."""
    data, name = data_of(stage, size)
    equal(put(stage.a, stage.grid, name, data, 0, size).status, 201, "a file in one piece was answered")
    return data, name


def have(reply: Reply) -> tuple[int, str | None, str | None]:
    """Give status, have and size of a HEAD."""
    return reply.status, reply.headers.get(wire.HAVE_HEADER), reply.headers.get(wire.SIZE_HEADER)


def _path(stage: Stage, name: str) -> str:
    return f"/v1/blobs/{stage.grid}/{name}"


@check("SYNC 12")
def a_piece_is_taken(stage: Stage) -> None:
    """A piece is answered 202 with what is there."""
    data, name = data_of(stage)
    reply = put(stage.a, stage.grid, name, data[:400], 0, 1000)
    equal((reply.status, msgspec.json.decode(reply.body)), (202, {"have": 400}))


@check("SYNC 12")
def the_last_piece_makes_it_whole(stage: Stage) -> None:
    """The last piece is answered 201, and the file is given back byte for byte."""
    data, name = data_of(stage)
    put(stage.a, stage.grid, name, data[:400], 0, 1000)
    equal(put(stage.a, stage.grid, name, data[400:], 400, 1000).status, 201)
    equal(hashlib.sha256(stage.a.call("GET", _path(stage, name)).body).hexdigest(), name)


@check("SYNC 12")
def a_piece_of_a_megabyte(stage: Stage) -> None:
    """A piece of 1 MiB is taken."""
    data, name = data_of(stage, 1_048_576)
    equal(put(stage.a, stage.grid, name, data, 0, len(data)).status, 201)


@check("SYNC 17")
def a_piece_above_a_megabyte(stage: Stage) -> None:
    """A piece above 1 MiB is too_large."""
    data, name = data_of(stage, 1_048_577)
    reply = put(stage.a, stage.grid, name, data, 0, len(data))
    equal((reply.status, problem_of(reply).name), (413, "too_large"))


@each("SYNC 17", {"64 MiB": (64 << 20, 202), "64 MiB and a byte": ((64 << 20) + 1, 413)})
def a_file_of_64_megabytes(stage: Stage, row: tuple[int, int]) -> None:
    """A file of {} is begun, or too_large above the limit."""
    data, name = data_of(stage)
    equal(put(stage.a, stage.grid, name, data, 0, row[0]).status, row[1])


@check("SYNC 12")
def a_wrong_start_is_told(stage: Stage) -> None:
    """Another start than what is there: 409 wrong_offset with have."""
    data, name = data_of(stage)
    put(stage.a, stage.grid, name, data[:400], 0, 1000)
    reply = put(stage.a, stage.grid, name, data[500:], 500, 1000)
    equal((reply.status, problem_of(reply).name, problem_of(reply).have), (409, "wrong_offset", 400))


@check("SYNC 12")
def a_lost_reply_costs_one_piece(stage: Stage) -> None:
    """A piece sent again is told what is there, and the rest goes on from it (F41)."""
    data, name = data_of(stage)
    put(stage.a, stage.grid, name, data[:400], 0, 1000)
    reply = put(stage.a, stage.grid, name, data[:400], 0, 1000)
    equal((reply.status, problem_of(reply).have), (409, 400))
    equal(put(stage.a, stage.grid, name, data[400:], 400, 1000).status, 201)


@check("SYNC 12")
def a_whole_file_again(stage: Stage) -> None:
    """A file that is there is answered 201 at once, whatever is sent of it."""
    data, name = sent(stage)
    equal(put(stage.a, stage.grid, name, data[:100], 0, 1000).status, 201)
    equal(put(stage.b, stage.grid, name, data[100:200], 100, 1000).status, 201)


@check("SYNC 12")
def a_head_of_nothing(stage: Stage) -> None:
    """HEAD of what nobody sent: have 0, no size."""
    equal(have(stage.a.call("HEAD", _path(stage, data_of(stage)[1]))), (200, "0", None))


@check("SYNC 12")
def a_head_of_a_part(stage: Stage) -> None:
    """HEAD of a file begun: have, no size."""
    data, name = data_of(stage)
    put(stage.a, stage.grid, name, data[:400], 0, 1000)
    equal(have(stage.a.call("HEAD", _path(stage, name))), (200, "400", None))


@check("SYNC 12")
def a_head_of_a_whole(stage: Stage) -> None:
    """HEAD of a whole file: have and size."""
    _, name = sent(stage)
    equal(have(stage.a.call("HEAD", _path(stage, name))), (200, "1000", "1000"))


@check("SYNC 12")
def parts_are_of_their_device(stage: Stage) -> None:
    """Partial files are per device: another one begins at 0 (F41)."""
    data, name = data_of(stage)
    put(stage.a, stage.grid, name, data[:400], 0, 1000)
    equal(have(stage.b.call("HEAD", _path(stage, name))), (200, "0", None))
    equal(put(stage.b, stage.grid, name, data[:300], 0, 1000).status, 202)
    equal(have(stage.a.call("HEAD", _path(stage, name)))[1], "400")


@check("SYNC 12")
def wrong_bytes_are_refused(stage: Stage) -> None:
    """Bytes that do not hash to their name: 422 wrong_hash, and it begins anew (F42)."""
    data, name = data_of(stage)
    reply = put(stage.a, stage.grid, name, b"x" + data[1:], 0, 1000)
    equal((reply.status, problem_of(reply).name), (422, "wrong_hash"))
    equal(have(stage.a.call("HEAD", _path(stage, name)))[1], "0")
    equal(stage.a.call("GET", _path(stage, name)).status, 404)
    equal(put(stage.a, stage.grid, name, data, 0, 1000).status, 201)


RANGES: dict[str, tuple[str, int, int]] = {
    "the first byte": ("bytes=0-0", 0, 1),
    "a middle": ("bytes=100-199", 100, 200),
    "the last byte": ("bytes=999-999", 999, 1000),
    "an open end": ("bytes=900-", 900, 1000),
    "more than there is": ("bytes=900-5000", 900, 1000),
}


@each("SYNC 12", RANGES)
def a_range_is_given(stage: Stage, row: tuple[str, int, int]) -> None:
    """GET with the range of {}: 206 with those bytes and their Content-Range."""
    data, name = sent(stage)
    reply = stage.a.call("GET", _path(stage, name), range=row[0])
    wanted = f"bytes {row[1]}-{row[2] - 1}/1000"
    equal((reply.status, reply.body, reply.headers.get("content-range")), (206, data[row[1] : row[2]], wanted))


@check("SYNC 12")
def a_whole_range_is_the_file(stage: Stage) -> None:
    """GET without a range: 200 with the whole file as bytes."""
    data, name = sent(stage)
    reply = stage.a.call("GET", _path(stage, name))
    equal((reply.status, reply.body, reply.headers.get("content-type")), (200, data, "application/octet-stream"))


@check("SYNC 12")
def a_range_beyond_the_end(stage: Stage) -> None:
    """GET with a range beyond the end: 416 with the size."""
    _, name = sent(stage)
    reply = stage.a.call("GET", _path(stage, name), range="bytes=1000-1001")
    equal((reply.status, reply.headers.get("content-range")), (416, "bytes */1000"))


SPANS = {
    "no Content-Range": "",
    "another unit": "lines 0-3/4",
    "an end before its start": "bytes 3-0/4",
    "an end beyond the size": "bytes 0-3/3",
    "more than was sent": "bytes 0-4/5",
    "less than was sent": "bytes 0-2/4",
    "an unknown size": "bytes 0-3/*",
    "a negative start": "bytes -1-2/4",
}


@each("SYNC 12", SPANS)
def a_piece_that_says_nothing_right(stage: Stage, span: str) -> None:
    """A piece with {} is malformed."""
    _, name = data_of(stage)
    headers = {"content_range": span} if span else {}
    reply = stage.a.call("PUT", _path(stage, name), b"data", **headers)
    equal((reply.status, problem_of(reply).name), (400, "malformed"))


@check("SYNC 12")
def an_empty_piece_is_malformed(stage: Stage) -> None:
    """A piece of no bytes is malformed."""
    reply = stage.a.call("PUT", _path(stage, data_of(stage)[1]), b"", content_range="bytes 0-0/1")
    equal((reply.status, problem_of(reply).name), (400, "malformed"))


@check("SYNC 12")
def a_missing_photo_is_known(stage: Stage) -> None:
    """A file that a record of the grid names, but nobody sent: 404 no_blob, known (F56)."""
    _, name = data_of(stage)
    home = stage.make("household")
    stage.make("visit", parent=home, text="in", photos=[{"sha256": name, "size": 9}])
    reply = stage.a.call("GET", _path(stage, name))
    equal((reply.status, problem_of(reply).name, problem_of(reply).known), (404, "no_blob", True))


@check("SYNC 12")
def a_foreign_file_is_not_there(stage: Stage) -> None:
    """A file of a grid not held: GET is told as what is not there (FAULTS 62)."""
    them, far = stage.stranger()
    data, name = data_of(stage)
    equal(put(them, far, name, data, 0, len(data)).status, 201, "the other user's file was answered")
    for one in (name, data_of(stage)[1]):
        reply = stage.a.call("GET", f"/v1/blobs/{far}/{one}")
        equal((reply.status, problem_of(reply).name, problem_of(reply).known), (404, "no_blob", False))


@check("SYNC 12")
def a_foreign_hash_in_an_own_record(stage: Stage) -> None:
    """Naming a hash of another grid in an own record gives nothing: 404 (F40)."""
    them, far = stage.stranger()
    data, name = data_of(stage)
    put(them, far, name, data, 0, len(data))
    stage.make("visit", parent=stage.make("household"), text="in", photos=[{"sha256": name, "size": 9}])
    equal(stage.a.call("GET", _path(stage, name)).status, 404)


@check("SYNC 12")
def a_foreign_hash_is_not_known_here(stage: Stage) -> None:
    """Existence is per grid: a file of another grid has to be sent here anew (FAULTS 62)."""
    them, far = stage.stranger()
    data, name = data_of(stage)
    put(them, far, name, data, 0, len(data))
    equal(have(stage.a.call("HEAD", _path(stage, name)))[1], "0")
    equal(put(stage.a, stage.grid, name, data[:100], 0, len(data)).status, 202)


FOREIGN: dict[str, Callable[[Stage, str], Reply]] = {
    "PUT": lambda s, grid: put(s.a, grid, data_of(s)[1], b"data", 0, 4),
    "HEAD": lambda s, grid: s.a.call("HEAD", f"/v1/blobs/{grid}/{data_of(s)[1]}"),
    "GET": lambda s, grid: s.a.call("GET", f"/v1/blobs/{grid}/{data_of(s)[1]}"),
}


@each("SYNC 12", FOREIGN)
def a_grid_not_held_takes_no_file(stage: Stage, call: Callable[[Stage, str], Reply]) -> None:
    """{} in a grid not held is answered as in one that is not (FAULTS 58)."""
    _, far = stage.stranger()
    held, absent = call(stage, far), call(stage, "999999999999999")
    equal((held.status, held.body), (404, absent.body))


@check("SYNC 12")
def a_moved_record_takes_its_files_along(stage: Stage) -> None:
    """The files of a moved record are in its new grid, too (F23)."""
    office, far = stage.office()
    data, name = sent(stage)
    home = stage.make("household")
    stage.make("visit", parent=home, text="in", photos=[{"sha256": name, "size": 1000}])
    office.do(stage.op("move", home, "household", to=far))
    equal(office.call("GET", f"/v1/blobs/{far}/{name}").body, data, "the file in the new grid is")


NAMES = ("a" * 63, "a" * 65, "A" * 64, "g" * 64, "..%2f..%2fserver.keys", "%00" * 21)


@each("SYNC 12", {repr(name)[:24]: name for name in NAMES})
def a_name_is_a_hash(stage: Stage, name: str) -> None:
    """A file by the name {} is not there (FAULTS 65)."""
    equal(stage.a.call("GET", _path(stage, name)).status, 404)
