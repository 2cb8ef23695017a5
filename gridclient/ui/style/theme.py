"""The theme of the running program: which tokens hold, and how they reach Qt (UI 7.1)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from gridclient.base.resources import resource
from gridclient.ui.style import fonts, sheet, tokens
from gridclient.ui.style.fonts import TextKind
from gridclient.ui.style.tokens import Tokens

Mode = Literal["light", "dark", "auto"]
DRAWN_IN_SHEET: Final = (("check", "onaccent"), ("minus", "onaccent"), ("caret-down", "ink2"), ("caret-up", "ink2"))


class Notifier(QObject):
    """Says that the theme changed; pictures and sizes made from tokens are made again."""

    changed = Signal()


class _State:
    """What holds now."""

    def __init__(self) -> None:
        self.tokens = tokens.light()
        self.language = "zh"
        self.mode: Mode = "light"
        self.notifier: Notifier | None = None
        self.art: QTemporaryDir | None = None
        self.caches: list[Callable[[], None]] = []
        self.followed: QApplication | None = None


_state = _State()


def current() -> Tokens:
    """The tokens that hold now; the light ones before the first `apply_theme`."""
    return _state.tokens


def language() -> str:
    """The language the fonts are chosen for: "zh…" or another."""
    return _state.language


def notifier() -> Notifier:
    """The object whose `changed` signal follows every `apply_theme`."""
    if _state.notifier is None:
        _state.notifier = Notifier()
    return _state.notifier


def forget_on_change(forget: Callable[[], None]) -> None:
    """Have a cache of drawings emptied before the next theme holds."""
    _state.caches.append(forget)


def colour(token: str) -> QColor:
    """A colour of the current theme by the name of its token."""
    text: str = getattr(_state.tokens, token)
    return QColor(text)


def font(kind: TextKind, *, bold: bool = False) -> QFont:
    """The font of a kind of text in the current theme and language. Shared: copy it before changing it."""
    return fonts.font(kind, _state.tokens.size, _state.language, bold=bold)


def apply_theme(app: QApplication, mode: Mode = "auto", scale: float = 1.0, *, language: str = "zh") -> None:
    """Give the program its look. "auto" follows the system until the person chooses.

    `scale` is the font scale, 1.0, 1.15 or 1.3. Fusion is set once; every widget repaints.
    """
    fonts.load()
    _state.mode, _state.language = mode, language
    _state.tokens = tokens.dark(scale) if _wants_dark(app, mode) else tokens.light(scale)
    _begin(app)
    for forget in _state.caches:
        forget()
    app.setPalette(sheet.palette(_state.tokens))
    app.setFont(font("body"))
    app.setStyleSheet(sheet.qss(_state.tokens, _draw_art(_state.tokens)))
    notifier().changed.emit()


def polish(widget: QWidget, **properties: str) -> None:
    """Set dynamic properties of the sheet and have the widget drawn by them (UI 7.2)."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _wants_dark(app: QApplication, mode: Mode) -> bool:
    if mode == "auto":
        return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return mode == "dark"


def _begin(app: QApplication) -> None:
    """Once for a program: Fusion below the sheet, and the colours of the system followed."""
    if _state.followed is app:
        return
    _state.followed = app
    app.setStyle(QStyleFactory.create("Fusion"))
    app.styleHints().colorSchemeChanged.connect(_on_scheme_changed)


def _on_scheme_changed() -> None:
    app = _state.followed
    if app is not None and _state.mode == "auto":
        apply_theme(app, "auto", _state.tokens.size.scale, language=_state.language)


def _draw_art(wanted: Tokens) -> str:
    """Write the few drawings the sheet names, in the colours of the theme; gives their folder with `/` separators.

    A sheet can only name files, and Qt keeps what it read by name: each theme has its own folder.
    """
    if _state.art is None:
        _state.art = QTemporaryDir()
    folder = _state.art.filePath(wanted.name)
    for name, token in DRAWN_IN_SHEET:
        text = resource("icons", "regular", f"{name}.svg").read_bytes()
        ink: str = getattr(wanted, token)
        Path(f"{folder}-{name}.svg").write_bytes(text.replace(b"currentColor", ink.encode("ascii")))
    return folder
