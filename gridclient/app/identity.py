"""What changes who may open a person's records: password, recovery, wipe (SYNC 15, decisions 0011 and 0012).

Each is a row of steps that may be cut between any two; the next try, or the next start, goes on from what stands.
"""

from __future__ import annotations

import msgspec

from gridclient.app.session import Session, open_session
from gridclient.base.clock import Clock
from gridclient.base.durable import write_durably
from gridclient.base.paths import PersonPaths
from gridclient.sync import password as talk
from gridclient.sync.transport import Transport, drive
from gridclient.vault import vault
from gridclient.vault.keyring import Keyring
from gridclient.vault.keys import Keys
from gridclient.vault.tries import Tries
from gridclient.vault.wiping import wipe
from gridcore.errors import Locked, Offline, SignedOut, StoreBroken
from gridcore.ids import Rng


def unlocked(paths: PersonPaths, password: str, *, keyring: Keyring, clock: Clock) -> Keys:
    """Give the keys of a vault; says by the fact `cut_off` that a change of the password did not come to its end."""
    try:
        keys = vault.unlock(paths, password, keyring=keyring, clock=clock)
    except Locked as wrong:
        if _was_cut_off(paths) and wrong.facts.get("reason") == "wrong_password":
            raise Locked(**wrong.facts, cut_off=True) from wrong
        raise
    vault.forget_recovery(paths, keyring)  # one that ended, but for its last step
    return keys


def _was_cut_off(paths: PersonPaths) -> bool:
    """Whether a change of the password began and the vault was not wrapped anew since."""
    try:
        return paths.changing.stat().st_mtime_ns > paths.vault.stat().st_mtime_ns
    except FileNotFoundError:
        return False


def change_password(session: Session, old: str, new: str, *, keyring: Keyring, clock: Clock, rng: Rng) -> None:
    """Change the password at the centre, then here.

    In this order a kill between the two leaves the old one valid here, and the same change asked again heals it: the
    centre answers a change already made as done. Raises InvalidInput(field="new"), Locked (wrong old one), SignedOut
    (the centre knows another), Offline.
    """
    paths = session.paths
    talk.check_new(new, session.known.user, old)
    vault.unlock(paths, old, keyring=keyring, clock=clock)
    is_first = not _was_cut_off(paths)
    if is_first:
        write_durably(paths.changing, b"")
    try:
        session.syncing.change_password(old, new)
    except Exception as refused:
        # A plain no takes the mark of this try away; without an answer it may have been changed, as in a try before.
        if is_first and not isinstance(refused, Offline):
            paths.changing.unlink(missing_ok=True)
        raise
    vault.change_password(paths, old, new, keyring=keyring, clock=clock, rng=rng)
    paths.changing.unlink(missing_ok=True)


def recover(paths: PersonPaths, password: str, *, keyring: Keyring, clock: Clock, rng: Rng) -> Session:
    """Open the records with the centre's help: forgotten password, or a key lost from the keyring (FAULTS 36, 38).

    The store is opened with the key that comes back, and only if it fits; nothing is made anew over it. Raises
    SignedOut, Refused(reason="not_opened"), Locked, Offline, StoreBroken.
    """
    if not paths.store.exists():
        raise StoreBroken(reason="missing", kept=False)
    known = vault.read(paths).known
    attempt = vault.recovery_attempt(paths, password, keyring=keyring, rng=rng)
    transport = Transport(known.address, rng)
    try:
        replacing = drive(talk.replace_device(known, password, attempt.keys), transport)
        vault.taken(paths, attempt, keyring)
        keys = drive(talk.recover(replacing, known.device, attempt.keys), transport)
    except SignedOut:
        vault.refused(paths, attempt, keyring)
        raise
    finally:
        transport.close()
    enrolled = replacing.enrolled
    session = open_session(paths, known, keys, clock=clock, rng=rng, create=False)
    try:
        if session.store.outbox.meta().device != enrolled.device:
            session.store.outbox.re_enrol(enrolled.device, "recovered", keys)
        now = msgspec.structs.replace(known, device=enrolled.device, lease_days=enrolled.lease_days)
        vault.recovered(paths, password, keys=keys, known=now, keyring=keyring, rng=rng)
        Tries(paths.tries, clock).passed()
        paths.changing.unlink(missing_ok=True)
    finally:
        session.close()
    return open_session(paths, now, keys, clock=clock, rng=rng, create=False)


def wiped(session: Session, keyring: Keyring) -> None:
    """Close a session without a trace and wipe its person's folder."""
    session.transport.close()
    session.store.close()
    wipe(session.paths, keyring)


def is_first_open(paths: PersonPaths) -> bool:
    """Say whether the store may be made: never where one was before (FAULTS 34, 36)."""
    return not paths.store.exists() and not (paths.root / "highest").exists()
