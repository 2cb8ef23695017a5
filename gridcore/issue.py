"""A value the server did not apply (SYNC 5): an ordinary record, so that it outlives the laptop."""

from __future__ import annotations

from gridcore.parts import Body, Loss, Stood


class Issue(Body, frozen=True, kw_only=True):
    """cause conflict | owned | deleted | changed; state open | done; lost only grows. Child of its record."""

    record: str | None = None
    field: str | None = None
    cause: str | None = None
    state: str | None = None
    stood: Stood | None = None
    lost: tuple[Loss, ...] | None = None
