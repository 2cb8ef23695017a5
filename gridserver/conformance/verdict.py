"""How a check ends when it does not end well, and how it says what it found."""

from __future__ import annotations

from typing import Any


class Failed(Exception):
    """The server does not do what the contract says; the text says what was found."""


class Skipped(Exception):
    """The check cannot be played here; the text says why."""


def equal(found: Any, wanted: Any, what: str = "found") -> None:
    """Fail unless two values are equal. Nothing a person wrote is in them: the kit reads only what it wrote itself."""
    if found != wanted:
        raise Failed(f"{what} {_short(found)}, not {_short(wanted)}")


def holds(condition: object, what: str) -> None:
    """Fail with these words unless a condition holds."""
    if not condition:
        raise Failed(what)


def text_of(value: Any) -> str:
    """Give a value that must be a text."""
    if not isinstance(value, str):
        raise Failed(f"{_short(value)} is no text")
    return value


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 160 else f"{text[:157]}..."
