"""One program per store (SYNC F51): a lock file held open for as long as the store is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gridcore.errors import StoreBroken, StoreBusy

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LockFile:
    """Held from construction; the system gives it back when the program dies."""

    def __init__(self, path: Path) -> None:
        """Take the lock; raises StoreBusy, StoreBroken where the folder cannot be written (FAULTS 30)."""
        self._handle = -1
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as denied:
            raise StoreBroken(reason="folder", kept=True) from denied
        try:
            _take(self._handle)
        except OSError as held:
            self.release()
            raise StoreBusy(reason="lock_file") from held

    def release(self) -> None:
        """Give it back; may be called twice."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
