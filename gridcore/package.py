"""The exchange package: HTTP by hand, as a file (SYNC 13, decision 0009). Pure rules; the cryptography is given.

    magic       `GRIDPKG` and one byte, the format
    envelope    4 bytes of length, then JSON: who, for which server, when, how long the body is
    body        32 bytes, an X25519 key made for this package alone; then chunks of 64 KiB, each sealed with
                ChaCha20-Poly1305 under HKDF-SHA256(shared secret), nonce = 11 bytes of counter and a final flag
    signature   64 bytes, Ed25519 of the sender over the SHA-256 of everything before it

The key is derived over the envelope and both public keys, so a body cannot be put under another envelope; the final
flag and the signature show every cut. Inside are parts, each with a name that is no path and a length that is checked
against what is left before anything is read. Nothing is packed, so nothing can unpack to more than it is. A package is
read once to its end before the first part is given: it is refused whole or good to its last byte.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

import msgspec

from gridcore.errors import BadPackage
from gridcore.wire import MAX_PACKAGE_BYTES, Wire

MAGIC, FORMAT = b"GRIDPKG", 1
REQUEST, REPLY = "request", "reply"
MAX_ENVELOPE_BYTES, MAX_NAME_BYTES, MAX_PARTS = 1024, 120, 10_000
CHUNK, TAG, KEY, SIGNATURE = 64 * 1024, 16, 32, 64

_HEAD = struct.Struct(">7sBI")
_LENGTH = struct.Struct(">Q")
_NAME = re.compile(rb"[a-z]+(?::[0-9A-Za-z@-]+)*")


class Envelope(Wire, frozen=True, kw_only=True):
    """What is written outside: the store it is from or for, the server, when (ISO), the bytes of the body.

    `ask` is the number of the pull inside, `protocol` what its maker speaks; the time is the maker's clock. `of` says
    which request a reply answers (`mark_of`): a store that was put back gives numbers of pulls twice.
    """

    format: int
    kind: str
    device: str
    server_id: str
    made: str
    size: int
    ask: int = 0
    protocol: int = 1
    of: str = ""


class Sealer(Protocol):
    """The primitives a maker needs; keys and signatures are raw bytes."""

    def sign(self, signed: bytes) -> bytes:
        """Give the 64 bytes of the maker's Ed25519 signature."""
        ...

    def agree(self, reader: bytes) -> tuple[bytes, bytes]:
        """Give a fresh X25519 public key and the secret it shares with the reader's public key."""
        ...

    def derive(self, secret: bytes, info: bytes) -> bytes:
        """Give 32 bytes of HKDF-SHA256 without salt."""
        ...

    def encrypt(self, key: bytes, nonce: bytes, data: bytes) -> bytes:
        """Seal with ChaCha20-Poly1305: as long as the data, and 16 bytes."""
        ...


class Opener(Protocol):
    """The primitives a reader needs."""

    @property
    def public(self) -> bytes:
        """The reader's own X25519 public key."""
        ...

    def is_signed(self, maker: bytes, signature: bytes, signed: bytes) -> bool:
        """Say whether an Ed25519 signature is the maker's."""
        ...

    def shared(self, ephemeral: bytes) -> bytes | None:
        """Give the secret shared with the key made for the package; None when that is no key."""
        ...

    def derive(self, secret: bytes, info: bytes) -> bytes:
        """Give 32 bytes of HKDF-SHA256 without salt."""
        ...

    def decrypt(self, key: bytes, nonce: bytes, data: bytes) -> bytes | None:
        """Open ChaCha20-Poly1305; None when it does not hold."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """A named run of `size` bytes; `give` reads them when their turn comes, so that photos are not held together."""

    name: str
    size: int
    give: Callable[[], bytes] = field(repr=False)

    @classmethod
    def of(cls, name: str, data: bytes) -> Part:
        """A part that is in memory already."""
        return cls(name, len(data), lambda: data)


def framed(size: int, name: str) -> int:
    """Give what a part of `size` bytes takes inside a package."""
    return 1 + len(name) + _LENGTH.size + size


def sealed_size(plain: int) -> int:
    """Give the length of a body that holds `plain` framed bytes."""
    return KEY + plain + TAG * -(-plain // CHUNK)


ROOM = (MAX_PACKAGE_BYTES - MAX_ENVELOPE_BYTES - _HEAD.size - SIGNATURE - KEY) // (CHUNK + TAG) * CHUNK - 1
"""Framed bytes that fit into a package."""


def write_package(out: BinaryIO, envelope: Envelope, parts: Sequence[Part], *, reader: bytes, sealer: Sealer) -> None:
    """Write a package for a reader (its X25519 public key); the size of the envelope is set here.

    Raises BadPackage(too_large) before anything is written, and what a part raises: then what was written is no
    package.
    """
    plain = sum(framed(part.size, part.name) for part in parts) + 1
    if plain > ROOM + 1 or len(parts) > MAX_PARTS:
        raise BadPackage(reason="too_large")
    text = msgspec.json.encode(msgspec.structs.replace(envelope, format=FORMAT, size=sealed_size(plain)))
    digest = hashlib.sha256()

    def put(data: bytes) -> None:
        digest.update(data)
        out.write(data)

    put(_HEAD.pack(MAGIC, FORMAT, len(text)) + text)
    ephemeral, secret = sealer.agree(reader)
    key = sealer.derive(secret, _info(text, ephemeral, reader))
    put(ephemeral)
    number, held = 0, bytearray()
    for piece in _frames(parts):
        held += piece
        while len(held) > CHUNK:
            put(sealer.encrypt(key, _nonce(number, last=False), bytes(held[:CHUNK])))
            del held[:CHUNK]
            number += 1
    put(sealer.encrypt(key, _nonce(number, last=True), bytes(held)))
    out.write(sealer.sign(_signed(digest.digest())))


def _frames(parts: Iterable[Part]) -> Iterator[bytes]:
    for part in parts:
        name = part.name.encode("ascii")
        if not name or len(name) > MAX_NAME_BYTES or not _NAME.fullmatch(name):
            raise ValueError("no name of a part")
        data = part.give()
        if len(data) != part.size:
            raise BadPackage(reason="changed")
        yield bytes([len(name)]) + name + _LENGTH.pack(part.size)
        yield data
    yield b"\0"


def read_envelope(file: BinaryIO, size: int) -> Envelope:
    """Read what is written outside a file of `size` bytes; nothing of it is proven yet.

    Raises BadPackage: not_a_package, unknown_format, cut, altered, too_large.
    """
    return _opened(file, size)[0]


def mark_of(file: BinaryIO, size: int) -> str:
    """Give what tells this package file from every other one: the first half of its signature, in hex."""
    file.seek(size - SIGNATURE)
    return file.read(SIGNATURE // 2).hex()


def _opened(file: BinaryIO, size: int) -> tuple[Envelope, bytes]:
    if size > MAX_PACKAGE_BYTES:
        raise BadPackage(reason="too_large")
    file.seek(0)
    head = file.read(_HEAD.size)
    if head[: len(MAGIC)] != MAGIC[: len(head)] or not head:
        raise BadPackage(reason="not_a_package")
    if len(head) < _HEAD.size:
        raise BadPackage(reason="cut")
    _, form, length = _HEAD.unpack(head)
    if form != FORMAT:
        raise BadPackage(reason="unknown_format", found=form, known=FORMAT)
    if length > MAX_ENVELOPE_BYTES:
        raise BadPackage(reason="altered")
    text = file.read(length)
    if len(text) < length:
        raise BadPackage(reason="cut")
    try:
        envelope = msgspec.json.decode(text, type=Envelope)
    except (msgspec.DecodeError, ValueError, RecursionError):  # ValueError: a key that is no UTF-8
        raise BadPackage(reason="altered") from None
    whole = _HEAD.size + length + envelope.size + SIGNATURE
    if size != whole:
        raise BadPackage(reason="cut" if size < whole else "altered")
    return envelope, text


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was read to its end once: signed by its sender, whole, every length right."""

    envelope: Envelope
    _read: Callable[[], Iterator[tuple[str, bytes]]] = field(repr=False)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Give the parts in order, one in memory at a time."""
        return self._read()


def open_package(file: BinaryIO, size: int, *, maker: bytes, opener: Opener) -> Package:
    """Prove a package of `size` bytes to its last byte; the file stays open as long as its parts are read.

    `maker` is the Ed25519 public key that must have signed it. Raises BadPackage as `read_envelope`, or with reason
    `altered` (changed, or by or for somebody else) or `malformed` (well sealed, but no parts).
    """
    envelope, text = _opened(file, size)
    body_at = _HEAD.size + len(text)
    file.seek(0)
    digest = hashlib.sha256()
    left = body_at + envelope.size
    while left:
        piece = file.read(min(CHUNK, left))
        if not piece:
            raise BadPackage(reason="cut")
        digest.update(piece)
        left -= len(piece)
    if not opener.is_signed(maker, file.read(SIGNATURE), _signed(digest.digest())):
        raise BadPackage(reason="altered")
    body = _Body(file, body_at, envelope.size, text, opener)
    for _ in body.parts(keep=False):
        pass
    return Package(envelope, lambda: ((name, bytes(data)) for name, data in body.parts(keep=True)))


class _Body:
    """The sealed part of an open file."""

    def __init__(self, file: BinaryIO, at: int, size: int, text: bytes, opener: Opener) -> None:
        self._file, self._at, self._size, self._opener = file, at, size, opener
        file.seek(at)
        ephemeral = file.read(KEY)
        secret = opener.shared(ephemeral) if size > KEY + TAG else None
        if secret is None:
            raise BadPackage(reason="altered")
        self._key = opener.derive(secret, _info(text, ephemeral, opener.public))

    def parts(self, *, keep: bool) -> Iterator[tuple[str, bytearray]]:
        """Give the parts; without `keep` only their names, the bytes are looked at and forgotten."""
        stream = _Stream(self._chunks(), self._plain)
        seen: set[bytes] = set()
        while length := stream.take(1)[0]:
            name = bytes(stream.take(length))
            (size,) = _LENGTH.unpack(stream.take(_LENGTH.size))
            if name in seen or len(name) > MAX_NAME_BYTES or not _NAME.fullmatch(name) or len(seen) == MAX_PARTS:
                raise BadPackage(reason="malformed")
            seen.add(name)
            yield name.decode(), stream.take(size) if keep else stream.skip(size)
        if stream.left:
            raise BadPackage(reason="malformed")

    @property
    def _plain(self) -> int:
        sealed = self._size - KEY
        return sealed - TAG * -(-sealed // (CHUNK + TAG))

    def _chunks(self) -> Generator[bytes, None, None]:
        left, number = self._size - KEY, 0
        while left:
            self._file.seek(self._at + self._size - left)
            sealed = self._file.read(min(CHUNK + TAG, left))
            left -= len(sealed)
            plain = self._opener.decrypt(self._key, _nonce(number, last=not left), sealed) if sealed else None
            if plain is None:
                raise BadPackage(reason="altered")
            number += 1
            yield plain


class _Stream:
    """Bytes out of chunks; `left` of them are still to come, and no length that says more is believed."""

    def __init__(self, chunks: Iterator[bytes], left: int) -> None:
        self._chunks, self.left = chunks, left
        self._held = memoryview(b"")

    def take(self, count: int) -> bytearray:
        """Give the next bytes."""
        taken = bytearray()
        for piece in self._pieces(count):
            taken += piece
        return taken

    def skip(self, count: int) -> bytearray:
        """Go past the next bytes."""
        for _ in self._pieces(count):
            pass
        return bytearray()

    def _pieces(self, count: int) -> Iterator[memoryview]:
        if count > self.left:
            raise BadPackage(reason="malformed")
        self.left -= count
        while count:
            if not len(self._held):
                self._held = memoryview(next(self._chunks))
            piece, self._held = self._held[:count], self._held[count:]
            count -= len(piece)
            yield piece


def _info(text: bytes, ephemeral: bytes, reader: bytes) -> bytes:
    return b"grid-package|" + hashlib.sha256(text).digest() + ephemeral + reader


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _signed(digest: bytes) -> bytes:
    return f"grid-package|{digest.hex()}".encode()
