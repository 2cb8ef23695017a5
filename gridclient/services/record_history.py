"""The history of one record as a page asks for it: by kind and id; the grid is looked up here."""

from __future__ import annotations

from dataclasses import replace

from gridclient.services.answer_history import AnswerHistory, AnswerLine
from gridclient.services.history import Did, FieldChange, History, HistoryEntry, HistoryTold
from gridclient.store import Store
from gridclient.store import events as repository
from gridclient.store.reading import Entry
from gridcore.errors import Offline, Refused, ServerRefused

__all__ = ["AnswerHistory", "AnswerLine", "Did", "FieldChange", "HistoryEntry", "HistoryTold", "RecordHistory"]


class RecordHistory:
    """Asks the centre; call `of` off the ui thread."""

    def __init__(self, store: Store, history: History, answers: AnswerHistory) -> None:
        """Use a store, the way to the centre, and what came with the finished checklists."""
        self._store, self._history, self._answers = store, history, answers

    def of(self, kind: str, record: str) -> HistoryTold:
        """Give who changed a record.

        Raises Refused(reason=only_here) for a record the centre does not have yet, else as `History.of`.
        """
        with self._store.read() as reading:
            entry = reading.get(kind, record)
            names = repository.people(reading)
        answers = self._answers.of(record) if kind == "inspection" else ()
        try:
            told = self._asked(entry, record)
        except (Offline, Refused, ServerRefused) as trouble:
            if not answers:
                raise
            told = HistoryTold((), trouble=trouble)
        return replace(told, names={**names, **told.names}, answers=answers)

    def _asked(self, entry: Entry | None, record: str) -> HistoryTold:
        if entry is None or entry.v == 0:
            raise Refused(reason="only_here")
        return self._history.of(entry.grid, record)
