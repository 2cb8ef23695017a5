"""Disks that fail, without root and without a mount: no room, no write, no right.

RLIMIT_FSIZE stands for a full disk: no byte of any file beyond it is written, so a file fails at its n-th byte; a write
across the limit is torn. It can be set and lifted in a running process of ours, from outside.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
from collections.abc import Generator
from pathlib import Path

_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2
_VERSION_3 = 0x20080522


def limit(size: int | None, process: int = 0) -> None:
    """Let no file grow beyond a size (bytes); None lifts it. `process`: 0 is this one."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (most if size is None else size, most))


@contextlib.contextmanager
def full_at(size: int) -> Generator[None]:
    """No file of this process grows beyond a size meanwhile."""
    limit(size)
    try:
        yield
    finally:
        limit(None)


def log_size(database: Path) -> int:
    """Give the size of a database's write-ahead log, 0 without one."""
    log = database.with_name(database.name + "-wal")
    return log.stat().st_size if log.exists() else 0


@contextlib.contextmanager
def read_only(folder: Path) -> Generator[None]:
    """Nobody may write below a folder meanwhile, root neither: this thread gives up its right to pass over modes."""
    places = [folder, *folder.rglob("*")]
    modes = [place.stat().st_mode for place in places]
    for place in places:
        place.chmod(0o555 if place.is_dir() else 0o444)
    try:
        with _without_power():
            yield
    finally:
        for place, mode in zip(places, modes, strict=True):
            place.chmod(mode)


@contextlib.contextmanager
def _without_power() -> Generator[None]:
    """Drop CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH of this thread meanwhile; nothing to do for anybody but root."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    head = ctypes.create_string_buffer(struct.pack("Ii", _VERSION_3, 0))
    held = ctypes.create_string_buffer(24)
    assert libc.capget(head, held) == 0
    effective, *rest = struct.unpack("6I", held.raw)
    lowered = effective & ~(1 << _DAC_OVERRIDE | 1 << _DAC_READ_SEARCH)
    assert libc.capset(head, ctypes.create_string_buffer(struct.pack("6I", lowered, *rest), 24)) == 0
    try:
        yield
    finally:
        assert libc.capset(head, held) == 0
