"""A household (户, DOMAIN 2.3): the unit of visits."""

from __future__ import annotations

from gridcore.parts import Body, Contact, Position


class Household(Body, frozen=True, kw_only=True):
    """Head is the id of a person; visit_every in days; ask_next is what to ask at the next visit."""

    household_no: str | None = None
    head: str | None = None
    address: str | None = None
    estate: str | None = None
    building: str | None = None
    unit: str | None = None
    floor: str | None = None
    room: str | None = None
    position: Position | None = None
    contact: Contact | None = None
    tenure: str | None = None
    area: int | None = None
    structure: str | None = None
    gas: str | None = None
    water: str | None = None
    flood_roster: bool | None = None
    living_state: str | None = None
    tags: tuple[str, ...] | None = None
    visit_every: int | None = None
    ask_next: str | None = None
    confirmed_on: str | None = None
    note: str | None = None
