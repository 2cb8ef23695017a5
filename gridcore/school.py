"""A school and its gates (DOMAIN 2.8)."""

from __future__ import annotations

from gridcore.parts import Body, Contact, Gate, Position


class School(Body, frozen=True, kw_only=True):
    """Stage (kindergarten, primary, junior, senior), students, boarding, who answers for safety, gates."""

    name: str | None = None
    stage: str | None = None
    address: str | None = None
    boarding: bool | None = None
    students: int | None = None
    authority: str | None = None
    principal: Contact | None = None
    safety_lead: Contact | None = None
    guard_count: int | None = None
    gates: tuple[Gate, ...] | None = None
    arrival: str | None = None
    departure: str | None = None
    one_key_alarm: bool | None = None
    school_buses: int | None = None
    position: Position | None = None
    tags: tuple[str, ...] | None = None
    note: str | None = None
