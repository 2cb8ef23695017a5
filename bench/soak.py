"""`dev.py soak --minutes M --clients N`: real stores work against one real server for a long while.

Each client edits, records visits with photos and syncs without pause. Every half minute a line tells the rounds, their
p99 and what memory and the logs of the databases have grown to. At the end every client has to have worked, every store
to be in step and every sum to agree; from two minutes on, memory and logs may not have grown by half since the first
quarter.
"""

from __future__ import annotations

import argparse
import random
import secrets
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.client import empty_store
from bench.county import Served, sync_round
from gridclient.store import Store
from gridclient.sync.call import Peer
from gridclient.sync.transport import Transport, drive
from gridcore.visit import Visit

PEOPLE, TICK, MOST_GROWTH = 20_000, 30.0, 1.5


@dataclass
class _Seen:
    """What one stretch of time saw: seconds of rounds, and resident megabytes of both sides at its end."""

    rounds: list[float] = field(default_factory=list[float])
    server: float = 0.0
    clients: float = 0.0
    logs: float = 0.0


class _Client(threading.Thread):
    def __init__(self, work: Path, served: Served, number: int, until: float) -> None:
        super().__init__(name=f"client-{number}")
        keys, known, peer = served.enrol()
        self.store = empty_store(work, served, keys, f"soak-{number}")
        self.store.outbox.first_enrol(known.device, "bench", known.server, known.ed25519, served.seen.x25519)
        self._transport = Transport(served.address, secrets.token_bytes)
        self._peer = Peer(device=peer.device, server=peer.server, sign=keys.sign, ahead=self._transport.begin)
        self._rng, self._until = random.Random(number), until  # noqa: S311 - the same work at each run
        self.took: list[float] = []
        self.trouble: list[str] = []
        self.edits = 0

    def run(self) -> None:
        """Work and sync until the time is over, then sync until nothing is open; what breaks is trouble, not an end."""
        try:
            self._go()
        except Exception as broken:  # noqa: BLE001 - whatever it was, the soak has to say so
            self.trouble.append(f"{type(broken).__name__}: {broken}")

    def _go(self) -> None:
        self.sync()
        while time.monotonic() < self._until:
            for _ in range(self._rng.randint(0, 5)):
                self._work()
            self.sync()
        for _ in range(10):
            self.sync()
            if self.store.status().in_sync:
                break

    def sync(self, *, verify: bool = False) -> Sequence[str]:
        """One round; gives the grids whose sums differ."""
        start = time.perf_counter()
        held = [line.grid for line in self.store.status().grids] if verify else []
        report = drive(sync_round(self.store, self._peer, verify=held), self._transport)
        self.took.append(time.perf_counter() - start)
        if report.trouble is not None:
            self.trouble.append(str(report.trouble))
        return report.mismatched

    def _work(self) -> None:
        self.edits += 1
        with self.store.read() as reading:
            household = self._rng.choice(reading.all("household")[:200])
            person = self._rng.choice(reading.all("person")[:200])
        with self.store.write("soak") as work:
            if self._rng.random() < 0.5:
                seen = getattr(person.body, "phone", None)
                work.set("person", person.id, {"phone": seen}, {"phone": f"139{self._rng.randrange(10**8):08d}"})
                return
            photo = work.attach(household.grid, household.id, secrets.token_bytes(50_000), "photo.jpg", None, None)
            work.create("visit", Visit(photos=(photo,), text="在家"), grid=household.grid, parent=household.id)

    def close(self) -> None:
        """Close store and line."""
        self._transport.close()
        self.store.close()


def _megabytes(pid: int | str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main(arguments: list[str] | None = None) -> int:
    """Run it; 1 when something is not in step, went wrong or grew."""
    parser = argparse.ArgumentParser(prog="dev.py soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--clients", type=int, default=6)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        served = Served(PEOPLE, Path(folder))
        try:
            return _soak(Path(folder), served, given.clients, given.minutes * 60)
        finally:
            served.close()


def _soak(work: Path, served: Served, many: int, seconds: float) -> int:
    until = time.monotonic() + seconds
    clients = [_Client(work, served, number, until) for number in range(many)]
    for client in clients:
        client.start()
    stretches: list[_Seen] = []
    while any(client.is_alive() for client in clients):
        end = time.monotonic() + TICK
        while time.monotonic() < end and any(client.is_alive() for client in clients):
            time.sleep(0.2)
        stretches.append(_look(served, work, clients))
        _tell(len(stretches), stretches[-1])
    wrong = _judge(clients, stretches)
    for client in clients:
        client.close()
    print("\n".join(wrong) or "everything in step, every sum agrees, nothing grew")
    return 1 if wrong else 0


def _look(served: Served, work: Path, clients: Sequence[_Client]) -> _Seen:
    seen = _Seen(server=_megabytes(served.pid), clients=_megabytes("self"))
    for client in clients:
        seen.rounds += client.took
        client.took = []
    seen.logs = sum(path.stat().st_size for path in work.rglob("*-wal")) / 1e6
    return seen


def _tell(number: int, seen: _Seen) -> None:
    p99 = statistics.quantiles(seen.rounds, n=100)[-1] if len(seen.rounds) > 1 else 0.0
    print(
        f"{number * TICK / 60:5.1f} min  {len(seen.rounds):>6} rounds  p99 {p99:6.2f} s  server {seen.server:6.0f} MB"
        f"  clients {seen.clients:6.0f} MB  logs {seen.logs:6.0f} MB",
        flush=True,
    )


def _judge(clients: Sequence[_Client], stretches: Sequence[_Seen]) -> list[str]:
    wrong = [f"{client.name}: {trouble}" for client in clients for trouble in client.trouble[:3]]
    wrong += [f"{client.name} did nothing" for client in clients if not client.edits]
    for client in clients:
        wrong += [f"{client.name}: the sum of {grid} differs" for grid in client.sync(verify=True)]
        wrong += [] if _is_in_step(client.store) else [f"{client.name} is not in step: {client.store.status()}"]
    if len(stretches) >= 4:
        early, late = stretches[len(stretches) // 4], stretches[-1]
        for what, first, last in (
            ("the server", early.server, late.server),
            ("the clients", early.clients, late.clients),
            ("the logs of the databases", early.logs, late.logs),
        ):
            if last > first * MOST_GROWTH:
                wrong.append(f"{what} grew from {first:.0f} to {last:.0f} MB")
    return wrong


def _is_in_step(store: Store) -> bool:
    status = store.status()
    # Two who edit the same phone leave issues to be decided: those are work, not a fault of the sync.
    return not any((status.waiting, status.sealed, status.answered, status.parked, status.blobs_waiting))


if __name__ == "__main__":
    raise SystemExit(main())
