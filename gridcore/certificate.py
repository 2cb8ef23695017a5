"""An officer's certificate (执法证): the server's to change."""

from __future__ import annotations

from gridcore.parts import Body


class Certificate(Body, frozen=True, kw_only=True):
    """Who holds it, its number, unit, last day of validity (ISO date)."""

    user: str | None = None
    name: str | None = None
    cert_no: str | None = None
    unit: str | None = None
    valid_to: str | None = None
