"""Answers, chips, conflicts: what keys do, what is said, what stays as wide as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.style.tokens import Tone
from gridclient.ui.widgets.chip import Chip, ChipGroup, ChipLine
from gridclient.ui.widgets.choice import ChoiceChips, Choices, Option, Segmented
from gridclient.ui.widgets.conflict import ConflictRow, SideCell, SideLine
from gridclient.ui.widgets.field import Switch
from tests.ui.keys import press

ANSWERS = (
    Option("pass", "合格", Tone.GREEN, "check"),
    Option("fail", "不合格", Tone.RED, "x"),
    Option("na", "不适用", Tone.GREY),
)
Key = Qt.Key


@pytest.fixture(params=[Segmented, ChoiceChips], ids=["joined", "separate"])
def choices(request: pytest.FixtureRequest, qtbot: QtBot) -> Choices:
    kind: type[Choices] = request.param
    made = kind(ANSWERS, "A03")
    qtbot.addWidget(made)
    made.show()
    return made


def cells(group: QWidget) -> list[QRadioButton]:
    return sorted(group.findChildren(QRadioButton), key=lambda cell: cell.x())


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ([Key.Key_1], "pass"),
        ([Key.Key_2], "fail"),
        ([Key.Key_3], "na"),
        ([Key.Key_4], None),
        ([Key.Key_Right], "fail"),
        ([Key.Key_Left], "na"),
        ([Key.Key_1, Key.Key_Right, Key.Key_Right], "na"),
        ([Key.Key_Space], "pass"),
    ],
)
def test_a_key_answers(choices: Choices, qtbot: QtBot, keys: list[Qt.Key], value: str | None) -> None:
    heard: list[str] = []
    choices.chosen.connect(heard.append)
    choices.focus_cell()

    for key in keys:
        press(next(cell for cell in cells(choices) if cell.hasFocus()), key)

    assert choices.value() == value
    assert heard[-1:] == ([value] if value else [])


def test_showing_an_answer_says_nothing_and_can_be_none(choices: Choices) -> None:
    heard: list[str] = []
    choices.chosen.connect(heard.append)

    for value in ("pass", "fail", None):
        choices.set_value(value)
        assert choices.value() == value

    assert heard == []


def test_tab_enters_at_the_answer_and_leaves(choices: Choices) -> None:
    choices.set_value("fail")

    stops = [cell for cell in cells(choices) if cell.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [cell.text() for cell in stops] == ["不合格"]


def test_an_answer_is_named_with_its_question(choices: Choices) -> None:
    assert [cell.accessibleName() for cell in cells(choices)] == ["A03, 合格", "A03, 不合格", "A03, 不适用"]


def test_choosing_moves_nothing(choices: Choices) -> None:
    """The bold word and its icon have their room before they are shown."""
    before = [(cell.x(), cell.width(), cell.sizeHint().width()) for cell in cells(choices)]

    choices.set_value("fail")

    assert [(cell.x(), cell.width(), cell.sizeHint().width()) for cell in cells(choices)] == before


def test_answers_share_one_line_and_are_never_narrower_than_84(qtbot: QtBot) -> None:
    made = Segmented(ANSWERS, "A03")
    qtbot.addWidget(made)

    widths = [cell.width() for cell in cells(made)]
    assert all(width >= 84 for width in widths)
    assert made.sizeHint().width() == sum(widths) - 2
    assert made.sizeHint().height() == 32


CHIPS = [ChipLine("all", "全部", 1312), ChipLine("due", "要走访", 6), ChipLine("let", "出租")]


@pytest.fixture
def chips(qtbot: QtBot) -> ChipGroup:
    made = ChipGroup()
    qtbot.addWidget(made)
    made.show_lines(CHIPS)
    made.set_checked(frozenset({"all"}))
    made.show()
    return made


def test_one_chip_of_an_exclusive_group_is_always_on(chips: ChipGroup, qtbot: QtBot) -> None:
    all_, due, _ = chips.findChildren(Chip)

    with qtbot.waitSignal(chips.changed):
        due.click()
    assert chips.checked() == {"due"}
    due.click()

    assert chips.checked() == {"due"}
    assert not all_.isChecked()


def test_arrows_walk_the_chips_and_space_ticks(chips: ChipGroup) -> None:
    first, _, last = chips.findChildren(Chip)
    first.setFocus()

    press(first, Key.Key_Left)
    assert last.hasFocus()
    press(last, Key.Key_Space)

    assert chips.checked() == {"let"}


def test_several_chips_can_be_on(qtbot: QtBot) -> None:
    made = ChipGroup(exclusive=False)
    qtbot.addWidget(made)
    made.show_lines(CHIPS)

    for chip in made.findChildren(Chip):
        chip.click()

    assert made.checked() == {"all", "due", "let"}


def test_a_chip_says_word_count_and_state(chips: ChipGroup) -> None:
    assert [chip.accessibleName() for chip in chips.findChildren(Chip)] == ["全部, 1,312, chosen", "要走访, 6", "出租"]


def test_new_counts_keep_tick_and_focus(chips: ChipGroup) -> None:
    chip = chips.findChildren(Chip)[0]
    chip.setFocus()

    chips.show_lines([ChipLine("all", "全部", 7), *CHIPS[1:]])

    assert chips.checked() == {"all"}
    assert chip.hasFocus()
    assert chip.text() == "全部 7"


def test_a_tick_makes_no_chip_wider(chips: ChipGroup) -> None:
    chip = chips.findChildren(Chip)[1]
    before = chip.sizeHint()

    chip.setChecked(True)

    assert chip.sizeHint() == before


@pytest.fixture
def row(qtbot: QtBot) -> ConflictRow:
    made = ConflictRow("联系电话", SideLine("138", "入户问到"), SideLine("139", "电话核对"), ("本机", "中心"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_arrows_choose_a_side_and_ask_for_the_next_row(row: ConflictRow) -> None:
    heard: list[object] = []
    row.chosen.connect(heard.append)
    row.walked.connect(heard.append)
    row.focus_cell()
    mine, theirs = row.findChildren(SideCell)

    press(mine, Key.Key_Right)
    press(theirs, Key.Key_Left)
    press(mine, Key.Key_Down)
    press(mine, Key.Key_Up)

    assert heard == ["theirs", "mine", 1, -1]
    assert row.side() == "mine"


def test_a_side_is_said_with_who_and_how(row: ConflictRow) -> None:
    row.set_side("mine")

    names = [cell.accessibleName() for cell in row.findChildren(SideCell)]
    assert names == ["联系电话, 本机, 138, 入户问到, chosen", "联系电话, 中心, 139, 电话核对"]


def test_an_open_conflict_has_no_side(row: ConflictRow) -> None:
    row.set_side("theirs")
    row.set_side(None)

    assert row.side() is None


def test_a_switch_says_what_it_does(qtbot: QtBot) -> None:
    switch = Switch("当场办好了")
    qtbot.addWidget(switch)
    switch.show()
    assert switch.accessibleName() == "当场办好了, off"

    press(switch, Key.Key_Space)

    assert switch.isChecked()
    assert switch.accessibleName() == "当场办好了, on"
