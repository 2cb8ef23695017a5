"""Grids the centre leaves out, and letting them go when only a person can say so (SYNC 9a, 15)."""

from __future__ import annotations

from gridclient.base.changes import Changes
from gridclient.store import LeavingGrid, Store

__all__ = ["Leaving", "LeavingGrid"]


class Leaving:
    """What the page Sync shows of grids taken away.

    Some left out: they go by themselves after 72 hours of the centre's time, once what waits in them has arrived. All
    left out: it may be a mistake of the centre, so nothing goes before the person says so.
    """

    def __init__(self, store: Store) -> None:
        """Ask this store."""
        self._store = store

    def grids(self) -> tuple[LeavingGrid, ...]:
        """Give the grids left out now, hidden from all lists; the question stands for those that `asks`."""
        return self._store.pages.leaving()

    def let_go(self) -> Changes:
        """The person says that the grids asked about may go: their rows and files leave this PC, not those with work.

        Work still on its way keeps its grid until it has arrived or was refused; then it is asked again.
        """
        return self._store.pages.leave([line.grid for line in self.grids() if line.asks])
