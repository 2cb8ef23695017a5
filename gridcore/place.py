"""A place (场所) where people come together (DOMAIN 2.6)."""

from __future__ import annotations

from gridcore.parts import Body, Contact, Licence, Position


class Place(Body, frozen=True, kw_only=True):
    """Type as in the nine small places; risk 1 high, 2 middle, 3 low; yearly_cap is the most visits a year."""

    name: str | None = None
    place_type: str | None = None
    address: str | None = None
    uscc: str | None = None
    legal_rep: Contact | None = None
    industry_unit: str | None = None
    phone: str | None = None
    staff_count: int | None = None
    licences: tuple[Licence, ...] | None = None
    risk: str | None = None
    hazard: str | None = None
    yearly_cap: int | None = None
    position: Position | None = None
    tags: tuple[str, ...] | None = None
    note: str | None = None
