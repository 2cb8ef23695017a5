"""Keeps a form as it is typed: at every pause, so that a cut of power loses nothing typed before it (UI 1.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gridclient.base.progress import Progress
from gridclient.services.drafts import Drafts
from gridclient.ui.runner import TaskRunner

PAUSE_MS: Final = 300
"""A pause of typing; with the write it is under the 400 ms promised."""


@dataclass(slots=True)
class _Kept:
    """The draft of one form; its id is made and read on the write lane only."""

    kind: str
    subject: str
    title: str
    id: str | None = None
    is_dropped: bool = False


class Autosave(QObject):
    """One open form. `collect` gives what is typed, as builtins; it is called on the ui thread."""

    kept = Signal(object)
    """When it was kept last: a datetime."""

    def __init__(
        self,
        drafts: Drafts,
        runner: TaskRunner,
        now: Callable[[], datetime],
        collect: Callable[[], Any],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._drafts, self._runner, self._now, self._collect = drafts, runner, now, collect
        self._form: _Kept | None = None
        self._body: Any = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self, kind: str, subject: str, title: str, draft: str | None = None) -> None:
        """A form was opened, with the id of its draft when there was one."""
        self._timer.stop()
        self._form = _Kept(kind, subject, title, draft)
        self._body = self._collect()

    def touch(self) -> None:
        """Something was typed."""
        if self._form is not None:
            self._timer.start()

    def keep(self) -> bool:
        """Keep it now, when it changed; gives whether there was anything to keep."""
        self._timer.stop()
        form = self._form
        if form is None or (body := self._collect()) == self._body:
            return False
        self._body = body

        def write(_progress: Progress) -> None:
            if not form.is_dropped:
                form.id = self._drafts.keep(form.kind, form.title, body, subject=form.subject, draft=form.id)

        def failed(error: Exception) -> None:
            if self._form is form:
                self._body = None  # not kept: the next pause, Ctrl+S or leave writes it again
            self._runner.tell(error, self)

        self._runner.write(self, write, self._on_kept, failed=failed)
        return True

    def ensure(self) -> str:
        """Give the id of the draft, making it if need be; for the write lane."""
        form = self._form
        if form is None:
            return ""
        if form.id is None:
            form.id = self._drafts.keep(form.kind, form.title, self._body, subject=form.subject)
        return form.id

    def held(self) -> Callable[[], str | None]:
        """Give what tells the id of the draft of the form now open, on the write lane; None before it was kept."""
        form = self._form
        return lambda: form.id if form is not None else None

    def drop(self) -> None:
        """The form was saved or thrown away."""
        self._timer.stop()
        form, self._form = self._form, None
        if form is None:
            return

        def write(_progress: Progress) -> None:
            form.is_dropped = True
            if form.id is not None:
                self._drafts.drop(form.id)

        self._runner.write(self, write, lambda _none: None)

    def leave(self) -> None:
        """The form is closed with what is in it: the draft stays."""
        self.keep()
        self._form = None

    def _on_kept(self, _none: None) -> None:
        self.kept.emit(self._now())
