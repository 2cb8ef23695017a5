"""A server restored from a copy of its dictionaries, as a backup brings one back."""

from __future__ import annotations

from copy import copy
from typing import Any, cast

from gridserver.memory import MemoryStore
from tests.server.town import Town

Backup = dict[str, Any]


def back_up(town: Town) -> Backup:
    """Copy the dictionaries, and those inside them; rows are immutable."""
    return {name: {key: _copied(row) for key, row in table.items()} for name, table in _tables(town.server.store)}


def restore(town: Town, backup: Backup) -> None:
    """Let the town go on with a copy; what came since is gone."""
    store = MemoryStore()
    for name, table in _tables(store):
        table.update(backup[name])
    town.restart(store)


def _tables(store: object) -> list[tuple[str, dict[Any, Any]]]:
    tables: object = vars(store)["_tables"]
    return list(vars(tables).items())


def _copied(row: Any) -> Any:
    return copy(cast("object", row)) if isinstance(row, dict) else row
