"""Settings of the machine (not of a person): nothing secret, nothing personal."""

from __future__ import annotations

from pathlib import Path

import msgspec

from gridclient.base.durable import write_durably


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """language `zh` | `en` | empty (as the system); theme `light` | `dark` | empty; scale 1.0, 1.15, 1.3."""

    language: str = ""
    theme: str = ""
    scale: float = 1.0
    idle_minutes: int = 10
    last_person: str = ""
    address: str = ""


def load(path: Path) -> Settings:
    """Read the settings; a missing or damaged file gives the defaults, since nothing in it is worth stopping for."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except (FileNotFoundError, msgspec.DecodeError):
        return Settings()


def save(path: Path, settings: Settings) -> None:
    """Write the settings."""
    write_durably(path, msgspec.json.format(msgspec.json.encode(settings)))
