"""The one sheet is small, whole, and names no property Qt has for itself."""

from __future__ import annotations

import re

import pytest
from PySide6 import QtWidgets
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from gridclient.ui.style import sheet, theme
from gridclient.ui.style.tokens import Tokens, dark, light

MOST_RULES = 200


@pytest.mark.parametrize("tokens", [light(), dark(1.3)], ids=["light", "dark large"])
def test_the_sheet_is_small_and_whole(tokens: Tokens) -> None:
    text = sheet.qss(tokens, "art")

    assert text.count("{") == text.count("}") < MOST_RULES
    assert "None" not in text


def test_no_variant_uses_a_property_qt_has_for_itself() -> None:
    """`text` of a label is its text: setting it as a variant would replace the words."""
    used = set(re.findall(r"(Q\w+)\[(\w+)=", sheet.qss(light(), "art")))

    assert [(owner, name) for owner, name in used if _owned(owner, name)] == []
    assert _owned("QLabel", "text")


@pytest.mark.parametrize(
    ("kind", "least"), [("caption", 12), ("second", 13), ("section", 14), ("card", 16), ("title", 20), ("number", 24)]
)
def test_a_label_has_the_size_of_its_kind(light: QApplication, kind: str, least: int) -> None:
    label = QLabel("王建国")
    theme.polish(label, kind=kind)

    assert label.text() == "王建国"
    assert label.fontInfo().pixelSize() == least


@pytest.mark.parametrize(("scale", "height"), [(1.0, 32), (1.15, 37), (1.3, 42)])
def test_a_control_is_as_high_as_the_scale_says(light: QApplication, scale: float, height: int) -> None:
    theme.apply_theme(light, "light", scale)
    button, line = QPushButton("好"), QLineEdit("好")
    button.ensurePolished()
    line.ensurePolished()

    assert (button.sizeHint().height(), line.sizeHint().height()) == (height, height)


def test_the_palette_carries_the_tokens() -> None:
    made = sheet.palette(dark())

    assert made.window().color().name().upper() == dark().canvas
    assert made.windowText().color().name().upper() == dark().ink


def _owned(owner: str, name: str) -> bool:
    kind: type[QtWidgets.QWidget] = getattr(QtWidgets, owner)
    return kind().metaObject().indexOfProperty(name) >= 0
