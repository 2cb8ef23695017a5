"""An event (事件): what a grid reports and the centre has handled (DOMAIN 3)."""

from __future__ import annotations

from gridcore.parts import Body, Limit, Photo, Position


class Event(Body, frozen=True, kw_only=True):
    """State, unit, limit, due and the counters are flow fields: changed only by a step (SYNC 2)."""

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
    unit: str | None = None
    assist_units: tuple[str, ...] | None = None
    handler: str | None = None
    checker: str | None = None
    level: str | None = None
    limit: Limit | None = None
    started_at: str | None = None
    due: str | None = None
    paused_at: str | None = None
    result: str | None = None
    archive_type: str | None = None
    to_confirm: bool | None = None
    open_request: str | None = None
    request_text: str | None = None
    rework_count: int | None = None
    delay_count: int | None = None
    urge_count: int | None = None
    escalated_to: str | None = None
    whistle_level: str | None = None
    supervise_level: str | None = None
    master: str | None = None
    satisfaction: str | None = None
