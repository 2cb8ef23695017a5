"""SYNC 10: bodies packed both ways, and what is refused before it is unpacked."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from backports import zstd

from gridcore.wire import Reply
from gridserver.conformance.check import check, each
from gridserver.conformance.device import page_of, problem_of
from gridserver.conformance.stage import Stage
from gridserver.conformance.verdict import equal, holds

Pack = Callable[[bytes], bytes]
PACKERS: dict[str, tuple[str, Pack]] = {"gzip": ("gzip", gzip.compress), "zstd": ("zstd", zstd.compress)}
BOMB_BYTES = 40_000_000
CAP_BYTES = 4_000_000


@each("SYNC 10 packing", PACKERS)
def a_packed_push_is_read(stage: Stage, row: tuple[str, Pack]) -> None:
    """A push packed with {} is read."""
    body = stage.a.sealed(*stage.a.lines([stage.create("person", note="long " * 500)]))
    equal(stage.a.take(stage.a.send(row[1](body), content_encoding=row[0])).answers[0].st, "applied")


@each("SYNC 10 packing", PACKERS)
def a_packed_pull_is_read(stage: Stage, row: tuple[str, Pack]) -> None:
    """A pull packed with {} is read."""
    body = row[1](b'{"ask":1,"limit":1,"kinds":["person"],"grids":{}}')
    page_of(stage.a.call("POST", "/v1/pull", body, content_encoding=row[0]))


@check("SYNC 10 packing")
def identity_is_no_packing(stage: Stage) -> None:
    """The encoding identity is no packing."""
    equal(stage.a.take(stage.a.send(stage.a.sealed(), content_encoding="identity")).answers, [])


@each("SYNC 10 packing", PACKERS)
def more_than_the_wire_carries_may_be_packed(stage: Stage, row: tuple[str, Pack]) -> None:
    """A push of 6 MB packed with {} into less than 4 MB is read."""
    lines = [stage.a.tx(stage.a.n + place, [], grp="x" * 990_000) for place in range(1, 7)]
    packed = row[1](stage.a.sealed(*lines))
    holds(len(packed) < CAP_BYTES, "the kit packed badly")
    equal(len(stage.a.take(stage.a.send(packed, content_encoding=row[0])).answers), 6)


BAD: dict[str, tuple[int, str, str, Callable[[], bytes]]] = {
    "a gzip bomb": (413, "too_large", "gzip", lambda: gzip.compress(bytes(BOMB_BYTES))),
    "a zstd bomb": (413, "too_large", "zstd", lambda: zstd.compress(bytes(BOMB_BYTES))),
    "a body above the cap": (413, "too_large", "", lambda: bytes(CAP_BYTES + 1)),
    "a packed body above the cap": (413, "too_large", "gzip", lambda: bytes(CAP_BYTES + 1)),
    "bytes that are no gzip": (400, "malformed", "gzip", lambda: b"no gzip at all"),
    "bytes that are no zstd": (400, "malformed", "zstd", lambda: b"no zstd at all"),
    "a gzip cut short": (400, "malformed", "gzip", lambda: gzip.compress(b"x" * 9999)[:-4]),
    "a zstd cut short": (400, "malformed", "zstd", lambda: zstd.compress(b"x" * 9999)[:-4]),
    "more after the end of a gzip": (400, "malformed", "gzip", lambda: gzip.compress(b"x") + b"rest"),
    "more after the end of a zstd": (400, "malformed", "zstd", lambda: zstd.compress(b"x") + b"rest"),
    "an unknown packing": (400, "malformed", "br", lambda: b"x"),
}


@each("SYNC 10 packing", BAD)
def a_bad_body_is_refused(stage: Stage, row: tuple[int, str, str, Callable[[], bytes]]) -> None:
    """{} is refused (FAULTS 51)."""
    status, name, encoding, body = row
    headers = {"content_encoding": encoding} if encoding else {}
    reply = stage.a.send(body(), **headers)
    equal((reply.status, problem_of(reply).name), (status, name))


def _long_pull(stage: Stage, **headers: str) -> Reply:
    stage.make(note="long " * 500)
    body = b'{"ask":1,"limit":5000,"kinds":["person"],"grids":{}}'
    return stage.a.call("POST", "/v1/pull", body, **headers)


@check("SYNC 10 packing")
def a_reply_is_packed_when_asked(stage: Stage) -> None:
    """A long reply comes packed with zstd when that is taken, and unpacks to the same lines."""
    plain = _long_pull(stage)
    packed = stage.a.call(
        "POST", "/v1/pull", b'{"ask":1,"limit":5000,"kinds":["person"],"grids":{}}', accept_encoding="gzip;q=0.5, zstd"
    )
    equal(packed.headers.get("content-encoding"), "zstd")
    equal(zstd.decompress(packed.body).splitlines()[1:], plain.body.splitlines()[1:], "the lines are")


@check("SYNC 10 packing")
def a_reply_is_plain_when_not_asked(stage: Stage) -> None:
    """A reply comes plain when no packing is taken."""
    holds("content-encoding" not in _long_pull(stage, accept_encoding="identity").headers, "packed")


@check("SYNC 10 packing")
def a_file_is_never_packed(stage: Stage) -> None:
    """A missing file's problem and a HEAD come unpacked and whole."""
    reply = stage.a.call("HEAD", f"/v1/blobs/{stage.grid}/{'0' * 64}", accept_encoding="zstd, gzip")
    equal((reply.body, reply.headers.get("content-encoding")), (b"", None))


@check("SYNC 10")
def a_reply_has_its_length(stage: Stage) -> None:
    """A body comes whole with its length, not as a stream."""
    reply = _long_pull(stage)
    equal(reply.headers.get("content-length"), str(len(reply.body)))
