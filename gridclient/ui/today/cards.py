"""The cards at the right: what is half written, and the diary that writes itself (picture 01)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from gridclient.services.today import DiaryLine, DraftSeen
from gridclient.ui.style.tokens import S4, S8, S12
from gridclient.ui.today import words
from gridclient.ui.when import when
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import Pill
from gridclient.ui.widgets.progress import ProgressLine

PAUSE_MS = 300
"""A pause of typing; with the write it is under the 400 ms promised."""


class DraftsCard(Card):
    """Forms half written, the newest first; hidden while there is none."""

    chosen = Signal(object)
    """A DraftSeen to go on with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = label("", "section")
        self.body.addWidget(self._title)
        self._rows = QWidget()
        self.body.addWidget(self._rows)
        self._shown: tuple[DraftSeen, ...] = ()
        self._pages: frozenset[str] = frozenset()
        self.hide()

    @property
    def drafts(self) -> Sequence[DraftSeen]:
        """As shown."""
        return self._shown

    def show_drafts(self, drafts: Sequence[DraftSeen], now: datetime, pages: frozenset[str]) -> None:
        """Show drafts; `pages` are those this person has."""
        self._title.setText(self.tr("Not finished"))
        self._shown, self._pages = tuple(drafts), pages
        focused = self._focused()
        self.body.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        for draft in drafts:
            column.addWidget(self._row(draft, now))
        self.body.addWidget(self._rows)
        self.setVisible(bool(drafts))
        for again in self._rows.findChildren(QWidget, focused or "-"):
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> str:
        focus = QApplication.focusWidget()
        return focus.objectName() if focus is not None and self._rows.isAncestorOf(focus) else ""

    def _row(self, draft: DraftSeen, now: datetime) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, S4, 0, S4)
        line.setSpacing(S12)
        line.addWidget(IconLabel(words.DRAFT_ICONS.get(draft.line.kind, "note"), "ink2"))
        told = QVBoxLayout()
        told.setSpacing(S4)
        kind = words.draft_kind(draft.line.kind)
        title = kind
        if draft.line.title and draft.line.title != kind:
            title = self.tr("{what} · {about}").format(what=kind, about=draft.line.title)
        told.addWidget(label(title, wrap=True))
        saved = self.tr("kept {time}").format(time=when(draft.line.updated, now))
        if draft.total:
            saved = self.tr("{done} / {total} items · {saved}").format(done=draft.done, total=draft.total, saved=saved)
        told.addWidget(label(saved, "caption", wrap=True))
        if draft.total:
            bar = ProgressLine(self.tr("{done} of {total} items").format(done=draft.done, total=draft.total))
            bar.show_share(draft.done, draft.total)
            told.addWidget(bar)
        line.addLayout(told, 1)
        where = words.draft_goto(draft)
        if where is not None and where.page in self._pages:
            line.addWidget(self._button(draft, title), 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _button(self, draft: DraftSeen, title: str) -> QWidget:
        go = button(self.tr("Go on checking") if draft.line.kind == "inspection" else self.tr("Go on writing"))
        go.setObjectName(f"draft.{draft.line.id}")
        go.setAccessibleName(self.tr("{verb}: {what}").format(verb=go.text(), what=title))
        go.clicked.connect(partial(self.chosen.emit, draft))
        return go


class DiaryCard(Card):
    """What was done today, as it was recorded, and one line of one's own."""

    noted = Signal(object)
    """A pair of day and words, at every pause of typing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title, self._pill = label("", "section"), Pill("")
        self._day: date | None = None
        self._kept = ""
        self.head.addWidget(self._title)
        self.head.addWidget(self._pill)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        self._lines = QWidget()
        self.body.addWidget(self._lines)
        self.note = QLineEdit()
        self.note.setObjectName("today.note")
        self.note.setMaxLength(200)
        # Above the lines: a full day must not push it out of sight.
        self.body.insertWidget(1, self.note)
        self.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.keep)
        self.note.textEdited.connect(self._on_edited)
        self.note.editingFinished.connect(self.keep)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)

    @property
    def words(self) -> tuple[str, ...]:
        """The lines as written."""
        said = [each.text() for each in self._lines.findChildren(type(self._title))]
        return tuple(said)

    def show_day(self, day: date, lines: Sequence[DiaryLine], note: str, now: datetime) -> None:
        """Show a day; a line being typed is left alone."""
        self._title.setText(self.tr("Diary"))
        self._pill.show_state(self.tr("Written from today's records"))
        self.note.setPlaceholderText(self.tr("Add a line of your own"))
        self.note.setAccessibleName(self.tr("A line of your own in the diary; kept on this PC"))
        self.note.setToolTip(self.tr("Kept on this PC, not sent"))
        self.body.removeWidget(self._lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = QWidget()
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        told = [words.diary_line(line, f"{line.at.astimezone(now.tzinfo):%H:%M}") for line in lines]
        for each in told or [self.tr("Nothing recorded yet today. What you record is written here by itself.")]:
            column.addWidget(label(each, ink="second", wrap=True))
        self.body.insertWidget(2, self._lines)
        if day != self._day or not (self.note.hasFocus() or self._timer.isActive()):
            self._day, self._kept = day, note
            if self.note.text() != note:
                self.note.setText(note)

    def keep(self) -> bool:
        """Keep the line at once; False when there is nothing new."""
        self._timer.stop()
        typed = self.note.text()
        if self._day is None or typed == self._kept:
            return False
        self._kept = typed
        self.noted.emit((self._day, typed))
        return True

    def _on_edited(self) -> None:
        self._timer.start()
