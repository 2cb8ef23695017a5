"""An event (事件): what a grid reports and the centre has handled (DOMAIN 3)."""

from __future__ import annotations

from gridcore.parts import Body, Photo, Position


class Event(Body, frozen=True, kw_only=True):
    """From `state` on, flow fields: changed only by a step, which is what `gridcore.flow` lists (SYNC 2)."""

    event_no: str | None = None
    title: str | None = None
    category: str | None = None
    subcategory: str | None = None
    source: str | None = None
    description: str | None = None
    address: str | None = None
    position: Position | None = None
    household: str | None = None
    place: str | None = None
    occurred_at: str | None = None
    reporter: str | None = None
    reporter_name: str | None = None
    informant: str | None = None
    photos: tuple[Photo, ...] | None = None
    state: str | None = None
    accepted: bool | None = None
    lead_unit: str | None = None
    assist_units: tuple[str, ...] | None = None
    requirement: str | None = None
    handler: str | None = None
    verifier: str | None = None
    verify_limit: str | None = None
    verify_result: str | None = None
    checker: str | None = None
    check_limit: str | None = None
    check_verdict: str | None = None
    level: str | None = None
    limit_amount: int | None = None
    limit_unit: str | None = None
    started_at: str | None = None
    paused_at: str | None = None
    due_time: str | None = None
    measures: str | None = None
    result: str | None = None
    opinion: str | None = None
    reason: str | None = None
    archive_type: str | None = None
    to_confirm: bool | None = None
    open_request: str | None = None
    request_days: int | None = None
    request_reason: str | None = None
    request_unit: str | None = None
    request_until: str | None = None
    review_on: str | None = None
    reply_due: str | None = None
    rework_count: int | None = None
    delay_count: int | None = None
    urge_count: int | None = None
    escalated_to: str | None = None
    whistle_level: str | None = None
    whistle_at: str | None = None
    whistle_place: str | None = None
    units_called: tuple[str, ...] | None = None
    supervise_level: str | None = None
    master: str | None = None
    satisfaction: str | None = None
