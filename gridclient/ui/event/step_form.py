"""The form of one step: asks exactly what the table of the life-cycle asks, keeps a draft, and takes the step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.base.progress import Progress
from gridclient.services.case import CaseDetail
from gridclient.services.drafts import DraftLine, Drafts, PhotoDraft
from gridclient.services.saved import Saved
from gridclient.services.step_draft import PHOTO_TAGS, StepDraft, met
from gridclient.ui.event.case_facts import title_of
from gridclient.ui.event.draft_keeper import DraftKeeper
from gridclient.ui.event.step_choice import Choices, field_for
from gridclient.ui.event.step_field import CodeField, StepField
from gridclient.ui.event.words import mode_words, requirement_word, step_word
from gridclient.ui.photos import PhotoPicker
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8, Tone
from gridclient.ui.widgets.button import Button
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.field import FieldRow
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import KeyCap
from gridcore import flow

translate = QCoreApplication.translate

KIND = "step"
"""The kind of the drafts of steps; their subject is `kind:id:step`."""

_MORE: Mapping[str, tuple[str, ...]] = {
    "accept_to_verify": ("worker", "limit"),
    "dispatch": ("assist_units",),
    "send_check": ("limit",),
    "do": ("text", "photo"),
    "supplement": ("photo",),
}
"""What a form offers beyond the requirements of its step."""

_WORDED = frozenset({"text", "text_or_photo", "result", "measures", "reason", "opinion", "requirement"})


class StepForm(Card):
    """A card above the record. `done` carries the Saved; `closed` says that it was put aside, its draft kept."""

    done = Signal(object)
    closed = Signal()
    kept = Signal()

    def __init__(
        self,
        detail: CaseDetail,
        step: str,
        choices: Choices,
        act: Callable[[StepDraft], Saved],
        drafts: Drafts,
        runner: TaskRunner,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        """`choices` gives codes, units and people to choose from; `act` takes the step."""
        super().__init__(parent=parent)
        self.set_tone(Tone.ACCENT)
        self._detail, self._act, self._drafts, self._runner = detail, act, drafts, runner
        self._step = flow.steps(detail.kind)[step]
        self._fields: dict[str, StepField] = {}
        self._rows: dict[str, FieldRow] = {}
        self._pickers: dict[str, PhotoPicker] = {}
        self._sending = False
        subject = f"{detail.kind}:{detail.id}:{step}"
        self.keeper = DraftKeeper(drafts, runner, KIND, self._snapshot, subject=subject, parent=self)
        self.keeper.kept.connect(self.kept)
        self._send = Button("", "primary")
        self._build(choices, now)
        self._settle()
        self._first = self._given()
        runner.read(self, partial(self._find, subject), self._restore)

    @property
    def step(self) -> str:
        """The name of the step."""
        return self._step.name

    def asked(self) -> tuple[str, ...]:
        """The requirement codes of the form, in order."""
        codes = list(flow.requirements(self._step, self._detail.body))
        codes += [code for code in _MORE.get(self._step.name, ()) if code not in codes]
        if not _WORDED & set(codes):
            codes.append("text")
        return tuple(codes)

    def missing(self) -> tuple[str, ...]:
        """What is still lacking."""
        needed = flow.requirements(self._step, self._detail.body)
        if self._step.name == "accept_to_verify":
            needed = (*needed, "worker")
        given = met(self._draft())
        return tuple(code for code in needed if code not in given)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        first = next(iter([*self._fields.values(), *self._pickers.values()]), None)
        if first is not None:
            (first.focusProxy() or first).setFocus(Qt.FocusReason.TabFocusReason)

    def press_primary(self) -> bool:
        """Take the step, or go to what is missing."""
        gaps = self.missing()
        if gaps:
            self.point_at(gaps[0], self._gap_words(gaps[0]))
            return True
        if not self._sending:
            self._sending = True
            self.keeper.end()
            draft = self._draft()
            self._runner.write(self, partial(self._take, draft), self._on_done, failed=self._on_failed)
        return True

    def point_at(self, field: str, what: str) -> bool:
        """Show words at a field and put the cursor there."""
        row = self._rows.get(field) or self._rows.get("text" if field == "text_or_photo" else field)
        if row is None:
            return False
        row.set_error(what)
        (row.control.focusProxy() or row.control).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def save_now(self) -> bool:
        """Keep what is typed."""
        self.keeper.keep_now()
        return True

    # building

    def _build(self, choices: Choices, now: datetime) -> None:
        head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(label(step_word(self._step.name), "card"))
        head.addWidget(label(mode_words(self._step), "caption"))
        head.addStretch(1)
        self.body.addLayout(head)
        for code in self.asked():
            self.body.addWidget(self._row(code, choices, now))
        foot = QHBoxLayout()
        foot.setSpacing(S8)
        foot.addStretch(1)
        later = Button(self.tr("Later"), "quiet")
        later.setToolTip(self.tr("Closes the form; what you typed is kept"))
        later.clicked.connect(self._on_later)
        foot.addWidget(later)
        self._send.clicked.connect(self.press_primary)
        foot.addWidget(self._send)
        foot.addWidget(KeyCap("Ctrl Enter"))
        self.body.addLayout(foot)

    def _row(self, code: str, choices: Choices, now: datetime) -> FieldRow:
        words = requirement_word(code, self._step)
        if code in PHOTO_TAGS and code != "text_or_photo":
            picker = PhotoPicker(self._drafts, self._runner, self.keeper.in_lane, tag=PHOTO_TAGS[code])
            picker.changed.connect(self._on_changed)
            self._pickers[code] = picker
            made = FieldRow(words, picker)
        else:
            name = "text" if code == "text_or_photo" else code
            field = field_for(name, self._step, self._detail, choices, now)
            field.changed.connect(self._on_changed)
            self._fields[name] = field
            made = FieldRow(words, field)
        self._rows["text" if code == "text_or_photo" else code] = made
        return made

    # values

    def _given(self) -> dict[str, Any]:
        return {code: value for code, field in self._fields.items() if (value := field.value()) not in ("", None, ())}

    def _photos(self) -> tuple[PhotoDraft, ...]:
        return tuple(photo for picker in self._pickers.values() for photo in picker.photos)

    def _draft(self) -> StepDraft:
        given = self._given()
        reason = self._fields.get("reason")
        words = reason.word() if isinstance(reason, CodeField) else ""
        return StepDraft(self._detail.kind, self._detail.id, self._step.name, given, self._photos(), words)

    def _snapshot(self) -> tuple[str, Mapping[str, Any]]:
        title = f"{step_word(self._step.name)} {title_of(self._detail, {}, theme.language())}"
        return title, {
            "kind": self._detail.kind,
            "id": self._detail.id,
            "step": self._step.name,
            "given": self._given(),
        }

    def _find(self, subject: str) -> tuple[DraftLine, tuple[PhotoDraft, ...]] | None:
        line = self._drafts.of(KIND, subject)
        return None if line is None else (line, self._drafts.photos(line.id))

    def _restore(self, found: tuple[DraftLine, tuple[PhotoDraft, ...]] | None) -> None:
        if found is None:
            return
        line, photos = found
        self.keeper.resume(line.id)
        now = self._given()
        for code, value in dict(line.body.get("given") or {}).items():
            # What was typed before the draft was found stays.
            if code in self._fields and now.get(code) == self._first.get(code):
                self._fields[code].blockSignals(True)
                self._fields[code].set_value(value)
                self._fields[code].blockSignals(False)
        for code, picker in self._pickers.items():
            picker.show_photos([photo for photo in photos if photo.tag == PHOTO_TAGS[code]])
        self._settle()

    # slots

    def _take(self, draft: StepDraft, _progress: Progress) -> Saved:
        return self._act(replace(draft, kept=self.keeper.draft))

    def _on_done(self, saved: Saved) -> None:
        self.done.emit(saved)

    def _on_failed(self, error: Exception) -> None:
        self._sending = False
        self.keeper.begin_again()
        self._runner.tell(error, self)

    def _on_changed(self) -> None:
        for row in self._rows.values():
            if row.error:
                row.set_error("")
        self.keeper.touch()
        self._settle()

    def _on_later(self) -> None:
        if self.keeper.is_pending:
            self.keeper.keep_now()
        self.closed.emit()

    def _settle(self) -> None:
        gaps = len(self.missing())
        self._send.setText(self.tr("{n} missing").format(n=gaps) if gaps else step_word(self._step.name))
        self._send.set_kind("secondary" if gaps else "primary")

    def _gap_words(self, code: str) -> str:
        return gap_words(requirement_word(code, self._step))


def gap_words(what: str) -> str:
    """Says at a field that it is still empty."""
    return translate("StepForm", "Still missing: {what}").format(what=what)
