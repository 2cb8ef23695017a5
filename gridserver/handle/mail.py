"""`POST /v1/mail`: one request package in, one reply package out; whoever brings it is only a courier (SYNC 13).

Everything in a package goes through the very functions that answer push, pull and blobs over HTTP. What those refuse
travels inside the reply as the problem document it is; a package that is cut, altered or not ours is refused whole
before anything of it is looked at.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import BinaryIO

from gridcore.errors import BadPackage
from gridcore.ids import Rng
from gridcore.package import (
    REPLY,
    REQUEST,
    ROOM,
    Envelope,
    Package,
    Part,
    framed,
    mark_of,
    open_package,
    read_envelope,
    write_package,
)
from gridcore.wire import MAX_PACKAGE_TXS, Have, Reply, Request
from gridserver.access import current, may_read
from gridserver.clock import Clock, stamp
from gridserver.handle.batch import batch_of
from gridserver.handle.blobs import PREFIX, Name, Piece, name_of, size_of, take_piece
from gridserver.handle.caller import Caller, caller_of, let_in
from gridserver.handle.problem import STATUS, Declined, json_reply
from gridserver.handle.pull import check_protocol, give_page
from gridserver.handle.push import take_batch
from gridserver.packaging import PackageKeys
from gridserver.row import DeviceRow
from gridserver.server import Server

_GOES_ON = 202
_PULL_BYTES = ROOM // 2
"""Of a reply for the pull; photos asked for get what is left."""
_BLOB = r"([0-9]{12,15}|common|@[0-9a-f-]{36}):([0-9a-f]{64})"
_PIECE = re.compile(rf"blob:{_BLOB}:([0-9]{{1,12}}):([0-9]{{1,12}})")
_WANT = re.compile(rf"want:{_BLOB}")


def mail(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:
    """Answer a package brought by anybody signed in; the signature of its own device gives the rights.

    Raises:
        Declined: not_a_package, unknown_format, cut, altered, malformed, wrong_kind, wrong_server, unknown_device,
            too_large - then nothing was stored; busy.
    """
    caller_of(request, db, clock.now())
    body = answer_package(io.BytesIO(request.body), len(request.body), db, clock.now(), rng)
    return Reply(status=200, headers={"content-type": "application/octet-stream"}, body=body)


def answer_package(file: BinaryIO, size: int, db: Server, now: datetime, rng: Rng) -> bytes:
    """Give the reply package to a request package of `size` bytes. Raises as `mail`."""
    keys = PackageKeys(db.keys, rng)
    try:
        device, package = _opened(file, size, keys, db, now)
        parts = _answered(package, device, db, now, rng)
        envelope = Envelope(
            format=0,
            kind=REPLY,
            device=device.id,
            server_id=db.keys.id,
            made=stamp(now),
            size=0,
            ask=package.envelope.ask,
            of=mark_of(file, size),
        )
        return _sealed(parts, envelope, device, keys)
    except BadPackage as bad:
        raise Declined(bad.reason if bad.reason in STATUS else "malformed") from bad


def _sealed(parts: Sequence[Part], envelope: Envelope, device: DeviceRow, keys: PackageKeys) -> bytes:
    out = io.BytesIO()
    write_package(out, envelope, parts, reader=bytes.fromhex(device.x25519), sealer=keys)
    return out.getvalue()


def _opened(file: BinaryIO, size: int, keys: PackageKeys, db: Server, now: datetime) -> tuple[DeviceRow, Package]:
    envelope = read_envelope(file, size)
    if envelope.server_id != db.keys.id:
        raise BadPackage(reason="wrong_server")
    if envelope.kind != REQUEST:
        raise BadPackage(reason="wrong_kind")
    device = db.device(envelope.device, now)
    if device is None:
        raise Declined("unknown_device")
    return device, open_package(file, size, maker=bytes.fromhex(device.ed25519), opener=keys)


def _answered(package: Package, device: DeviceRow, db: Server, now: datetime, rng: Rng) -> list[Part]:
    try:
        caller = let_in(device, device.user, db, now)
    except Declined as declined:
        return [_told("problem", declined.reply())]
    return _Mail(package, caller, db, now, rng).answer()


def _told(name: str, reply: Reply) -> Part:
    return Part.of(f"{name}:{reply.status}", reply.body)


class _Mail:
    """One package of a device that was let in."""

    def __init__(self, package: Package, caller: Caller, db: Server, now: datetime, rng: Rng) -> None:
        self._package, self._caller, self._db, self._now, self._rng = package, caller, db, now, rng
        self._blobs: dict[Name, Reply] = {}
        self._wants: list[Name] = []
        self._ask = b""

    def answer(self) -> list[Part]:
        """Push and photos as they come, then the pull, so that it brings back what the push did, then photos wanted."""
        parts: list[Part] = []
        for name, data in self._package.parts():
            if name == "push":
                parts.append(_told("push", self._tried(partial(self._push, data))))
            elif name == "pull":
                self._ask = data
            elif (piece := _PIECE.fullmatch(name)) is not None:
                blob, start = name_of(f"{PREFIX}{piece[1]}/{piece[2]}"), int(piece[3])
                self._take(blob, Piece(start, start + len(data), int(piece[4])), data)
            elif (want := _WANT.fullmatch(name)) is not None:
                self._wants.append(name_of(f"{PREFIX}{want[1]}/{want[2]}"))
        if self._ask:
            parts.append(_told("pull", self._tried(self._pull)))
        for blob, reply in self._blobs.items():
            parts.append(_told(f"blob:{blob.grid}:{blob.sha256}", reply))
        room = ROOM - sum(framed(part.size, part.name) for part in parts)
        return [*parts, *self._files(room)]

    def _tried(self, call: Callable[[], Reply]) -> Reply:
        """Answer as over HTTP: a refusal is a reply. Only `busy` ends the whole mail: it is brought again later."""
        try:
            return call()
        except Declined as declined:
            if declined.problem.name == "busy":
                raise
            return declined.reply()

    def _push(self, data: bytes) -> Reply:
        return take_batch(batch_of(data, most=MAX_PACKAGE_TXS), self._caller, self._db, self._now, self._rng)

    def _pull(self) -> Reply:
        check_protocol(str(self._package.envelope.protocol), self._db)
        return give_page(self._ask, self._caller, self._db, self._now, mail_bytes=_PULL_BYTES)

    def _take(self, name: Name, piece: Piece, data: bytes) -> None:
        """Take a piece of a photo. Packages bring photos from their first byte: what is here already is passed over."""
        before = self._blobs.get(name)
        if before is None or before.status == _GOES_ON:
            self._blobs[name] = self._tried(partial(self._piece, name, piece, data))

    def _piece(self, name: Name, piece: Piece, data: bytes) -> Reply:
        try:
            return take_piece(name, piece, data, self._caller, self._db, self._now)
        except Declined as declined:
            have = declined.problem.have or 0
            if declined.problem.name != "wrong_offset" or have <= piece.start:
                raise
        if have >= piece.end:
            return json_reply(Have(have=have), _GOES_ON)
        rest = Piece(have, piece.end, piece.size)
        return take_piece(name, rest, data[have - piece.start :], self._caller, self._db, self._now)

    def _size(self, name: Name, *, may: bool) -> int:
        if not may:
            raise Declined("no_blob", known=False)
        size = size_of(name, self._db)
        # Looked for now, read when its turn comes: a row may outlive its file.
        if self._db.blobs.read(name.grid, name.sha256, 0, 0) is None:
            raise Declined("no_blob", known=True)
        return size

    def _files(self, room: int) -> Iterator[Part]:
        """Give the photos asked for, as room allows; what has none is asked for again."""
        grants = current(self._caller.grants, self._now)
        for name in self._wants:
            part = self._file(name, may=may_read(grants, self._caller.device.id, name.grid))
            room -= framed(part.size, part.name)
            if room >= 0:
                yield part

    def _file(self, name: Name, *, may: bool) -> Part:
        told = f"file:{name.grid}:{name.sha256}"
        try:
            size = self._size(name, may=may)
        except Declined as declined:
            return _told(told, declined.reply())
        return Part(f"{told}:200", size, lambda: self._db.blobs.read(name.grid, name.sha256, 0, size) or b"")
