"""Wiping the records of one person from this machine, to the end even if killed on the way (SYNC 15, FAULTS 47).

The keys go first: without the vault file and the secret in the keyring nothing that is left can be read any more. What
was begun is ended at the next start, since the mark is written before anything goes and goes last.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from gridclient.base.paths import PersonPaths, write_durably
from gridclient.vault import vault
from gridclient.vault.keyring import Keyring
from gridcore.errors import StoreBroken


def wipe(paths: PersonPaths, keyring: Keyring) -> None:
    """Wipe a person's folder; the store has to be closed. Called again it goes on where it stopped."""
    for _ in wipe_steps(paths, keyring):
        pass


def wipe_steps(paths: PersonPaths, keyring: Keyring) -> Iterator[str]:
    """Do it step by step, naming each that is done."""
    if not paths.wiping.exists():
        write_durably(paths.wiping, b"")
        yield "mark"
    for file in (paths.vault, paths.recovery):
        if file.exists():
            _forget(file, keyring)
            yield f"secret of {file.name}"
            _overwrite(file)
            file.unlink()
            yield file.name
    rest = sorted(paths.root.rglob("*"), key=lambda path: (path != paths.store, -len(path.parts), path))
    for path in rest:
        if path == paths.wiping:
            continue
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
        yield path.name
    paths.wiping.unlink()
    yield "mark gone"
    paths.root.rmdir()


def _forget(file: Path, keyring: Keyring) -> None:
    try:
        keyring.forget(vault.read_file(file).keyring_name)
    except StoreBroken:
        return  # a damaged vault names no secret; without it the secret opens nothing


def _overwrite(file: Path) -> None:
    """Write over the wrapped keys before their name goes: a file system may keep the bytes of a deleted file."""
    with file.open("r+b") as out:
        out.write(bytes(file.stat().st_size))
        out.flush()
        os.fsync(out.fileno())
