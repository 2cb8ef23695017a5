"""What people do at their laptops, and what their screens show, in few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from gridclient.sync.round import Report
from gridclient.sync.syncing import Syncing
from gridclient.sync.transport import Transport
from gridcore.wire import Lost, Reply, Request
from tests.server.town import G1
from tests.sync.laptop import Laptop

Open = Callable[[str], Laptop]


def make(
    at: Laptop, kind: str, parent: str | None = None, *, grid: str = G1, record: str | None = None, **body: Any
) -> str:
    """Record something new."""
    with at.store.write(f"{kind}.new") as work:
        return work.create(kind, body, grid=grid, parent=parent, id=record)


def edit(at: Laptop, kind: str, record: str, **pairs: tuple[Any, Any]) -> str:
    """Save a form: each field as (seen when it was opened, new); gives the tx."""
    seen, new = ({name: pair[place] for name, pair in pairs.items()} for place in (0, 1))
    with at.store.write(f"{kind}.edit") as work:
        work.set(kind, record, seen, new)
    return work.tx_id


def delete(at: Laptop, kind: str, record: str) -> None:
    """Delete what is shown."""
    with at.store.write(f"{kind}.delete") as work:
        work.delete(kind, record)


def move(at: Laptop, record: str, to: str) -> None:
    """Move a household."""
    with at.store.write("household.move") as work:
        work.move("household", record, to)


def photo(at: Laptop, parent: str, data: bytes, grid: str = G1) -> str:
    """Save a visit with a photo; gives its hash."""
    with at.store.write("visit.save") as work:
        visit = work.new_id()
        taken = work.attach(grid, visit, data, "1.jpg", None, None)
        work.create("visit", {"text": "x", "photos": [taken]}, grid=grid, parent=parent, id=visit)
    return str(taken.sha256)


def shown(at: Laptop, kind: str, record: str) -> dict[str, Any] | None:
    """What the screen shows of a record, with `grid`; None when it shows none."""
    with at.store.read() as reading:
        entry = reading.get(kind, record)
    if entry is None:
        return None
    return {**msgspec.to_builtins(entry.body), **entry.extra, "grid": entry.grid}


def issue(at: Laptop, kind: str, record: str, field: str) -> dict[str, Any] | None:
    """The issue of a field, its losses as values."""
    with at.store.read() as reading:
        found = [entry.body for entry in reading.children(f"issue:{kind}", record)]
    bodies = [msgspec.to_builtins(body) for body in found]
    for body in bodies:
        if body["field"] == field:
            return {**body, "lost": [loss["value"] for loss in body["lost"]]}
    return None


def in_step(*laptops: Laptop) -> None:
    """Everybody syncs, until all have seen what all have done."""
    for _ in range(2):
        for laptop in laptops:
            laptop.synced()


def losing(at: Laptop, path: str, times: int = 1, *, arrives: bool = False) -> None:
    """The next replies of a call are lost; without `arrives` its request, too."""
    left = times

    def wire(request: Request) -> Reply | Lost:
        nonlocal left
        if not request.path.startswith(path) or left == 0:
            return at.reach(request)
        left -= 1
        if arrives:
            at.reach(request)
        return Lost(reason="cut")

    at.wire = wire


def troubled(at: Laptop) -> Report:
    """A round that does not reach its end."""
    report = at.sync()
    assert report.trouble is not None or report.must_enrol
    return report


class Through(Transport):
    """A transport whose network is a function."""

    def __init__(self, at: Laptop) -> None:
        super().__init__("http://127.0.0.1:1", at.rng)
        self._at = at

    def begin(self, request: Request) -> None:
        """Nothing is begun ahead."""

    def send(self, request: Request) -> Reply | Lost:
        """Ask the function."""
        return self._at.wire(request)


def syncing(at: Laptop) -> Syncing:
    """The standing conversation of a laptop, over its wire."""
    return Syncing(at.store, at.keys, Through(at), at.clock, at.rng)
