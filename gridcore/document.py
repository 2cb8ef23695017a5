"""A paper of a case (文书), hashed and signed by the device (PRODUCT 6)."""

from __future__ import annotations

from gridcore.parts import Body, Photo


class Document(Body, frozen=True, kw_only=True):
    """doc_kind as DOMAIN 4.4; number from the device's block; file is a blob. Child of its inspection."""

    doc_kind: str | None = None
    doc_no: str | None = None
    version: int | None = None
    file: Photo | None = None
    sha256: str | None = None
    signed_at: str | None = None
    by: str | None = None
    corrects: str | None = None
