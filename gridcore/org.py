"""Units of the city and its grids (DOMAIN 1.1, 2.2): the server's to change."""

from __future__ import annotations

from gridcore.parts import Body, Position


class OrgUnit(Body, frozen=True, kw_only=True):
    """A unit: region code, name, level (city, county, township, community), kind (committee, center, department)."""

    code: str | None = None
    name: str | None = None
    level: str | None = None
    kind: str | None = None
    parent_code: str | None = None
    phone: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    replaced_by: str | None = None


class Grid(Body, frozen=True, kw_only=True):
    """A grid (网格): 15-digit code, name, community, kind (basic, special), its people and its planned size."""

    code: str | None = None
    name: str | None = None
    community: str | None = None
    kind: str | None = None
    leader: str | None = None
    worker: str | None = None
    households: int | None = None
    people: int | None = None
    party_member_count: int | None = None
    center: Position | None = None
