"""A rectification (整改) ordered for a finding (DOMAIN 4.1)."""

from __future__ import annotations

from gridcore.parts import Body, Photo


class Rectification(Body, frozen=True, kw_only=True):
    """Due is an ISO date and moves only by a granted extension; state is a flow field. Child of its inspection."""

    finding: str | None = None
    item: str | None = None
    text: str | None = None
    party: str | None = None
    due: str | None = None
    state: str | None = None
    issued_at: str | None = None
    photos: tuple[Photo, ...] | None = None
    rechecked_at: str | None = None
    opinion: str | None = None
    request_days: int | None = None
    request_reason: str | None = None
    extended_to: str | None = None
    delay_count: int | None = None
    reissue_count: int | None = None
    measures: str | None = None
    transferred_to: str | None = None
    reply_due: str | None = None
