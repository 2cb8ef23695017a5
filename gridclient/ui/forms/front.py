"""What lies in front of a person who fills a form: the section, its lines, what was taken out, the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.questionnaire import SectionCount
from gridclient.ui.forms.sheet import Sheet
from gridclient.ui.style.tokens import S8, S12, S16, S24
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import EmptyState
from gridclient.ui.widgets.label import label, separator


class FormFront(QFrame):
    """Title and count over the lines, the bar that brings a row back, the sections before and after below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self.sheet = Sheet(self.tr("Questions"))
        self._title, self._count = label("", "card", wrap=True), label("", "caption")
        self.undo_bar, self._undo_words = QFrame(), label("")
        self.undo = button("", "link", "arrow-u-up-left")
        self._none = EmptyState("checks", "", "")
        self.before, self.next = button("", "quiet", "arrow-left"), button("", icon="arrow-right")
        self._lay_out()
        self.retranslate()

    def show_place(self, counts: Sequence[SectionCount], section: str, title: str) -> None:
        """Say which section this is, and how far; `title` names one without a title of its own."""
        codes = [one.code for one in counts]
        at = codes.index(section) if section in codes else -1
        if at >= 0:
            self._title.setText(counts[at].title or title)
            self._count.setText(f"{counts[at].answered} / {counts[at].asked}")
        self.before.setVisible(at > 0)
        self.next.setVisible(0 <= at < len(codes) - 1)

    def show_any(self, any_lines: bool) -> None:
        """The lines, or that there is none to show."""
        self.sheet.setVisible(any_lines)
        self._none.setVisible(not any_lines)

    def show_undo(self, words: str) -> None:
        """Say what was taken out, with the way to bring it back under the focus; no words, no bar."""
        self._undo_words.setText(words)
        self.undo_bar.setVisible(bool(words))
        if words:
            self.undo.setFocus()

    def retranslate(self) -> None:
        """Say the words again."""
        self.before.setText(self.tr("Section before"))
        self.next.setText(self.tr("Next section"))
        self.undo.setText(self.tr("Undo"))
        self.sheet.setAccessibleName(self.tr("Questions"))
        self._none.set_words(
            self.tr("Nothing is missing here"), self.tr("Every required question of this section is answered.")
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(S24, S12, S24, S8)
        top.setSpacing(S8)
        top.addWidget(self._title, 1)
        top.addWidget(self._count)
        column.addLayout(top)
        column.addWidget(self.undo_bar)
        column.addWidget(self.sheet, 1)
        column.addWidget(self._none, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(S16, S8, S24, S8)
        foot.addWidget(self.before)
        foot.addStretch(1)
        foot.addWidget(self.next)
        column.addWidget(separator())
        column.addLayout(foot)
        self.undo_bar.setProperty("frame", "banner")
        self.undo_bar.setProperty("tone", "accent")
        undo = QHBoxLayout(self.undo_bar)
        undo.setContentsMargins(S24, 0, S24, 0)
        undo.addWidget(self._undo_words)
        undo.addWidget(self.undo)
        undo.addStretch(1)
        self.undo_bar.hide()
        self._none.hide()
