"""The primitives of exchange packages under the keys of a device (`gridcore.package`, SYNC 13)."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gridclient.vault.keys import Keys
from gridcore.ids import Rng


class PackageKeys:
    """Seals as this device, opens what is for it."""

    def __init__(self, keys: Keys, rng: Rng) -> None:
        """Take the device's keys and a source of randomness."""
        self._keys, self._rng = keys, rng
        self.public = bytes.fromhex(keys.x25519_public)

    def sign(self, signed: bytes) -> bytes:
        """Sign as this device."""
        return bytes.fromhex(self._keys.sign(signed))

    def agree(self, reader: bytes) -> tuple[bytes, bytes]:
        """Give a fresh public key and what it shares with the reader's."""
        own = X25519PrivateKey.from_private_bytes(self._rng(32))
        return own.public_key().public_bytes_raw(), own.exchange(X25519PublicKey.from_public_bytes(reader))

    def is_signed(self, maker: bytes, signature: bytes, signed: bytes) -> bool:
        """Say whether a signature is the maker's."""
        try:
            Ed25519PublicKey.from_public_bytes(maker).verify(signature, signed)
        except (InvalidSignature, ValueError):
            return False
        return True

    def shared(self, ephemeral: bytes) -> bytes | None:
        """Give what the device's key shares with the one made for the package."""
        try:
            own = X25519PrivateKey.from_private_bytes(self._keys.x25519)
            return own.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        except ValueError:
            return None

    def derive(self, secret: bytes, info: bytes) -> bytes:
        """Give a key from a secret (RFC 5869)."""
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)

    def encrypt(self, key: bytes, nonce: bytes, data: bytes) -> bytes:
        """Seal (RFC 8439)."""
        return ChaCha20Poly1305(key).encrypt(nonce, data, None)

    def decrypt(self, key: bytes, nonce: bytes, data: bytes) -> bytes | None:
        """Open (RFC 8439)."""
        try:
            return ChaCha20Poly1305(key).decrypt(nonce, data, None)
        except InvalidTag:
            return None
