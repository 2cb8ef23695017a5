"""Buttons: the words are verbs, at most one primary per region (UI 1.1)."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from gridclient.ui.style import icons, theme
from gridclient.ui.style.icons import Weight
from gridclient.ui.style.tokens import S2

ButtonKind = Literal["primary", "secondary", "quiet", "link", "danger"]
Measure = Literal["square", "compact"]
ICON_TOKENS: Final[dict[ButtonKind, str]] = {
    "primary": "onaccent",
    "secondary": "ink2",
    "quiet": "ink2",
    "link": "accent",
    "danger": "red",
}


class Button(QPushButton):
    """A button of the sheet whose icon follows the theme. The mouse does not take the focus, so the ring means keys."""

    def __init__(
        self, words: str, kind: ButtonKind = "secondary", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._icon: tuple[str, str, Weight] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if icon is not None:
            self.set_icon(icon, ICON_TOKENS[kind])
        theme.notifier().changed.connect(self._on_theme_changed)

    def set_icon(self, name: str, token: str = "ink2", *, weight: Weight = "regular") -> None:  # noqa: S107 - of colour
        """Show a Phosphor icon in the colour of a token."""
        self._icon = (name, token, weight)
        self._on_theme_changed()

    def set_kind(self, kind: ButtonKind) -> None:
        """Change the variant, the icon's colour with it."""
        theme.polish(self, kind=kind)
        if self._icon is not None:
            self.set_icon(self._icon[0], ICON_TOKENS[kind], weight=self._icon[2])

    def setText(self, text: str) -> None:
        """Say other words; the icon stands off them."""
        had = bool(self.text())
        super().setText(text)
        if had != bool(text):
            self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        if self._icon is None:
            return
        name, token, weight = self._icon
        show_icon(self, name, token, theme.current().size.icon, weight=weight)


def show_icon(
    on: QPushButton,
    name: str,
    token: str = "ink2",  # noqa: S107 - of colour
    size: int = 18,
    *,
    weight: Weight = "regular",
) -> None:
    """Show an icon on a button, standing off the words where there are some."""
    gap = S2 if on.text() else 0
    on.setIcon(icons.icon(name, token, size, weight=weight, gap=gap))
    on.setIconSize(QSize(size + gap, size))


def button(words: str, kind: ButtonKind = "secondary", icon: str | None = None) -> Button:
    """A button with words and, if given, a Phosphor icon before them."""
    return Button(words, kind, icon)


def icon_button(icon: str, spoken: str, kind: ButtonKind = "quiet", *, measure: Measure = "square") -> Button:
    """A button with only an icon, 32 or (compact) 28 square; `spoken` is its accessible name and its tooltip."""
    made = Button("", kind, icon)
    made.setProperty("measure", measure)
    made.setAccessibleName(spoken)
    made.setToolTip(spoken)
    return made
