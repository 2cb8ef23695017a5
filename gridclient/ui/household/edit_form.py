"""The form of a household and its people, opened in the place of the detail and kept as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.base.progress import Progress
from gridclient.services.drafts import Drafts
from gridclient.services.households import HouseholdDetail, Households
from gridclient.services.saved import Saved
from gridclient.ui.errors import trouble_of
from gridclient.ui.household.autosave import Autosave
from gridclient.ui.household.edit_body import NEW, EditBody
from gridclient.ui.household.form_frame import FormFrame
from gridclient.ui.runner import TaskRunner
from gridcore.errors import InvalidInput

KIND = "household"
"""The kind of its drafts; the subject is the household, "" a new one."""


@dataclass(frozen=True, slots=True)
class EditSaved:
    """What was saved, and of whom."""

    saved: Saved
    name: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Opened:
    detail: HouseholdDetail | None
    draft_id: str | None
    typed: Mapping[str, Any]


class EditForm(FormFrame):
    """No household = a new one."""

    saved = Signal(object)
    """An EditSaved."""
    unmask_asked = Signal(str)
    """The id of the person whose numbers are to be read in the form."""

    def __init__(
        self,
        households: Households,
        drafts: Drafts,
        runner: TaskRunner,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("arrow-u-up-left", "check", parent)
        self._households, self._drafts, self._runner, self._now = households, drafts, runner, now
        self._autosave = Autosave(drafts, runner, now, self._collect, self)
        self._autosave.kept.connect(self._on_kept)
        self._body: EditBody | None = None
        self._detail: HouseholdDetail | None = None
        self._household = ""
        self._busy = False
        self._second.clicked.connect(self._on_put_back)
        self._primary.clicked.connect(self.press_primary)
        self.retranslate()

    @property
    def household(self) -> str:
        """The id of the household that is edited, "" for a new one."""
        return self._household

    def open(self, household: str = "", *, add_person: bool = False) -> None:
        """Edit a household and its people, with one more when asked; without an id make a new one."""
        self._autosave.leave()
        self._household = household
        self._body = None  # until the read lands the form of the household before is still seen
        opened = partial(self._on_opened, add_person=add_person or not household)
        self._runner.read(self, lambda: self._read(household), opened, latest="open")

    def press_primary(self) -> None:
        """Save."""
        if self._body is None or self._busy:
            return
        self._busy = True
        draft, held = self._body.draft(), self._autosave.held()
        name = self._name()

        def work(_progress: Progress) -> EditSaved:
            return EditSaved(self._households.save(draft, held()), name, not draft.id)

        self._runner.write(self, work, self._on_saved, failed=self._on_failed)

    def keep(self) -> bool:
        """Keep what is typed now."""
        self._autosave.keep()
        return True

    def leave(self) -> None:
        """Close; the draft stays."""
        self._autosave.leave()

    def reveal(self, person: str) -> None:
        """A reason was given: the numbers of a person may be read here."""
        if self._body is not None:
            self._body.reveal(person)

    def retranslate(self) -> None:
        """Say every word again; what is typed stays."""
        self._say_shared()
        self._primary.setText(self.tr("Save"))
        self._second.setText(self.tr("Put back as it was"))
        if self._body is not None:
            typed = self._body.typed()
            self._show(self._detail, add_person=self._body.adds_person)
            self._body.restore(typed)
        self._say_title()

    def _read(self, household: str) -> _Opened:
        detail = self._households.detail(household) if household else None
        line = self._drafts.of(KIND, household)
        return _Opened(detail, line.id if line is not None else None, line.body if line is not None else {})

    def _on_opened(self, opened: _Opened, *, add_person: bool) -> None:
        if opened.detail is None and self._household:
            self.gone.emit()
            return
        if opened.detail is not None and opened.detail.line.id != self._household:
            return  # another one was opened meanwhile
        self._show(opened.detail, add_person=add_person or bool(opened.typed.get("people", {}).get(NEW)))
        self._say_shared()
        self._autosave.begin(KIND, self._household, self._name() or self.tr("New household"), opened.draft_id)
        if self._body is not None:
            self._body.restore(opened.typed)
            if self.isVisible():
                self._body.focus_first()
        self._scroll.verticalScrollBar().setValue(0)
        self._say_title()

    def _show(self, detail: HouseholdDetail | None, *, add_person: bool) -> None:
        self._detail = detail
        body: dict[str, Any] = msgspec.to_builtins(detail.body) if detail is not None else {}
        members = detail.members if detail is not None else ()
        self._body = EditBody(self._household, body, members, self._now(), add_person=add_person)
        self._body.changed.connect(self._autosave.touch)
        self._body.unmask_asked.connect(self.unmask_asked)
        self._put(self._body)

    def _say_title(self) -> None:
        name = self._name()
        self._title.setText(self.tr("Edit {name}'s home").format(name=name) if name else self.tr("New household"))

    def _name(self) -> str:
        return self._detail.line.head_name if self._detail is not None else ""

    def _collect(self) -> Any:
        return self._body.typed() if self._body is not None else None

    def _on_saved(self, done: EditSaved) -> None:
        self._busy = False
        self._autosave.drop()
        self.saved.emit(done)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, InvalidInput) and self._body is not None:
            self._body.show_wrong(error.field, trouble_of(error).what)
            return
        self._runner.tell(error, self)

    def _on_put_back(self) -> None:
        if self._body is not None:
            self._body.put_back()
