"""What is kept of passwords beside their hash: how often a name was tried, and the last change its owner made."""

from __future__ import annotations

from typing import Protocol

import msgspec


class GuessRow(msgspec.Struct, frozen=True, kw_only=True):
    """How many passwords were tried for a user name (its hash), and when the last one: seconds since 1970."""

    name: str
    many: int = 0
    at: float


class ChangedPassword(msgspec.Struct, frozen=True, kw_only=True):
    """The last password a device changed: Argon2id of old and new together, and the `pw` it made of the new one."""

    user: str
    device: str
    pair: str
    pw: str


class PasswordKeeping(Protocol):
    """What a write transaction says of both."""

    def changed_password(self, user: str) -> ChangedPassword | None:
        """Give the last change of a password by its owner."""
        ...

    def put_changed_password(self, changed: ChangedPassword) -> None:
        """Insert or replace it."""
        ...

    def lock_guesses(self, name: str, at: float) -> GuessRow:
        """Give the passwords tried for a name, locked; one nobody tried begins with none, at that time."""
        ...

    def put_guesses(self, guesses: GuessRow) -> None:
        """Replace a locked count."""
        ...

    def drop_guesses(self, name: str) -> None:
        """Forget a name."""
        ...

    def forget_guesses(self, before: float) -> None:
        """Forget some names last tried before a time; those that others hold stay, to be forgotten later."""
        ...
