"""A step taken (经过): who did what when; written by the server from an act, append only (SYNC 5)."""

from __future__ import annotations

from gridcore.parts import Body, Photo


class Log(Body, frozen=True, kw_only=True):
    """applied is absent while the step waits, false when the record had moved on; its text is kept either way."""

    step: str | None = None
    frm: str | None = None
    to: str | None = None
    text: str | None = None
    photos: tuple[Photo, ...] | None = None
    by: str | None = None
    by_name: str | None = None
    role: str | None = None
    at: str | None = None
    device_at: str | None = None
    applied: bool | None = None
