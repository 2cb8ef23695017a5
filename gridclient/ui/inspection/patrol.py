"""Begins a patrol: with the only checklist there is, or with one that is chosen (DOMAIN 4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gridclient.services.inspections import ChecklistLine, Inspections
from gridclient.ui.inspection.choose_dialog import ChooseDialog
from gridclient.ui.runner import TaskRunner


class PatrolStart(QObject):
    """Reads what is published at the moment somebody begins: what was published a minute ago is offered."""

    started = Signal(object)
    """A Saved."""
    nothing = Signal()
    """No checklist for a patrol is on this PC."""

    def __init__(self, inspections: Inspections, runner: TaskRunner, owner: QWidget) -> None:
        super().__init__(owner)
        self._inspections, self._runner, self._owner = inspections, runner, owner

    def begin(self, kind: str, subject: str) -> None:
        """Begin a patrol of a school or place."""
        self._runner.read(self, self._inspections.checklists, partial(self._on_read, kind, subject))

    def _on_read(self, kind: str, subject: str, lines: Sequence[ChecklistLine]) -> None:
        if not lines:
            self.nothing.emit()
        elif len(lines) == 1:
            self._begin(kind, subject, lines[0])
        else:
            dialog = ChooseDialog(lines, self._owner)
            dialog.chosen.connect(partial(self._begin, kind, subject))
            dialog.open()

    def _begin(self, kind: str, subject: str, line: ChecklistLine) -> None:
        self._runner.write(self, lambda _progress: self._inspections.patrol(kind, subject, line), self.started.emit)
