"""Keeps a form as it is typed: written 300 ms after the last key, gone when the form is saved (PRODUCT, autosave)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from gridclient.base.progress import Progress
from gridclient.services.drafts import Drafts
from gridclient.ui.runner import TaskRunner

PAUSE_MS = 300
"""With the write itself a pause of typing is safe within 400 ms."""

Snapshot = Callable[[], tuple[str, Mapping[str, Any]]]


class DraftKeeper(QObject):
    """One form's draft. Its id is only used in the write lane, where everything happens one after the other."""

    kept = Signal()
    """The form as it stands is on the disk."""

    def __init__(
        self,
        drafts: Drafts,
        runner: TaskRunner,
        kind: str,
        snapshot: Snapshot,
        *,
        subject: str | None = None,
        draft: str = "",
        parent: QObject,
    ) -> None:
        """`snapshot` gives title and values of the form; `draft` is the id of the draft it was opened from."""
        super().__init__(parent)
        self._drafts, self._runner, self._kind, self._subject = drafts, runner, kind, subject
        self._snapshot = snapshot
        self._draft = draft
        self._last: tuple[str, Mapping[str, Any]] = ("", {})
        self._gone = False
        self._touched = bool(draft)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.keep_now)

    @property
    def draft(self) -> str:
        """The id of the draft, empty before the first pause; for the write lane and for lists."""
        return self._draft

    @property
    def is_pending(self) -> bool:
        """True while something typed is not yet on its way to the disk."""
        return self._timer.isActive()

    @property
    def is_touched(self) -> bool:
        """True once something was typed."""
        return self._touched

    def touch(self) -> None:
        """Something was typed."""
        self._touched = True
        if not self._gone:
            self._last = self._snapshot()
            self._timer.start()

    def keep_now(self) -> None:
        """Keep the form at once; one nobody typed into is no draft."""
        if self._gone or not self._touched:
            return
        self._timer.stop()
        self._last = self._snapshot()
        title, body = self._last
        self._runner.write(self, lambda _progress: self._keep(title, body), self._on_kept)

    def in_lane(self) -> str:
        """Give the draft's id, making the draft if need be: a photo is the first thing given. For the write lane."""
        return self._draft or self._keep(*self._last)

    def resume(self, draft: str) -> None:
        """Go on with a draft that was found; typing that came before it was found is kept over it."""
        self._draft = self._draft or draft

    def begin_again(self) -> None:
        """The save failed: the form goes on, and what it holds is kept at once."""
        self._gone = False
        self.keep_now()

    def end(self) -> None:
        """The form is done with: nothing is kept any more. The draft goes in the commit of the save."""
        self._gone = True
        self._timer.stop()

    def drop(self) -> None:
        """Throw the draft away."""
        self.end()
        self._runner.write(self, self._drop, lambda _none: self.kept.emit())

    def _drop(self, _progress: Progress) -> None:
        if self._draft:
            self._drafts.drop(self._draft)

    def _keep(self, title: str, body: Mapping[str, Any]) -> str:
        self._draft = self._drafts.keep(self._kind, title, dict(body), subject=self._subject, draft=self._draft or None)
        return self._draft

    def _on_kept(self, _draft: str) -> None:
        self.kept.emit()
