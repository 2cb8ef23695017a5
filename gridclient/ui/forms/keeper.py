"""Keeps a sheet as it is filled: one small write at a time, the newest state next (FORMS 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from gridclient.base.progress import Progress
from gridclient.ui.runner import TaskRunner


class Keeper(QObject):
    """What is answered while a write is under way goes with the next one."""

    kept = Signal(object)
    """When it was kept last: a datetime."""

    def __init__(self, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._busy = False
        self._next: tuple[Callable[[Mapping[str, Any]], datetime], Callable[[], dict[str, Any]]] | None = None

    def keep(
        self,
        write: Callable[[Mapping[str, Any]], datetime],
        body: Callable[[], dict[str, Any]],
        *,
        at_once: bool = False,
    ) -> None:
        """Write what `body` gives (asked on this thread, when its turn comes).

        `at_once` does not wait for its turn: the sheet may be gone before the write under way comes back. The lane
        keeps the order.
        """
        if at_once:
            self._next = None
        elif self._busy:
            self._next = (write, body)
            return
        self._busy = True
        state = body()

        def work(_progress: Progress) -> datetime:
            return write(state)

        self._runner.write(self, work, self._on_kept, failed=self._on_failed)

    def forget(self) -> None:
        """The sheet is closed: nothing more of it is written."""
        self._next = None

    def _on_kept(self, at: datetime) -> None:
        self._busy = False
        self.kept.emit(at)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._runner.tell(error, self)
        self._next = None

    def _go_on(self) -> None:
        waiting, self._next = self._next, None
        if waiting is not None:
            self.keep(*waiting)
