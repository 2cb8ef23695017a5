"""The server's own keys: made at first start, in one file only its user may read (SYNC 15)."""

from __future__ import annotations

import hashlib
import hmac
import os
import uuid
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidKey, InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gridcore.errors import Damaged
from gridcore.ids import Rng
from gridserver.config import PasswordCost

KEY_FILE = "server.keys"
_PUBLIC, _NONCE = 32, 12
_ANY = bytes([1]) * 32
"""A private key nobody uses: every one finds points of low order."""


class ServerKeys(msgspec.Struct, frozen=True, kw_only=True):
    """Server id and secrets in hex: two private keys, the secret of tokens, the key (and salt) of the database."""

    id: str
    ed25519: str
    x25519: str
    mac: str
    store: str

    @classmethod
    def make(cls, rng: Rng) -> ServerKeys:
        """Make the keys of a new server."""
        return cls(
            id=str(uuid.UUID(bytes=rng(16), version=4)),
            ed25519=rng(32).hex(),
            x25519=rng(32).hex(),
            mac=rng(32).hex(),
            store=rng(48).hex(),
        )

    @classmethod
    def open(cls, folder: Path, rng: Rng) -> ServerKeys:
        """Read the key file of a data folder; at first start make it, readable by its owner only (mode 0600)."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / KEY_FILE
        if path.exists():
            return msgspec.json.decode(path.read_bytes(), type=cls)
        keys = cls.make(rng)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(msgspec.json.encode(keys))
            file.flush()
            os.fsync(file.fileno())
        return keys

    def sign(self, signed: bytes) -> str:
        """Sign as this server, hex."""
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.ed25519)).sign(signed).hex()

    def public(self) -> tuple[str, str]:
        """Give the public keys in hex: Ed25519, X25519."""
        ed25519 = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.ed25519)).public_key()
        x25519 = X25519PrivateKey.from_private_bytes(bytes.fromhex(self.x25519)).public_key()
        return ed25519.public_bytes_raw().hex(), x25519.public_bytes_raw().hex()

    def unsealed(self, sealed: str) -> bytes:
        """Open a store key sealed to this server at enrolment (SYNC 15). Raises Damaged when it is none."""
        try:
            data = bytes.fromhex(sealed)
            own = X25519PrivateKey.from_private_bytes(bytes.fromhex(self.x25519))
            shared = own.exchange(X25519PublicKey.from_public_bytes(data[:_PUBLIC]))
            return _recovery_box(shared + data[:_PUBLIC]).decrypt(bytes(_NONCE), data[_PUBLIC:], None)
        except (ValueError, InvalidTag) as wrong:
            raise Damaged(reason="sealed_key") from wrong

    def mac_of(self, text: str) -> str:
        """Give the server's MAC over a text, hex."""
        return hmac.new(bytes.fromhex(self.mac), text.encode(), hashlib.sha256).hexdigest()

    def is_mac(self, text: str, mac: str) -> bool:
        """Say whether a MAC is this server's over a text."""
        return hmac.compare_digest(self.mac_of(text).encode(), mac.encode())


def seal_key(key: bytes, x25519: str, rng: Rng) -> str:
    """Seal a store key to a device, as a device seals its own: an ephemeral public key, then the sealed bytes; hex.

    Raises Damaged: nothing can be sealed to this key.
    """
    own = X25519PrivateKey.from_private_bytes(rng(32))
    public = own.public_key().public_bytes_raw()
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(x25519)))
    except ValueError as wrong:
        raise Damaged(reason="x25519") from wrong
    # The key is used once, so a nonce of zeros is never repeated under it.
    return (public + _recovery_box(shared + public).encrypt(bytes(_NONCE), key, None)).hex()


def is_public(ed25519: str, x25519: str) -> bool:
    """Say whether two texts are public keys in lower case hex, with a second one that something can be sealed to.

    A point of low order (all zeros is one) shares the same secret with everybody, and the library refuses it.
    """
    try:
        keys = [bytes.fromhex(ed25519), bytes.fromhex(x25519)]
        X25519PrivateKey.from_private_bytes(_ANY).exchange(X25519PublicKey.from_public_bytes(keys[1]))
    except ValueError:
        return False
    return len(keys[0]) == _PUBLIC and [key.hex() for key in keys] == [ed25519, x25519]


def _recovery_box(secret: bytes) -> ChaCha20Poly1305:
    info = b"gridclient|recovery"
    return ChaCha20Poly1305(HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret))


def is_signed(ed25519: str, signed: bytes, signature: str) -> bool:
    """Say whether a signature (hex) is that of a public key (hex) over these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(ed25519)).verify(bytes.fromhex(signature), signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def hash_password(password: str, cost: PasswordCost, rng: Rng) -> str:
    """Give a PHC string of Argon2id."""
    return Argon2id(
        salt=rng(16), length=32, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive_phc_encoded(password.encode())


def is_password(password: str, phc: str | None, cost: PasswordCost) -> bool:
    """Say whether a password is right; an unknown user (None) costs the same time."""
    known = phc is not None
    if phc is None:
        phc = f"$argon2id$v=19$m={cost.memory_kib},t={cost.iterations},p={cost.lanes}${'A' * 22}${'A' * 43}"
    try:
        Argon2id.verify_phc_encoded(password.encode(), phc)
    except InvalidKey:
        return False
    return known
