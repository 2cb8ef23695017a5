"""A published checklist (检查表): append only, kept with its records for ever (FORMS 4)."""

from __future__ import annotations

from gridcore.parts import Body, Photo


class Checklist(Body, frozen=True, kw_only=True):
    """xform is zstd in base64 of the XForm XML whose SHA-256 is given; sheet and media (lists, pictures) are blobs.

    mode patrol | admin | both: who may fill it (DOMAIN 4.1).
    """

    code: str | None = None
    version: str | None = None
    title: str | None = None
    mode: str | None = None
    xform: str | None = None
    sha256: str | None = None
    sheet: Photo | None = None
    media: tuple[Photo, ...] | None = None
    published_at: str | None = None
    published_by: str | None = None
