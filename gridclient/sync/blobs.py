"""Photos up and down, in chunks, by hash (SYNC 12). A lost reply or a restart costs at most one chunk."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Generator

from gridclient.store import BlobLine, Store
from gridclient.sync.call import Peer, call, whole
from gridcore import wire
from gridcore.errors import Damaged, ServerRefused, StoreBusy
from gridcore.wire import Lost, Reply, Request

_log = logging.getLogger(__name__)
Done = Generator[Request, Reply | Lost, int]


def send(store: Store, peer: Peer, blob: BlobLine) -> Done:
    """Send what is left of a photo; 1 when it arrived whole now, 0 when it had or cannot be sent (now, or any more)."""
    path, sent = f"/v1/blobs/{blob.grid}/{blob.sha256}", blob.sent
    try:
        data = store.blobs.open(blob.sha256)
    except Damaged:
        store.blobs.broken(blob.grid, blob.sha256)
        return 0
    except StoreBusy:
        _log.info("a photo cannot be read now: it waits for another round")
        return 0
    if data and sent >= len(data):
        # Sent whole once; after a restore of the server it is asked what is left of it (F33).
        sent = yield from _left(peer, path)
    if sent < len(data) or not data:
        return (yield from _put(store, peer, blob, data, sent))
    store.blobs.confirm(blob.grid, blob.sha256, sent)
    return 0


def _put(store: Store, peer: Peer, blob: BlobLine, data: bytes, sent: int) -> Done:
    path = f"/v1/blobs/{blob.grid}/{blob.sha256}"
    while True:
        chunk = data[sent : sent + peer.chunk]
        span = f"bytes {sent}-{sent + len(chunk) - 1}/{len(data)}"
        request = Request(method="PUT", path=path, headers={"content-range": span}, body=chunk, seconds=60)
        try:
            reply = yield from call(peer, request)
        except ServerRefused as refused:
            again = _after_refusal(store, blob, refused, sent)
            if again is None:
                return 0
            sent = again
            continue
        have_now = whole(reply, wire.Have)
        sent = len(data) if reply.status == 201 else have_now.have
        store.blobs.confirm(blob.grid, blob.sha256, sent)
        if reply.status == 201:
            return 1


def _after_refusal(store: Store, blob: BlobLine, refused: ServerRefused, sent: int) -> int | None:
    """Give where to go on after a refused chunk, None to leave the photo; raises what is no answer to a chunk."""
    name, have = refused.facts["name"], refused.facts.get("have")
    if name == "wrong_offset" and isinstance(have, int) and have != sent:
        return have
    if name == "wrong_hash":
        # Bytes that do not hash to their name a second time have rotted here (F42).
        return None if store.blobs.wrong_hash(blob.grid, blob.sha256) else 0
    if name in {"forbidden", "too_large", "no_blob"}:  # no_blob: no right to this grid any more, 30 days after it ended
        store.blobs.broken(blob.grid, blob.sha256)
        return None
    raise refused


def _left(peer: Peer, path: str) -> Done:
    try:
        reply = yield from call(peer, Request(method="HEAD", path=path))
    except ServerRefused as refused:
        if refused.facts["name"] == "no_blob":
            return 0
        raise
    have = reply.headers.get(wire.HAVE_HEADER, "")
    return int(have) if have.isascii() and have.isdigit() else 0


def fetch(store: Store, peer: Peer, grid: str, sha256: str) -> Done:
    """Fetch one photo in ranges, check it by its hash, keep it sealed; 1 when it came, 0 when the server has none.

    Bytes that do not hash to their name are not kept (F42) and not asked for in every round: opening the record asks
    again.
    """
    parts, at, size = list[bytes](), 0, 1
    while at < size:
        span = f"bytes={at}-{at + peer.chunk - 1}"
        request = Request(method="GET", path=f"/v1/blobs/{grid}/{sha256}", headers={"range": span}, seconds=60)
        try:
            reply = yield from call(peer, request)
        except ServerRefused as refused:
            if refused.facts["name"] == "no_blob":
                _gone(store, grid, sha256, known=refused.facts["known"] is True)
                return 0
            raise
        parts.append(reply.body)
        at += len(reply.body)
        whole_size = reply.headers.get("content-range", "").rpartition("/")[2]
        size = int(whole_size) if whole_size.isascii() and whole_size.isdigit() else at
        if not reply.body:
            break
    data = b"".join(parts)
    if hashlib.sha256(data).hexdigest() != sha256:
        store.blobs.give_up(grid, sha256)
        return 0
    store.blobs.keep_fetched(grid, sha256, data)
    return 1


def _gone(store: Store, grid: str, sha256: str, *, known: bool) -> None:
    """A photo its taker has not sent yet stays wanted; one nobody knows is not asked for again."""
    if not known:
        store.blobs.give_up(grid, sha256)
