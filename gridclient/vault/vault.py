"""The vault file: the keys, wrapped by the password and, where there is a safe keyring, by a secret kept there.

`vault.json` is written once at enrolment and again only when the password changes. What wraps the keys is
HKDF(Argon2id(password) || device secret); the wrapping is an AEAD, so a wrong password is told from a damaged file by
the check value beside it (DEPENDENCIES T3). A new key is never made over an existing store (FAULTS 36).
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from gridclient.base.clock import Clock
from gridclient.base.durable import write_durably
from gridclient.base.paths import PersonPaths
from gridclient.vault.keyring import Keyring, new_secret
from gridclient.vault.keys import Keys
from gridclient.vault.sealing import derive
from gridclient.vault.tries import Tries
from gridcore.errors import KeyringTrouble, Locked, StoreBroken
from gridcore.ids import Rng

_log = logging.getLogger(__name__)
SLOW_ENOUGH = 0.5
"""Seconds one guess at a password has to cost (FAULTS 43)."""


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """Parameters of Argon2id (RFC 9106): KiB of memory, passes, lanes."""

    memory: int = 65536
    passes: int = 3
    lanes: int = 4


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What may be read without the password: who this is, and the server pinned at enrolment."""

    user: str
    name: str
    role: str
    device: str
    address: str
    server: str
    server_name: str
    server_key: str
    server_x25519: str
    lease_days: int


class VaultFile(msgspec.Struct, frozen=True, kw_only=True):
    """The file as it lies on disk; bytes in hex."""

    format: int
    known: Known
    cost: Cost
    salt: str
    with_keyring: bool
    keyring_name: str
    wrapped: str


class _Secrets(msgspec.Struct, frozen=True):
    store: bytes
    ed25519: bytes
    x25519: bytes


def calibrate(clock: Clock) -> Cost:
    """Give a cost at which one guess takes at least SLOW_ENOUGH on this machine."""
    cost = Cost()
    while True:
        start = clock.monotonic()
        _stretch("calibration", bytes(16), cost)
        took = clock.monotonic() - start
        if took >= SLOW_ENOUGH:
            return cost
        wanted = cost.passes * SLOW_ENOUGH * 1.2 / max(took, 0.01)
        cost = Cost(memory=cost.memory, passes=max(cost.passes + 1, int(wanted) + 1), lanes=cost.lanes)


def create(
    paths: PersonPaths, *, password: str, keys: Keys, known: Known, keyring: Keyring, cost: Cost, rng: Rng
) -> None:
    """Wrap fresh keys and write the vault; raises StoreBroken when one is there already (never over a store)."""
    if paths.vault.exists() or paths.store.exists():
        raise StoreBroken(reason="exists")
    _wrap(paths.vault, password=password, keys=keys, known=known, keyring=keyring, cost=cost, rng=rng)


def _wrap(path: Path, *, password: str, keys: Keys, known: Known, keyring: Keyring, cost: Cost, rng: Rng) -> None:
    name, secret, salt = f"{known.user}@{known.server}#{rng(4).hex()}", new_secret(rng), rng(16)
    kept = keyring.keep(name, secret)
    key = _wrapping_key(password, salt, cost, secret if kept else b"")
    body = msgspec.json.encode(_Secrets(keys.store, keys.ed25519, keys.x25519))
    nonce = rng(12)
    file = VaultFile(
        format=1,
        known=known,
        cost=cost,
        salt=salt.hex(),
        with_keyring=kept,
        keyring_name=name,
        wrapped=(nonce + ChaCha20Poly1305(key).encrypt(nonce, body, _bound(known))).hex(),
    )
    write_durably(path, msgspec.json.format(msgspec.json.encode(file)))


def read(paths: PersonPaths) -> VaultFile:
    """Read the vault file; raises StoreBroken when it is missing or damaged."""
    return read_file(paths.vault)


def read_file(path: Path) -> VaultFile:
    """Read a file of wrapped keys: the vault, or that of a recovery under way. Raises as `read`."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=VaultFile)
    except (OSError, msgspec.DecodeError) as broken:
        raise StoreBroken(reason="vault_damaged") from broken


def unlock(paths: PersonPaths, password: str, *, keyring: Keyring, clock: Clock) -> Keys:
    """Give the keys.

    Raises Locked (reason `wrong_password` with tries_left, or `too_many` with wait_seconds), KeyringTrouble (reason
    `missing`, `locked`, `lost`) and StoreBroken; none of them changes a stored key.
    """
    file, tries = read(paths), Tries(paths.tries, clock)
    tries.check()
    secret = b""
    if file.with_keyring:
        secret = keyring.get(file.keyring_name) or b""
        if not secret:
            raise KeyringTrouble(reason="lost")
    keys = _unwrapped(file, password, secret)
    if keys is None:
        left = tries.failed()
        raise Locked(reason="wrong_password", tries_left=left, wait_seconds=tries.wait())
    tries.passed()
    return keys


def _unwrapped(file: VaultFile, password: str, secret: bytes) -> Keys | None:
    try:
        wrapped = bytes.fromhex(file.wrapped)
        key = _wrapping_key(password, bytes.fromhex(file.salt), file.cost, secret)
        body = ChaCha20Poly1305(key).decrypt(wrapped[:12], wrapped[12:], _bound(file.known))
    except InvalidTag:
        return None
    except ValueError as broken:  # no hex, no cost there is, too short
        raise StoreBroken(reason="vault_damaged") from broken
    secrets = msgspec.json.decode(body, type=_Secrets)
    return Keys(secrets.store, secrets.ed25519, secrets.x25519)


@dataclass(frozen=True, slots=True, repr=False)
class Attempt:
    """The device keys a recovery is tried with (no store key yet), and the file they lie in."""

    keys: Keys
    file: Path


def recovery_attempt(paths: PersonPaths, password: str, *, keyring: Keyring, rng: Rng) -> Attempt:
    """Give the keys a recovery is under way with, or new ones, kept before the first request.

    Kept under the new password: after a kill the same password goes on with the same keys. Another one begins anew
    beside them, since it may be mistyped: only `taken` puts its keys in their place.
    """
    known = read(paths)
    for path in (paths.recovery, paths.recovery_tried):
        found = _attempted(path, password, keyring)
        if found is not None:
            return Attempt(found, path)
    made, path = Keys.new(rng), paths.recovery_tried
    keys = Keys(b"", made.ed25519, made.x25519)
    _drop(path, keyring)
    _wrap(path, password=password, keys=keys, known=known.known, keyring=keyring, cost=known.cost, rng=rng)
    return Attempt(keys, path)


def taken(paths: PersonPaths, attempt: Attempt, keyring: Keyring) -> None:
    """The centre has taken the password of an attempt: what was under way by another one is over."""
    if attempt.file != paths.recovery:
        _drop(paths.recovery, keyring)
        attempt.file.replace(paths.recovery)


def refused(paths: PersonPaths, attempt: Attempt, keyring: Keyring) -> None:
    """The centre has not: what was under way by another password stays as it is."""
    if attempt.file == paths.recovery_tried:
        _drop(attempt.file, keyring)


def _kept(path: Path) -> VaultFile | None:
    """Read the keys of a recovery; a damaged file counts as none: it guards nothing that cannot be asked for again."""
    if not path.exists():
        return None
    try:
        return read_file(path)
    except StoreBroken:
        _log.warning("the keys of a recovery under way cannot be read: it begins anew")
        return None


def _attempted(path: Path, password: str, keyring: Keyring) -> Keys | None:
    file = _kept(path)
    if file is None:
        return None
    secret = keyring.get(file.keyring_name) if file.with_keyring else b""
    try:
        return None if secret is None else _unwrapped(file, password, secret)
    except StoreBroken:
        _log.warning("the keys of a recovery under way are damaged: it begins anew")
        return None


def _drop(path: Path, keyring: Keyring) -> None:
    """Remove the keys of a recovery. What cannot be removed now opens nothing, and goes another day."""
    file = _kept(path)
    with suppress(KeyringTrouble):
        if file is not None:
            keyring.forget(file.keyring_name)
    with suppress(OSError):
        path.unlink(missing_ok=True)


def recovered(paths: PersonPaths, password: str, *, keys: Keys, known: Known, keyring: Keyring, rng: Rng) -> None:
    """Wrap the recovered keys under the new password, in the place of what could not be opened any more (SYNC 15)."""
    old = read(paths)
    _wrap(paths.vault, password=password, keys=keys, known=known, keyring=keyring, cost=old.cost, rng=rng)
    keyring.forget(old.keyring_name)
    forget_recovery(paths, keyring)


def forget_recovery(paths: PersonPaths, keyring: Keyring) -> None:
    """Drop the keys of a recovery that has ended; nothing about them keeps anybody out."""
    for path in (paths.recovery, paths.recovery_tried):
        _drop(path, keyring)


def change_password(paths: PersonPaths, old: str, new: str, *, keyring: Keyring, clock: Clock, rng: Rng) -> None:
    """Wrap the same keys under another password; raises as unlock does."""
    file = read(paths)
    keys = unlock(paths, old, keyring=keyring, clock=clock)
    _wrap(paths.vault, password=new, keys=keys, known=file.known, keyring=keyring, cost=file.cost, rng=rng)
    if file.with_keyring:
        keyring.forget(file.keyring_name)


def _stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return kdf.derive(password.encode())


def _wrapping_key(password: str, salt: bytes, cost: Cost, secret: bytes) -> bytes:
    return derive(_stretch(password, salt, cost) + secret, "vault")


def _bound(known: Known) -> bytes:
    """Bind the wrapping to who it is for, so that files cannot be swapped between folders."""
    return f"{known.user}|{known.server}|{known.device}".encode()
