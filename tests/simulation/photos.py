"""Which photos are owed: told by who took them and by the rights people have, never by the stores' own tables."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import timedelta

from gridcore.wire import GRACE_DAYS
from gridserver.access import current, roles_by_grid
from tests.simulation.city import City
from tests.simulation.ledger import Ledger
from tests.simulation.machine import Machine


def owed(ledger: Ledger, city: City, machines: list[Machine], taken: AbstractSet[tuple[str, str]]) -> set[str]:
    """Give the hashes of the photos that must be at the server now.

    A store owes what was taken on it, or on the one it was copied from, as long as its disk has not forgotten it, it
    has not gone with a grid that was left, and its user has the right to send it: now, or until 30 days ago. What is
    older than the journal it still has, but nobody promises it.

    `taken`: grid and hash of what the server had and a restore took. Nobody compares the sums of a grid that is left
    out, so of those only who holds the grid now is asked again (decision 0013).
    """
    now, found = city.clock.now(), set[str]()
    for machine in machines:
        with city.fragile.reading() as read:
            grants = read.grants(machine.user)
        holds = roles_by_grid(current(grants, now))
        sends = roles_by_grid(current(grants, now, timedelta(days=GRACE_DAYS)))
        journal = machine.journal()
        found.update(
            photo.value
            for photo in ledger.photos()
            if photo.tx in journal and photo.value not in machine.let_go
            if (holds if (photo.seen, photo.value) in taken else sends)(photo.seen)
        )
    return found
