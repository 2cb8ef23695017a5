"""The rules of a new password, one for both sides (DOMAIN 4.5: no default password; wrong tries lock)."""

from __future__ import annotations

SHORTEST = 8
_COMMON = frozenset({"12345678", "123456789", "1234567890", "11111111", "88888888", "66668888", "password", "qwertyui"})


def weakness(new: str, user: str, old: str = "") -> str | None:
    """Say why a password will not do: `too_short`, `same`, `like_name`, `too_easy`; None when it will.

    Length is what counts (NIST SP 800-63B 5.1.1); kinds of characters are not asked for.
    """
    if len(new) < SHORTEST:
        return "too_short"
    if old and new == old:
        return "same"
    if user and user.casefold() in new.casefold() and len(new) - len(user) < SHORTEST // 2:
        return "like_name"
    if new.casefold() in _COMMON or len(set(new)) < 3:
        return "too_easy"
    return None
