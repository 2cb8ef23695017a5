"""Sealed bytes at rest: what lies in a profile beside the store is readable only with its key.

Format: `GCF1` + 7 random bytes + chunks of up to 64 KiB, each ChaCha20-Poly1305 (RFC 8439) under a nonce of the random
bytes, a 4-byte counter and a final flag, so that a cut, moved or altered chunk is found (the STREAM construction).
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gridcore.errors import Damaged
from gridcore.ids import Rng

_MAGIC, _PREFIX, _CHUNK, _TAG = b"GCF1", 7, 64 * 1024, 16


def derive(key: bytes, purpose: str, length: int = 32) -> bytes:
    """Give a key for one purpose from a key (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"gridclient|{purpose}".encode()).derive(key)


class FileBox:
    """Seals and opens whole files under one 32-byte key."""

    def __init__(self, key: bytes, rng: Rng) -> None:
        """Take a 32-byte key and a source of randomness."""
        self._cipher = ChaCha20Poly1305(key)
        self._rng = rng

    def seal(self, data: bytes) -> bytes:
        """Give the sealed form of any bytes."""
        prefix = self._rng(_PREFIX)
        out = [_MAGIC, prefix]
        pieces = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)] or [b""]
        for number, piece in enumerate(pieces):
            last = number == len(pieces) - 1
            out.append(self._cipher.encrypt(_nonce(prefix, number, last=last), piece, _MAGIC))
        return b"".join(out)

    def open(self, sealed: bytes) -> bytes:
        """Give the bytes back; raises Damaged when they were cut, altered or sealed under another key."""
        head = len(_MAGIC) + _PREFIX
        if sealed[: len(_MAGIC)] != _MAGIC or len(sealed) < head + _TAG:
            raise Damaged(reason="not_sealed")
        prefix, step, out = sealed[len(_MAGIC) : head], _CHUNK + _TAG, list[bytes]()
        for number, at in enumerate(range(head, len(sealed), step)):
            last = at + step >= len(sealed)
            try:
                out.append(self._cipher.decrypt(_nonce(prefix, number, last=last), sealed[at : at + step], _MAGIC))
            except InvalidTag as wrong:
                raise Damaged(reason="altered_or_foreign") from wrong
        return b"".join(out)


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
