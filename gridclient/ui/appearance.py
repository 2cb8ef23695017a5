"""How the window looks and speaks for this person: language, theme, font size; switched while running."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from gridclient.ui import language
from gridclient.ui.language import Lang
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import SCALES


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the person chose; `mode` auto follows the system. `lock_minutes` of idleness lock the window (0 = never)."""

    language: Lang = Lang.CHINESE
    mode: theme.Mode = "auto"
    scale: float = 1.0
    lock_minutes: int = 10


class Appearance(QObject):
    """Holds the preferences and puts them into effect; `chosen` carries the new ones, for whoever keeps them."""

    chosen = Signal(object)

    def __init__(self, app: QApplication, preferences: Preferences, cache: Path | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._cache = cache
        self._preferences = preferences
        self._apply_theme()
        language.load(app, preferences.language, cache)

    @property
    def preferences(self) -> Preferences:
        """What holds now."""
        return self._preferences

    def choose(self, preferences: Preferences) -> None:
        """Put other preferences into effect; every open window follows."""
        before, self._preferences = self._preferences, preferences
        if (before.mode, before.scale, before.language) != (preferences.mode, preferences.scale, preferences.language):
            self._apply_theme()
        if before.language != preferences.language:
            language.load(self._app, preferences.language, self._cache)
        if before != preferences:
            self.chosen.emit(preferences)

    def speak(self, lang: Lang) -> None:
        """Change the language."""
        self.choose(replace(self._preferences, language=lang))

    def switch_language(self) -> None:
        """The other language."""
        self.speak(Lang.ENGLISH if self._preferences.language is Lang.CHINESE else Lang.CHINESE)

    def set_mode(self, mode: theme.Mode) -> None:
        """Change the theme."""
        self.choose(replace(self._preferences, mode=mode))

    def switch_dark(self) -> None:
        """Light becomes dark and back."""
        self.set_mode("light" if theme.current().name == "dark" else "dark")

    def set_scale(self, scale: float) -> None:
        """Change the font size."""
        self.choose(replace(self._preferences, scale=scale))

    def switch_large(self) -> None:
        """Ordinary font size becomes the largest and back."""
        self.set_scale(SCALES[-1] if self._preferences.scale < SCALES[-1] else SCALES[0])

    def _apply_theme(self) -> None:
        chosen = self._preferences
        theme.apply_theme(self._app, chosen.mode, chosen.scale, language=chosen.language)
