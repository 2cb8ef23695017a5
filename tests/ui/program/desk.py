"""One PC of li without its window, before a centre at a real address: for tests of who may open the records."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from gridclient.app.gate import ProgramGate
from gridclient.app.session import Session
from gridclient.base.paths import Profile
from gridclient.base.progress import NO_PROGRESS
from gridcore.household import Household
from gridserver.clock import stamp
from gridserver.keys import hash_password
from gridserver.row import RecoveryRow
from tests.clock import FakeClock
from tests.server.town import CHEAP as SERVER_CHEAP
from tests.server.town import G1, PASSWORD, seeded
from tests.ui.program.conftest import CHEAP
from tests.ui.program.street import Street
from tests.vault.ring import Ring

NEW = "new battery staple"


class Desk:
    """One PC of li with a store in step and one household that waits; the window is left out."""

    def __init__(self, folder: Path, street: Street) -> None:
        self.street, self.town = street, street.town
        self.profile, self.ring = Profile(folder), Ring()
        self.clock = FakeClock(street.town.clock.now())
        self.rng = seeded(8)
        self.gate = self.started()
        seen = self.gate.check_server(street.address)
        self.gate.enroll(seen, "li", PASSWORD, NO_PROGRESS)
        assert self.session.syncing.run() is not None
        self.write("waiting")

    def started(self) -> ProgramGate:
        return ProgramGate(self.profile, self.clock, self.rng, self.ring, CHEAP)

    def restart(self) -> None:
        """The program starts anew, also after a kill."""
        self.gate.lock()
        self.gate = self.started()

    @property
    def session(self) -> Session:
        assert self.gate.session is not None
        return self.gate.session

    def write(self, address: str) -> None:
        with self.session.store.write("household.new") as work:
            work.create("household", Household(address=address), grid=G1)

    def addresses(self) -> list[str]:
        with self.session.store.read() as reading:
            bodies = [entry.body for entry in reading.all("household")]
        return sorted(body.address or "" for body in bodies if isinstance(body, Household))

    def reset_password(self, password: str = NEW) -> None:
        """`gridserver account add` by the office."""
        with self.town.server.store.writing() as work:
            account = work.account("li")
            assert account is not None
            work.put_account(replace(account, pw=hash_password(password, SERVER_CHEAP, self.rng)))

    def open_recovery(self, device: str) -> None:
        """`gridserver device recover DEVICE` by the office."""
        now = self.town.clock.now()
        with self.town.server.store.writing() as work:
            until = stamp(now + timedelta(hours=24))
            work.put_recovery(RecoveryRow(device=device, user="li", opened=stamp(now), until=until))

    def revoke(self) -> None:
        with self.town.server.store.writing() as work:
            device = work.device(self.session.store.outbox.meta().device or "")
            assert device is not None
            work.put_device(replace(device, revoked=stamp(self.town.clock.now())))
        self.town.clock.advance(seconds=6)
