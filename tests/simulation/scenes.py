"""Where people get in each other's way on purpose: chance alone brings them together too seldom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.simulation import doings
from tests.simulation.deciding import merge, resolve

if TYPE_CHECKING:
    from tests.simulation.machine import Machine
    from tests.simulation.person import Person
    from tests.simulation.world import Simulation

MEETINGS, HORIZON = 4, 58.0
TORN, AGAIN, HELD = 0.6, 3.0, (8.0, 16.0)
AFTERWARDS = 6.0
"""Virtual seconds one of the two stays without a line afterwards, at most."""
ABOUT_A_FAMILY: tuple[Callable[[Person], str], ...] = (
    doings.reparent, doings.reparent, doings.reparent, doings.move_out, doings.move_out, doings.move_out, doings.move,
    doings.move, doings.delete, doings.delete, doings.person, doings.visit, doings.tag, merge,
)  # fmt: skip

GOES_ON = (doings.reparent, doings.reparent, doings.delete, doings.person, doings.visit, doings.visit)

_HOMES = "SELECT id FROM household WHERE grid NOT IN (SELECT grid FROM scope WHERE leaving IS NOT NULL)"


def plan(world: Simulation) -> None:
    """Let people meet a few times."""
    for _ in range(MEETINGS):
        world.later(world.rng.uniform(6, HORIZON), _meet, world)
    world.later(world.rng.uniform(20, HORIZON), _decide, world)
    world.later(world.rng.uniform(12, HORIZON), _step, world)
    world.later(world.rng.uniform(6, HORIZON - HELD[1]), _hold, world)


def _meet(world: Simulation) -> None:
    """Two who are shown one family do something about it, neither having seen what the other does (SYNC 5)."""
    first, second = world.rng.sample(world.machines, 2)
    families = _families(first)
    shared = sorted(families.keys() & _families(second).keys()) if families else []
    if not shared:
        world.later(AGAIN, _meet, world)
        return
    home = world.rng.choice(shared)
    pair, what = [first, second], [world.rng.choice(ABOUT_A_FAMILY) for _ in range(2)]
    if world.rng.random() < TORN:
        # Who holds both grids moves it or one of it, while the other goes on where it was.
        pair.sort(key=lambda machine: len(world.people[machine.name].grids()))
        what = [world.rng.choice(GOES_ON), world.rng.choice((doings.move, doings.move_out))]
    world.ledger.reach("meeting")
    _at_once(world, pair, what, frozenset([home, world.rng.choice(families[home])]))


def _hold(world: Simulation) -> None:
    """Two have a form open at one field: one saves at once, the other when a pull has brought it (F08)."""
    first, second = world.rng.sample(world.machines, 2)
    shared = sorted(_ids(first, _HOMES) & _ids(second, _HOMES))
    if not shared:
        world.later(AGAIN, _hold, world)
        return
    about = frozenset([world.rng.choice(shared)])
    for machine, doing in ((first, doings.note_form), (second, doings.note_form), (second, doings.save)):
        _about(world, machine, about, doing)
    world.ledger.reach("a form held open")
    world.later(world.rng.uniform(*HELD), _about, world, first, about, doings.save)


def _step(world: Simulation) -> None:
    """Two take a step of one event (F16)."""
    _both(world, _step, "SELECT id FROM event", doings.step)


def _decide(world: Simulation) -> None:
    """Two decide one issue (F12)."""
    _both(world, _decide, "SELECT id FROM issue WHERE state = 'open'", resolve)


def _both(world: Simulation, again: Callable[[Simulation], None], found: str, what: Callable[[Person], str]) -> None:
    """Let two do the same about one record that both are shown; `again` later when there is none."""
    first, second = world.rng.sample(world.machines, 2)
    shared = sorted(_ids(first, found) & _ids(second, found))
    if not shared:
        world.later(AGAIN, again, world)
        return
    world.ledger.reach(f"{what.__name__} by two at once")
    _at_once(world, [first, second], [what, what], frozenset([world.rng.choice(shared)]))


def _at_once(
    world: Simulation, pair: list[Machine], what: list[Callable[[Person], str]], about: frozenset[str]
) -> None:
    """Let two do something about the same records, neither seeing the other; one may have no line for a while."""
    world.rng.choice(pair).away = world.now + world.rng.uniform(0, AFTERWARDS)
    for machine, doing in zip(pair, what, strict=True):
        _about(world, machine, about, doing)


def _about(world: Simulation, machine: Machine, about: frozenset[str], doing: Callable[[Person], str]) -> None:
    """Let one do something about some records."""
    if machine in world.machines:
        world.people[machine.name].about = about
        world.hands(machine, doing)
        world.people[machine.name].about = frozenset()


def _ids(machine: Machine, found: str) -> set[str]:
    with machine.store.read() as reading:
        return {record for (record,) in reading.db.all(found)}


def _families(machine: Machine) -> dict[str, list[str]]:
    """Give the people of each household as this laptop shows them."""
    families: dict[str, list[str]] = {}
    with machine.store.read() as reading:
        for person, home in reading.db.all("SELECT id, parent FROM person WHERE parent IS NOT NULL ORDER BY id"):
            families.setdefault(home, []).append(person)
    return families


def two_chains(world: Simulation) -> None:
    """A server that was put back hears one of two copies first, as far as it had heard the other (F29, F35).

    Both have come to the same number by other txs: only the hash before the next one tells them apart.
    """
    machine = world.rng.choice(world.machines)
    if not whole_round(world, machine):
        return
    copy = world.copied(machine)
    machine.away = copy.away = world.now + 1
    backup = world.city.back_up()
    world.hands(copy, doings.household)
    if not whole_round(world, copy) or _n(copy) == _n(machine):
        return
    world.kept = backup
    world.restore()
    for _ in range(_n(copy) - _n(machine)):
        world.hands(machine, doings.household)
    if whole_round(world, machine) and _n(copy) == _n(machine):
        world.hands(copy, doings.household)


def whole_round(world: Simulation, machine: Machine) -> bool:
    """Run a round on a good line; whether everything of this store is at the server now."""
    machine.hang_up()
    report = world.good_round(machine)
    world.tell(machine.name, f"round on a good line: pushed={report.pushed} {report.trouble or ''}")
    world.later(world.rng.uniform(1, 3), world.begin, machine)
    return report.in_step and not report.enrolled and machine.store.outbox.unanswered() == 0


def _n(machine: Machine) -> int:
    return machine.store.outbox.meta().n
