"""Small deeds of a person at a laptop, and how they stand at the server."""

from __future__ import annotations

from msgspec.structs import replace

from gridclient.app.session import Session
from gridclient.base.clock import SystemClock
from gridclient.sync.syncing import Syncing
from gridclient.sync.transport import Transport
from gridcore.household import Household
from gridcore.wire import Lost, Reply, Request
from tests.processes.oracle import Truth
from tests.processes.site import Site
from tests.server.town import G1


def household(session: Session, note: str, *, photo: bytes = b"") -> str:
    """Record a household; gives the id of its tx."""
    with session.store.write("household.add") as work:
        record = work.create("household", Household(address="三组", note=note), grid=G1)
        if photo:
            work.attach(G1, record, photo, "1.jpg", None, None)
    return work.tx_id


class Hasty(Transport):
    """Waits no longer than `most` seconds for a reply: the patience of the product, made short for a test."""

    most = 0.4

    def _send(self, request: Request) -> Reply | Lost:
        return super()._send(replace(request, seconds=min(self.most, request.seconds)))


def hasty(session: Session, address: str) -> Syncing:
    """Rounds over the same store that lose patience soon."""
    rng = session.store._rng  # the same stream of ids
    return Syncing(session.store, session.vault_keys, Hasty(address, rng), SystemClock(), rng)


def truth(site: Site) -> Truth:
    """The tables of the running server, read by a second opening of its files."""
    server = site.open()
    try:
        return Truth(server)
    finally:
        server.close()


def times(site: Site, tx: str) -> int:
    """How often the server has a tx."""
    return sum(row["id"] == tx for row in truth(site).txs)
