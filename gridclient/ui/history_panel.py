"""谁改过: beside the page, who changed what in the record shown; the centre knows, so only with a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.base.status import Link
from gridclient.services.record_history import AnswerLine, Did, HistoryEntry, HistoryTold
from gridclient.sync.syncing import link_of
from gridclient.ui import link_words
from gridclient.ui.errors import trouble_of
from gridclient.ui.event.words import step_word
from gridclient.ui.field_words import field_word, verb_word
from gridclient.ui.page import Page, RecordHere
from gridclient.ui.runner import Job, TaskRunner
from gridclient.ui.style.tokens import S8, S12, S16, Tone
from gridclient.ui.value_words import Seen, change_words
from gridclient.ui.when import when
from gridclient.ui.widgets.button import icon_button
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridclient.ui.widgets.column import ScrollColumn
from gridclient.ui.widgets.label import divider, label
from gridclient.ui.widgets.timeline import EntryLine, Timeline
from gridcore.errors import GridError, Refused, ServerRefused

WIDTH = 340
_MOST_ANSWERS = 300
_SYSTEM = "system"
"""Who stands behind a bulk load and an erasure by law: no person."""
_ICONS = {
    Did.ADDED: "plus",
    Did.CHANGED: "pencil-simple",
    Did.STEP: "check",
    Did.REMOVED: "trash",
    Did.RESTORED: "arrow-u-up-left",
    Did.MOVED: "map-pin",
}
_TONES = {Did.ADDED: Tone.GREEN, Did.STEP: Tone.ACCENT, Did.REMOVED: Tone.RED}


Reader = Callable[[str, str], HistoryTold]
"""Gives the history of (kind, record); asks the centre."""


class HistoryPanel(QFrame):
    """Hidden until it is asked for; Esc or its button closes it."""

    toggled = Signal()
    """It was opened or closed."""
    closed = Signal()
    """Closed while the focus was in it."""

    def __init__(self, runner: TaskRunner, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self.setObjectName("history")
        self.setFixedWidth(WIDTH)
        self._runner, self._clock = runner, clock
        self.reader: Reader | None = None
        self._records: tuple[RecordHere, ...] = ()
        self._current: RecordHere | None = None
        self._say: Callable[[], str] = str
        self._told: HistoryTold | None = None
        self._job: Job | None = None
        self._about = label("", ink="second", wrap=True)
        self._title, self._words = label("", "section"), label("", ink="second", wrap=True)
        self._close = icon_button("x", "", measure="compact")
        self._close.setObjectName("history.close")
        self._close.clicked.connect(self.leave)
        self._chips: ChoiceChips | None = None
        self._chip_place = QVBoxLayout()
        self.timeline = Timeline()
        self._lay_out()
        self.hide()

    @property
    def words(self) -> str:
        """What is said above the entries, or in place of them."""
        return self._words.text()

    def toggle(self, page: Page | None) -> None:
        """Show who changed what in the records of a page; asked again it closes."""
        records = page.records() if page is not None else ()
        if not self.leave() and records:
            self.show_records(records)

    def show_records(self, records: Sequence[RecordHere]) -> None:
        """Open for these records, at the first."""
        self._records = tuple(records)
        if self._chips is not None:
            self._chip_place.removeWidget(self._chips)
            self._chips.hide()
            self._chips.deleteLater()
            self._chips = None
        if len(records) > 1:
            self._chips = ChoiceChips([Option(one.id, one.title) for one in records], self.tr("Record"))
            self._chips.set_value(records[0].id)
            self._chips.chosen.connect(self._on_chosen)
            self._chip_place.addWidget(self._chips)
        self.show()
        self.toggled.emit()
        self._ask(records[0])
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, page: Page) -> None:
        """A page shows other records now: a history of none of them closes, or it would stand beside the wrong one."""
        current = self._current
        if current is not None and page.isVisible() and current.id not in {one.id for one in page.records()}:
            self.leave()

    def leave(self) -> bool:
        """Close; False when it is closed."""
        was, held = not self.isHidden(), self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        self._current = self._told = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.timeline.show_entries(())
        if was:
            self.toggled.emit()
        if was and held:
            self.closed.emit()
        return was

    def retranslate(self) -> None:
        """Say every word again."""
        self._title.setText(self.tr("Who changed what"))
        self._close.setAccessibleName(self.tr("Close"))
        self._close.setToolTip(self.tr("Close"))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _on_chosen(self, record: str) -> None:
        self._ask(next(one for one in self._records if one.id == record))

    def _ask(self, record: RecordHere) -> None:
        reader = self.reader
        if reader is None:
            return
        self._current, self._told = record, None
        self._say = self._asking
        self._show()
        self._job = self._runner.ask(
            self,
            lambda: reader(record.kind, record.id),
            partial(self._on_told, record),
            failed=partial(self._on_failed, record),
            latest="history",
        )

    def _on_told(self, record: RecordHere, told: HistoryTold) -> None:
        self._job = None
        if record == self._current:
            self._told, self._say = told, partial(self._of_told, told)
            self._show()

    def _on_failed(self, record: RecordHere, error: Exception) -> None:
        self._job = None
        if not isinstance(error, GridError):
            self._runner.tell(error, self)
        elif record == self._current:
            self._say = partial(self._of_trouble, error)
            self._show()

    # words

    def _show(self) -> None:
        current = self._current
        self._about.setText((current.about or current.title) if current is not None else "")
        self._words.setText(self._say())
        self._words.setVisible(bool(self._words.text()))
        told = self._told
        lines = [self._line(entry) for entry in told.entries] if told is not None else []
        lines += (
            [self._answer_line(number, one) for number, one in enumerate(told.answers[:_MOST_ANSWERS])] if told else []
        )
        self.timeline.show_entries(lines)

    def _asking(self) -> str:
        return self.tr("Asking the centre")

    def _of_told(self, told: HistoryTold) -> str:
        if told.answers:
            shown = self.tr("Below: {n} answers as they were given on site.").format(n=len(told.answers))
            return shown if told.trouble is None else f"{self._of_trouble(told.trouble)}\n{shown}"
        if not told.entries:
            return self.tr("Nobody has changed this yet.")
        return self.tr("There is more than is shown here.") if told.is_cut else ""

    def _of_trouble(self, error: GridError) -> str:
        link = link_of(error)
        if link is Link.OFFLINE:
            return self.tr("Only the centre knows who changed what. Look again when connected.")
        if isinstance(error, Refused):
            return self.tr("This is only on this PC yet. Its history begins when it has arrived.")
        if isinstance(error, ServerRefused) and error.facts.get("name") == "not_found":
            return self.tr("The centre shows no history of this to your post.")
        if link is Link.REFUSED:
            return trouble_of(error).what
        advice = self.tr("Look again later.") if link in link_words.RETRIED else link_words.advice(link)
        return self.tr("{what}. {advice}").format(what=link_words.heading(link), advice=advice)

    def _line(self, entry: HistoryEntry) -> EntryLine:
        at = when(entry.at, self._clock.now())
        kind = self._current.kind if self._current is not None else ""
        how = verb_word(entry.verb)
        if entry.by != _SYSTEM:
            by = entry.by_name or self.tr("an account that is gone")
            how = self.tr("{who} · {how}").format(who=by, how=how)
        seen = Seen(self._clock.now(), names=self._told.names if self._told is not None else {})
        lines = [how, *(change_words(kind, change, seen) for change in entry.changes)]
        if entry.unnamed:
            names = self.tr(", ").join(field_word(kind, name) for name in entry.unnamed)
            lines.append(self.tr("Without their values: {fields}").format(fields=names))
        body = "\n".join(lines)
        return EntryLine(
            id=str(entry.v),
            icon=_ICONS[entry.did],
            title=self._title_of(kind, entry),
            when=at,
            body=body,
            tone=_TONES.get(entry.did, Tone.GREY),
        )

    def _answer_line(self, number: int, one: AnswerLine) -> EntryLine:
        nothing = self.tr("no answer")
        words = self.tr("{before} → {after}").format(before=one.old or nothing, after=one.new or nothing)
        names = self._told.names if self._told is not None else dict[str, str]()
        at = f"{when(one.at, self._clock.now())}:{one.at:%S}"
        body = "\n".join(part for part in (one.question, words, names.get(one.by, one.by)) if part)
        return EntryLine(f"answer-{number}", "pencil-simple", one.code, at, body, tone=Tone.ACCENT)

    def _title_of(self, kind: str, entry: HistoryEntry) -> str:
        if entry.did is Did.STEP:
            return step_word(entry.step)
        if entry.did is Did.CHANGED:
            names = [change.field for change in entry.changes] + list(entry.unnamed)
            if len(names) == 1:
                return self.tr("Changed: {field}").format(field=field_word(kind, names[0]))
            return self.tr("Changed {n} fields").format(n=len(names))
        return {
            Did.ADDED: self.tr("Recorded"),
            Did.REMOVED: self.tr("Removed"),
            Did.RESTORED: self.tr("Brought back"),
            Did.MOVED: self.tr("Moved to another grid"),
        }[entry.did]

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(divider())
        column = QVBoxLayout()
        column.setContentsMargins(S16, S12, S12, S12)
        whole.addLayout(column, 1)
        column.setSpacing(S8)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addLayout(self._chip_place)
        column.addWidget(self._words)
        inside = ScrollColumn((0, 0, 0, 0))
        inside.body.addWidget(self.timeline)
        inside.body.addStretch(1)
        column.addWidget(inside, 1)
