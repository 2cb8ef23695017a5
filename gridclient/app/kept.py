"""The settings of the machine while the program runs: what was chosen, who worked last, where the centre is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject

from gridclient.base import settings as machine
from gridclient.ui.appearance import Preferences
from gridclient.ui.language import Lang
from gridclient.ui.runner import TaskRunner


class KeptSettings:
    """Read at the start, written at every change in the lane of writes."""

    def __init__(self, path: Path) -> None:
        """Read them."""
        self._path = path
        self.now = machine.load(path)
        self._writer: tuple[QObject, TaskRunner] | None = None

    def write_with(self, owner: QObject, runner: TaskRunner) -> None:
        """Say by which runner changes are written, and for whom."""
        self._writer = (owner, runner)

    def preferences(self) -> Preferences:
        """Give what was chosen for the look."""
        chosen = Preferences(scale=self.now.scale, lock_minutes=self.now.idle_minutes)
        if self.now.language:
            chosen = replace(chosen, language=Lang(self.now.language))
        if self.now.theme in {"light", "dark"}:
            chosen = replace(chosen, mode="light" if self.now.theme == "light" else "dark")
        return chosen

    def remember(self, user: str, address: str) -> None:
        """Keep who worked last, and the address of the centre when it is known."""
        self._keep(structs.replace(self.now, last_person=user, address=address or self.now.address))

    def choose(self, chosen: Preferences) -> None:
        """Keep what was chosen for the look."""
        self._keep(
            structs.replace(
                self.now,
                language=str(chosen.language),
                theme="" if chosen.mode == "auto" else chosen.mode,
                scale=chosen.scale,
                idle_minutes=chosen.lock_minutes,
            )
        )

    def _keep(self, settings: machine.Settings) -> None:
        self.now = settings
        if self._writer is not None:
            owner, runner = self._writer
            runner.write(owner, lambda _progress: machine.save(self._path, settings), lambda _none: None)
