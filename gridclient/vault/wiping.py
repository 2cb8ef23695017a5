"""Wiping the records of one person from this machine, to the end even if killed on the way (SYNC 15, FAULTS 47).

The keys go first: without the vault file and the secret in the keyring nothing that is left can be read any more. What
was begun is ended at the next start, since the mark is written before anything goes and goes last.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gridclient.base.durable import write_durably
from gridclient.base.paths import PersonPaths
from gridclient.vault import vault
from gridclient.vault.keyring import Keyring
from gridcore.errors import KeyringTrouble, NoPlace, StoreBroken


def wipe(paths: PersonPaths, keyring: Keyring) -> None:
    """Wipe a person's folder; the store has to be closed. Called again it goes on where it stopped.

    Raises OSError for a file that is held; whatever else can go is gone then, and the mark stays.
    """
    for _ in wipe_steps(paths, keyring):
        pass


def wipe_steps(paths: PersonPaths, keyring: Keyring) -> Iterator[str]:
    """Do it step by step, naming each that is done."""
    if not paths.wiping.exists():
        with suppress(NoPlace):  # on a full disk the keys go all the same, and first
            write_durably(paths.wiping, b"")
        yield "mark"
    for file in (paths.vault, paths.recovery, paths.recovery_tried):
        if file.exists():
            _forget(file, keyring)
            yield f"secret of {file.name}"
            _overwrite(file)
            file.unlink()
            yield file.name
    held: OSError | None = None
    rest = sorted(paths.root.rglob("*"), key=lambda path: (path != paths.store, -len(path.parts), path))
    for path in rest:
        if path == paths.wiping:
            continue
        try:
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        except OSError as wrong:
            held = held or wrong
            continue
        yield path.name
    if held is not None:
        raise held
    paths.wiping.unlink(missing_ok=True)
    yield "mark gone"
    paths.root.rmdir()


def _forget(file: Path, keyring: Keyring) -> None:
    # A damaged vault names no secret, a keyring may be locked: without the vault the secret opens nothing.
    with suppress(StoreBroken, KeyringTrouble):
        keyring.forget(vault.read_file(file).keyring_name)


def _overwrite(file: Path) -> None:
    """Write over the wrapped keys before their name goes: a file system may keep the bytes of a deleted file."""
    with file.open("r+b") as out:
        out.write(bytes(file.stat().st_size))
        out.flush()
        os.fsync(out.fileno())
