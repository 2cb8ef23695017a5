"""Recording visits: under a minute, by keys, and nothing typed is lost (UI 5 "Visit")."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from gridclient.services.drafts import Drafts
from gridclient.ui.household.visit_body import QuestionRow, VisitBody
from gridclient.ui.page import Goto
from gridcore.errors import DiskFull
from gridcore.visit import Visit
from tests.services.town import CHEN, LIU, PNG, WANG
from tests.ui.conftest import Failures
from tests.ui.households.conftest import Desk
from tests.ui.keys import press, type_in


def body_of(desk: Desk) -> VisitBody:
    found = [one for one in desk.page.findChildren(VisitBody) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def note_of(desk: Desk) -> QPlainTextEdit:
    found = body_of(desk).findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def start(desk: Desk, household: str) -> None:
    desk.page.open(household, "visit")
    desk.settle()


def saved(desk: Desk, household: str) -> list[Visit]:
    with desk.store.read() as reading:
        found = [entry.body for entry in reading.children("visit", household) if entry.state.is_new]
    return [body for body in found if isinstance(body, Visit)]


def test_everything_fine_is_one_key_and_the_next_follows(desk: Desk) -> None:
    """Ctrl+1, A, Ctrl+Enter: saved, and the form of the next one on the round is open."""
    start(desk, CHEN)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QWidget)
    press(focus, Qt.Key.Key_A)
    desk.page.press_primary()
    desk.settle()

    (visit,) = saved(desk, CHEN)
    assert set((visit.answers or {}).values()) == {"normal"}
    assert visit.next_visit == "2026-12-08"
    assert [one.said for one in desk.said] == ["Visit to 陈德福 saved on this PC"]
    assert desk.page.desk.visit.household == LIU


def test_the_round_ends_at_the_household_itself(desk: Desk) -> None:
    start(desk, CHEN)
    desk.page.press_primary()
    desk.settle()
    desk.page.press_primary()
    desk.settle()

    assert not desk.page.desk.is_recording
    assert len(saved(desk, LIU)) == 1


def test_only_a_change_asks_for_words(desk: Desk) -> None:
    start(desk, CHEN)
    row = next(one for one in body_of(desk).findChildren(QuestionRow) if one.code == "fire")
    assert not row.note.isVisible()
    row.choice.focus_cell()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QWidget)
    press(focus, Qt.Key.Key_2)
    assert row.note.isVisible()
    assert row.note.hasFocus()

    desk.page.press_primary()
    desk.settle()
    assert saved(desk, CHEN) == []
    assert row.wrong.isVisible()
    assert row.note.hasFocus()

    type_in(row.note, "wire is black")
    desk.page.press_primary()
    desk.settle()
    (visit,) = saved(desk, CHEN)
    assert (visit.result, (visit.answers or {})["fire_note"]) == ("changed", "wire is black")


def test_a_change_offers_the_event_and_the_visit_is_saved_first(desk: Desk) -> None:
    start(desk, CHEN)
    row = next(one for one in body_of(desk).findChildren(QuestionRow) if one.code == "fire")
    row.set_answer("changed", "wire is black")
    row.changed.emit()
    report = next(one for one in body_of(desk).findChildren(QPushButton) if one.text() == "Save and report")
    report.click()
    desk.settle()

    assert len(saved(desk, CHEN)) == 1
    assert desk.went == [Goto("events", verb=f"new:household:{CHEN}")]


def test_a_photo_goes_with_the_visit(desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "door.png"
    picture.write_bytes(PNG)
    start(desk, CHEN)
    body_of(desk).photos.add_files([str(picture)])
    desk.page.press_primary()  # at once: the photo is still on its way
    desk.settle()

    (visit,) = saved(desk, CHEN)
    assert [one.sha256 for one in visit.photos or ()] == [hashlib.sha256(PNG).hexdigest()]
    assert desk.store.drafts.lines() == ()


def test_what_is_typed_is_there_again_after_the_program_was_started_again(
    desk: Desk, make_page: Callable[[], Desk], tmp_path: Path
) -> None:
    picture = tmp_path / "door.png"
    picture.write_bytes(PNG)
    start(desk, CHEN)
    press(body_of(desk), Qt.Key.Key_A)
    type_in(note_of(desk), "asks about the heating money")
    body_of(desk).photos.add_files([str(picture)])
    desk.pause()

    again = make_page()
    start(again, CHEN)

    assert note_of(again).toPlainText() == "asks about the heating money"
    assert set(body_of(again).draft().answers.values()) == {"normal"}
    assert len(body_of(again).photos.photos) == 1
    assert saved(desk, CHEN) == []


def test_a_form_nobody_touched_leaves_no_draft(desk: Desk) -> None:
    start(desk, CHEN)
    assert desk.page.step_back()
    desk.pause()

    assert desk.store.drafts.lines() == ()
    assert not desk.page.desk.is_recording


def test_leaving_keeps_what_was_typed_at_once(desk: Desk) -> None:
    start(desk, CHEN)
    type_in(note_of(desk), "half a sent")
    desk.page.step_back()
    desk.settle()

    (line,) = desk.store.drafts.lines("visit")
    assert line.body["visit"]["text"] == "half a sent"


def test_a_row_of_the_round_begins_its_visit(desk: Desk) -> None:
    start(desk, CHEN)
    type_in(note_of(desk), "kept")
    view = desk.page.desk.list.view
    view.setFocus()
    press(view, Qt.Key.Key_Down)
    desk.settle()

    assert desk.page.desk.visit.household == LIU
    assert note_of(desk).toPlainText() == ""


def test_nobody_in_asks_nothing(desk: Desk) -> None:
    start(desk, CHEN)
    body = body_of(desk)
    body.way.set_value("absent")
    body.way.chosen.emit("absent")

    assert not [row for row in body.findChildren(QuestionRow) if row.isVisible()]
    desk.page.press_primary()
    desk.settle()
    assert [(one.result, one.answers) for one in saved(desk, CHEN)] == [("absent", None)]


def test_a_visit_is_corrected_by_another(desk: Desk) -> None:
    desk.page.open(WANG)
    desk.settle()
    desk.page.desk.detail.entry_opened.emit("visit/00000000-0000-7000-8000-000000000110")
    desk.settle()
    assert note_of(desk).toPlainText() == "一切正常。"

    note_of(desk).setPlainText("better words")
    desk.page.desk.visit.press_primary()
    desk.settle()

    (visit,) = saved(desk, WANG)
    assert (visit.corrects, visit.text) == ("00000000-0000-7000-8000-000000000110", "better words")


@pytest.mark.parametrize("word", ["In good spirits", "Children came by"])
def test_a_phrase_is_added_to_the_note(desk: Desk, word: str) -> None:
    start(desk, CHEN)
    type_in(note_of(desk), "Fine")
    chip = next(one for one in body_of(desk).findChildren(QWidget) if getattr(one, "text", str)() == word)
    chip.click()  # type: ignore[attr-defined]  # a chip

    assert note_of(desk).toPlainText() == f"Fine. {word}"


def test_letters_typed_into_the_note_answer_nothing(desk: Desk) -> None:
    start(desk, CHEN)
    type_in(note_of(desk), "a a a")

    assert body_of(desk).draft().answers == {}
    assert isinstance(body_of(desk).findChild(QLineEdit), QLineEdit)


def test_a_second_press_saves_no_second_visit(desk: Desk) -> None:
    """Until the form of the next household is read, the old one is still seen; it cannot be saved again."""
    start(desk, CHEN)
    pressed: list[str] = []

    def at_once(_done: object) -> None:
        pressed.append(desk.page.desk.visit.household)
        desk.page.press_primary()

    desk.page.desk.visit.saved.connect(at_once)
    desk.page.press_primary()
    desk.settle()

    assert pressed == [LIU]
    assert len(saved(desk, CHEN)) == 1


def test_what_could_not_be_kept_is_kept_at_the_next_chance(desk: Desk, failures: Failures) -> None:
    """A full disk: the words stay in the form, and closing it writes them once there is room again (FAULTS 54)."""
    start(desk, CHEN)
    words = "门锁坏了" * 5000
    with desk.store.database.bare() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar_one()
    note_of(desk).setPlainText(words)
    desk.pause()
    assert [type(error) for error in failures.all] == [DiskFull]
    failures.all.clear()
    with desk.store.database.bare() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000").scalar_one()

    desk.page.desk.visit.keep()
    desk.settle()

    assert [line.body["visit"]["text"] for line in Drafts(desk.store).lines()] == [words]
