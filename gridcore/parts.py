"""Values that belong together and merge as one field (SYNC 2): a position is never half ours and half theirs."""

from __future__ import annotations

from typing import Any

import msgspec


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of every synced struct: no defaults but None, since null and absent are the same (SYNC 2)."""


class Position(Body, frozen=True, kw_only=True):
    """A point: integers of 1e-7 degree, crs (`CGCS2000`, `WGS84`, `GCJ02`), how it was found (DOMAIN 2.10)."""

    lng: int | None = None
    lat: int | None = None
    crs: str | None = None
    method: str | None = None


class Identity(Body, frozen=True, kw_only=True):
    """Type (GA/T 517) and number of a certificate; they change together and are the police's to change."""

    id_type: str | None = None
    id_no: str | None = None


class Hukou(Body, frozen=True, kw_only=True):
    """Registered residence: region code (12 digits) and address."""

    region: str | None = None
    addr: str | None = None


class Residence(Body, frozen=True, kw_only=True):
    """Present residence: region code, address, house id."""

    region: str | None = None
    addr: str | None = None
    house: str | None = None


class Contact(Body, frozen=True, kw_only=True):
    """A person named on a place or a school: name, phone, what they are there."""

    name: str | None = None
    phone: str | None = None
    title: str | None = None


class Licence(Body, frozen=True, kw_only=True):
    """A licence or permit of a place: kind, number, last day of validity (ISO date)."""

    kind: str | None = None
    no: str | None = None
    valid_to: str | None = None


class Gate(Body, frozen=True, kw_only=True):
    """A gate of a school: its name and where it is."""

    name: str | None = None
    position: Position | None = None


class Photo(Body, frozen=True, kw_only=True):
    """A photo (or other file) of a record: name in the grid is its SHA-256; size in bytes; tag is what it shows."""

    sha256: str | None = None
    size: int | None = None
    name: str | None = None
    tag: str | None = None
    taken_at: str | None = None


class OfficerRef(Body, frozen=True, kw_only=True):
    """An officer in an inspection, as certified on that day."""

    user: str | None = None
    name: str | None = None
    cert_no: str | None = None


class ChecklistRef(Body, frozen=True, kw_only=True):
    """The published checklist an inspection follows: code, version, SHA-256 of the XForm."""

    code: str | None = None
    version: str | None = None
    sha256: str | None = None


class Subject(Body, frozen=True, kw_only=True):
    """The record a task is about: its kind and id."""

    kind: str | None = None
    id: str | None = None


class Loss(Body, frozen=True, kw_only=True):
    """A value the server did not apply, with who meant it, when (their clock) and by which verb (SYNC 5)."""

    value: Any = None
    tx: str | None = None
    by: str | None = None
    by_name: str | None = None
    at: str | None = None
    verb: str | None = None


class Stood(Body, frozen=True, kw_only=True):
    """Who made the value that stands, when and by which verb (SYNC 5)."""

    by: str | None = None
    by_name: str | None = None
    at: str | None = None
    verb: str | None = None
