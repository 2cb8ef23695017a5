"""Says when a file was saved, whatever way its program saves: in place, or by another file put where it was."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLED_MS: Final = 400
"""After the last sign of a save: a program writes in pieces."""


class FileWatch(QObject):
    """Watches one file and its folder: an editor that replaces the file takes the watched one away."""

    saved = Signal()
    """The file is another one than it was when `seen` was called last; or it is gone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._known: tuple[int, int, int] | None = None
        self._is_due = False
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLED_MS)
        self._watcher.fileChanged.connect(self._timer.start)
        self._watcher.directoryChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._look)

    def watch(self, path: Path | None) -> None:
        """Watch this file instead of the one before; None watches nothing."""
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._timer.stop()
        self._is_due = False
        self._path = path
        self._known = _stamp(path)
        self._add()

    def look_again(self) -> None:
        """Look once more soon, though nothing was seen: a program held the file while it was read."""
        self._is_due = True
        self._timer.start()

    def _add(self) -> None:
        path = self._path
        if path is not None:
            self._watcher.addPaths([str(one) for one in (path, path.parent) if one.exists()])

    def _look(self) -> None:
        stamp = _stamp(self._path)
        if str(self._path) not in self._watcher.files():
            self._add()
        if self._is_due or stamp != self._known:
            self._is_due, self._known = False, stamp
            self.saved.emit()


def _stamp(path: Path | None) -> tuple[int, int, int] | None:
    """What tells one state of a file from another: time of change in ns, size, inode; None when it is not there."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return None if found is None else (found.st_mtime_ns, found.st_size, found.st_ino)
