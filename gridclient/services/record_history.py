"""The history of one record as a page asks for it: by kind and id; the grid is looked up here."""

from __future__ import annotations

from dataclasses import replace

from gridclient.services.history import Did, FieldChange, History, HistoryEntry, HistoryTold
from gridclient.store import Store
from gridclient.store import events as repository
from gridcore.errors import Refused

__all__ = ["Did", "FieldChange", "HistoryEntry", "HistoryTold", "RecordHistory"]


class RecordHistory:
    """Asks the centre; call `of` off the ui thread."""

    def __init__(self, store: Store, history: History) -> None:
        """Use a store and the way to the centre."""
        self._store, self._history = store, history

    def of(self, kind: str, record: str) -> HistoryTold:
        """Give who changed a record.

        Raises Refused(reason=only_here) for a record the centre does not have yet, else as `History.of`.
        """
        with self._store.read() as reading:
            entry = reading.get(kind, record)
            names = repository.people(reading)
        if entry is None or entry.v == 0:
            raise Refused(reason="only_here")
        told = self._history.of(entry.grid, record)
        return replace(told, names={**names, **told.names})
