"""`PUT, GET, HEAD /v1/blobs/{grid}/{sha256}`: photos in pieces; existence is per grid (SYNC 12)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import msgspec

from gridcore.ids import Rng
from gridcore.wire import CHUNK_BYTES, GRACE_DAYS, HAVE_HEADER, MAX_BLOB_BYTES, SIZE_HEADER, Have, Reply, Request
from gridserver.access import current, may_read, roles_by_grid
from gridserver.clock import Clock, stamp
from gridserver.handle.caller import Caller, caller_of
from gridserver.handle.problem import Declined, json_reply
from gridserver.row import Reading, UploadRow, Writing
from gridserver.server import Server

PREFIX = "/v1/blobs/"

_PATH = re.compile(r"/v1/blobs/(?P<grid>[0-9]{12,15}|common|@[0-9a-f-]{36})/(?P<sha256>[0-9a-f]{64})")
_PIECE = re.compile(r"bytes ([0-9]{1,12})-([0-9]{1,12})/([0-9]{1,12})")
_RANGE = re.compile(r"bytes=([0-9]{1,12})-([0-9]{0,12})")


class Name(msgspec.Struct, frozen=True):
    """A blob of a grid."""

    grid: str
    sha256: str


class Piece(msgspec.Struct, frozen=True):
    """What a Content-Range says: first byte, the one after the last, size of the whole."""

    start: int
    end: int
    size: int


def put_blob(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:  # noqa: ARG001 - one signature for all
    """Take a piece. 202 with what is there, 201 when whole; Declined: wrong_offset, wrong_hash, no_blob, too_large."""
    now = clock.now()
    caller = caller_of(request, db, now)
    name = _name(request)
    return take_piece(name, _piece(request), request.body, caller, db, now)


def take_piece(name: Name, piece: Piece, data: bytes, caller: Caller, db: Server, now: datetime) -> Reply:
    """Take a piece of a caller that was let in, however it came. Raises as `put_blob`."""
    if piece.size > MAX_BLOB_BYTES or len(data) > CHUNK_BYTES:
        raise Declined("too_large")
    if not data or piece.end - piece.start != len(data) or piece.end > piece.size:
        raise Declined("malformed")
    grants = current(caller.grants, now, timedelta(days=GRACE_DAYS))
    if not roles_by_grid(grants)(name.grid):
        raise Declined("no_blob", known=False)
    with db.store.writing() as work:
        work.lock_device(caller.device.id)  # its partial file takes one piece at a time
        if not work.grids([name.grid]):
            raise Declined("no_blob", known=False)
        whole = work.blob(name.grid, name.sha256)
        if whole is not None and not _missing(work, db, name):
            return json_reply(Have(have=whole, size=whole), 201)
        upload = work.upload(caller.device.id, name.grid, name.sha256)
        have = _have(db, upload) if upload is not None and upload.size == piece.size else 0
        if piece.start != have:
            raise Declined("wrong_offset", have=have)
        db.meter.count("gridserver_blob_bytes_total", len(data), way="in")
        db.blobs.append(caller.device.id, name.grid, name.sha256, piece.start, data)
        row = UploadRow(
            device=caller.device.id, grid=name.grid, sha256=name.sha256, size=piece.size, have=piece.end
        )  # fmt: skip
        if piece.end < piece.size:
            work.put_upload(row)
            return json_reply(Have(have=piece.end), 202)
        if upload is not None:
            work.put_upload(msgspec.structs.replace(row, size=0))
        right = _finished(work, db, row, stamp(now))
    if not right:
        raise Declined("wrong_hash")
    return json_reply(Have(have=piece.size, size=piece.size), 201)


def _finished(work: Writing, db: Server, whole: UploadRow, at: str) -> bool:
    """Say whether what was sent is what its name says.

    Then keep it in its grid, and in those to which records that speak of it have been moved meanwhile.
    """
    if not db.blobs.finish(whole.device, whole.grid, whole.sha256):
        return False
    # A move takes the locks of both grids: one that is under way is seen whole, or sees this photo.
    work.lock_grids([whole.grid])
    for grid in (whole.grid, *work.followed(whole.grid, whole.sha256)):
        db.blobs.copy(whole.grid, grid, whole.sha256)
        work.put_blob(grid, whole.sha256, whole.size, at)
    return True


def get_blob(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:  # noqa: ARG001 - one signature for all
    """Give a blob, or the part a Range names."""
    name, _ = _readable(request, db, clock)
    size = size_of(name, db)
    start, end = _asked(request, size)
    body = db.blobs.read(name.grid, name.sha256, start, end)
    if body is None:
        raise Declined("no_blob", known=True)
    db.meter.count("gridserver_blob_bytes_total", len(body), way="out")
    headers = {"content-type": "application/octet-stream", "accept-ranges": "bytes"}
    if (start, end) == (0, size):
        return Reply(status=200, headers=headers, body=body)
    return Reply(status=206, headers={**headers, "content-range": f"bytes {start}-{end - 1}/{size}"}, body=body)


def size_of(name: Name, db: Server) -> int:
    """Give the size of a blob. Raises Declined: no_blob, `known` when a record of the grid speaks of it."""
    with db.store.reading() as read:
        size = read.blob(name.grid, name.sha256)
        known = size is None and read.names_blob(name.grid, name.sha256)
    if size is None:
        raise Declined("no_blob", known=known)
    return size


def head_blob(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:  # noqa: ARG001 - one signature for all
    """Tell how much the server has of a blob, from this device or whole."""
    name, caller = _readable(request, db, clock)
    with db.store.reading() as read:
        size = read.blob(name.grid, name.sha256)
        upload = read.upload(caller.device.id, name.grid, name.sha256)
        missing = size is not None and _missing(read, db, name)
    if size is not None and not missing:
        return Reply(status=200, headers={HAVE_HEADER: str(size), SIZE_HEADER: str(size)})
    return Reply(status=200, headers={HAVE_HEADER: str(_have(db, upload) if upload else 0)})


def _missing(read: Reading, db: Server, name: Name) -> bool:
    """Say whether the file of a known blob is gone (photos restored from an older backup, F33).

    Asked here and wherever a record that speaks of it has gone from here since.
    """
    grids = (name.grid, *read.followed(name.grid, name.sha256))
    return not all(db.blobs.has(grid, name.sha256) for grid in grids)


def _have(db: Server, upload: UploadRow) -> int:
    """Give what is there of an upload. Its file may be shorter or gone: a commit that failed after it, a backup."""
    begun = db.blobs.begun(upload.device, upload.grid, upload.sha256)
    return upload.have if begun >= upload.have else 0


def _readable(request: Request, db: Server, clock: Clock) -> tuple[Name, Caller]:
    """Let only those in who hold the grid, now or lately: for others nothing is there (FAULTS 58, 62)."""
    now = clock.now()
    caller = caller_of(request, db, now)
    name = _name(request)
    held = may_read(current(caller.grants, now), caller.device.id, name.grid)
    lately = request.method == "HEAD" and roles_by_grid(current(caller.grants, now, timedelta(days=GRACE_DAYS)))(
        name.grid
    )
    if not held and not lately:
        raise Declined("no_blob", known=False)
    return name, caller


def _name(request: Request) -> Name:
    return name_of(request.path)


def name_of(path: str) -> Name:
    """Give what a path names. Raises Declined: not_found."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise Declined("not_found")
    return Name(found["grid"], found["sha256"])


def _piece(request: Request) -> Piece:
    found = _PIECE.fullmatch(request.headers.get("content-range", ""))
    if found is None:
        raise Declined("malformed")
    start, last, size = map(int, found.groups())
    return Piece(start, last + 1, size)


def _asked(request: Request, size: int) -> tuple[int, int]:
    found = _RANGE.fullmatch(request.headers.get("range", ""))
    if found is None:
        return 0, size
    start, end = int(found[1]), int(found[2]) + 1 if found[2] else size
    if start >= size or end <= start:
        raise Declined("bad_range", headers={"content-range": f"bytes */{size}"})
    return start, min(end, size)
