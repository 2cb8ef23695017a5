"""Our own fonts hold every character of names, and their measures are what the design counts on."""

from __future__ import annotations

from functools import cache

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from gridclient.base.resources import resource
from gridclient.ui.style import fonts, theme
from gridclient.ui.style.tokens import light

FULL = ("GridSans-Regular.otf", "GridSans-Bold.otf")
LATIN = ("GridSansLatin-Regular.otf", "GridSansLatin-Bold.otf")
MEGABYTES = 10


@cache
def characters(file: str) -> frozenset[int]:
    with TTFont(resource("fonts", file), lazy=True) as font:
        return frozenset(font.getBestCmap() or {})


@pytest.mark.parametrize("file", FULL)
@pytest.mark.parametrize(
    "text",
    [
        "汉中王建国㛃䶮𠅤",
        "柳湾小区 3 栋·略阳、勉县",
        "“”‘’，。：；（）",
        "↑→≠≥×²●▲◆○✓",
        "ABCxyz0123",
        "燚喆堃昇犇甯镕翀",
    ],
)
def test_no_character_of_a_name_is_a_box(file: str, text: str) -> None:
    assert [char for char in text.replace(" ", "") if ord(char) not in characters(file)] == []


@pytest.mark.parametrize("file", FULL)
def test_every_character_of_gbk_is_there_and_no_radical(file: str) -> None:
    """U+2E80-2FDF would come back when text is copied from a PDF."""
    known = characters(file)
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    common = {ord(char) for char in "".join(pair.decode("gb2312", "ignore") for pair in pairs)}

    assert common <= known
    assert not set(range(0x2E80, 0x2FE0)) & known


@pytest.mark.parametrize("file", [*FULL, *LATIN])
def test_the_name_of_the_original_is_not_used(file: str) -> None:
    """OFL: a changed font has another name."""
    with TTFont(resource("fonts", file), lazy=True) as font:
        names = [str(font["name"].getDebugName(number)) for number in (1, 3, 4, 6)]

    assert [name for name in names if not name.startswith("GridSans")] == []
    assert resource("fonts", file).stat().st_size < MEGABYTES * 1_000_000


@pytest.mark.parametrize(("language", "first"), [("zh", "GridSans"), ("zh_CN", "GridSans"), ("en", "GridSans Latin")])
def test_the_language_decides_which_family_is_first(light_app: QApplication, language: str, first: str) -> None:
    theme.apply_theme(light_app, "light", language=language)

    assert theme.font("body").families()[0] == first
    assert QFontInfo(theme.font("body")).family() == first


@pytest.fixture
def light_app(light: QApplication) -> QApplication:
    return light


@pytest.mark.parametrize("sign", ["“", "’", "·"])
def test_a_sign_is_narrow_in_english_and_full_in_chinese(sign: str) -> None:
    narrow, wide = (
        QFontMetricsF(fonts.font("body", light().size, language)).horizontalAdvance(sign) for language in ("en", "zh")
    )

    assert wide == pytest.approx(14, abs=0.1)
    assert narrow < 8


def test_digits_are_of_one_width() -> None:
    for bold in (False, True):
        measures = QFontMetricsF(theme.font("body", bold=bold))
        assert len({measures.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_fonts_are_given_to_qt_once() -> None:
    assert fonts.load() == fonts.load()
    assert QFontDatabase.hasFamily("GridSans")
