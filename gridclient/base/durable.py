"""A file that is whole or not there: written beside its place, flushed to the disk, then renamed (FAULTS 12)."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

from gridcore.errors import NoPlace

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_CANNOT_FLUSH_FOLDERS = (errno.EINVAL, errno.ENOSYS, errno.EBADF, errno.ENOTSUP)
"""What some file systems of sticks say to an fsync of a folder."""


@contextlib.contextmanager
def durable(path: Path) -> Generator[BinaryIO, None, None]:
    """Give a file to write; it is at `path` once the block ends well. Otherwise what was at `path` still is.

    Nothing half is left either way. Only an error of the very last step, the flush of the folder, may find the whole
    new file in its place already: taking it away would take what it replaced, too.

    Raises NoPlace (reason `gone`, `full`, `read_only`) for a folder or stick that cannot take it.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
        _flush_folder(path.parent)
    except BaseException as wrong:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(wrong, OSError):
            raise no_place(wrong) from wrong
        raise


def write_durably(path: Path, data: bytes) -> None:
    """Write a small file of the profile whole or not at all; its folder is made. Raises NoPlace."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise no_place(wrong) from wrong
    with durable(path) as out:
        out.write(data)


def no_place(wrong: OSError) -> NoPlace:
    """Give our error for one of the system about a folder."""
    if wrong.errno in _FULL:
        return NoPlace(reason="full")
    return NoPlace(reason="read_only" if wrong.errno in _READ_ONLY else "gone")


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder to flush it; its rename is journaled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as wrong:
        if wrong.errno not in _CANNOT_FLUSH_FOLDERS:
            raise
    finally:
        os.close(handle)
