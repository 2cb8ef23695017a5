"""What the centre did not accept: why, what was written, and the ways on (UI "Sync", F38, F48)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.outgoing import FieldChange, Outgoing, ParkedEntry
from gridclient.ui.field_words import verb_word
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style.tokens import S4, S8, S12
from gridclient.ui.sync.cards import ListCard
from gridclient.ui.value_words import Seen, change_words
from gridclient.ui.when import number, when
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import inset
from gridclient.ui.widgets.label import label, separator


class ParkedCard(ListCard):
    """What the centre did not accept; hidden while there is nothing."""

    open_asked = Signal(object)
    """A ParkedEntry whose record is to be opened."""
    resent = Signal()
    hidden = Signal()
    line_said = Signal(str)

    def __init__(
        self, runner: TaskRunner, outgoing: Outgoing, clock: Clock, who: str, parent: QWidget | None = None
    ) -> None:
        """Nothing yet; `who` stands in the file written here."""
        super().__init__(parent)
        self._runner, self._outgoing, self._clock, self._who = runner, outgoing, clock, who
        self._entries: Sequence[ParkedEntry] = ()
        self._unfolded: set[str] = set()
        self._export = button("", "link", "export")
        self._export.setObjectName("parked.export")
        self._export.clicked.connect(self._on_export)
        self.head.addWidget(self._export)
        self.hide()

    def retranslate(self) -> None:
        """Say the head."""
        self._title.setText(self.tr("Set aside"))
        self._note.setText(self.tr("Not accepted by the centre; kept here, never deleted by itself"))
        self._export.setText(self.tr("Save to a file"))

    def show_entries(self, entries: Sequence[ParkedEntry]) -> None:
        """Show what is set aside."""
        self._entries = entries
        self.setVisible(bool(entries))
        with self.renewed() as column:
            for place, entry in enumerate(entries):
                if place:
                    column.addWidget(separator())
                column.addWidget(self._row(entry))

    def _row(self, entry: ParkedEntry) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, S4, 0, S4)
        column.setSpacing(S8)
        line = QHBoxLayout()
        line.setSpacing(S12)
        line.addWidget(IconLabel("pause-circle", "amber"))
        words = QVBoxLayout()
        words.setSpacing(0)
        title = label(self.title_of(entry))
        title.setProperty("weight", "bold")
        words.addWidget(title)
        why = self.why_of(entry)
        words.addWidget(label(why, "second", wrap=True))
        line.addLayout(words, 1)
        column.addLayout(line)
        foot = QHBoxLayout()
        foot.setSpacing(S8)
        foot.addStretch(1)
        tx = entry.tx
        self._add(foot, f"parked.hide.{tx}", self.tr("Put away"), partial(self._on_hide, tx))
        unfolded = tx in self._unfolded
        look = self.tr("Hide what was written") if unfolded else self.tr("See what was written")
        self._add(foot, f"parked.unfold.{tx}", look, partial(self._on_unfold, tx))
        if entry.record:
            self._add(foot, f"parked.open.{tx}", self.tr("Open the record"), partial(self.open_asked.emit, entry))
        self._add(foot, f"parked.resend.{tx}", self.tr("Send again"), partial(self._on_resend, tx))
        column.addLayout(foot)
        if unfolded:
            column.addWidget(self._written(entry))
        row.setAccessibleName(f"{title.text()}. {why}")
        return row

    def _add(self, foot: QHBoxLayout, name: str, words: str, do: object) -> None:
        made = button(words)
        made.setObjectName(name)
        made.clicked.connect(do)
        foot.addWidget(made)

    def _on_resend(self, tx: str) -> None:
        self._runner.write(self, lambda _progress: self._outgoing.resend(tx), lambda _changes: self.resent.emit())

    def _on_hide(self, tx: str) -> None:
        self._runner.write(self, lambda _progress: self._outgoing.hide(tx), lambda _none: self.hidden.emit())

    def _on_export(self) -> None:
        """Save it all to a file the person names."""
        name = self.tr("Set aside {day}").format(day=f"{self._clock.now():%Y-%m-%d}") + ".zip"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save what was set aside"), name, "ZIP (*.zip)")
        if chosen:
            text, txs = self.text_of(self._entries, self._who), [entry.tx for entry in self._entries]
            work = partial(self._outgoing.export, Path(chosen), text, txs)
            self._runner.write(self, lambda _progress: work(), partial(self._on_exported, len(txs)))

    def _on_exported(self, n: int, _none: None) -> None:
        self.line_said.emit(self.tr("{n} entries saved; the file is not encrypted").format(n=n))

    def _on_unfold(self, tx: str) -> None:
        self._unfolded ^= {tx}
        self.show_entries(self._entries)

    def _written(self, entry: ParkedEntry) -> QWidget:
        frame, body = inset()
        for change in entry.changes:
            body.addWidget(label(self._line(entry, change, is_masked=True), wrap=True))
        if entry.photos:
            body.addWidget(label(self.tr("{n} photos").format(n=number(entry.photos))))
        if not entry.changes and not entry.photos:
            body.addWidget(label(self.tr("It named no values."), ink="second"))
        return frame

    def title_of(self, entry: ParkedEntry) -> str:
        """What was done, and about whom."""
        title = verb_word(entry.verb)
        return self.tr("{what} · {about}").format(what=title, about=entry.about) if entry.about else title

    def why_of(self, entry: ParkedEntry) -> str:
        """Why it was refused, and when it was recorded."""
        time = when(entry.made, self._clock.now())
        return self.tr("{why} Recorded {time}.").format(why=self._why(entry.reason), time=time)

    def text_of(self, entries: Sequence[ParkedEntry], who: str) -> str:
        """All of it as a text for a file, nothing masked: the file is the person's own work, and says whose it is."""
        lines = [
            self.tr("Set aside by the centre; saved by {who}, {time}").format(
                who=who, time=f"{self._clock.now():%Y-%m-%d %H:%M}"
            )
        ]
        for place, entry in enumerate(entries, 1):
            lines += ["", f"{place}. {self.title_of(entry)}", self.why_of(entry)]
            lines += [self._line(entry, change, is_masked=False) for change in entry.changes]
            if entry.photos:
                lines.append(self.tr("{n} photos").format(n=number(entry.photos)))
        return "\n".join(lines) + "\n"

    def _line(self, entry: ParkedEntry, change: FieldChange, *, is_masked: bool) -> str:
        return change_words(entry.kind, change, Seen(self._clock.now(), is_masked=is_masked))

    def _why(self, reason: str) -> str:
        return {
            "forbidden": self.tr(
                "This grid is no longer yours to change. Save it to a file and give it to the office."
            ),
            "id_taken": self.tr("The centre has another record under this number. Send it again as a new one."),
            "missing_parent": self.tr("What it belongs to was not accepted. Send that first, then this."),
            "unknown_record": self.tr("The centre does not know this record. Send its record first, then this."),
            "unknown_kind": self.tr(
                "The centre does not know this kind of record yet. Send it again after its update."
            ),
            "immutable": self.tr("This cannot be changed once sent. Write a supplement."),
            "internal": self.tr("The centre met a fault of its own. Send it again tomorrow."),
            "too_large": self.tr("It is too large for one sending. Save it to a file and record it in parts."),
        }.get(reason, self.tr("The centre could not read it. Save it to a file and tell the support."))
