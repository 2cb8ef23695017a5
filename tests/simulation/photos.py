"""Which photos are owed: told by who took them and by the rights people have, never by the stores' own tables."""

from __future__ import annotations

from datetime import timedelta

from gridcore.wire import GRACE_DAYS
from gridserver.access import current, roles_by_grid
from tests.simulation.city import City
from tests.simulation.ledger import Ledger
from tests.simulation.machine import Machine


def owed(ledger: Ledger, city: City, machines: list[Machine]) -> set[str]:
    """Give the hashes of the photos that must be at the server now.

    A store owes what was taken on it, or on the one it was copied from, as long as its disk has not forgotten it, it
    has not gone with a grid that was left, and its user has the right to send it (now, or until 30 days ago). What is
    older than the journal it still has, but nobody promises it.
    """
    now, found = city.clock.now(), set[str]()
    for machine in machines:
        with city.fragile.reading() as read:
            roles = roles_by_grid(current(read.grants(machine.user), now, timedelta(days=GRACE_DAYS)))
        journal = machine.journal()
        found.update(
            photo.value
            for photo in ledger.photos()
            if photo.tx in journal and photo.value not in machine.let_go and roles(photo.seen)
        )
    return found
