"""What befalls whole machines: backups put back, stores copied and cut, rights ended, clocks set, the years passing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from gridclient.store import Store
from gridcore.errors import StoreBusy
from gridcore.wire import JOURNAL_DAYS
from gridserver.clock import stamp
from gridserver.row import AccountRow, GrantRow
from tests.server.town import COMMUNITY
from tests.simulation.backend import known_txs

if TYPE_CHECKING:
    from tests.simulation.machine import Machine
    from tests.simulation.world import Simulation

HORIZON = 57.0
MOST = 3


def plan(world: Simulation) -> None:
    """Draw up to three disasters for a seed, and when they come; every laptop dies once at any moment."""
    for machine in world.machines:
        world.later(world.rng.uniform(10, 150), _die, world, machine)
        world.later(world.rng.uniform(5, 250), _jump, world, machine)
    for _ in range(world.rng.randint(0, MOST)):
        name = world.rng.choice(list(DISASTERS))
        world.later(world.rng.uniform(8, HORIZON), _strike, world, name)


def _strike(world: Simulation, name: str) -> None:
    DISASTERS[name](world)


def _die(world: Simulation, machine: Machine) -> None:
    if _alive(world, machine):
        world.died(machine, "any moment")


def _alive(world: Simulation, machine: Machine) -> bool:
    return machine in world.machines


def _any(world: Simulation) -> Machine:
    return world.rng.choice(world.machines)


def _loses(world: Simulation, what: Callable[[], object]) -> None:
    """Do what destroys copies, and see of which txs no copy is left anywhere: those nobody can promise."""
    before = _copies(world)
    what()
    world.ledger.burnt |= before - _copies(world)


def _copies(world: Simulation) -> set[str]:
    """Give the txs, and the hashes of photos, of which there is a copy somewhere."""
    photos = {sha for _, sha in world.city.blobs.whole}
    here = (machine.txs() | machine.photos() for machine in world.machines)
    return known_txs(world.city.fragile.real).union(photos, *here)


def _jump(world: Simulation, machine: Machine) -> None:
    machine.clock.skew = timedelta(seconds=world.rng.choice((-1, 1)) * world.rng.choice((3600, 86400, 86400 * 900)))
    world.ledger.fault("clock jumped")
    world.tell(machine.name, f"its clock is set off by {machine.clock.skew}")


def _back_up(world: Simulation) -> None:
    world.kept = world.city.back_up()
    world.tell("server", "is backed up")


def _restore(world: Simulation, *names: str) -> None:
    world.watch.before_restore(world.city.fragile.real)
    _loses(world, lambda: world.city.restore(world.kept))
    world.line.clear()
    world.ledger.fault("server restored", *names)
    world.tell("server", f"is restored from its backup {names or ''}")


def restored(world: Simulation) -> None:
    """A backup from a little earlier is put back, while others go on writing or at once (F28-F31)."""
    _back_up(world)
    world.later(world.rng.uniform(1, 30), _restore, world)


def restored_twice(world: Simulation) -> None:
    """The same backup is put back twice: txs come to the same seq again with other results (F31)."""
    _back_up(world)
    for _ in range(2):
        world.later(world.rng.uniform(1, 40), _restore, world)


def restored_to_the_beginning(world: Simulation) -> None:
    """The backup is from before most devices were enrolled (F32)."""
    _restore(world, "F32")


def restored_without_photos(world: Simulation) -> None:
    """The photos come from an older backup than the database (F33)."""
    photos = dict(world.city.blobs.whole)
    kept = world.rng.randrange(len(photos) + 1)
    world.later(world.rng.uniform(5, 20), _restore_photos, world, dict(list(photos.items())[:kept]))


def _restore_photos(world: Simulation, photos: dict[tuple[str, str], bytes]) -> None:
    world.kept = (world.city.back_up()[0], photos)
    world.later(world.rng.uniform(1, 10), _restore, world, "F33")


def beyond_the_journal(world: Simulation) -> None:
    """Everybody is idle for longer than the journal, then the server is restored from before (F34)."""
    _back_up(world)
    old: set[str] = set()

    def idle() -> None:
        old.update(world.ledger.by_tx)
        _pass(world, JOURNAL_DAYS + 5)

    def strike() -> None:
        # What is older than the journal and in no backup is promised by nobody, whoever happens to have it still.
        world.ledger.burnt |= old
        _restore(world, "F34")

    world.later(world.rng.uniform(3, 15), idle)
    world.later(world.rng.uniform(20, 40), strike)


def _pass(world: Simulation, days: int) -> None:
    world.city.clock.advance(days=days)
    world.tell("world", f"{days} days pass")


def months(world: Simulation) -> None:
    """Two months offline (F46)."""
    _pass(world, 61)
    world.ledger.fault("F46")


def copied(world: Simulation) -> None:
    """The files of a store are copied to a second PC, and both work on (F35)."""
    machine = _any(world)
    name = f"{machine.name}c{len(world.machines)}"
    world.ledger.fault("F35")
    world.tell(machine.name, f"its store is copied to {name}")
    world.ledger.shared |= machine.txs()
    world.join(machine.copied(name, f"{world.seed} {name}"))


def put_back(world: Simulation) -> None:
    """A store is put back from an older image, with or without its side file (F36)."""
    machine = _any(world)
    image = machine.image()
    world.tell(machine.name, "its disk is imaged")
    world.ledger.shared |= machine.txs()

    def strike() -> None:
        if not _alive(world, machine):
            return
        had, side = machine.txs(), world.rng.random() < 0.5
        _loses(world, lambda: machine.put_back(image, side=side))
        _forget(world, machine, had)
        machine.era += side
        world.ledger.fault("F36", f"side file {'behind' if side else 'ahead'}")
        world.tell(machine.name, f"is put back from its image, {'with' if side else 'without'} the side file")
        world.later(1, world.begin, machine)

    world.later(world.rng.uniform(2, 30), strike)


def _forget(world: Simulation, machine: Machine, had: set[str]) -> None:
    gone = had - machine.txs()
    machine.is_cut = True
    machine.lost |= gone
    for tx in gone:
        machine.settled.pop(tx, None)


def power_cut(world: Simulation) -> None:
    """The tail of the WAL is gone, cut anywhere (F55)."""
    machine = _any(world)
    had, lost = machine.txs(), 0

    def strike() -> None:
        nonlocal lost
        lost = machine.lose_power()

    _loses(world, strike)
    gone = had - machine.txs()
    if gone and machine.store.status().behind is None:
        world.wrong.append(f"1 {machine.name} lost txs with its disk and does not say so")
    _forget(world, machine, had)
    world.ledger.fault("F55")
    world.tell(machine.name, f"loses power, and {lost} bytes of its WAL, {len(gone)} txs with them")
    world.later(1, world.begin, machine)


def second_program(world: Simulation) -> None:
    """A second program is started on a store: it is told so (F51)."""
    machine = _any(world)
    world.ledger.fault("F51")
    try:
        other: Store = machine.open()
    except StoreBusy:
        return
    other.close()
    world.wrong.append(f"1 {machine.name}: two programs on one store")


def rights_end(world: Simulation) -> None:
    """Somebody's rights end, waiting work or not; they are given back soon, or after the grace of a month."""
    machine = _any(world)
    world.city.end(machine.user)
    row = world.rng.choice(("F37", "F37", "F38"))
    world.ledger.fault(row)
    world.tell("server", f"ends all rights of {machine.user} ({row})")
    if row == "F38":
        world.later(world.rng.uniform(1, 10), _pass, world, 31)
    if world.rng.random() < 0.7:
        world.later(world.rng.uniform(5, 40), _give_back, world, machine.user)


def _give_back(world: Simulation, user: str) -> None:
    world.city.give_back(user)
    world.tell("server", f"gives {user} the rights back")


def role_changes(world: Simulation) -> None:
    """Somebody gets another role over the same grid: fewer kinds, then the old ones again (F39)."""
    machine = _any(world)
    world.city.end(machine.user)
    now = stamp(world.city.clock.now())
    world.city.grant([GrantRow(user=machine.user, prefix=COMMUNITY, role="duty_chief", since=now)])
    world.ledger.fault("F39")
    world.tell("server", f"makes {machine.user} a duty chief")
    if world.rng.random() < 0.8:
        world.later(world.rng.uniform(3, 30), _give_back, world, machine.user)


def wrong_scope(world: Simulation) -> None:
    """A bad import takes grids out of everybody's header: all of them, or one; then they are back (F54)."""
    users = sorted({machine.user for machine in world.machines})
    for user in users if world.rng.random() < 0.5 else users[:1]:
        world.city.end(user)
        world.later(world.rng.uniform(2, 20), _give_back, world, user)
    world.ledger.fault("F54")
    world.tell("server", f"leaves grids out of the header of {users}")


def new_protocol(world: Simulation) -> None:
    """The server asks for a newer client for a while (F52)."""
    world.city.wake(oldest_protocol=2)
    world.ledger.fault()
    world.tell("server", "asks for protocol 2")
    world.later(world.rng.uniform(3, 20), world.city.wake)


def disabled(world: Simulation) -> None:
    """An account is disabled and enabled again."""
    machine = _any(world)
    _set_state(world, machine.user, "disabled")
    world.ledger.fault("account disabled")
    world.later(world.rng.uniform(6, 20), _set_state, world, machine.user, "active")


def _set_state(world: Simulation, user: str, state: str) -> None:
    with world.city.fragile.real.writing() as work:
        account = work.account(user)
        if account is not None:
            work.put_account(AccountRow(id=user, name=account.name, pw=account.pw, state=state))
    world.city.wake(oldest_protocol=world.city.server.config.protocol[0])
    world.tell("server", f"the account of {user} is {state}")


DISASTERS: dict[str, Callable[[Simulation], None]] = {
    what.__name__: what
    for what in (
        restored, restored_twice, restored_to_the_beginning, restored_without_photos, beyond_the_journal,
        months, copied, put_back, power_cut, second_program, rights_end, role_changes, wrong_scope, new_protocol,
        disabled,
    )
}  # fmt: skip
