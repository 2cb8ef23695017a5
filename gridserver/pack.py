"""Bodies packed with zstd or gzip, unpacked in pieces under a cap: 16 kB of zstd can be 512 MB (SYNC 10, FAULTS 51)."""

from __future__ import annotations

import zlib

from backports import zstd

from gridcore.wire import MAX_UNPACKED_BYTES
from gridserver.handle.problem import Declined

PIECE_BYTES = 1 << 18
WINDOW_LOG = 23
"""Largest zstd window taken: 8 MiB, as RFC 9659 allows on the wire."""

WORTH_BYTES = 1024
"""Shorter replies go as they are."""


def unpack(body: bytes, encoding: str) -> bytes:
    """Unpack a request body. Raises Declined: malformed, too_large."""
    try:
        if encoding in {"", "identity"}:
            return body
        if encoding == "zstd":
            return _unpack_zstd(body)
        if encoding == "gzip":
            return _unpack_gzip(body)
    except (zstd.ZstdError, zlib.error, EOFError):
        raise Declined("malformed") from None
    raise Declined("malformed")


def _unpack_zstd(body: bytes) -> bytes:
    unpacker = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: WINDOW_LOG})
    pieces = [unpacker.decompress(body, max_length=PIECE_BYTES)]
    size = len(pieces[0])
    while not unpacker.eof and (pieces[-1] or not unpacker.needs_input):
        pieces.append(unpacker.decompress(b"", max_length=PIECE_BYTES))
        size += len(pieces[-1])
        _check(size)
    if not unpacker.eof or unpacker.unused_data:
        raise Declined("malformed")
    return b"".join(pieces)


def _unpack_gzip(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    pieces: list[bytes] = []
    size = 0
    rest = body
    while rest and not unpacker.eof:
        pieces.append(unpacker.decompress(rest, PIECE_BYTES))
        size += len(pieces[-1])
        _check(size)
        rest = unpacker.unconsumed_tail
    if not unpacker.eof or unpacker.unused_data:
        raise Declined("malformed")
    return b"".join(pieces)


def _check(size: int) -> None:
    if size > MAX_UNPACKED_BYTES:
        raise Declined("too_large")


def pack(body: bytes, accepted: str) -> tuple[bytes, str]:
    """Pack a reply body if the client takes zstd and it is worth it; give it and its encoding (empty: none)."""
    takes = any(part.partition(";")[0].strip() == "zstd" for part in accepted.split(","))
    if not takes or len(body) < WORTH_BYTES:
        return body, ""
    return zstd.compress(body, level=1), "zstd"
