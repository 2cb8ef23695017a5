"""What a verb gives back."""

from __future__ import annotations

from dataclasses import dataclass

from gridclient.base.changes import Changes


@dataclass(frozen=True, slots=True)
class Saved:
    """The record a verb was about, what changed, and the tx to take it back by."""

    id: str
    changes: Changes
    tx: str
