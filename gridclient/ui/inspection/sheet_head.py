"""The head of a sheet being filled: what, where, who, and the one button that says what is missing (picture 03)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.inspections import InspectionLine, Officer, Sheet
from gridclient.ui.inspection.words import beside, mode_word, standing_word, tail
from gridclient.ui.spoken import say
from gridclient.ui.style.tokens import S2, S8, S12, S16, S24, Tone
from gridclient.ui.widgets.button import button, icon_button
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import Avatar, Pill

_WIDE = 3
"""Panes of a window in which everything fits."""


class OfficerChip(QWidget):
    """Letter, name, the end of the certificate's number and how it stands."""

    def __init__(self, officer: Officer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        word, tone = standing_word(officer.standing)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        row.addWidget(Avatar(officer.name))
        column = QVBoxLayout()
        column.setSpacing(S2)
        column.addWidget(label(officer.name, "section"))
        words = self.tr("Cert {tail}, {standing}").format(tail=tail(officer.cert_no), standing=word)
        self.caption = label(words, "caption", tone=tone)
        column.addWidget(self.caption)
        self.setToolTip(say(officer.name, words))
        row.addLayout(column)
        self.setAccessibleName(say(officer.name, self.tr("certificate {standing}").format(standing=word)))


class SheetHead(QFrame):
    """One primary button: it jumps to the first gap, and finishes at zero (UI 1.6)."""

    gap_asked = Signal()
    finish_asked = Signal()
    back_asked = Signal()
    stop_asked = Signal()
    about_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self._left, self._panes = 0, _WIDE
        self._chips: list[OfficerChip] = []
        self._sheet: Sheet | None = None
        self._title, self._where = label("", "title"), label("", "second", ink="second")
        for words in (self._title, self._where):
            words.setMinimumWidth(1)  # cut off at the end rather than pushing the window wide
        self._mode = Pill("", Tone.ACCENT)
        self._officers = QHBoxLayout()
        self._officers.setSpacing(S16)
        self.back = button("", "quiet", "arrow-left")
        self.stop = button("", "quiet")
        self.stop.setObjectName("stop-inspection")
        self.about = icon_button("note-pencil", "", measure="compact")
        self.about.setObjectName("about-inspection")
        self.finish = button("", icon="arrow-down")
        self.finish.setObjectName("finish-inspection")
        row = QHBoxLayout(self)
        row.setContentsMargins(S12, S12, S24, S12)
        row.setSpacing(S12)
        row.addWidget(self.back)
        facts = QVBoxLayout()
        facts.setSpacing(S2)
        first = QHBoxLayout()
        first.setSpacing(S12)
        first.addWidget(self._title)
        first.addWidget(self._mode)
        first.addStretch(1)
        facts.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(S8)
        second.addWidget(self._where)
        second.addWidget(self.about)
        second.addStretch(1)
        facts.addLayout(second)
        row.addLayout(facts, 1)
        row.addLayout(self._officers)
        row.addWidget(self.stop)
        row.addWidget(self.finish)
        self.back.clicked.connect(self.back_asked)
        self.stop.clicked.connect(self.stop_asked)
        self.about.clicked.connect(self.about_asked)
        self.finish.clicked.connect(self._on_finish)
        self.retranslate()

    def show_sheet(self, sheet: Sheet, title: str, where: Sequence[str]) -> None:
        """Show the facts of an inspection; `where` are the words of the second line."""
        self._sheet = sheet
        self._title.setText(title)
        self._mode.show_state(mode_word(sheet.line.mode), Tone.ACCENT)
        self._where.setText(beside(*where))
        while (taken := self._officers.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._chips = [OfficerChip(officer) for officer in sheet.officers] if sheet.line.mode == "admin" else []
        for chip in self._chips:
            self._officers.addWidget(chip)
        self.set_panes(self._panes)

    def set_panes(self, panes: int) -> None:
        """Where the window is narrow the officers keep their names only; the rest is in the tooltip."""
        self._panes = panes
        for chip in self._chips:
            chip.caption.setVisible(panes == _WIDE)

    def show_left(self, left: int) -> None:
        """Say how many items still block finishing."""
        kind_changed = (left == 0) != (self._left == 0) or not self.finish.text()
        self._left = left
        if left:
            self.finish.setText(self.tr("{n} to go").format(n=left))
        else:
            self.finish.setText(self.tr("Finish"))
        if kind_changed:
            self.finish.set_icon("arrow-down" if left else "check")
            self.finish.set_kind("secondary" if left else "primary")

    def retranslate(self) -> None:
        """Say the words again."""
        self.back.setText(self.tr("List"))
        self.stop.setText(self.tr("Stop it"))
        self.about.setToolTip(self.tr("About this inspection"))
        self.about.setAccessibleName(self.tr("About this inspection"))
        self.finish.setText("")
        self.show_left(self._left)

    def press(self) -> None:
        """Ctrl+Enter."""
        self._on_finish()

    def _on_finish(self) -> None:
        if self._left:
            self.gap_asked.emit()
        else:
            self.finish_asked.emit()


def started_words(line: InspectionLine, words: str) -> str:
    """`started 09:40`, empty before the start; `words` is the sentence with {time}."""
    try:
        at = datetime.fromisoformat(line.started_at)
    except ValueError:
        return ""
    return words.format(time=f"{at:%H:%M}")
