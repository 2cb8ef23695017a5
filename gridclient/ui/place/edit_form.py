"""The form of a school or place: the few fields people of the grid know better than the file (UI "Places")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gridclient.base.progress import Progress
from gridclient.services.drafts import DraftLine, Drafts
from gridclient.services.places import TEXTS, PlaceDetail, PlaceDraft, Places
from gridclient.services.saved import Saved
from gridclient.ui.errors import trouble_of
from gridclient.ui.household.autosave import Autosave
from gridclient.ui.household.form_frame import FormFrame
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style.tokens import S8
from gridclient.ui.widgets.field import FieldRow
from gridcore.codes import mask_phone
from gridcore.errors import InvalidInput

DRAFT = "place"
"""The kind of its drafts; the subject is the school or place."""
translate = QCoreApplication.translate


def field_word(path: str) -> str:
    """The label of a field."""
    return {
        "name": translate("Places", "Name"),
        "address": translate("Places", "Address"),
        "students": translate("Places", "Students"),
        "guard_count": translate("Places", "Guards"),
        "arrival": translate("Places", "Arrival"),
        "departure": translate("Places", "Departure"),
        "safety_lead.name": translate("Places", "Safety lead"),
        "safety_lead.phone": translate("Places", "Their phone"),
        "phone": translate("Places", "Phone"),
        "staff_count": translate("Places", "Staff"),
        "legal_rep.name": translate("Places", "Owner"),
        "legal_rep.phone": translate("Places", "Their phone"),
        "note": translate("Places", "Note"),
    }[path]


class PlaceForm(FormFrame):
    """Opened in the place of the detail; kept as it is typed."""

    saved = Signal(object)
    """A Saved."""

    def __init__(
        self,
        places: Places,
        drafts: Drafts,
        runner: TaskRunner,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("arrow-u-up-left", "check", parent)
        self._places, self._drafts, self._runner, self._now = places, drafts, runner, now
        self._autosave = Autosave(drafts, runner, now, self._collect, self)
        self._autosave.kept.connect(self._on_kept)
        self._detail: PlaceDetail | None = None
        self._fields: dict[str, QLineEdit] = {}
        self._rows: dict[str, FieldRow] = {}
        self._seen: Mapping[str, Any] = {}
        self._busy = False
        self._second.clicked.connect(self._on_put_back)
        self._primary.clicked.connect(self.press_primary)
        self._primary.setObjectName("save-place")
        self.retranslate()

    def open(self, detail: PlaceDetail) -> None:
        """Edit a school or place; what was typed before comes back."""
        self._autosave.leave()
        self._detail, self._seen = detail, self._places.seen(detail)
        self._build()
        self._scroll.setEnabled(False)  # until the draft is read: what would be typed now would be typed over it
        subject = detail.line.id
        self._runner.read(
            self, lambda: self._drafts.of(DRAFT, subject), partial(self._on_draft, subject), latest="draft"
        )

    def press_primary(self) -> None:
        """Save."""
        if self._detail is None or self._busy:
            return
        self._busy = True
        line = self._detail.line
        held = self._autosave.held()
        draft = PlaceDraft(line.kind, line.id, self._values(), self._seen)

        def work(_progress: Progress) -> Saved:
            return self._places.save(draft, held())

        self._runner.write(self, work, self._on_saved, failed=self._on_failed)

    def keep(self) -> bool:
        """Keep what is typed now."""
        self._autosave.keep()
        return True

    def leave(self) -> None:
        """Close; the draft stays."""
        self._autosave.leave()

    def retranslate(self) -> None:
        """Say every word again; what is typed stays."""
        self._say_shared()
        self._primary.setText(self.tr("Save"))
        self._second.setText(self.tr("Put back as it was"))
        if self._detail is not None:
            typed = self._collect()
            self._build()
            self._restore(typed)

    def _build(self) -> None:
        if self._detail is None:
            return
        self._title.setText(self.tr("Edit {name}").format(name=self._detail.line.name))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        self._fields, self._rows = {}, {}
        for path in TEXTS[self._detail.line.kind]:
            field = self._field(path)
            field.setObjectName(f"place-{path}")
            field.textEdited.connect(self._on_typed)
            self._fields[path], self._rows[path] = field, FieldRow(field_word(path), field)
            column.addWidget(self._rows[path])
        self._put(body)

    def _field(self, path: str) -> QLineEdit:
        """A number of a person stands masked behind the field: left empty, it stays as it was."""
        seen = _text(self._seen, path)
        if not path.endswith("phone"):
            return QLineEdit(seen)
        field = QLineEdit()
        field.setPlaceholderText(mask_phone(seen))
        return field

    def _on_draft(self, subject: str, draft: DraftLine | None) -> None:
        if self._detail is None or self._detail.line.id != subject:
            return
        self._scroll.setEnabled(True)
        self._autosave.begin(DRAFT, subject, self._detail.line.name, draft.id if draft is not None else None)
        if draft is not None:
            self._restore(cast("Mapping[str, str]", draft.body))
        self._fields["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore(self, typed: Mapping[str, str]) -> None:
        for path, text in typed.items():
            if path in self._fields:
                self._fields[path].setText(text)

    def _collect(self) -> dict[str, str]:
        return {path: field.text() for path, field in self._fields.items()}

    def _values(self) -> dict[str, str]:
        typed = self._collect()
        kept = {path: _text(self._seen, path) for path, text in typed.items() if path.endswith("phone") and not text}
        return typed | kept

    def _on_typed(self) -> None:
        self._autosave.touch()

    def _on_saved(self, saved: Saved) -> None:
        self._busy = False
        self._autosave.drop()
        self.saved.emit(saved)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, InvalidInput) and error.field in self._rows:
            for path, row in self._rows.items():
                row.set_error(trouble_of(error).what if path == error.field else "")
            self._fields[error.field].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._runner.tell(error, self)

    def _on_put_back(self) -> None:
        seen = {path: "" if path.endswith("phone") else _text(self._seen, path) for path in self._fields}
        self._restore(seen)
        self._autosave.touch()


def _text(seen: Mapping[str, Any], path: str) -> str:
    name, _, part = path.partition(".")
    value: Any = seen.get(name)
    if part:
        value = cast("Mapping[str, Any]", value or {}).get(part)
    return "" if value is None else str(value)
