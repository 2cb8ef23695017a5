"""上报 by keyboard: category, place, words, two photos; kept at every pause; sent with Ctrl+Enter; taken back."""

# pyright: reportPrivateUsage=false
# A person reaches fields and rows that the program offers no code.

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gridclient.services.drafts import DraftLine, Drafts
from gridclient.services.events import EventLine, Events
from gridclient.services.me import Me
from gridclient.store import Store
from gridclient.ui.event.report_form import ReportForm
from gridclient.ui.language import Lang, load
from gridclient.ui.page import Changed, Goto
from gridclient.ui.pages.events import EventsPage
from gridclient.ui.photo_view import PhotoView
from gridclient.ui.runner import TaskRunner
from gridclient.ui.widgets.chip import Chip
from tests.clock import FakeClock
from tests.services.place import HANDLER, WORKER, event, furnish, log, open_store, picture
from tests.services.spelling import spelling
from tests.ui.keys import CTRL, press, type_in

HELD: list[QWidget] = []
"""The window of the running test: qtbot does not hold it."""


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    opened = open_store(tmp_path / "store", clock)
    yield opened
    opened.close()


def open_page(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, me: Me = WORKER) -> EventsPage:
    page = EventsPage(Events(store, me, clock, lambda: False), Drafts(store), runner, clock, spelling())
    # As a page lives: inside a window, whose size it does not set.
    window = QWidget()
    HELD[:] = [window]
    qtbot.addWidget(window)
    page.setParent(window)
    page.resize(1206, 680)
    window.resize(1206, 680)
    window.show()
    page.show()
    page.freshen()
    qtbot.waitUntil(lambda: runner.is_idle)
    return page


def form_of(page: EventsPage) -> ReportForm:
    assert page.form is not None
    return page.form


def fill(qtbot: QtBot, page: EventsPage, runner: TaskRunner, folder: Path) -> ReportForm:
    """A person reports a hazard with two photos and never touches the mouse."""
    form = form_of(page)
    press(form._category._all, Qt.Key.Key_Space)
    type_in(form._category._search, "zdtd")
    press(form._category._search, Qt.Key.Key_Return)
    type_in(form._where._address, "柳湾小区 3 栋")
    type_in(form._text, "消防通道堆放纸箱，堵住单元门")
    files = [folder / f"{n}.png" for n in range(2)]
    for n, file in enumerate(files):
        file.write_bytes(picture(f"#{n}0{n}0{n}0"))
    form._photos.add_files([str(file) for file in files])
    qtbot.waitUntil(lambda: len(form._photos.photos) == 2)
    qtbot.waitUntil(lambda: runner.is_idle)
    return form


def test_a_hazard_with_two_photos_is_reported_by_keyboard(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, tmp_path: Path
) -> None:
    page = open_page(qtbot, store, runner, clock)
    said: list[Changed] = []
    page.changed.connect(said.append)
    form = fill(qtbot, page, runner, tmp_path)
    assert (form._category.category, form._category.subcategory) == ("30", "3001")
    assert form.missing() == ()

    assert page.press_primary()
    qtbot.waitUntil(lambda: page.form is None and page.case.detail is not None)
    qtbot.waitUntil(lambda: runner.is_idle)

    (changed,) = said
    assert changed.undoable
    assert changed.changes.touch("event")
    detail = page.case.detail
    assert detail is not None
    assert (detail.state, len(detail.photos)) == ("REPORTED", 2)
    assert [line.tx for line in store.outbox.waiting_lines()] == [detail.history[0].takes_back]
    assert Drafts(store).lines() == ()
    assert isinstance(page.list.line, EventLine)


def test_a_new_report_begins_at_the_categories(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    page = open_page(qtbot, store, runner, clock)
    window = page.window()
    window.activateWindow()
    page.begin()
    qtbot.waitUntil(lambda: runner.is_idle)
    category = form_of(page)._category
    focus = category._chips.focusWidget()
    assert isinstance(focus, Chip)
    category.show_used(["30"])
    assert isinstance(window.focusWidget(), Chip)


def test_what_was_typed_is_kept_within_four_tenths_of_a_second(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    page = open_page(qtbot, store, runner, clock)
    type_in(form_of(page)._text, "路灯不亮")

    qtbot.waitUntil(lambda: bool(Drafts(store).lines()), timeout=400)

    (kept,) = Drafts(store).lines()
    assert (kept.kind, kept.body["description"]) == ("event", "路灯不亮")
    qtbot.waitUntil(lambda: runner.is_idle)


def test_a_form_nobody_typed_into_is_no_draft(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    page = open_page(qtbot, store, runner, clock)
    page.save_now()
    page.step_back()
    qtbot.waitUntil(lambda: runner.is_idle)

    assert Drafts(store).lines() == ()


def test_a_draft_is_gone_on_with_after_the_program_was_killed(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, tmp_path: Path
) -> None:
    first = open_page(qtbot, store, runner, clock)
    fill(qtbot, first, runner, tmp_path)
    qtbot.waitUntil(lambda: not form_of(first).keeper.is_pending and runner.is_idle)

    again = open_page(qtbot, store, runner, clock)
    (draft,) = [line for line in again.list.model.lines if isinstance(line, DraftLine)]
    again.list.select(draft.id)
    qtbot.waitUntil(lambda: again.form is not None and len(again.form._photos.photos) == 2)
    qtbot.waitUntil(lambda: runner.is_idle)

    form = form_of(again)
    assert form._text.toPlainText() == "消防通道堆放纸箱，堵住单元门"
    assert (form._category.subcategory, form._where.address) == ("3001", "柳湾小区 3 栋")
    assert form.missing() == ()


def test_the_button_names_what_is_missing_and_jumps_there(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    page = open_page(qtbot, store, runner, clock)
    form = form_of(page)
    assert form.foot.send.text() == "3 missing"

    form._category.set_value("10", "")
    form._category.changed.emit()
    page.press_primary()

    assert form._rows["place"].error
    assert page.window().focusWidget() is form._where._address
    type_in(form._where._address, "5 栋")
    assert not form._rows["place"].error
    assert form.foot.send.text() == "1 missing"
    qtbot.waitUntil(lambda: runner.is_idle)


def test_handled_on_the_spot_asks_result_and_photos(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, tmp_path: Path
) -> None:
    page = open_page(qtbot, store, runner, clock)
    form = fill(qtbot, page, runner, tmp_path)
    assert not form._rows["result"].isVisible()

    press(form._switch, Qt.Key.Key_Space)
    assert form._rows["result"].isVisible()
    assert form.missing() == ("result", "photo_after")
    type_in(form._result, "纸箱已清走")
    form._after.add_bytes(picture("#22aa55"), "after.png")
    qtbot.waitUntil(lambda: form.missing() == ())
    page.press_primary()
    qtbot.waitUntil(lambda: page.case.detail is not None)

    detail = page.case.detail
    assert detail is not None
    assert (detail.state, detail.body["to_confirm"]) == ("CLOSED", True)
    assert sorted(seen.photo.tag or "" for seen in detail.photos) == ["after", "before", "before"]
    qtbot.waitUntil(lambda: runner.is_idle)


def test_what_is_no_photo_is_refused_with_words(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, tmp_path: Path
) -> None:
    page = open_page(qtbot, store, runner, clock)
    wrong = tmp_path / "note.png"
    wrong.write_bytes(b"not a picture")

    form_of(page)._photos.add_files([str(wrong)])
    qtbot.waitUntil(form_of(page)._photos._why.isVisible)

    assert form_of(page)._photos._why.text()
    assert form_of(page)._photos.photos == ()


def test_a_photo_is_pasted(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    page = open_page(qtbot, store, runner, clock)
    QGuiApplication.clipboard().setImage(QImage.fromData(picture()))
    press(form_of(page)._photos._strip, Qt.Key.Key_V, CTRL)

    qtbot.waitUntil(lambda: len(form_of(page)._photos.photos) == 1)
    qtbot.waitUntil(lambda: runner.is_idle)


def test_a_photo_of_the_form_is_shown_large(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    page = open_page(qtbot, store, runner, clock)
    form_of(page)._photos.add_bytes(picture(), "one.png")
    qtbot.waitUntil(lambda: len(form_of(page)._photos.photos) == 1 and runner.is_idle)

    form_of(page)._photos._strip.opened.emit(form_of(page)._photos.photos[0].id)
    qtbot.waitUntil(lambda: bool(HELD[0].findChildren(PhotoView)))

    (large,) = HELD[0].findChildren(PhotoView)
    assert large.size() == HELD[0].size()
    press(large, Qt.Key.Key_Escape)
    assert not large.isVisible()
    assert page.form is not None


def test_a_household_is_carried_over(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    ids = furnish(store)
    page = open_page(qtbot, store, runner, clock)

    page.open("", f"new:household:{ids['household']}")
    qtbot.waitUntil(lambda: bool(form_of(page)._where.household))

    assert (form_of(page)._where.household, form_of(page)._where.address) == (
        ids["household"],
        "柳湾小区 5 栋 2 单元 302",
    )
    qtbot.waitUntil(lambda: runner.is_idle)


def test_a_place_is_found_by_a_few_letters(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    ids = furnish(store)
    page = open_page(qtbot, store, runner, clock)
    picker = form_of(page)._where

    press(picker._open, Qt.Key.Key_Space)
    type_in(picker._search, "粮油")
    qtbot.waitUntil(lambda: bool(picker._model.lines))
    press(picker._search, Qt.Key.Key_Return)

    assert (picker.place, picker.address) == (ids["place"], "滨河路 18 号 柳湾粮油店")
    qtbot.waitUntil(lambda: runner.is_idle)


def test_a_waiting_report_is_taken_back_into_a_draft(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, tmp_path: Path
) -> None:
    page = open_page(qtbot, store, runner, clock)
    fill(qtbot, page, runner, tmp_path)
    page.press_primary()
    qtbot.waitUntil(lambda: page.case.detail is not None and runner.is_idle)
    detail = page.case.detail
    assert detail is not None

    page.case._history.verb_pressed.emit(detail.history[0].id)
    qtbot.waitUntil(lambda: page.form is not None and len(page.form._photos.photos) == 2)
    qtbot.waitUntil(lambda: runner.is_idle)

    assert store.status().waiting == 0
    assert form_of(page)._text.toPlainText() == "消防通道堆放纸箱，堵住单元门"


def test_the_form_goes_on_in_another_language(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, qapp: QApplication
) -> None:
    page = open_page(qtbot, store, runner, clock)
    type_in(form_of(page)._text, "路灯不亮")
    try:
        load(qapp, Lang.CHINESE)
        QApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)
        qtbot.waitUntil(lambda: page.title() == "上报" and runner.is_idle)
        qtbot.waitUntil(lambda: form_of(page).foot.keep.text() == "先存草稿" and runner.is_idle)
        qtbot.waitUntil(lambda: form_of(page)._text.toPlainText() == "路灯不亮")
    finally:
        load(qapp, Lang.ENGLISH)
        qtbot.waitUntil(lambda: form_of(page).foot.keep.text() == "Keep as draft" and runner.is_idle)
        qtbot.wait(50)


def test_my_reports_stand_below_the_drafts_and_open(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    record = event(store, reporter="zhangmin", state="HANDLING", title="楼道灯不亮")
    log(store, record, 1, "report", "张敏", clock.now())
    Drafts(store).keep("event", "没写完的", {"description": "没写完的"})
    page = open_page(qtbot, store, runner, clock)

    kinds = [type(line).__name__ for line in page.list.model.lines]
    assert kinds == ["ListGroup", "DraftLine", "ListGroup", "EventLine"]
    page.list.select(record)
    qtbot.waitUntil(lambda: page.case.detail is not None)

    gone: list[Goto] = []
    page.goto.connect(gone.append)
    assert page.case.choices.press("supplement")
    assert gone == [Goto("tasks", f"event:{record}", "supplement")]
    qtbot.waitUntil(lambda: runner.is_idle)


def test_a_filter_without_hits_says_how_to_get_out(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    event(store, reporter="zhangmin", state="CLOSED")
    page = open_page(qtbot, store, runner, clock)

    page.list.chip_changed.emit("open")
    qtbot.waitUntil(lambda: page.list.model.lines == () and runner.is_idle)

    empty = page.list._empty
    assert empty is not None
    assert empty.accessibleName() == "No report of this kind, 1 without the filter."


@pytest.mark.parametrize(("panes", "both"), [(3, True), (2, True), (1, False)])
def test_a_narrow_window_shows_list_or_form(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, panes: int, both: bool
) -> None:
    event(store, reporter="zhangmin", state="CLOSED")
    page = open_page(qtbot, store, runner, clock)
    page.set_width_class(panes)
    assert page.list.isVisible()

    page.begin("")
    assert page.desk.isVisible()
    assert page.list.isVisible() is both
    page.step_back()
    assert page.list.isVisible()
    qtbot.waitUntil(lambda: runner.is_idle)


def test_who_does_not_report_has_no_form(qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock) -> None:
    page = open_page(qtbot, store, runner, clock, HANDLER)

    assert page.form is None
    assert not page._new.isVisible()


def test_what_is_typed_before_the_draft_is_read_stands_beside_it(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    """The form is there at once, its draft some milliseconds later: neither loses a word."""
    drafts = Drafts(store)
    draft = drafts.keep("event", "路灯", {"description": "路灯不亮，", "people": "王建国"})
    form = ReportForm(Events(store, WORKER, clock, lambda: False), drafts, runner, spelling(), clock.now(), draft=draft)
    qtbot.addWidget(form)
    form._text.insertPlainText("on the 2nd floor")
    form.save_now()
    qtbot.waitUntil(lambda: runner.is_idle)
    form.save_now()
    qtbot.waitUntil(lambda: runner.is_idle)

    assert form._text.toPlainText() == "路灯不亮，on the 2nd floor"
    assert form._people.text() == "王建国"
    kept = drafts.get(draft)
    assert kept is not None
    assert (kept.body["description"], kept.body["people"]) == ("路灯不亮，on the 2nd floor", "王建国")


def test_a_draft_that_is_kept_before_it_was_read_loses_nothing(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    drafts = Drafts(store)
    draft = drafts.keep("event", "路灯", {"description": "路灯不亮"})
    form = ReportForm(Events(store, WORKER, clock, lambda: False), drafts, runner, spelling(), clock.now(), draft=draft)
    qtbot.addWidget(form)
    form.save_now()
    qtbot.waitUntil(lambda: runner.is_idle)

    kept = drafts.get(draft)
    assert kept is not None
    assert kept.body["description"] == "路灯不亮"
