"""Who watches the line for rows of SYNC 18 that are told by the order of requests: pages, restores (F27 to F31)."""

from __future__ import annotations

from typing import Any

import msgspec

from gridcore.wire import Reply, Request
from gridserver.row import ServerStore
from tests.simulation.backend import read_tables
from tests.simulation.ledger import Ledger
from tests.simulation.line import asked


class Watch:
    """Sees what was asked and what arrived."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._paged: set[str] = set()
        """Machines between two pages of one pull."""
        self._forgotten: dict[str, Any] = {}
        """What a restored server had answered, by tx: the heads."""
        self._pushes: int | None = None
        """Pushes since the last restore."""

    def before_restore(self, store: ServerStore) -> None:
        """The server is about to forget."""
        for tx in read_tables(store).txs:
            self._forgotten[tx.id] = msgspec.json.decode(tx.answer)["at"]
        self._pushes = 0

    def saw(self, machine: str, request: Request, reply: object) -> None:
        """A request was answered; what arrived may be cut."""
        if not isinstance(reply, Reply) or reply.status != 200:
            return
        if asked(request) == "push":
            self._pushed(machine, reply)
        elif asked(request) == "pull":
            self._pulled(machine, request, reply)

    def _pushed(self, machine: str, reply: Reply) -> None:
        if self._paged - {machine}:
            self._ledger.reach("F27")
        if self._pushes is not None:
            self._pushes += 1
        try:
            answers = msgspec.json.decode(reply.body).get("answers", ())
        except msgspec.DecodeError:
            return
        for answer in answers:
            if self._pushes is not None and answer["at"] and self._forgotten.get(answer["tx"]) == answer["at"]:
                self._ledger.reach("F31")

    def _pulled(self, machine: str, request: Request, reply: Reply) -> None:
        (self._paged.add if b'"more":true' in reply.body else self._paged.discard)(machine)
        if b'"resync":true' in reply.body and self._pushes is not None:
            self._ledger.reach("F29" if self._pushes else "F28")
            cursors = msgspec.json.decode(request.body)["grids"].values()
            if any(cur < head for _, cur, head, _ in cursors):
                self._ledger.reach("F30")
