"""The keyring of the operating system: holds one 32-byte device secret per person, where a safe backend answers.

Only backends on the allow-list are trusted, and only after a value written was read back (FAULTS 36-40): with
`keyrings.alt` in the environment a secret would be written in the clear, and the `null` backend forgets silently.
"""

from __future__ import annotations

import base64
from typing import Protocol, cast

import keyring as system
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, NoKeyringError

from gridcore.errors import KeyringTrouble
from gridcore.ids import Rng

SAFE_BACKENDS = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)
_SERVICE = "gridclient"


class Keyring(Protocol):
    """Keeps small secrets by name."""

    def get(self, name: str) -> bytes | None:
        """The secret, or None when there is none. Raises KeyringTrouble: `missing` (no backend) or `locked`."""
        ...

    def keep(self, name: str, secret: bytes) -> bool:
        """Keep a secret; False when it cannot be kept safely here."""
        ...

    def forget(self, name: str) -> None:
        """Remove a secret; a missing one is fine."""
        ...


class SystemKeyring:
    """The keyring the operating system offers."""

    def _backend(self) -> KeyringBackend | None:
        backend = system.get_keyring()
        # A chainer lists the real ones; it types nothing.
        for each in cast("list[KeyringBackend]", getattr(backend, "backends", [backend])):
            kind = type(each)
            if f"{kind.__module__}.{kind.__qualname__}" in SAFE_BACKENDS:
                return each
        return None

    def get(self, name: str) -> bytes | None:
        """See Keyring.get."""
        backend = self._backend()
        if backend is None:
            raise KeyringTrouble(reason="missing")
        try:
            text = backend.get_password(_SERVICE, name)
        except KeyringLocked as locked:
            raise KeyringTrouble(reason="locked") from locked
        except NoKeyringError as missing:
            raise KeyringTrouble(reason="missing") from missing
        except KeyringError as trouble:
            raise KeyringTrouble(reason="locked") from trouble
        try:
            return base64.b64decode(text, validate=True) if text else None
        except ValueError:
            return None

    def keep(self, name: str, secret: bytes) -> bool:
        """See Keyring.keep: written, then read back before it is trusted."""
        backend = self._backend()
        if backend is None:
            return False
        try:
            backend.set_password(  # pyright: ignore[reportUnknownMemberType] - its wrapper has no types
                _SERVICE, name, base64.b64encode(secret).decode()
            )
            return self.get(name) == secret
        except (KeyringError, KeyringTrouble):
            return False

    def forget(self, name: str) -> None:
        """See Keyring.forget."""
        backend = self._backend()
        if backend is None:
            return
        try:
            backend.delete_password(_SERVICE, name)
        except KeyringError:
            return


class NoKeyring:
    """A machine without a safe keyring: the password alone guards the store."""

    def get(self, name: str) -> bytes | None:
        """There is none."""
        raise KeyringTrouble(reason="missing", name_length=len(name))

    def keep(self, name: str, secret: bytes) -> bool:
        """Nothing is kept."""
        return not (name or secret)

    def forget(self, name: str) -> None:
        """Nothing to forget."""


def new_secret(rng: Rng) -> bytes:
    """Give a device secret: 32 bytes, far below the 1,280 characters Windows allows."""
    return rng(32)
