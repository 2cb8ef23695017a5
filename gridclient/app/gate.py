"""The door: who is on this PC, enrolling at a centre, unlocking offline (SYNC 15, DOMAIN 4.5)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from gridclient.app import identity
from gridclient.app.session import Badge, Session, open_session
from gridclient.base.clock import Clock
from gridclient.base.paths import PersonPaths, Profile, why_unsafe
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.services.packages import Packages
from gridclient.sync import enrol
from gridclient.sync.transport import Transport, checked_address, drive
from gridclient.ui.gate import PersonHere, ServerSeen
from gridclient.vault import vault
from gridclient.vault.keyring import Keyring
from gridclient.vault.keys import Keys, fingerprint
from gridclient.vault.tries import Lease, Tries, lease
from gridclient.vault.wiping import wipe
from gridcore import wire
from gridcore.errors import GridError, InvalidInput, Locked, Refused, Revoked, StoreBroken, WrongServer
from gridcore.ids import Rng
from gridcore.roles import Role

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """Wipes that were under way at a start: how many are ended now, of how many something is left on the disk."""

    ended: int
    left: int


@dataclass(slots=True)
class ProgramGate:
    """Implements `gridclient.ui.gate.Gate`; what it opened last is in `session`."""

    profile: Profile
    clock: Clock
    rng: Rng
    keyring: Keyring
    cost: vault.Cost | None = None
    opened: Callable[[Session], None] | None = None
    session: Session | None = None
    _seen: dict[str, wire.Hello] = field(default_factory=dict[str, wire.Hello])

    def people(self) -> Sequence[PersonHere]:
        """Everybody with a readable vault here, the last one to work first."""
        found = [(self._touched(paths), self._here(paths)) for paths, _ in self._readable()]
        return [here for _, here in sorted(found, key=lambda each: each[0], reverse=True)]

    def check_vaults(self) -> None:
        """Raise StoreBroken when a vault cannot be read: its person cannot be named, but must not vanish silently."""
        for paths in self.profile.people():
            vault.read(paths)

    def check_server(self, address: str) -> ServerSeen:
        """Ask who answers there; what is pinned is its key."""
        asked = checked_address(address)
        with_transport = Transport(asked, self.rng)
        try:
            seen = drive(enrol.hello(), with_transport)
        finally:
            with_transport.close()
        self._seen[asked] = seen
        # The first eight digits are enough for people; the whole id is pinned.
        return ServerSeen(asked, seen.name, seen.id[:8], fingerprint(seen.ed25519))

    def enroll(self, server: ServerSeen, user: str, password: str, progress: Progress) -> PersonHere:
        """Enrol this PC for a person and open an empty store; nothing is written before the centre said yes."""
        if (unsafe := why_unsafe(self.profile.root)) is not None:
            raise Refused(reason=unsafe)
        seen = self._seen.get(server.address)
        if seen is None or fingerprint(seen.ed25519) != server.fingerprint:
            raise WrongServer(expected=server.city, found=seen.id if seen else "")
        if any(known.user == user for _, known in self._readable()):
            raise InvalidInput(field="user", reason="already_here")
        keys, transport = Keys.new(self.rng), Transport(server.address, self.rng)
        try:
            enrolled = drive(enrol.enrol(seen, user=user, password=password, keys=keys, rng=self.rng), transport)
        finally:
            transport.close()
        progress.check()
        known = vault.Known(
            user=enrolled.user,
            name=enrolled.name,
            role=enrolled.role,
            device=enrolled.device,
            address=server.address,
            server=seen.id,
            server_name=seen.name,
            server_key=seen.ed25519,
            server_x25519=seen.x25519,
            lease_days=enrolled.lease_days,
        )
        paths = self.profile.person(enrolled.device)
        vault.create(
            paths,
            password=password,
            keys=keys,
            known=known,
            keyring=self.keyring,
            cost=self.cost or vault.calibrate(self.clock),
            rng=self.rng,
        )
        self._open(paths, known, keys, create=True)
        return self._here(paths)

    def unlock(self, user: str, password: str) -> PersonHere:
        """Open a person's store; past the lease it opens only when the centre answers."""
        found = next((each for each in self._readable() if each[1].user == user), None)
        if found is None:
            raise InvalidInput(field="user", reason="not_here")
        paths, known = found
        keys = identity.unlocked(paths, password, keyring=self.keyring, clock=self.clock)
        create = identity.is_first_open(paths)
        session = open_session(paths, known, keys, clock=self.clock, rng=self.rng, create=create)
        if self._is_over(session):
            report = session.syncing.run(NO_PROGRESS)
            if report is not None and isinstance(report.trouble, Revoked):
                identity.wiped(session, self.keyring)
                raise report.trouble
            if report is None or not report.in_step:
                session.close()
                raise Locked(reason="lease", tries_left=0, wait_seconds=0)
        self._take(session)
        return self._here(paths)

    @contextmanager
    def packages_only(self, user: str, password: str) -> Generator[Packages]:
        """Open nothing but a person's packages, also past the lease: export one, take its reply (SYNC 15, FAULTS 44).

        Raises as `unlock` but for the lease. A reply taken renews it; a good order to wipe in it is carried out.
        """
        found = next((each for each in self._readable() if each[1].user == user), None)
        if found is None:
            raise InvalidInput(field="user", reason="not_here")
        paths, known = found
        keys = identity.unlocked(paths, password, keyring=self.keyring, clock=self.clock)
        session = open_session(paths, known, keys, clock=self.clock, rng=self.rng, create=False)
        try:
            yield session.packages
        finally:
            if session.packages.is_revoked:
                identity.wiped(session, self.keyring)
            else:
                session.close()

    def recover(self, user: str, password: str) -> PersonHere:
        """Open a person's records with the help of the centre, after the office opened it for this PC; see identity."""
        found = next((each for each in self._readable() if each[1].user == user), None)
        if found is None:
            raise InvalidInput(field="user", reason="not_here")
        self._take(identity.recover(found[0], password, keyring=self.keyring, clock=self.clock, rng=self.rng))
        return self._here(found[0])

    def sign_in_again(self, password: str) -> None:
        """Register this PC anew for whoever works now, since the centre does not know it any more."""
        self._open_now().syncing.sign_in(password)

    def change_password(self, old: str, new: str) -> None:
        """Change the password of whoever works now, at the centre and here."""
        identity.change_password(self._open_now(), old, new, keyring=self.keyring, clock=self.clock, rng=self.rng)

    def wipe(self, session: Session) -> None:
        """Carry out a good order of the centre: the records of this session's person go from this PC."""
        if session is self.session:
            self.session = None
        identity.wiped(session, self.keyring)

    def finish_wipes(self) -> Swept:
        """End what a kill cut off. One that cannot be ended now keeps nobody out: the next start tries again."""
        ended = left = 0
        for paths in self.profile.wiped():
            try:
                wipe(paths, self.keyring)
                ended += 1
            except (OSError, GridError) as wrong:
                left += 1
                _log.warning("a wipe could not be ended: %s", type(wrong).__name__)
        return Swept(ended, left)

    def _open_now(self) -> Session:
        if self.session is None:
            raise Locked(reason="locked", tries_left=0, wait_seconds=0)
        return self.session

    def lock(self) -> None:
        """Close what is open; the vault has to be opened again."""
        self.close(self.session)

    def close(self, session: Session | None) -> None:
        """Close this session, unless another one has taken its place already."""
        if session is not None and session is self.session:
            self.session = None
            session.close()

    def _readable(self) -> list[tuple[PersonPaths, vault.Known]]:
        found: list[tuple[PersonPaths, vault.Known]] = []
        for paths in self.profile.people():
            with suppress(StoreBroken):
                found.append((paths, vault.read(paths).known))
        return found

    def _open(self, paths: PersonPaths, known: vault.Known, keys: Keys, *, create: bool) -> None:
        self._take(open_session(paths, known, keys, clock=self.clock, rng=self.rng, create=create))

    def _take(self, session: Session) -> None:
        self.lock()
        self.session = session
        if self.opened is not None:
            self.opened(session)

    def _is_over(self, session: Session) -> bool:
        verified = session.store.status().verified_at
        if verified is None:
            return False
        return self._lease(session.paths, session.known, verified).is_over

    def _lease(self, paths: PersonPaths, known: vault.Known, verified: datetime) -> Lease:
        return lease(verified, known.lease_days, self.clock.now(), Tries(paths.tries, self.clock).high_water)

    def _here(self, paths: PersonPaths) -> PersonHere:
        known, badge = vault.read(paths).known, read_badge(paths.badge)
        days = None
        if badge.verified_at:
            days = self._lease(paths, known, datetime.fromisoformat(badge.verified_at)).days_left
        return PersonHere(known.user, known.name, Role(known.role), badge.grid, badge.waiting, days)

    def _touched(self, paths: PersonPaths) -> float:
        return max((each.stat().st_mtime for each in (paths.tries, paths.vault) if each.exists()), default=0.0)


def read_badge(path: Path) -> Badge:
    """Read the badge; a missing one says nothing."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Badge)
    except (OSError, msgspec.DecodeError):
        return Badge()
