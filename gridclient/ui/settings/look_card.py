"""Colours, size of type, language, and when the program locks itself; acts at once (picture 20)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

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
        self._choices: dict[str, ChoiceChips] = {}
        self.body.addWidget(self._rows)
        self.retranslate()
        look.chosen.connect(self._on_chosen)

    def retranslate(self) -> None:
        """Build the rows in the language of the moment; the focus stays in its row."""
        focus = QApplication.focusWidget()
        held = next((name for name, chips in self._choices.items() if focus and chips.isAncestorOf(focus)), "")
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
        add = partial(self._add, column)
        add("mode", self.tr("Colours"), "", modes, now.mode, lambda value: look.set_mode(_mode(value)))
        note, scale = self.tr("Only text and rows grow, not the window"), f"{now.scale:g}"
        add("scale", self.tr("Text size"), note, sizes, scale, lambda value: look.set_scale(float(value)))
        tongue = now.language.value
        add("language", self.tr("Language"), "", tongues, tongue, lambda value: look.speak(Lang(value)))
        add(
            "lock",
            self.tr("Lock when idle"),
            self.tr("Pages and drafts stay as they are"),
            minutes,
            str(now.lock_minutes),
            lambda value: look.choose(replace(look.preferences, lock_minutes=int(value))),
        )
        self.body.addWidget(self._rows)
        if held:
            self._choices[held].focus_cell()

    def _add(
        self,
        column: QVBoxLayout,
        name: str,
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
        chips.setObjectName(f"look.{name}")
        chips.set_value(now)
        chips.chosen.connect(choose)
        self._choices[name] = chips
        row.addWidget(chips, 3)
        column.addLayout(row)

    def _on_chosen(self, _preferences: object) -> None:
        """Chosen here or elsewhere."""
        self.retranslate()


def _mode(value: str) -> theme.Mode:
    return "light" if value == "light" else "dark" if value == "dark" else "auto"
