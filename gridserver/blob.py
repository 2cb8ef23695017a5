"""Photos and files: a directory by grid and SHA-256 behind a protocol; S3 may follow (SYNC 12)."""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Protocol


class BlobStore(Protocol):
    """Keeps bytes by (grid, SHA-256), and what devices have sent of them so far."""

    def append(self, device: str, grid: str, sha256: str, offset: int, piece: bytes) -> None:
        """Put a piece at an offset of the device's partial file; 0 begins anew."""
        ...

    def begun(self, device: str, grid: str, sha256: str) -> int:
        """How many bytes of a partial file are there; 0 without one."""
        ...

    def finish(self, device: str, grid: str, sha256: str) -> bool:
        """Hash the partial file: right, it becomes the blob; wrong, it goes and False is given."""
        ...

    def has(self, grid: str, sha256: str) -> bool:
        """Say whether a blob is there."""
        ...

    def read(self, grid: str, sha256: str, start: int, end: int) -> bytes | None:
        """Give bytes from start to before end of a blob; None if it is not there."""
        ...

    def put(self, grid: str, sha256: str, whole: bytes) -> None:
        """Keep a blob given whole by the server's own jobs."""
        ...

    def copy(self, source: str, target: str, sha256: str) -> None:
        """Let another grid have the blob too (a record was moved)."""
        ...

    def drop(self, grid: str, sha256: str) -> None:
        """Forget a blob of one grid (erasure by law); another grid keeps its own."""
        ...

    def drop_partials(self, before: datetime) -> int:
        """Forget the partial files nobody has added to since a time; gives how many (SYNC 12)."""
        ...


class BlobFolder:
    """A directory. Grid codes and names were checked by the caller: nothing of a path comes from outside unchecked."""

    def __init__(self, root: Path) -> None:
        """Use a directory, made when needed."""
        self._root = root

    def _path(self, grid: str, sha256: str) -> Path:
        return self._root / grid / sha256[:2] / sha256

    def _partial(self, device: str, grid: str, sha256: str) -> Path:
        return self._root / "partial" / device / grid / sha256

    def append(self, device: str, grid: str, sha256: str, offset: int, piece: bytes) -> None:
        """Put a piece at an offset of the partial file."""
        path = self._partial(device, grid, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("r+b" if offset else "wb") as file:
            file.truncate(offset)
            file.seek(offset)
            file.write(piece)
            file.flush()
            os.fsync(file.fileno())

    def begun(self, device: str, grid: str, sha256: str) -> int:
        """Give the size of the partial file."""
        path = self._partial(device, grid, sha256)
        return path.stat().st_size if path.exists() else 0

    def finish(self, device: str, grid: str, sha256: str) -> bool:
        """Hash the partial file and keep it under its name, or drop it."""
        partial = self._partial(device, grid, sha256)
        with partial.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256:
            partial.unlink()
            return False
        path = self._path(grid, sha256)
        _make(path.parent)
        partial.replace(path)
        _flush(path.parent)
        return True

    def has(self, grid: str, sha256: str) -> bool:
        """Say whether the file is there."""
        return self._path(grid, sha256).exists()

    def read(self, grid: str, sha256: str, start: int, end: int) -> bytes | None:
        """Give a part of a blob."""
        path = self._path(grid, sha256)
        if not path.exists():
            return None
        with path.open("rb") as file:
            file.seek(start)
            return file.read(max(0, end - start))

    def put(self, grid: str, sha256: str, whole: bytes) -> None:
        """Keep a blob given whole."""
        path = self._path(grid, sha256)
        _make(path.parent)
        path.write_bytes(whole)

    def copy(self, source: str, target: str, sha256: str) -> None:
        """Link the file into another grid."""
        found, wanted = self._path(source, sha256), self._path(target, sha256)
        if found.exists() and not wanted.exists():
            _make(wanted.parent)
            os.link(found, wanted)
            _flush(wanted.parent)

    def drop(self, grid: str, sha256: str) -> None:
        """Unlink the file of this grid."""
        self._path(grid, sha256).unlink(missing_ok=True)

    def drop_partials(self, before: datetime) -> int:
        """Unlink the partial files untouched since a time."""
        old = [
            path
            for path in (self._root / "partial").rglob("*")
            if path.is_file() and path.stat().st_mtime < before.timestamp()
        ]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)


def _make(folder: Path) -> None:
    """Make a folder and those above it, each on the disk when this ends."""
    if not folder.exists():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _flush(folder.parent)


if sys.platform == "win32":

    def _flush(folder: Path) -> None:
        """Do nothing: Windows opens no folder, and journals its names."""

else:

    def _flush(folder: Path) -> None:
        """Have the names in a folder on the disk: the database says of a file that it is there (FAULTS 12)."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
