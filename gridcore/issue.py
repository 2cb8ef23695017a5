"""A value the server did not apply, or doubts (SYNC 5): an ordinary record, so that it outlives the laptop."""

from __future__ import annotations

from gridcore.parts import Body, Loss, Stood


class Issue(Body, frozen=True, kw_only=True):
    """cause conflict | owned | deleted | changed | invalid; state open | done; lost only grows. Child of its record.

    invalid: the value was applied and stands; the rules of its form do not allow it (decision 0024). The value of such
    a loss is a list of objects with `path` and `reason`, as `gridcore.forms.proof.Doubt`.
    """

    record: str | None = None
    field: str | None = None
    cause: str | None = None
    state: str | None = None
    stood: Stood | None = None
    lost: tuple[Loss, ...] | None = None
