"""A visit to a household (入户走访, DOMAIN 3.5): append only; a correction names the visit it replaces."""

from __future__ import annotations

from gridcore.parts import Body, Photo


class Visit(Body, frozen=True, kw_only=True):
    """Result normal | changed | absent; answers are the asked questions with their codes."""

    visited_at: str | None = None
    visitor: str | None = None
    visitor_name: str | None = None
    visit_kind: str | None = None
    way: str | None = None
    met: tuple[str, ...] | None = None
    result: str | None = None
    text: str | None = None
    answers: dict[str, str] | None = None
    photos: tuple[Photo, ...] | None = None
    next_visit: str | None = None
    event: str | None = None
    corrects: str | None = None
