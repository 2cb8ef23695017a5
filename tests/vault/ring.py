"""A keyring that needs no desktop."""

from __future__ import annotations

from gridcore.errors import KeyringTrouble


class Ring:
    """A keyring in memory whose state a test sets: it may be locked or forget."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}
        self.trouble = ""

    def get(self, name: str) -> bytes | None:
        if self.trouble:
            raise KeyringTrouble(reason=self.trouble)
        return self.secrets.get(name)

    def keep(self, name: str, secret: bytes) -> bool:
        self.secrets[name] = secret
        return True

    def forget(self, name: str) -> None:
        self.secrets.pop(name, None)
