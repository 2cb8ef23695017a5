"""The head of a form being filled: its title, its languages, the one button that says what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.ui.style.tokens import S2, S8, S12, S24
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.choice import Option, Segmented
from gridclient.ui.widgets.label import label


class FormHead(QFrame):
    """“n to go” jumps to the first gap; at zero it finishes (UI 1.6)."""

    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self._left = 0
        self._languages: tuple[str, ...] = ()
        self._choice: Segmented | None = None
        self._title, self._about = label("", "title"), label("", "second", ink="second")
        for words in (self._title, self._about):
            words.setMinimumWidth(1)
        self.back = button("", "quiet", "arrow-left")
        self.finish = button("", icon="arrow-down")
        self.finish.setObjectName("finish-form")
        row = QHBoxLayout(self)
        row.setContentsMargins(S12, S12, S24, S12)
        row.setSpacing(S12)
        row.addWidget(self.back)
        facts = QVBoxLayout()
        facts.setSpacing(S2)
        facts.addWidget(self._title)
        facts.addWidget(self._about)
        row.addLayout(facts, 1)
        self._place = QHBoxLayout()
        self._place.setSpacing(S8)
        row.addLayout(self._place)
        row.addWidget(self.finish)
        self._about.hide()
        self.retranslate()

    def show_form(self, title: str, languages: Sequence[str], language: str) -> None:
        """Show the title, and the languages where there is a choice."""
        self._title.setText(title)
        if tuple(languages) != self._languages:
            self._languages = tuple(languages)
            self._build()
        if self._choice is not None:
            self._choice.set_value(language)

    def show_about(self, words: str) -> None:
        """Say whom or what the form is about."""
        self._about.setText(words)
        self._about.setVisible(bool(words))

    def show_left(self, left: int) -> None:
        """Say how many questions still block finishing."""
        kind_changed = (left == 0) != (self._left == 0) or not self.finish.text()
        self._left = left
        self.finish.setText(self.tr("{n} to go").format(n=left) if left else self.tr("Finish"))
        if kind_changed:
            self.finish.set_icon("arrow-down" if left else "check")
            self.finish.set_kind("secondary" if left else "primary")

    def retranslate(self) -> None:
        """Say the words again."""
        self.back.setText(self.tr("List"))
        self.finish.setText("")
        self.show_left(self._left)
        self._build()

    def _build(self) -> None:
        chosen = self._choice.value() if self._choice is not None else None
        if self._choice is not None:
            self._choice.hide()
            self._place.removeWidget(self._choice)
            self._choice.deleteLater()
            self._choice = None
        if len(self._languages) > 1:
            options = [Option(one, one.partition("(")[0].strip() or one) for one in self._languages]
            self._choice = Segmented(options, self.tr("Language of the form"))
            self._choice.set_value(chosen)
            self._choice.chosen.connect(self.language_chosen)
            self._place.addWidget(self._choice)
