"""The keys of one person on one machine, while unlocked: store key, device keys (SYNC 15)."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gridclient.vault.sealing import FileBox, derive
from gridcore.errors import Damaged
from gridcore.ids import Rng

STORE_KEY = 48
"""32 bytes of key and 16 of salt, so that SQLCipher derives nothing (96 hex digits)."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """Secrets; never printed, never logged, never copied outside the vault file."""

    store: bytes
    ed25519: bytes
    x25519: bytes

    @classmethod
    def new(cls, rng: Rng) -> Keys:
        """Fresh keys for a fresh store."""
        return cls(rng(STORE_KEY), rng(32), rng(32))

    def sign(self, data: bytes) -> str:
        """Give the Ed25519 signature of the device, hex."""
        return Ed25519PrivateKey.from_private_bytes(self.ed25519).sign(data).hex()

    @property
    def ed25519_public(self) -> str:
        """The device's public signing key, hex."""
        key = Ed25519PrivateKey.from_private_bytes(self.ed25519).public_key()
        return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    @property
    def x25519_public(self) -> str:
        """The device's public encryption key, hex."""
        key = X25519PrivateKey.from_private_bytes(self.x25519).public_key()
        return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def files(self, rng: Rng) -> FileBox:
        """The box of the person's photos."""
        return FileBox(derive(self.store, "files"), rng)

    def sealed_to(self, server_x25519: str, rng: Rng) -> str:
        """Give the store key readable by the server's key only (SYNC 15): ephemeral key and sealed bytes, hex."""
        own = X25519PrivateKey.from_private_bytes(rng(32))
        shared = own.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(server_x25519)))
        public = own.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        # The key is used once, so a nonce of zeros is never repeated under it.
        sealed = ChaCha20Poly1305(derive(shared + public, "recovery")).encrypt(bytes(12), self.store, None)
        return (public + sealed).hex()

    def opened(self, sealed: str) -> bytes:
        """Open a store key the server sealed to these keys (SYNC 15 recovery). Raises Damaged when it is none."""
        try:
            data = bytes.fromhex(sealed)
            public, own = data[:32], X25519PrivateKey.from_private_bytes(self.x25519)
            shared = own.exchange(X25519PublicKey.from_public_bytes(public))
            return ChaCha20Poly1305(derive(shared + public, "recovery")).decrypt(bytes(12), data[32:], None)
        except (ValueError, InvalidTag) as wrong:
            raise Damaged(reason="sealed_key") from wrong


def is_signed(public: str, signature: str, data: bytes) -> bool:
    """Say whether an Ed25519 signature (hex) of data by a public key (hex) holds."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """Give a public key as people compare it: its hash in eight groups of four hex digits."""
    digest = derive(bytes.fromhex(public), "fingerprint", 16).hex()
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))
