"""The form of a visit: opened in the place of the detail, kept as it is typed (UI 5 "Visit")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.base.progress import Progress
from gridclient.services.drafts import Drafts, PhotoDraft
from gridclient.services.saved import Saved
from gridclient.services.visits import VisitDraft, Visits, VisitSheet
from gridclient.ui.errors import trouble_of
from gridclient.ui.household import words
from gridclient.ui.household.autosave import Autosave
from gridclient.ui.household.form_frame import FormFrame
from gridclient.ui.household.visit_body import VisitBody
from gridclient.ui.photos import PhotoPicker
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style.tokens import S8
from gridclient.ui.when import when
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import Pill
from gridcore import codes
from gridcore.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class VisitSaved:
    """A visit was saved: what was written, of whom, and what comes next: "" stay, next, report."""

    saved: Saved
    name: str
    then: str = ""


@dataclass(frozen=True, slots=True)
class _Opened:
    sheet: VisitSheet
    draft: VisitDraft | None
    draft_id: str | None
    photos: tuple[PhotoDraft, ...]


class VisitForm(FormFrame):
    """One visit at a time; a second `open` keeps what was typed before as a draft."""

    saved = Signal(object)
    """A VisitSaved."""

    def __init__(self, visits: Visits, drafts: Drafts, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(None, "arrow-right", parent)
        self._visits, self._drafts, self._runner = visits, drafts, runner
        self._autosave = Autosave(drafts, runner, visits.now, self._collect, self)
        self._autosave.kept.connect(self._on_kept)
        self._body: VisitBody | None = None
        self._sheet: VisitSheet | None = None
        self._household = self._corrects = self._next = ""
        self._busy = False
        self._build()
        self.retranslate()

    @property
    def household(self) -> str:
        """The id of the household visited, "" when the form is closed."""
        return self._household

    @property
    def corrects(self) -> str:
        """The id of the visit this one takes the place of, "" for a new one."""
        return self._corrects

    def open(self, household: str, corrects: str = "") -> None:
        """Begin a visit, or go on with its draft; `corrects` names the visit this one takes the place of."""
        self._autosave.leave()
        self._household, self._corrects = household, corrects
        self._body = self._sheet = None  # until the read lands the form of the household before is still seen
        self._runner.read(self, lambda: self._read(household, corrects), self._on_opened, latest="open")

    def set_next(self, name: str) -> None:
        """Who comes after this household; "" when it is the last."""
        self._next = name
        self._say_foot()

    def press_primary(self) -> None:
        """Save, and go on to the next household when there is one."""
        self._save("next" if self._next else "")

    def keep(self) -> bool:
        """Keep what is typed now."""
        self._autosave.keep()
        return True

    def leave(self) -> None:
        """Close; the draft stays."""
        self._autosave.leave()
        self._household = self._corrects = ""

    def all_normal(self) -> None:
        """Everything not yet answered is fine."""
        if self._body is not None:
            self._body.all_normal()

    def retranslate(self) -> None:
        """Say every word again; what is typed stays."""
        self._title.setText(self.tr("Correct visit") if self._corrects else self.tr("Record visit"))
        self._second.setText(self.tr("Only save"))
        self._say_shared()
        self._say_foot()
        if self._sheet is not None and self._body is not None:
            draft, photos = self._body.draft(), self._body.photos.photos
            self._show(self._sheet, draft, photos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A: everything is fine. Keys typed into a field never come here."""
        if event.key() == Qt.Key.Key_A and not event.modifiers():
            self.all_normal()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        self._who = label("", "card")
        self._pills = QHBoxLayout()
        self._pills.setSpacing(S8)
        self._title_row.addWidget(self._who)
        self._title_row.addLayout(self._pills)
        self._where.show()
        self._second.clicked.connect(self._on_only)
        self._primary.clicked.connect(self.press_primary)

    def _say_foot(self) -> None:
        self._primary.setText(self.tr("Save, next: {name}").format(name=self._next) if self._next else self.tr("Save"))
        self._second.setVisible(bool(self._next))

    def _read(self, household: str, corrects: str) -> _Opened | None:
        sheet = self._visits.sheet(household)
        if sheet is None:
            return None
        kind, subject = _key(household, corrects)
        line = self._drafts.of(kind, subject)
        if line is not None:
            photos = self._drafts.photos(line.id)
            return _Opened(sheet, msgspec.convert(line.body["visit"], VisitDraft), line.id, photos)
        wrong = self._visits.get(corrects) if corrects else None
        if wrong is None:
            return _Opened(sheet, None, None, ())
        answers = {code: value for code, value in (wrong.answers or {}).items() if code in sheet.codes}
        notes = {code: text for code in sheet.codes if (text := (wrong.answers or {}).get(f"{code}_note"))}
        draft = VisitDraft(
            household=household,
            visited_at=wrong.visited_at or "",
            way=wrong.way or "seen",
            is_absent=wrong.result == "absent",
            answers=answers,
            notes=notes,
            text=wrong.text or "",
            next_visit=wrong.next_visit or "",
            ask_next=sheet.household.ask_next or "",
            seen={"ask_next": sheet.household.ask_next, "confirmed_on": sheet.household.confirmed_on},
            corrects=corrects,
        )
        return _Opened(sheet, draft, None, ())

    def _on_opened(self, opened: _Opened | None) -> None:
        if opened is None:
            self.gone.emit()
            return
        if opened.sheet.line.id != self._household:
            return  # closed again, or another one was opened
        self._say_shared()
        self._show(opened.sheet, opened.draft, opened.photos)
        kind, subject = _key(self._household, self._corrects)
        self._autosave.begin(kind, subject, opened.sheet.line.head_name, opened.draft_id)
        self._scroll.verticalScrollBar().setValue(0)
        if self._body is not None and self.isVisible():
            self._body.focus_first()

    def _show(self, sheet: VisitSheet, draft: VisitDraft | None, photos: Sequence[PhotoDraft]) -> None:
        self._sheet = sheet
        self._body = VisitBody(sheet, self._visits.now(), self._picker)
        if draft is not None:
            self._body.restore(draft)
        self._body.photos.show_photos(photos)
        self._body.changed.connect(self._autosave.touch)
        self._body.report_asked.connect(self._on_report)
        self._put(self._body)
        self._title.setText(self.tr("Correct visit") if self._corrects else self.tr("Record visit"))
        self._say_head(sheet)

    def _say_head(self, sheet: VisitSheet) -> None:
        now = self._visits.now()
        years = words.age(sheet.head.birth_date, now.date()) if sheet.head is not None else None
        name = sheet.line.head_name or "—"
        aged = self.tr("{name}, {n} years old").format(name=name, n=years) if years is not None else name
        self._who.setText(aged)
        while (item := self._pills.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for tag in sheet.line.tags[:3]:
            self._pills.addWidget(Pill(words.tag(tag), words.tag_tone(tag)))
        at = sheet.line.last_visit
        last = self.tr("last {when}").format(when=when(at, now)) if at is not None else self.tr("never visited")
        contact = sheet.household.contact
        parts = [sheet.line.address, last]
        if contact is not None and (contact.name or contact.phone):
            phone = codes.mask_phone(contact.phone) if contact.phone else ""
            who = " ".join(part for part in (contact.title or "", contact.name or "", phone) if part)
            parts.append(self.tr("contact {who}").format(who=who))
        self._where.setText(words.joined(*parts))

    def _picker(self) -> PhotoPicker:
        return PhotoPicker(self._drafts, self._runner, self._autosave.ensure)

    def _collect(self) -> Any:
        if self._body is None:
            return None
        photos = [photo.id for photo in self._body.photos.photos]
        return {"visit": msgspec.to_builtins(self._body.draft()), "photos": photos}

    def _save(self, then: str) -> None:
        if self._body is None or self._busy or not self._household:
            return
        self._busy = True
        draft, held = self._body.draft(), self._autosave.held()
        name = self._sheet.line.head_name if self._sheet is not None else ""

        def work(_progress: Progress) -> VisitSaved:
            # The photos as they are kept now: one may have been on its way into the draft when the key was pressed.
            kept = held()
            saved = self._visits.save(draft, self._drafts.photos(kept) if kept is not None else (), kept)
            return VisitSaved(saved, name, then)

        self._runner.write(self, work, self._on_saved, failed=self._on_failed)

    def _on_saved(self, done: VisitSaved) -> None:
        self._busy = False
        self._autosave.drop()
        self._household = self._corrects = ""
        self.saved.emit(done)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, InvalidInput) and self._body is not None:
            self._body.show_wrong(error.field, trouble_of(error).what)
            return
        self._runner.tell(error, self)

    def _on_only(self) -> None:
        self._save("")

    def _on_report(self) -> None:
        self._save("report")


def _key(household: str, corrects: str) -> tuple[str, str]:
    return ("visit.correct", corrects) if corrects else ("visit", household)
