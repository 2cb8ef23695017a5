"""An inspection (检查): patrol by a grid worker or administrative by a certified pair (DOMAIN 4.1)."""

from __future__ import annotations

from gridcore.parts import Body, ChecklistRef, Contact, OfficerRef


class Inspection(Body, frozen=True, kw_only=True):
    """Mode patrol | admin; state is a flow field; items counted when it was finished. Child of its place or school."""

    mode: str | None = None
    checklist: ChecklistRef | None = None
    title: str | None = None
    unit: str | None = None
    officers: tuple[OfficerRef, ...] | None = None
    gate: str | None = None
    period: str | None = None
    weather: str | None = None
    accompany: Contact | None = None
    joint_units: tuple[str, ...] | None = None
    planned_for: str | None = None
    notified_at: str | None = None
    started_at: str | None = None
    finished_at: str | None = None
    item_count: int | None = None
    fail_count: int | None = None
    state: str | None = None
    approved: bool | None = None
    emergency: bool | None = None
    opinion: str | None = None
    reason: str | None = None
    refusal_note: str | None = None
    signed_at: str | None = None
