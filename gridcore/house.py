"""Houses (实有房屋) and who lives in them (DOMAIN 2.5)."""

from __future__ import annotations

from gridcore.parts import Body, Contact, Position


class House(Body, frozen=True, kw_only=True):
    """A dwelling: number, address, use, structure, hazard, owner; area in square metres."""

    house_no: str | None = None
    address: str | None = None
    building: str | None = None
    unit: str | None = None
    floor: str | None = None
    room: str | None = None
    use: str | None = None
    structure: str | None = None
    area: int | None = None
    built_year: int | None = None
    hazard: str | None = None
    owner: Contact | None = None
    rented: bool | None = None
    position: Position | None = None
    tags: tuple[str, ...] | None = None
    note: str | None = None


class Occupancy(Body, frozen=True, kw_only=True):
    """Who lives in a house, as what, from when to when. Child of its house."""

    person: str | None = None
    occupancy_type: str | None = None
    is_owner: bool | None = None
    relation_to_owner: str | None = None
    since: str | None = None
    until: str | None = None
