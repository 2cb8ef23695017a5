"""A server restored from a copy of its dictionaries, as a backup brings one back."""

from __future__ import annotations

from copy import copy
from typing import Any

from gridserver.memory import MemoryStore
from tests.server.town import Town

Backup = dict[str, Any]


def back_up(town: Town) -> Backup:
    """Copy the dictionaries, and those inside them; rows are immutable."""
    tables = vars(vars(town.server.store)["_tables"])
    return {name: {key: _copied(row) for key, row in table.items()} for name, table in tables.items()}


def restore(town: Town, backup: Backup) -> None:
    """Let the town go on with a copy; what came since is gone."""
    store = MemoryStore()
    vars(vars(store)["_tables"]).update(backup)
    town.restart(store)


def _copied(row: Any) -> Any:
    return copy(row) if isinstance(row, dict) else row
