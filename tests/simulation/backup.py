"""A town whose server is restored from a copy of its tables, as a backup brings one back."""

from __future__ import annotations

from tests.server.town import Town
from tests.simulation import backend
from tests.simulation.backend import Backup

__all__ = ["Backup", "back_up", "restore"]


def back_up(town: Town) -> Backup:
    """Copy every table of the server."""
    return backend.back_up(town.server.store)


def restore(town: Town, backup: Backup) -> None:
    """Let the town go on with a copy; what came since is gone."""
    store = town.server.store
    backend.restore(store, backup)
    town.restart(store)
