"""A failed item (存在问题) of an inspection, with the item's words as they were (DOMAIN 4.1)."""

from __future__ import annotations

from gridcore.parts import Body, Photo


class Finding(Body, frozen=True, kw_only=True):
    """Severity 1 | 2 | 3; measure on_site | by_date | referred; append only. Child of its inspection."""

    item: str | None = None
    item_text: str | None = None
    section: str | None = None
    basis: str | None = None
    text: str | None = None
    severity: int | None = None
    measure: str | None = None
    due: str | None = None
    refer_to: str | None = None
    party: str | None = None
    distance: str | None = None
    photos: tuple[Photo, ...] | None = None
    after: tuple[Photo, ...] | None = None
    corrects: str | None = None
