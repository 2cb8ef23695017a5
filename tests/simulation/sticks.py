"""Exchange packages on sticks: written, lost, doubled, altered, handed in and read in any order (SYNC 13, F49, F50)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gridclient.sync.package import take_reply, write_request
from gridcore.errors import BadPackage, DiskFull, GridError
from gridserver.handle.mail import answer_package
from gridserver.handle.problem import Declined
from tests.simulation.machine import Killed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulation.machine import Machine
    from tests.simulation.world import Simulation

CHANCE = 0.35
"""How often somebody has a stick at all."""


def plan(world: Simulation) -> None:
    """Give some people sticks, and let them write some packages."""
    for machine in world.machines:
        if world.rng.random() < CHANCE:
            for _ in range(world.rng.randint(1, 3)):
                world.later(world.rng.uniform(8, 48), _write, world, machine)


def _alone(world: Simulation, machine: Machine, what: Callable[[], None]) -> bool:
    """Do something with a store that has no round under way; it may die meanwhile. False: it has to wait."""
    if machine.round is not None or machine not in world.machines:
        return False
    machine.points.clear()
    machine.doom = world.rng.randint(1, 4) if world.rng.random() < 0.15 else 0
    try:
        with machine.watched():
            what()
    except Killed:
        world.died(machine, machine.points[-1])
    except (BadPackage, DiskFull) as wrong:
        world.tell(machine.name, f"package: {wrong.facts.get('reason')}")
    machine.doom = 0
    world.look(machine)
    return True


def _write(world: Simulation, machine: Machine) -> None:
    number = len(list(world.folder.glob("*.request")))
    path = world.folder / f"{number}.request"

    def write() -> None:
        keys = machine.store.keys.in_force(machine.keys)
        write_request(machine.store, keys, lambda _: path, clock=machine.clock, rng=machine.rng.randbytes)

    if not _alone(world, machine, write):
        world.later(2, _write, world, machine)
    elif path.exists():
        fate = world.rng.choice(("lost", "once", "once", "twice"))
        world.ledger.fault(f"package {fate}", "F49")
        world.tell(machine.name, f"writes package {number}, which is handed in {fate}")
        for _ in range(("lost", "once", "twice").index(fate)):
            world.later(world.rng.uniform(0.5, 25), _hand_in, world, machine, path, world.line.age)


def _hand_in(world: Simulation, machine: Machine, path: Path, age: int) -> None:
    """The office reads it; a stick older than the server's restore is not handed in (decision 0013)."""
    if age != world.line.age:
        return
    data, altered = _altered(world, path.read_bytes())
    carried = path.with_suffix(f".{world.rng.randrange(1 << 30)}")
    carried.write_bytes(data)
    try:
        with carried.open("rb") as file:
            reply = answer_package(file, len(data), world.city.server, world.city.clock.now(), world.city.rng)
    except (Declined, GridError) as wrong:
        world.tell("office", f"{path.name} is refused: {wrong.facts.get('name')}")
        return
    if altered:
        world.wrong.append(f"7 {path.name} was altered, and taken")
    target = carried.with_suffix(f"{carried.suffix}.reply")
    target.write_bytes(reply)
    made = world.city.clock.now()
    world.tell("office", f"{path.name} is answered")
    for _ in range(world.rng.choice((0, 1, 1, 2))):
        world.later(world.rng.uniform(0.5, 25), _take, world, machine, target, made)


def _altered(world: Simulation, data: bytes) -> tuple[bytes, bool]:
    if world.rng.random() > 0.2:
        return data, False
    world.ledger.fault("F50")
    at = world.rng.randrange(len(data))
    return (data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], True) if world.rng.random() < 0.5 else (data[:at], True)


def _take(world: Simulation, machine: Machine, path: Path, made: datetime) -> None:
    data, altered = _altered(world, path.read_bytes())
    carried = path.with_suffix(f".{world.rng.randrange(1 << 30)}")
    carried.write_bytes(data)

    def take() -> None:
        keys = machine.store.keys.in_force(machine.keys)
        machine.heard = made
        read = take_reply(machine.store, keys, carried, rng=machine.rng.randbytes)
        if altered:
            world.wrong.append(f"7 {path.name} was altered, and taken")
        world.wrong += [f"8 the repair fired on {grid} of {machine.name}" for grid in read.mismatched]
        world.ledger.reach("package reply old" if read.is_old else "package reply new")
        world.tell(machine.name, f"reads {path.name}: answered={read.answered} rows={read.rows} old={read.is_old}")

    if not _alone(world, machine, take):
        world.later(2, _take, world, machine, path, made)
