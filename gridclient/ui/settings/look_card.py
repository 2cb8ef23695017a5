"""Colours, size of type, language, and when the program locks itself; acts at once (picture 20)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.ui.appearance import Appearance
from gridclient.ui.language import Lang
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8, S12, SCALES
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.label import label, separator

_MINUTES = (5, 10, 20, 30)


class LookCard(Card):
    """One row a choice."""

    def __init__(self, look: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._look = look
        self._rows = QWidget()
        self.body.addWidget(self._rows)
        self.retranslate()
        look.chosen.connect(self._on_chosen)

    def retranslate(self) -> None:
        """Build the rows in the language of the moment."""
        self.body.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S12)
        column.addWidget(label(self.tr("Look"), "section"))
        now = self._look.preferences
        modes = (("light", self.tr("Light")), ("dark", self.tr("Dark")), ("auto", self.tr("Same as the system")))
        small, middle, large = (f"{scale:g}" for scale in SCALES)
        sizes = ((small, self.tr("Standard")), (middle, self.tr("Large")), (large, self.tr("Extra large")))
        tongues = ((Lang.CHINESE.value, self.tr("Chinese")), (Lang.ENGLISH.value, "English"))
        minutes = tuple((str(n), self.tr("{n} min").format(n=n)) for n in _MINUTES)
        look = self._look
        self._add(column, self.tr("Colours"), "", modes, now.mode, lambda value: look.set_mode(_mode(value)))
        note = self.tr("Only text and rows grow, not the window")
        self._add(
            column, self.tr("Text size"), note, sizes, f"{now.scale:g}", lambda value: look.set_scale(float(value))
        )
        self._add(column, self.tr("Language"), "", tongues, now.language.value, lambda value: look.speak(Lang(value)))
        self._add(
            column,
            self.tr("Lock when idle"),
            self.tr("Pages and drafts stay as they are"),
            minutes,
            str(now.lock_minutes),
            lambda value: look.choose(replace(look.preferences, lock_minutes=int(value))),
        )
        self.body.addWidget(self._rows)

    def _add(
        self,
        column: QVBoxLayout,
        what: str,
        note: str,
        options: tuple[tuple[str, str], ...],
        now: str,
        choose: Callable[[str], None],
    ) -> None:
        if column.count() > 1:
            column.addWidget(separator())
        row = QHBoxLayout()
        row.setSpacing(S8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(what))
        if note:
            words.addWidget(label(note, "caption", wrap=True))
        row.addLayout(words, 2)
        chips = ChoiceChips([Option(value, word) for value, word in options], what)
        chips.set_value(now)
        chips.chosen.connect(choose)
        row.addWidget(chips, 3)
        column.addLayout(row)

    def _on_chosen(self, _preferences: object) -> None:
        self.retranslate()


def _mode(value: str) -> theme.Mode:
    return "light" if value == "light" else "dark" if value == "dark" else "auto"
