"""What a service gives back after a write."""

from __future__ import annotations

from dataclasses import dataclass

from gridclient.base.changes import Changes


@dataclass(frozen=True, slots=True)
class Saved:
    """The record written, what was touched, and the id of the transaction (for undo; empty when nothing changed)."""

    id: str
    changes: Changes
    tx: str
