"""The product's own fonts, and the fonts painted text is drawn with."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from PySide6.QtGui import QFont, QFontDatabase

from gridclient.base.resources import resource
from gridclient.ui.style.tokens import Sizes

FILES: Final = (
    "GridSans-Regular.otf",
    "GridSans-Bold.otf",
    "GridSansLatin-Regular.otf",
    "GridSansLatin-Bold.otf",
)
FAMILY: Final = "GridSans"
FAMILY_LATIN: Final = "GridSans Latin"
BEYOND: Final = ("Microsoft YaHei UI", "Noto Sans CJK SC", "SimSun-ExtB")
"""System families, only for characters our own fonts lack."""

TextKind = Literal["stamp", "caption", "second", "body", "section", "card", "title", "number", "number_large"]
BOLD_KINDS: Final = frozenset({"section", "card", "title", "number", "number_large"})


class FontMissing(Exception):
    """A font file of the product is not there or not readable; the message names the file."""


@cache
def load() -> tuple[int, ...]:
    """Give the fonts to Qt once; needs a QGuiApplication. Raises FontMissing."""
    numbers: list[int] = []
    for name in FILES:
        number = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        if number < 0:
            raise FontMissing(name)
        numbers.append(number)
    return tuple(numbers)


def families(language: str) -> tuple[str, ...]:
    """The families in order: Chinese first for Chinese ("zh…"), Latin first for every other language (UI 2)."""
    own = (FAMILY,) if language.startswith("zh") else (FAMILY_LATIN, FAMILY)
    return own + BEYOND


@cache
def font(kind: TextKind, sizes: Sizes, language: str, *, bold: bool = False) -> QFont:
    """The font of a kind of text at a scale. Shared: copy it before changing it."""
    made = QFont(list(families(language)))
    made.setPixelSize(getattr(sizes, kind))
    made.setBold(bold or kind in BOLD_KINDS)
    return made
