"""A theme reaches everything drawn: palette, icons, painted widgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gridclient.base.resources import resource
from gridclient.ui.style import icons, theme
from gridclient.ui.style.icons import IconMissing
from gridclient.ui.style.shapes import Shape, draw_shape
from gridclient.ui.widgets.pill import Pill


def inks(image: QImage) -> set[str]:
    """The colours that are not see-through."""
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_a_theme_is_announced_and_holds(qtbot: QtBot, light: QApplication) -> None:
    with qtbot.waitSignal(theme.notifier().changed):
        theme.apply_theme(light, "dark", 1.15)

    assert (theme.current().name, theme.current().size.scale) == ("dark", 1.15)
    assert light.palette().window().color().name().upper() == theme.current().canvas


def test_the_style_under_the_sheet_is_fusion(light: QApplication) -> None:
    light.setStyleSheet("")

    assert light.style().name() == "fusion"


def test_an_icon_has_the_colour_of_its_token_in_the_theme(light: QApplication) -> None:
    bright = theme.current().accent
    assert bright in inks(icons.pixmap("house", "accent", 18, 2.0).toImage())

    theme.apply_theme(light, "dark")

    assert inks(icons.pixmap("house", "accent", 18, 2.0).toImage()) != {bright}
    assert theme.current().accent in inks(icons.pixmap("house", "accent", 18, 2.0).toImage())


def test_an_icon_is_drawn_once_for_a_colour_and_a_ratio() -> None:
    assert icons.pixmap("house", "ink2", 18, 1.25).cacheKey() == icons.pixmap("house", "ink2", 18, 1.25).cacheKey()
    assert icons.pixmap("house", "ink2", 18, 1.25).width() == 22


def test_a_missing_icon_is_said_by_name() -> None:
    with pytest.raises(IconMissing, match="regular/no-such-drawing"):
        icons.icon("no-such-drawing")


@pytest.mark.parametrize("weight", ["regular", "fill"])
def test_every_drawing_can_be_recoloured(weight: str) -> None:
    drawings = sorted(resource("icons", weight).glob("*.svg"))

    assert len(drawings) > 20
    assert [file.name for file in drawings if b"currentColor" not in file.read_bytes()] == []


@pytest.mark.parametrize("shape", Shape, ids=lambda shape: shape.name)
def test_every_shape_is_told_from_every_other_without_colour(shape: Shape) -> None:
    """Printed in black and white, each still says what it says."""
    drawn = {each: _black(each) for each in Shape}

    assert 10 < sum(pixel == 0 for pixel in drawn[shape]) < 300
    assert [other for other in Shape if other is not shape and drawn[other] == drawn[shape]] == []


def test_a_painted_widget_grows_with_the_type(qtbot: QtBot, light: QApplication) -> None:
    pill = Pill("待上传", shape=Shape.WAITING)
    qtbot.addWidget(pill)
    before = pill.sizeHint()

    theme.apply_theme(light, "light", 1.3)

    assert (before.height(), pill.sizeHint().height()) == (20, 26)
    assert pill.sizeHint().width() > before.width()


def test_words_never_read_as_markup(qtbot: QtBot) -> None:
    from gridclient.ui.widgets.label import label  # noqa: PLC0415 - only this test

    made = label("<b>王</b>")
    qtbot.addWidget(made)

    assert isinstance(made, QLabel)
    assert made.sizeHint().width() > label("王").sizeHint().width() * 3


def _black(shape: Shape) -> tuple[int, ...]:
    image = QImage(24, 24, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    draw_shape(painter, shape, QRectF(2, 2, 20, 20), QColor("black"))
    painter.end()
    return tuple(0 if image.pixelColor(x, y).value() < 128 else 1 for x in range(24) for y in range(24))
