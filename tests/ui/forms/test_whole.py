"""The form as a whole: languages, gaps, rows, and where a resumed one opens."""
# pyright: reportPrivateUsage=false

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gridclient.services.drafts import Drafts
from gridclient.store import Store
from gridclient.ui.forms.question import QuestionLine
from gridclient.ui.survey.drop_dialog import DropDialog
from tests.ui.forms.conftest import Hands
from tests.ui.keys import CTRL, SHIFT, click

KEY: Final = Qt.Key


def test_shift_enter_goes_back_and_keeps(hands: Hands) -> None:
    hands.begin()
    hands.type("甲")
    hands.key(KEY.Key_Return)
    hands.key(KEY.Key_Tab, SHIFT)
    assert hands.question() == "/data/words/name"
    hands.go_to("licence")
    hands.key(KEY.Key_Return, SHIFT)
    assert hands.question() == "/data/words/story"
    assert hands.value("name") == "甲"


def test_the_language_changes_while_filling(hands: Hands) -> None:
    hands.begin()
    hands.type("老街文具店")
    hands.page.pane.set_language("English (en)")
    line = hands.page.pane.sheet.built("/data/words/name")
    assert isinstance(line, QuestionLine)
    assert line._words.text() == "Name of the shop *"
    assert hands.value("name") == "老街文具店"
    assert hands.page.pane.front._title.text() == "Words and numbers"


def test_the_button_jumps_to_the_first_gap_and_only_gaps_can_be_shown(hands: Hands) -> None:
    hands.begin()
    hands.type("老街文具店")
    assert hands.page.pane.head.finish.text() == "还差 5 项"
    hands.page.press_primary()
    assert hands.question() == "/data/words/staff"
    hands.page.pane.side.only.setChecked(True)
    assert [line.key for line in hands.page.pane.sheet.lines] == ["/data/words/staff"]
    hands.type("3")
    hands.key(KEY.Key_Return)
    assert hands.question() == "/data/choices/open"
    assert [line.key for line in hands.page.pane.sheet.lines] == ["/data/choices/open", "/data/choices/told"]


def test_a_row_taken_out_comes_back_where_it_stood_with_what_was_in_it(hands: Hands) -> None:
    hands.begin()
    hands.go_to("who")
    hands.type("甲")
    hands.page.pane.sheet.settle()
    for name in ("乙", "丙"):
        hands.page.pane.sheet.add_asked.emit("/data/people/worker")
        hands.type(name)
        hands.page.pane.sheet.settle()

    def names() -> list[str]:
        data = hands.form.body()["values"]["people"]["worker"]
        return [row["who"] for row in data]

    assert names() == ["甲", "乙", "丙"]
    rows = [line.key for line in hands.page.pane.sheet.lines if line.kind == "row" and line.depth == 1]
    hands.page.pane.sheet.removal_asked.emit(rows[1])
    assert names() == ["甲", "丙"]
    assert hands.focused is hands.page.pane.front.undo
    hands.go_to("rooms")
    hands.type("1")
    hands.page.pane.sheet.settle()
    click(hands.page.pane.front.undo)
    assert names() == ["甲", "乙", "丙"]
    assert hands.question() == f"{rows[1]}/who"
    assert hands.value("rooms") == "1"  # what was answered since stays
    assert len(hands.draft()["values"]["people"]["worker"]) == 3


def test_rows_by_number_come_and_are_kept_beyond_it(hands: Hands) -> None:
    hands.begin()
    hands.go_to("rooms")
    hands.type("2")
    hands.key(KEY.Key_Return)
    hands.type("门面")
    hands.key(KEY.Key_Return)
    hands.type("库房")
    hands.go_to("rooms")
    hands.key(KEY.Key_A, CTRL)
    hands.type("1")
    hands.key(KEY.Key_Return)
    uses = [line for line in hands.page.pane.sheet.lines if line.key.endswith("/use")]
    assert len(uses) == 1
    assert [row["use"] for row in hands.draft()["values"]["people"]["room"]] == ["门面", "库房"]


def test_a_resumed_form_opens_at_the_question_last_answered(hands: Hands) -> None:
    hands.begin()
    hands.go_to("closes")
    hands.type("9:30")
    hands.key(KEY.Key_Return)
    hands.settle()
    draft = hands.page.here()[0]
    hands.page.step_back()
    hands.settle()
    hands.page.open(draft, "continue")
    hands.qtbot.waitUntil(lambda: hands.page.is_filling and hands.question() == "/data/times/closes")
    assert hands.value("closes") == "09:30:00.000+08:00"
    QApplication.processEvents()


def test_a_form_about_a_household_becomes_its_child_and_a_draft_can_be_deleted(hands: Hands, store: Store) -> None:
    with store.read() as reading:
        (home,) = reading.all("household")
    hands.page.open(home.id, "about:household")
    hands.settle()
    assert hands.page.landing._second.text() == "这次填的是：柳湾小区 5 栋 2 单元 302"
    hands.begin()
    required = {"words/name": "老街文具店", "words/staff": "3", "choices/open": "yes", "choices/told": "OK"}
    for name, value in required.items():
        hands.form.give(f"/data/{name}", value)
    hands.form.give(next(gap.key for gap in hands.form.gaps()), "甲")
    hands.page.press_primary()
    hands.qtbot.waitUntil(lambda: not hands.page.is_filling, timeout=10_000)
    hands.settle()
    with store.read() as reading:
        (entry,) = reading.all("survey")
    assert entry.parent == home.id
    assert [line.kind for line in Drafts(store).lines()] == []

    hands.page.landing.go_to("SHOP")
    hands.begin()
    hands.page.step_back()
    hands.settle()
    draft = next(line for line in hands.page._surveys.desk().lines if line.group == "unfinished")
    hands.page.landing.go_to(draft.id)
    click(hands.page.landing.drop)
    dialog = hands.page.findChild(DropDialog)
    assert isinstance(dialog, DropDialog)
    click(dialog.delete)
    hands.settle()
    assert Drafts(store).lines() == ()
