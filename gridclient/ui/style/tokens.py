"""The measures of the look: colours, sizes, spaces (UI 2). No other module has a colour or a pixel literal of its own.

Colours are "#RRGGBB" strings, so that contrast can be computed without Qt. Sizes are logical pixels. Type, icons and
heights grow with the font scale, spaces do not.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final, Self

S2: Final = 2
S4: Final = 4
S6: Final = 6
S8: Final = 8
S12: Final = 12
S14: Final = 14
S16: Final = 16
S24: Final = 24

RADIUS_PILL: Final = 4
RADIUS_CONTROL: Final = 6
RADIUS_CARD: Final = 8
RADIUS_POPUP: Final = 10

LINE: Final = 1
FOCUS: Final = 2
SELECTED_BAR: Final = 3

SHADOW_BLUR: Final = 24
SHADOW_DROP: Final = 6
SHADOW_OPACITY: Final = 0.35

LABEL_ZH: Final = 72
LABEL_EN: Final = 92
FACT_LABEL: Final = 52
CODE_WIDTH: Final = 20
SECTION_BAR: Final = 92
VEIL_OPACITY: Final = 0.62

SCALES: Final = (1.0, 1.15, 1.3)


class Tone(StrEnum):
    """What a colour says. Violet is conflict and nothing else; red is late, failed, refused (UI 1.7)."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    VIOLET = "violet"
    GREY = "grey"
    ACCENT = "accent"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type, icons and heights of one font scale, in logical pixels (UI 2: Type, Heights, Icons)."""

    scale: float
    stamp: int = 10
    caption: int = 12
    second: int = 13
    body: int = 14
    section: int = 14
    card: int = 16
    title: int = 20
    number: int = 24
    number_large: int = 28

    icon_caption: int = 16
    icon: int = 18
    icon_row: int = 20
    icon_tile: int = 24

    control: int = 32
    control_large: int = 40
    chip: int = 28
    pill: int = 20
    keycap: int = 20
    rail_entry: int = 40
    rail_selected: int = 36
    row: int = 56
    row_tall: int = 60
    group_head: int = 32
    table_row: int = 36
    find_row: int = 38
    roll_row: int = 84
    topbar: int = 56
    status: int = 32
    scrollbar: int = 10
    tabs: int = 36
    hit: int = 28

    avatar: int = 32
    avatar_small: int = 28
    avatar_large: int = 40
    shape: int = 12
    shape_pill: int = 10
    bar: int = 8
    bar_card: int = 6
    bar_thin: int = 4
    box: int = 18
    switch_width: int = 40
    switch: int = 22
    answer_width: int = 84
    tile: int = 48
    tile_today: int = 52
    step: int = 22
    mark: int = 26
    ring: int = 76
    ring_pen: int = 8
    choice_cell: int = 47
    section_entry: int = 44
    disc: int = 88
    disc_card: int = 52
    toast: int = 42
    banner: int = 66
    thumb_width: int = 124
    thumb: int = 88
    thumb_strip: int = 15
    logo: int = 28
    fact_row: int = 27

    @classmethod
    def of(cls, scale: float) -> Self:
        """The sizes at a font scale; every one of them is rounded to whole pixels."""
        grown = {
            field.name: round(field.default * scale)
            for field in fields(cls)
            if isinstance(field.default, int)
        }  # fmt: skip
        return cls(scale=scale, **grown)


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: its name ("light" or "dark"), colours, and the sizes of the chosen font scale."""

    name: str
    size: Sizes

    canvas: str
    surface: str
    sunken: str
    hover: str
    rail: str
    railsel: str

    ink: str
    ink2: str
    ink3: str
    line: str
    edge: str

    accent: str
    onaccent: str
    accentsoft: str
    accenthover: str
    green: str
    greenfill: str
    greensoft: str
    amber: str
    amberfill: str
    ambersoft: str
    red: str
    redfill: str
    redsoft: str
    onred: str
    violet: str
    violetfill: str
    violetsoft: str
    grey: str
    greysoft: str

    emer: str
    thumb: str
    desk: str
    paper: str = "#FFFFFF"
    paperink: str = "#1A2430"
    paperline: str = "#A9B4C1"
    annotation: str = "#CF3A2E"
    onemer: str = "#FFFFFF"
    watermark: str = "#1A2430"
    onwatermark: str = "#FFFFFF"

    def text_of(self, tone: Tone) -> str:
        """The colour of words of a tone."""
        colour: str = getattr(self, tone.value)
        return colour

    def fill_of(self, tone: Tone) -> str:
        """The colour of shapes and borders of a tone; accent and grey have no fill of their own."""
        colour: str = getattr(self, f"{tone.value}fill", self.text_of(tone))
        return colour

    def soft_of(self, tone: Tone) -> str:
        """The ground of pills, banners and chosen cells of a tone."""
        colour: str = getattr(self, f"{tone.value}soft")
        return colour


def light(scale: float = 1.0) -> Tokens:
    """The light theme at a font scale."""
    return Tokens(
        name="light", size=Sizes.of(scale),
        canvas="#F3F5F8", surface="#FFFFFF", sunken="#F5F7FA", hover="#EEF2F7", rail="#E8EDF3", railsel="#FFFFFF",
        ink="#1A2430", ink2="#475364", ink3="#5F6B7C", line="#DDE3EA", edge="#848F9E",
        accent="#1F5AA6", onaccent="#FFFFFF", accentsoft="#E4EDF9", accenthover="#184A8A",
        green="#1B7340", greenfill="#2B9456", greensoft="#E2F2E8",
        amber="#825400", amberfill="#BC7C00", ambersoft="#FCF1D8",
        red="#B02A20", redfill="#CF3A2E", redsoft="#FBE8E6", onred="#FFFFFF",
        violet="#66409E", violetfill="#7C55B5", violetsoft="#EFE8F8",
        grey="#4D596A", greysoft="#E9EDF2",
        emer="#A92A20", thumb="#B7C0CC", desk="#C9D0D9",
    )  # fmt: skip


def dark(scale: float = 1.0) -> Tokens:
    """The dark theme at a font scale."""
    return Tokens(
        name="dark", size=Sizes.of(scale),
        canvas="#12161B", surface="#1B2027", sunken="#171C22", hover="#252C35", rail="#161A20", railsel="#262E38",
        ink="#E9EDF2", ink2="#B7C1CD", ink3="#96A2B1", line="#303843", edge="#748193",
        accent="#82B4F5", onaccent="#0A1A2E", accentsoft="#1F3350", accenthover="#9DC5F8",
        green="#74CE9A", greenfill="#4FB57C", greensoft="#173324",
        amber="#EFC164", amberfill="#E0A93A", ambersoft="#382C12",
        red="#FF9A90", redfill="#F0695D", redsoft="#43211F", onred="#2B0A07",
        violet="#C7ACF3", violetfill="#A584DD", violetsoft="#32264A",
        grey="#B7C1CD", greysoft="#2B333D",
        emer="#7A2019", thumb="#4A5563", desk="#0C0F13",
    )  # fmt: skip


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2.2 computes it: 1.0 to 21.0, order does not matter."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
