"""Each widget of FORMS 2 under a person's keys and mouse: what is pressed, and what the form holds after it."""
# pyright: reportPrivateUsage=false

from __future__ import annotations

from typing import Final

import pytest
from PySide6.QtCore import Qt

from gridclient.ui.forms.finding import SearchPick
from gridclient.ui.forms.options import Options, TableRow
from gridclient.ui.forms.question import QuestionLine
from gridclient.ui.forms.text import Range, ShownValue
from tests.ui.forms.conftest import Hands
from tests.ui.keys import NONE, SHIFT, click

KEY: Final = Qt.Key


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        pytest.param("name", "老街 文具店", "老街 文具店", id="text"),
        pytest.param("licence", "92610726", "92610726", id="numbers"),
        pytest.param("staff", "１２", "12", id="wide digits are plain ones"),
        pytest.param("area", "３６。５", "36.5", id="a wide full stop is a point"),
        pytest.param("clean", "7", "7", id="a range is typed, too"),
        pytest.param("opened", "2019年5月1日", "2019-05-01", id="a day in Chinese"),
        pytest.param("opened", "0501", "2026-05-01", id="a short day is of this year"),
        pytest.param("opened", "昨天", "2026-11-23", id="yesterday"),
        pytest.param("opened", "-7", "2026-11-17", id="days before today"),
        pytest.param("closes", "9", "09:00:00.000+08:00", id="an hour"),
        pytest.param("closes", "21点30分", "21:30:00.000+08:00", id="a time in Chinese"),
    ],
)
def test_what_is_typed_becomes_the_answer(hands: Hands, name: str, typed: str, value: str) -> None:
    hands.begin()
    hands.go_to(name)
    hands.type(typed)
    hands.key(KEY.Key_Return)
    assert hands.value(name) == value


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        pytest.param("staff", "十二", "要填整数，如 12。已输入的留着", id="no number"),
        pytest.param("area", "36.5.1", "要填数字，如 12.5。已输入的留着", id="two points"),
        pytest.param("opened", "2026-02-30", "没有这一天。可填 2026-11-27 或 1127。已输入的留着", id="no such day"),
        pytest.param("closes", "25:00", "没有这个时间。可填 9:30 或 930。已输入的留着", id="no such time"),
        pytest.param("seen", "1124", "日期和时间都要填，如 1127 和 930。已输入的留着", id="half a moment"),
        pytest.param("where", "32.8", "纬度和经度都要填，单位是度。已输入的留着", id="half a position"),
    ],
)
def test_what_is_no_answer_is_kept_named_and_blocks_finishing(hands: Hands, name: str, typed: str, words: str) -> None:
    hands.begin()
    line = hands.go_to(name)
    hands.type(typed)
    hands.settle()
    assert line._error.text() == "" or not line._wrong.isVisible()  # nothing is called wrong while it is typed
    hands.key(KEY.Key_Return, SHIFT if name == "where" else NONE)  # it is the last of its section
    assert line._error.text() == words
    assert line._wrong.isVisibleTo(line)
    assert hands.value(name) == ""
    assert [gap.key for gap in hands.form.gaps() if gap.key.endswith(name)] != []
    kept = hands.form.typed(line.line.key)
    assert kept is not None
    assert hands.draft()["typed"][line.line.key] == [kept.text, kept.reason]


def test_a_broken_rule_says_what_its_author_wrote(hands: Hands) -> None:
    hands.begin()
    line = hands.go_to("staff")
    hands.type("501")
    hands.key(KEY.Key_Return)
    assert line._error.text() == "最多 500"
    hands.page.pane.set_language("English (en)")
    assert line._error.text() == "At most 500"


@pytest.mark.parametrize(
    ("name", "keys", "value"),
    [
        pytest.param("open", [KEY.Key_2], "no", id="a digit chooses"),
        pytest.param("open", [KEY.Key_1, KEY.Key_Right], "no", id="an arrow chooses the neighbour"),
        pytest.param("open", [KEY.Key_1, KEY.Key_Delete], "", id="Del takes it back"),
        pytest.param("trade", [KEY.Key_Down, KEY.Key_Down], "grocery", id="arrows walk a drop-down"),
        pytest.param("trade", [KEY.Key_Down, KEY.Key_Delete], "", id="Del empties a drop-down"),
        pytest.param("columns", [KEY.Key_4], "net", id="columns"),
        pytest.param("likert", [KEY.Key_3], "good", id="likert"),
        pytest.param("risks", [KEY.Key_1, KEY.Key_3], "fire gas", id="several are ticked"),
        pytest.param("risks", [KEY.Key_3, KEY.Key_1, KEY.Key_3], "fire", id="and ticked off; the order is the form's"),
        pytest.param("grade_door", [KEY.Key_2], "fair", id="a row of a table"),
        pytest.param("told", [KEY.Key_Space], "OK", id="acknowledge"),
        pytest.param("town", [KEY.Key_Down, KEY.Key_Down, KEY.Key_Return], "t2", id="a search is walked"),
    ],
)
def test_keys_choose(hands: Hands, name: str, keys: list[Qt.Key], value: str) -> None:
    hands.begin()
    hands.go_to(name)
    for key in keys:
        hands.key(key)
    assert hands.value(name) == value


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [("open", 1, "no"), ("columns", 2, "stationery"), ("risks", 1, "wire"), ("grade_back", 0, "bad")],
)
def test_the_mouse_chooses(hands: Hands, name: str, place: int, value: str) -> None:
    hands.begin()
    control = hands.go_to(name).control
    assert isinstance(control, Options | TableRow)
    click(control.cells[place])
    assert hands.value(name) == value
    click(control.cells[place])
    assert hands.value(name) == ("" if name == "risks" else value)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("宁", ["宁强县"]),
        ("nq", ["宁强县"]),
        ("ningq", ["宁强县"]),
        ("xian", ["洋县", "西乡县", "勉县", "宁强县", "略阳县", "镇巴县", "城固县", "留坝县", "佛坪县"]),
        ("没有", []),
    ],
)
def test_a_long_list_is_searched_by_characters_and_pinyin(hands: Hands, typed: str, found: list[str]) -> None:
    hands.begin()
    control = hands.go_to("town").control
    assert isinstance(control, SearchPick)
    hands.type(typed)
    rows = [control._model.offer(row) for row in range(control._model.rowCount())]
    assert sorted(row.label for row in rows if row is not None) == sorted(found)
    assert control._none.isVisibleTo(control) is (not found)


def test_a_search_left_without_a_choice_shows_what_is_chosen(hands: Hands) -> None:
    hands.begin()
    control = hands.go_to("town").control
    assert isinstance(control, SearchPick)
    hands.type("nqx")
    hands.key(KEY.Key_Return)
    hands.type("hantai")
    hands.key(KEY.Key_Tab)
    assert control.field.text() == "宁强县"
    assert hands.value("town") == "t7"


def test_a_choice_of_many_is_taken_away_by_its_chip(hands: Hands) -> None:
    hands.begin()
    control = hands.go_to("towns").control
    assert isinstance(control, SearchPick)
    for letters in ("nqx", "htq"):
        hands.type(letters)
        hands.key(KEY.Key_Return)
    assert hands.value("towns") == "t1 t7"
    chip = next(one for one in control._chips.findChildren(type(hands.page.pane.head.finish)) if one.text() == "汉台区")
    click(chip)
    assert hands.value("towns") == "t7"


def test_the_slider_moves_the_number(hands: Hands) -> None:
    hands.begin()
    control = hands.go_to("clean").control
    assert isinstance(control, Range)
    hands.type("4")
    hands.key(KEY.Key_Tab)
    hands.key(KEY.Key_Right)
    assert (hands.value("clean"), control.line.text()) == ("5", "5")


def test_a_cascade_offers_what_its_parent_says(hands: Hands) -> None:
    hands.begin()
    control = hands.go_to("street").control
    assert isinstance(control, Options)
    assert control.cells == []
    hands.go_to("county")
    hands.key(KEY.Key_1)
    assert [cell.text() for cell in control.cells] == ["汉源街道", "高台镇"]
    hands.go_to("street")
    hands.key(KEY.Key_2)
    hands.go_to("county")
    hands.key(KEY.Key_2)
    assert hands.value("street") == ""
    hands.key(KEY.Key_1)
    assert hands.value("street") == "gt"  # kept, and counts again when it is offered again


def test_the_other_choice_asks_which(hands: Hands) -> None:
    hands.begin()
    hands.go_to("fuel")
    assert hands.page.pane.sheet.built("/data/choices/fuel_other") is None
    hands.key(KEY.Key_3)
    hands.key(KEY.Key_Return)
    assert hands.question() == "/data/choices/fuel_other"


def test_the_converters_english_is_said_in_the_readers_words_and_the_authors_stays(hands: Hands) -> None:
    hands.begin()
    which = hands.go_to("fuel")
    assert isinstance(which.control, Options)
    assert [cell.text() for cell in which.control.cells] == ["天然气", "煤", "其他"]
    hands.key(KEY.Key_3)
    asked = hands.page.pane.sheet.built("/data/choices/fuel_other")
    assert isinstance(asked, QuestionLine)
    assert asked._words.text() == "请说明"
    hands.page.pane.set_language("English (en)")
    which = hands.go_to("fuel")
    assert isinstance(which.control, Options)
    assert [cell.text() for cell in which.control.cells] == ["Gas", "Coal", "Other"]
    asked = hands.page.pane.sheet.built("/data/choices/fuel_other")
    assert isinstance(asked, QuestionLine)
    assert asked._words.text() == "Specify other."


def test_a_calculated_value_is_shown_and_no_key_stops_there(hands: Hands) -> None:
    hands.begin()
    hands.go_to("staff")
    hands.type("3")
    hands.key(KEY.Key_Return)
    hands.type("10")
    hands.key(KEY.Key_Return)
    line = hands.page.pane.sheet.built("/data/words/shown_dense")
    assert line is not None
    assert hands.value("shown_dense") == "3.3"
    assert isinstance(line, QuestionLine)
    assert isinstance(line.control, ShownValue)
    assert line.control._words.text() == "3.3"
    hands.key(KEY.Key_Return)
    assert hands.question() == "/data/choices/open"
