"""What a sample county consists of, as frozen data that a store's loader can stream."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from gridcore.deadlines import BEIJING

Fields = dict[str, Any]


class SampleRecord(NamedTuple):
    """A record as it is loaded at v 1. `body` holds only fields that have a value."""

    grid: str
    id: str
    kind: str
    parent: str | None
    body: Fields
    at: datetime
    """When it was made; the county's instant at the latest."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in. `grants`: pairs of a code's beginning and a role."""

    user: str
    name: str
    password: str
    grants: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Blob:
    """A photo of a grid; its SHA-256 is the name records know it by."""

    grid: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Its name."""
        return hashlib.sha256(self.data).hexdigest()


def stamp(at: datetime) -> str:
    """A time as records hold it: ISO 8601 in Beijing time, to the second."""
    return at.astimezone(BEIJING).isoformat(timespec="seconds")


def day_of(at: datetime) -> date:
    """The day in Beijing."""
    return at.astimezone(BEIJING).date()


def filled(values: Mapping[str, Any]) -> Fields:
    """The fields that have a value; null and absent are the same (SYNC 2)."""
    return {name: value for name, value in values.items() if value is not None}


def photo(data: bytes, name: str, tag: str, at: datetime) -> Fields:
    """A photo as a record names it. `tag`: before, after, scene."""
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "name": name,
        "tag": tag,
        "taken_at": stamp(at),
    }
