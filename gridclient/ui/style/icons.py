"""Icons: Phosphor drawings in the colour of a token, and our own logo (UI 7.4)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gridclient.base.resources import resource
from gridclient.ui.style import theme

Weight = Literal["regular", "fill"]
RATIOS: Final = (1.0, 1.25, 1.5, 2.0)
"""The display ratios an icon carries; Qt takes the nearest larger one."""


class IconMissing(Exception):
    """There is no drawing of that name and weight under resources/icons."""


def icon(
    name: str,
    token: str = "ink2",  # noqa: S107 - a token of colour
    size: int = 18,
    *,
    weight: Weight = "regular",
    gap: int = 0,
) -> QIcon:
    """An icon in the colour of a token of the current theme; disabled it has the colour of captions.

    `gap` is free room at its right, in logical pixels: a style sheet cannot set how far the words stand from it.
    """
    tokens = theme.current()
    return _icon(name, _colour(token), tokens.ink3, size, weight, gap)


def pixmap(
    name: str,
    token: str = "ink2",  # noqa: S107 - a token of colour
    size: int = 18,
    ratio: float = 1.0,
    *,
    weight: Weight = "regular",
) -> QPixmap:
    """A drawing in the colour of a token, `size` logical pixels square, for a display ratio."""
    return _pixmap(name, _colour(token), size, ratio, weight)


def logo(size: int, ratio: float = 1.0) -> QPixmap:
    """The nine squares, in the colours of the current theme."""
    tokens = theme.current()
    return _logo(tokens.accent, tokens.amberfill, size, ratio)


def recoloured(name: str, colour: str, weight: Weight = "regular") -> bytes:
    """The text of a drawing with `currentColor` replaced. Raises IconMissing."""
    path = resource("icons", weight, f"{name}.svg")
    if not path.is_file():
        raise IconMissing(f"{weight}/{name}")
    return path.read_bytes().replace(b"currentColor", colour.encode("ascii"))


def forget() -> None:
    """Empty the caches; the theme does so when it changes."""
    _icon.cache_clear()
    _pixmap.cache_clear()
    _logo.cache_clear()


theme.forget_on_change(forget)


def _colour(token: str) -> str:
    colour: str = getattr(theme.current(), token)
    return colour


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, off: str, size: int, weight: Weight, gap: int) -> QIcon:
    made = QIcon()
    for ratio in RATIOS:
        made.addPixmap(_pixmap(name, colour, size, ratio, weight, gap))
        made.addPixmap(_pixmap(name, off, size, ratio, weight, gap), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=2048)
def _pixmap(name: str, colour: str, size: int, ratio: float, weight: Weight, gap: int = 0) -> QPixmap:
    return _drawn(recoloured(name, colour, weight), size, ratio, gap)


@lru_cache(maxsize=32)
def _logo(accent: str, middle: str, size: int, ratio: float) -> QPixmap:
    text = resource("icons", "logo.svg").read_bytes()
    for drawn, wanted in ((b"#1F5AA6", accent), (b"#BC7C00", middle)):
        text = text.replace(drawn, wanted.encode("ascii"))
    return _drawn(text, size, ratio)


def _drawn(svg: bytes, size: int, ratio: float, gap: int = 0) -> QPixmap:
    side = round(size * ratio)
    made = QPixmap(side + round(gap * ratio), side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
