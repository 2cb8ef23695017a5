"""Whether the process lives and whether it can serve, for those who run it."""

from __future__ import annotations

from gridcore.ids import Rng
from gridcore.wire import Reply, Request
from gridserver.clock import Clock
from gridserver.server import Server

_TEXT = {"content-type": "text/plain; charset=utf-8"}


def healthz(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:  # noqa: ARG001 - one signature for all
    """Say that the process lives."""
    return Reply(status=200, headers=_TEXT, body=b"ok\n")


def readyz(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:  # noqa: ARG001 - one signature for all
    """Say that the database answers; `route` turns its refusal into 503."""
    with db.store.reading() as read:
        read.grids(["common"])
    return Reply(status=200, headers=_TEXT, body=b"ok\n")
