"""What must be true of a store at the end: its rows are those of the server in its scope (SYNC 19, oracles 5 and 6)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from gridclient.store.shape import shape
from gridcore.kinds import KINDS
from gridserver.access import current, scope_of
from tests.simulation.city import City
from tests.simulation.machine import Machine
from tests.simulation.truth import Truth


def converged(truth: Truth, city: City, machine: Machine) -> Iterator[str]:
    """Oracles 5 and 6: what lies in a store is what the server holds live in its scope and view, and nothing else."""
    with city.fragile.reading() as read:
        grants = current(read.grants(machine.user), city.clock.now())
        scope = scope_of(read, machine.peer.device, grants, sorted(KINDS))
    kinds = {entry.grid.code: frozenset(entry.kinds) for entry in scope}
    wanted = {
        row.id: (row.kind, row.grid, row.parent, row.v, truth.bodies[row.id])
        for row in truth.live.values()
        if row.kind in kinds.get(row.grid, ()) and not row.deleted
    }
    held: dict[str, Any] = {}
    with machine.store.read() as reading:
        db = reading.db
        for table, kind in _tables().items():
            form = shape(kind)
            for row in db.all(form.select):
                of = row[5] if form.fixed > 5 else kind
                held[row[0]] = (
                    of,
                    row[1],
                    row[2],
                    row[3],
                    form.to_body(row) if table == kind else shape(of).to_body(row),
                )
        for state, count in db.all("SELECT st, count(*) FROM tx GROUP BY st"):
            if state not in {"settled", "parked"}:
                yield f"5 {machine.name}: {count} txs are {state} after the calm"
        for (record,) in db.all("SELECT id FROM shadow"):
            yield f"5 {machine.name}: {record[-6:]} has a shadow after the calm"
        for sha, st in db.all("SELECT sha256, st FROM blob WHERE st = 'here'"):
            yield f"5 {machine.name}: photo {sha[:6]} is {st} after the calm"
    # Nobody is left without rights for ever: 9a keeps the rows of who has lost every real grid until a person says so.
    keeps_all = not any(len(grid) == 15 for grid in kinds)
    for record in sorted(wanted.keys() | held.keys()):
        if record not in wanted and keeps_all:
            continue
        if record not in wanted and held[record][1] not in kinds:
            yield f"6 {machine.name}: {record[-6:]} of {held[record][1]} is not in its scope"
        elif wanted.get(record) != held.get(record):
            yield f"5 {machine.name}: {record[-6:]} is {held.get(record)}, at the server {wanted.get(record)}"


@cache
def _tables() -> dict[str, str]:
    """Give a kind of each table."""
    return {kind.table: name for name, kind in sorted(KINDS.items(), reverse=True)}


def refused_txs(machine: Machine) -> set[str]:
    """Give the txs a store keeps as refused."""
    with machine.store.read() as reading:
        return {tx for (tx,) in reading.db.all("SELECT id FROM tx WHERE st = 'parked'")}
