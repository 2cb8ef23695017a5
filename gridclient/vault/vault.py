"""The vault file: the keys, wrapped by the password and, where there is a safe keyring, by a secret kept there.

`vault.json` is written once at enrolment and again only when the password changes. What wraps the keys is
HKDF(Argon2id(password) || device secret); the wrapping is an AEAD, so a wrong password is told from a damaged file by
the check value beside it (DEPENDENCIES T3). A new key is never made over an existing store (FAULTS 36).
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from gridclient.base.clock import Clock
from gridclient.base.paths import PersonPaths, write_durably
from gridclient.vault.keyring import Keyring, new_secret
from gridclient.vault.keys import Keys
from gridclient.vault.sealing import derive
from gridclient.vault.tries import Tries
from gridcore.errors import KeyringTrouble, Locked, StoreBroken
from gridcore.ids import Rng

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
    wrapped = bytes.fromhex(file.wrapped)
    key = _wrapping_key(password, bytes.fromhex(file.salt), file.cost, secret)
    try:
        body = ChaCha20Poly1305(key).decrypt(wrapped[:12], wrapped[12:], _bound(file.known))
    except InvalidTag:
        return None
    secrets = msgspec.json.decode(body, type=_Secrets)
    return Keys(secrets.store, secrets.ed25519, secrets.x25519)


def recovery_keys(paths: PersonPaths, password: str, *, keyring: Keyring, rng: Rng) -> Keys:
    """Give the device keys a recovery is under way with (no store key yet), made and kept before the first request.

    Kept under the new password: after a kill the same password goes on with the same keys, another one begins anew.
    """
    known = read(paths)
    if paths.recovery.exists():
        file = read_file(paths.recovery)
        secret = keyring.get(file.keyring_name) if file.with_keyring else b""
        found = None if secret is None else _unwrapped(file, password, secret)
        if found is not None:
            return found
        keyring.forget(file.keyring_name)
    made = Keys.new(rng)
    keys = Keys(b"", made.ed25519, made.x25519)
    _wrap(paths.recovery, password=password, keys=keys, known=known.known, keyring=keyring, cost=known.cost, rng=rng)
    return keys


def recovered(paths: PersonPaths, password: str, *, keys: Keys, known: Known, keyring: Keyring, rng: Rng) -> None:
    """Wrap the recovered keys under the new password, in the place of what could not be opened any more (SYNC 15)."""
    old = read(paths)
    _wrap(paths.vault, password=password, keys=keys, known=known, keyring=keyring, cost=old.cost, rng=rng)
    keyring.forget(old.keyring_name)
    forget_recovery(paths, keyring)


def forget_recovery(paths: PersonPaths, keyring: Keyring) -> None:
    """Drop the keys of a recovery that has ended, or that the server refused."""
    if paths.recovery.exists():
        keyring.forget(read_file(paths.recovery).keyring_name)
        paths.recovery.unlink()


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
