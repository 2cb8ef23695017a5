"""The page of households, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from gridclient.base.changes import Changes
from gridclient.services.households import Chip, HouseholdDraft, Households
from gridclient.services.people import PersonDraft
from gridclient.ui.household.edit_body import EditBody
from gridclient.ui.household.members import MemberRow
from gridclient.ui.household.unmask import UnmaskDialog
from gridclient.ui.page import Changed, Goto
from gridcore.person import Person
from tests.clock import FakeClock
from tests.services.town import CHEN, LIU, ME, WANG, WANG_HEAD, ZHAO
from tests.ui.households.conftest import Desk
from tests.ui.keys import CTRL, press, type_in


def ids(desk: Desk) -> list[str]:
    return [line.id for line in desk.page.desk.list.lines]


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def body_of(desk: Desk) -> EditBody:
    found = desk.page.findChild(EditBody)
    assert isinstance(found, EditBody)
    return found


def person(desk: Desk, record: str) -> Person:
    with desk.store.read() as reading:
        entry = reading.get("person", record)
    assert entry is not None
    assert isinstance(entry.body, Person)
    return entry.body


def texts(widget: QWidget) -> str:
    """Every word shown by labels of a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_first_due_household_is_shown(desk: Desk) -> None:
    assert ids(desk) == [CHEN, LIU, WANG, ZHAO]
    assert desk.page.desk.household == CHEN
    assert "陈德福's home" in texts(desk.page.desk.detail)


def test_numbers_are_masked_on_the_page(desk: Desk) -> None:
    desk.page.open(WANG)
    desk.settle()

    shown = texts(desk.page)
    assert "610702********0019" in shown
    assert "138****0077" in shown
    assert "13800000077" not in shown
    assert "13800001234" not in shown


def test_the_filter_finds_by_initials_and_lets_go(desk: Desk) -> None:
    desk.page.focus_filter()
    type_in(focus(), "zcs")
    desk.pause()
    assert ids(desk) == [ZHAO]

    press(focus(), Qt.Key.Key_Escape)
    desk.pause()
    assert len(ids(desk)) == 4


def test_a_filter_that_fits_nobody_says_so_and_offers_the_way_back(desk: Desk) -> None:
    desk.page.focus_filter()
    type_in(focus(), "nobody")
    desk.pause()
    assert ids(desk) == []
    assert "4 homes without filters" in texts(desk.page.desk.list)

    desk.page.desk.list.clear_filter()
    desk.pause()
    assert len(ids(desk)) == 4


def test_arrow_keys_walk_and_the_detail_follows(desk: Desk) -> None:
    view = desk.page.desk.list.view
    view.setFocus()
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Down)
    desk.settle()

    assert desk.page.desk.household == WANG
    assert "王建国's home" in texts(desk.page.desk.detail)


def test_a_phone_is_corrected_by_keys_alone(desk: Desk) -> None:
    """F2, the number of the head, Ctrl+Enter: what was seen goes along, the old number stays masked."""
    desk.page.open(WANG)
    desk.settle()
    assert desk.page.edit_in_place()
    desk.settle()

    field = focus()
    assert isinstance(field, QLineEdit)
    assert (field.text(), field.placeholderText()) == ("", "138****0077")
    assert field.accessibleName() == "Phone"
    type_in(field, "13800001234")
    assert "was: 138****0077" in texts(body_of(desk))
    desk.page.press_primary()
    desk.settle()

    assert person(desk, WANG_HEAD).phone == "13800001234"
    assert [(one.said, one.undoable) for one in desk.said] == [("Changes to 王建国 saved", True)]
    with desk.store.read() as reading:
        (ops,) = reading.db.all("SELECT ops FROM tx")
    assert '"phone":["13800000077","13800001234"]' in ops[0]
    assert "Changed: Phone" in texts(desk.page.desk.detail)
    desk.store.undo(desk.store.undo_lines()[0].tx)
    assert person(desk, WANG_HEAD).phone == "13800000077"


def test_a_name_of_the_police_goes_as_a_correction_request(desk: Desk) -> None:
    desk.page.open(WANG, "edit")
    desk.settle()
    name = body_of(desk).findChildren(QLineEdit)[0]
    name.selectAll()
    type_in(name, "王小明")

    assert "goes to them as a correction request" in texts(body_of(desk))


def test_a_form_left_open_is_found_again(desk: Desk, make_page: Callable[[], Desk]) -> None:
    desk.page.open(WANG, "edit")
    desk.settle()
    type_in(focus(), "13900009999")
    desk.pause()

    again = make_page()
    again.page.open(WANG, "edit")
    again.settle()
    phones = [one.text() for one in body_of(again).findChildren(QLineEdit)]
    assert "13900009999" in phones
    assert person(desk, WANG_HEAD).phone == "13800000077"


def test_put_back_shows_what_was_there(desk: Desk) -> None:
    desk.page.open(WANG, "edit")
    desk.settle()
    type_in(focus(), "139")

    body_of(desk).put_back()

    assert body_of(desk).typed() == {"household": {}, "people": {}, "adds": False}


def test_a_new_household_asks_for_what_is_missing(desk: Desk) -> None:
    desk.page.open("", "new")
    desk.settle()
    name = focus()
    type_in(name, "何志明")
    desk.page.press_primary()
    desk.settle()
    assert desk.said == []
    assert focus().accessibleName().startswith("Address, ")

    type_in(focus(), "柳湾村二组 27 号")
    desk.page.press_primary()
    desk.settle()

    assert "何志明's home" in texts(desk.page.desk.detail)
    assert [one.said for one in desk.said] == ["Household added"]
    assert len(ids(desk)) == 5


def test_numbers_are_shown_after_a_reason_and_only_then(desk: Desk) -> None:
    desk.page.open(WANG)
    desk.settle()
    row = next(one for one in desk.page.findChildren(MemberRow) if one.member.id == WANG_HEAD)
    row.asked.emit(WANG_HEAD)
    dialog = desk.page.findChild(UnmaskDialog)
    assert isinstance(dialog, UnmaskDialog)
    assert "王建国" in dialog.windowTitle()
    reason = dialog.findChild(QLineEdit)
    assert isinstance(reason, QLineEdit)
    assert "610702197403010019" not in texts(row)

    type_in(reason, "call them")
    press(reason, Qt.Key.Key_Return)
    desk.settle()

    assert "610702197403010019" in texts(row)
    assert "13800000077" in texts(row)
    row.asked.emit(WANG_HEAD)
    desk.settle()
    assert [one for one in desk.page.findChildren(UnmaskDialog) if one.isVisible()] == []


def test_an_event_is_reported_for_the_household(desk: Desk) -> None:
    desk.page.desk.report_event()

    assert desk.went == [Goto("events", verb=f"new:household:{CHEN}")]


def test_what_others_write_appears_and_the_place_in_the_list_stays(desk: Desk, clock: FakeClock) -> None:
    desk.page.open(WANG)
    desk.settle()
    people = (PersonDraft(id=WANG_HEAD, seen={"phone": "13800000077"}, new={"phone": "13811112222"}),)
    saved = Households(desk.store, ME, clock).save(HouseholdDraft(id=WANG, people=people))
    desk.page.take(Changed(saved.changes, None))
    desk.settle()

    current = desk.page.desk.list.current()
    assert current is not None
    assert current.id == WANG
    assert current.state.is_waiting
    assert "138****2222" in texts(desk.page.desk.detail)


def test_changes_of_other_kinds_read_nothing(desk: Desk) -> None:
    desk.page.take(Changed(Changes.of("checklist", ["x"]), None))

    assert desk.runner.is_idle


@pytest.mark.parametrize(("panes", "seen"), [(3, (True, True)), (2, (True, True)), (1, (True, False))])
def test_narrow_windows_show_list_or_detail(desk: Desk, panes: int, seen: tuple[bool, bool]) -> None:
    desk.page.set_width_class(panes)

    assert (desk.page.desk.list.isVisible(), desk.page.desk.right.isVisible()) == seen
    if panes == 1:
        press(desk.page.desk.list.view, Qt.Key.Key_Return)
        desk.settle()
        assert not desk.page.desk.list.isVisible()
        assert desk.page.step_back()
        assert desk.page.desk.list.isVisible()


def test_a_chip_narrows_the_list_by_key(desk: Desk) -> None:
    chips = desk.page.desk.list.chips
    chips.set_checked(frozenset({Chip.RENTED}))
    chips.changed.emit()
    desk.settle()

    assert ids(desk) == [LIU]


def test_every_control_has_a_name_and_can_be_reached(desk: Desk) -> None:
    """What takes the focus says what it is."""
    for verb in ("", "edit", "visit"):
        desk.page.open(WANG, verb)
        desk.settle()
        takers = [one for one in desk.page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        nameless = [one for one in takers if one.isVisible() and not (one.accessibleName() or _text(one))]
        assert nameless == [], verb


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


def test_ctrl_enter_in_a_field_is_left_to_the_window(desk: Desk) -> None:
    desk.page.open(WANG, "edit")
    desk.settle()
    QTest.keyClick(focus(), Qt.Key.Key_Return, CTRL)

    assert desk.page.desk.is_editing
