"""Who changed what in a record, asked from the centre: online only, with the rights of its grid (SYNC 10)."""

from __future__ import annotations

from collections.abc import Generator

from gridclient.sync.call import Peer, call, whole
from gridcore import wire
from gridcore.wire import Lost, Reply, Request


def history(peer: Peer, grid: str, record: str) -> Generator[Request, Reply | Lost, wire.History]:
    """Ask for the changes of a record, newest first, as far as they were made in grids this person holds.

    Raises Offline, or what `call` raises: ServerRefused `not_found` for what is not there or not to be read.
    """
    reply = yield from call(peer, Request(method="GET", path=f"/v1/history/{grid}/{record}"))
    return whole(reply, wire.History)
