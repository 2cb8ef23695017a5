"""Three households in a tin, and what tests of pages do with them."""

from __future__ import annotations

from gridclient.store import PageTaken, Store
from tests.store.tin import Tin

A, B, C = (f"00000000-0000-7000-8000-00000000000{n}" for n in "abc")


def pull(store: Store, tin: Tin, limit: int = 5_000, *, verify: bool = False) -> PageTaken:
    ask = store.pages.ask(["household"], limit, verify=tin.held if verify else ())
    return store.pages.take(tin.pull(ask, limit))


def sent(store: Store, tin: Tin) -> None:
    while (batch := store.outbox.seal()) is not None:
        store.outbox.take_answers(tin.push(batch))


def shown(store: Store) -> dict[str, tuple[str, str | None]]:
    with store.read() as reading:
        return {entry.id: (entry.grid, entry.body.note) for entry in reading.all("household")}  # type: ignore[attr-defined]  # Household


def edit(store: Store, record: str, old: str | None, new: str) -> str:
    with store.write("household.edit") as work:
        work.set("household", record, {"note": old}, {"note": new})
    return work.tx_id


def filled() -> Tin:
    """Give a server with A and B in grid G1, C in G2."""
    tin = Tin()
    tin.make("household", A, "G1", note="1")
    tin.make("household", B, "G1", note="2")
    tin.make("household", C, "G2", note="3")
    return tin
