"""Colours are readable and sizes grow as UI 2 says."""

from __future__ import annotations

import pytest

from gridclient.ui.style.tokens import SCALES, Sizes, Tokens, Tone, contrast, dark, light

TEXT = 4.5
SHAPE = 3.0

# Words, ground, least contrast: every pair the design names, and the grounds our widgets put them on.
PAIRS = [
    *[("ink", ground, TEXT) for ground in ("surface", "canvas", "sunken", "hover", "rail", "railsel", "accentsoft")],
    *[("ink2", ground, TEXT) for ground in ("surface", "canvas", "sunken", "hover", "rail", "accentsoft")],
    *[("ink2", ground, TEXT) for ground in ("redsoft", "ambersoft", "violetsoft", "greysoft")],
    *[("ink3", ground, TEXT) for ground in ("surface", "canvas", "sunken", "hover", "rail", "accentsoft", "greysoft")],
    *[(tone, "surface", TEXT) for tone in Tone],
    *[(tone, f"{tone}soft", TEXT) for tone in Tone],
    *[(tone, "accentsoft", TEXT) for tone in ("green", "amber", "red", "grey", "accent")],
    *[(f"{tone}fill", "surface", SHAPE) for tone in ("green", "amber", "red", "violet")],
    *[(f"{tone}fill", "accentsoft", SHAPE) for tone in ("green", "red")],  # amber: 2.95, its word stands beside it
    *[(f"{tone}fill", f"{tone}soft", SHAPE) for tone in ("green", "amber", "red")],
    ("edge", "surface", SHAPE),
    ("onaccent", "accent", TEXT), ("onaccent", "accenthover", TEXT),
    ("onred", "redfill", TEXT), ("onemer", "emer", TEXT),
    ("accent", "canvas", TEXT), ("accent", "hover", TEXT), ("accent", "railsel", TEXT), ("paperink", "paper", TEXT),
    ("onwatermark", "watermark", TEXT),
]  # fmt: skip


@pytest.mark.parametrize("tokens", [light(), dark()], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground", "least"), PAIRS, ids=[f"{words}-{ground}" for words, ground, _ in PAIRS])
def test_a_pair_of_colours_is_readable(tokens: Tokens, words: str, ground: str, least: float) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= least


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#D99200", "#FFFFFF", 2.6)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.05)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("body", (14, 16, 18)),
        ("caption", (12, 14, 16)),
        ("row", (56, 64, 73)),
        ("control", (32, 37, 42)),
        ("icon", (18, 21, 23)),
    ],
)
def test_sizes_grow_with_the_type(name: str, sizes: tuple[int, int, int]) -> None:
    """At 大字 a row is 73 high (UI 2: Scales)."""
    assert tuple(getattr(Sizes.of(scale), name) for scale in SCALES) == sizes


def test_no_words_are_smaller_than_twelve() -> None:
    """The watermark inside a thumbnail is part of the picture."""
    size = light().size

    assert min(size.caption, size.second, size.body, size.section, size.card, size.title, size.number) == 12
