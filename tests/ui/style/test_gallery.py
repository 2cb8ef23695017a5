"""Every component is drawn in every theme without a word of complaint, has a name, and is not squeezed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.gallery import gallery
from gridclient.ui.style import theme
from gridclient.ui.style.theme import Mode

LEAST_HIT = 28


@pytest.fixture(
    params=[("light", 1.0, "zh"), ("dark", 1.0, "zh"), ("light", 1.3, "zh"), ("dark", 1.15, "en")],
    ids=lambda look: "-".join(map(str, look)),
)
def page(request: pytest.FixtureRequest, qtbot: QtBot, light: QApplication) -> QWidget:
    mode: Mode
    mode, scale, language = request.param
    theme.apply_theme(light, mode, scale, language=language)
    made = gallery()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_everything_is_drawn(page: QWidget) -> None:
    assert not page.grab().isNull()


def test_whatever_takes_the_focus_has_a_name(page: QWidget) -> None:
    silent = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and not isinstance(widget, QScrollBar)
        and not _named(widget.parentWidget())
    ]

    assert silent == ["QLineEdit"] * silent.count("QLineEdit")
    assert len(silent) <= 2, "the find box and the measured value stand without their pages"


def test_nothing_is_squeezed_below_its_size(page: QWidget) -> None:
    squeezed = [
        f"{type(widget).__name__} {widget.objectName()} {widget.size().toTuple()} {widget.sizeHint().toTuple()}"
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and isinstance(widget, QAbstractButton | QLabel)
        and not (isinstance(widget, QLabel) and widget.wordWrap())
        and widget.height() < widget.minimumSizeHint().height()
    ]

    assert squeezed == []


def test_whatever_is_pressed_is_big_enough_to_hit(page: QWidget) -> None:
    small = [
        f"{type(button).__name__} {button.text()}"
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and type(button).__name__ not in {"QCheckBox", "QRadioButton", "QToolButton"}
        if min(button.width(), button.height()) < LEAST_HIT
    ]

    assert small == []


def test_a_change_of_theme_reaches_a_page_that_is_open(page: QWidget, light: QApplication) -> None:
    before = page.grab().toImage()

    theme.apply_theme(light, "light" if theme.current().name == "dark" else "dark", 1.0)
    QApplication.processEvents()

    assert page.grab().toImage() != before


def _named(widget: QWidget | None) -> bool:
    return widget is not None and bool(widget.accessibleName())
