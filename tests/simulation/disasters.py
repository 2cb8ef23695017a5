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
from tests.simulation import doings
from tests.simulation.backend import known_txs
from tests.simulation.scenes import two_chains, whole_round

if TYPE_CHECKING:
    from tests.simulation.machine import Machine
    from tests.simulation.world import Simulation

WHEN, MOST = (6.0, 50.0), 3
YEARS = timedelta(days=900)


def plan(world: Simulation) -> None:
    """Draw up to three disasters for a seed, and when they come; every laptop dies once at any moment."""
    for machine in world.machines:
        world.later(world.rng.uniform(10, 150), _die, world, machine)
        world.later(world.rng.uniform(5, 250), _jump, world, machine)
    for _ in range(world.rng.randint(0, MOST)):
        name = world.rng.choice(list(DISASTERS))
        world.later(world.rng.uniform(*WHEN), _strike, world, name)


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
    """Do what destroys copies, and see of which txs no copy is left anywhere: those nobody can promise.

    What a store has is what its machine's book says, less what the journal need not keep.
    """
    before = _copies(world)
    what()
    world.ledger.burnt |= before - _copies(world)


def _copies(world: Simulation) -> set[str]:
    return known_txs(world.city.fragile.real).union(*(machine.journal() for machine in world.machines))


def _jump(world: Simulation, machine: Machine) -> None:
    off = world.rng.choice((timedelta(hours=1), timedelta(days=1), YEARS))
    machine.clock.skew = world.rng.choice((-1, 1)) * off
    world.ledger.fault("clock jumped")
    if off == YEARS:
        world.watch.unsigned.add(machine.name)
    world.tell(machine.name, f"its clock is set off by {machine.clock.skew}")


def _back_up(world: Simulation) -> None:
    world.kept = world.city.back_up()
    world.tell("server", "is backed up")


def restore(world: Simulation) -> None:
    """Put back what the server kept of itself last."""
    world.watch.before_restore()
    _loses(world, lambda: world.city.restore(world.kept))
    world.watch.after_restore(world.machines)
    world.line.clear()
    world.ledger.fault("server restored")
    world.tell("server", "is restored from its backup")


def restored(world: Simulation) -> None:
    """A backup from a little earlier is put back, while others go on writing or at once (F28, F29, F31)."""
    _back_up(world)
    world.later(world.rng.uniform(1, 30), restore, world)


def restored_between_pages(world: Simulation) -> None:
    """It is put back while somebody reads everything again, page by page (F30)."""
    _back_up(world)
    machine = _any(world)

    def read_again() -> None:
        world.hands(machine, doings.household)
        whole_round(world, machine)
        machine.store.pages.resync()
        machine.peer.page = 2
        world.begin(machine)
        strike()

    def strike() -> None:
        with machine.store.read() as reading:
            is_between = reading.db.value("SELECT count(*) FROM scope WHERE 0 < cur AND cur < head")
        if is_between:
            restore(world)
        else:
            world.later(0.2, strike)

    world.later(world.rng.uniform(0, 5), read_again)


def restored_twice(world: Simulation) -> None:
    """The same backup is put back twice: txs come to the same seq again with other results (F31)."""
    _back_up(world)
    for _ in range(2):
        world.later(world.rng.uniform(1, 40), restore, world)


def restored_to_the_beginning(world: Simulation) -> None:
    """The backup is from before most devices were enrolled (F32)."""
    restore(world)


def restored_without_photos(world: Simulation) -> None:
    """The photos come from an older backup than the database (F33)."""
    photos = dict(world.city.blobs.whole)
    kept = world.rng.choice((0, len(photos)))
    world.later(world.rng.uniform(5, 20), _restore_photos, world, dict(list(photos.items())[:kept]))


def _restore_photos(world: Simulation, photos: dict[tuple[str, str], bytes]) -> None:
    world.kept = (world.city.back_up()[0], photos)
    world.later(world.rng.uniform(1, 10), restore, world)


def beyond_the_journal(world: Simulation) -> None:
    """Everybody is idle for longer than the journal, then the server is restored from before (F34)."""
    _back_up(world)
    machine = _any(world)

    def idle() -> None:
        for _ in range(2):
            world.hands(machine, doings.household)
        whole_round(world, machine)
        _pass(world, JOURNAL_DAYS + 5)

    world.later(world.rng.uniform(1, 5), idle)
    world.later(world.rng.uniform(9, 20), restore, world)


def long_away(world: Simulation) -> None:
    """A laptop is away for longer than the journal; the server is restored to before it came back.

    What was made long ago has only just settled, and the journal has to have it still.
    """
    machine = _any(world)
    machine.hang_up()
    machine.away = world.now + 9
    world.ledger.fault("long away")
    world.tell(machine.name, "is away")
    world.later(8, _pass, world, JOURNAL_DAYS + 5)
    world.later(8.5, _back_up, world)
    world.later(9, world.begin, machine)
    for seconds in (18, 24):
        world.later(seconds, _pass, world, 2)
    if world.rng.random() < 0.5:
        world.later(30, restore, world)


def _pass(world: Simulation, days: int) -> None:
    world.city.clock.advance(days=days)
    world.watch.unsigned.update(machine.name for machine in world.machines)
    world.tell("world", f"{days} days pass")


def months(world: Simulation) -> None:
    """Two months offline (F46)."""
    _pass(world, 61)
    world.ledger.fault("months pass")


def copied(world: Simulation) -> None:
    """The files of a store are copied to a second PC, and both work on (F35)."""
    world.copied(_any(world))


def put_back(world: Simulation) -> None:
    """A store is put back from an older image, with or without its side file (F36)."""
    machine = _any(world)
    image = machine.image()
    world.tell(machine.name, "its disk is imaged")
    world.ledger.shared |= machine.book

    def strike() -> None:
        if not _alive(world, machine):
            return
        world.hands(machine, doings.paper)
        had, side = set(machine.book), world.rng.random() < 0.5
        _loses(world, lambda: machine.put_back(image, side=side))
        _forget(world, machine, had - machine.book, is_told=not side)
        world.ledger.fault("F36", f"side file {'behind' if side else 'ahead'}")
        world.tell(machine.name, f"is put back from its image, {'with' if side else 'without'} the side file")
        world.hands(machine, doings.paper)
        world.later(1, world.begin, machine)

    world.later(world.rng.uniform(2, 30), strike)


def _forget(world: Simulation, machine: Machine, gone: set[str], *, is_told: bool) -> None:
    """Its disk forgot txs; where the side file knows better, the person is told (SYNC 7)."""
    if gone and is_told and machine.store.status().behind is None:
        world.wrong.append(f"1 {machine.name} lost txs with its disk and does not say so")
    machine.forget(gone)
    world.screens[machine.name].disk_forgot()


def power_cut(world: Simulation) -> None:
    """A paper is printed, and the tail of the WAL is gone, cut anywhere; then one more is printed (F55)."""
    machine = _any(world)
    world.hands(machine, doings.paper)
    had, lost = set(machine.book), 0

    def strike() -> None:
        nonlocal lost
        lost = machine.lose_power()
        # What a cut takes only the file itself can tell; what was taken back comes back with it.
        machine.book = machine.txs() & world.ledger.by_tx.keys()

    _loses(world, strike)
    gone = had - machine.book
    _forget(world, machine, gone, is_told=True)
    world.ledger.fault("F55")
    world.tell(machine.name, f"loses power, and {lost} bytes of its WAL, {len(gone)} txs with them")
    world.hands(machine, doings.paper)
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
    is_long = world.rng.random() < 0.4
    world.ledger.fault("rights ended")
    world.tell("server", f"ends all rights of {machine.user}{' for long' if is_long else ''}")
    if is_long:
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
    world.ledger.fault("grids left out")
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
        restored, restored_between_pages, restored_twice, restored_to_the_beginning, restored_without_photos,
        beyond_the_journal, long_away, months, copied, two_chains, put_back, power_cut, second_program, rights_end,
        role_changes, wrong_scope, new_protocol, disabled,
    )
}  # fmt: skip
