"""Undo and redo of a person's verbs, thirty steps deep (ARCHITECTURE "Undo")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from gridclient.base.changes import NO_CHANGES, Changes
from gridclient.store import Store

_UNDO = "undo:"
TakeBack = Callable[[str], Changes]
"""Takes an action back by its tx, in a way of its own."""
_NONE: Mapping[str, TakeBack] = MappingProxyType({})


class Undo:
    """Takes the last verb back; a verb taken back can be done again, by taking back the taking back."""

    def __init__(self, store: Store, ways: Mapping[str, TakeBack] = _NONE) -> None:
        """Use the undo images of a store; `ways` by verb for what must come back as a draft, not vanish."""
        self._store, self._ways = store, ways

    def undo(self) -> Changes:
        """Take the newest verb back that is none of undoing; no changes: nothing left. Raises Refused."""
        line = next((each for each in self._store.undo_lines() if not each.verb.startswith(_UNDO)), None)
        if line is None:
            return NO_CHANGES
        return self._ways.get(line.verb, self._store.undo)(line.tx)

    def redo(self) -> Changes:
        """Do again what was just taken back, as long as nothing was done since; no changes: nothing to redo."""
        line = next(iter(self._store.undo_lines()), None)
        if line is None or not line.verb.startswith(_UNDO):
            return NO_CHANGES
        return self._store.undo(line.tx)
