"""Each checklist of ours from the spreadsheet to the office: published, filled offline by keys alone, sent, seen.

The whole window of each of three people, before a real server behind an address; the line is cut while the form is
filled. No function of the program is called: what happens comes of keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)

from gridclient.services.checklist_sheet import write_workbook
from gridclient.store import Store
from gridclient.ui import language
from gridclient.ui.author.publish_dialog import PublishDialog
from gridclient.ui.forms.field import SettlingLine
from gridclient.ui.inspection.answer_row import AnswerRow
from gridclient.ui.language import Lang
from gridclient.ui.page import Page
from gridclient.ui.pages.checklists import ChecklistsPage
from gridclient.ui.pages.inspections import InspectionsPage
from gridclient.ui.pages.surveys import SurveysPage
from gridclient.ui.photos import PhotoPicker
from gridclient.ui.widgets.choice import Choices
from gridclient.vault.keyring import NoKeyring
from gridserver.memory import MemoryStore
from gridserver.row import GridRow
from tests.clock import FakeClock
from tests.server.checklist import COUNTY
from tests.server.town import G1, Town
from tests.ui.keys import ALT, CTRL, NONE, press, type_in
from tests.ui.program.conftest import Seat
from tests.ui.program.street import Street

CHECKLISTS = Path(__file__).parents[3] / "resources" / "checklists"
SCHOOL = "00000000-0000-7000-8000-000000000031"
TYPED = {"n": "3", "n2": "2", "n3": "1", "m": "265", "d": "2027-03-01", "t": "无"}
MOST_STEPS = 1_500
Kind = TypeVar("Kind", bound=QWidget)


def plain_form(folder: Path) -> Path:
    """An ordinary XLSForm without one item: of the kind any author of a survey writes."""
    book = {
        "survey": [
            ["type", "name", "label", "required", "relevant", "constraint"],
            ["text", "shop", "店名", "yes", "", ""],
            ["integer", "staff", "几个人", "yes", "", ". >= 0 and . < 500"],
            ["select_one yes_no", "gas", "用瓶装气吗", "yes", "", ""],
            ["select_multiple risks", "risks", "看到什么", "", "${gas} = 'yes'", ""],
            ["date", "next", "下次什么时候来", "", "", ""],
        ],
        "choices": [
            ["list_name", "name", "label"],
            ["yes_no", "yes", "用"],
            ["yes_no", "no", "不用"],
            ["risks", "hose", "软管老化"],
            ["risks", "room", "气瓶在卧室"],
        ],
        "settings": [["form_id", "form_title", "version"], ["shops", "沿街店铺", "2026-12"]],
    }
    path = folder / "shops.xlsx"
    write_workbook(path, book)
    return path


class Story:
    """A county's author, a grid worker, their office; each at a window of their own, one after the other."""

    def __init__(self, app: QApplication, folder: Path, ask: Callable[[Path], None]) -> None:
        self.app, self.folder, self._ask = app, folder, ask
        self.town = Town(MemoryStore(), folder / "blobs")
        with self.town.server.store.writing() as work:
            work.put_grid(GridRow(code=COUNTY, name="县"))
        school = {"op": "create", "kind": "school", "id": SCHOOL, "grid": G1, "set": {"name": "柳湾小学"}}
        assert self.town.laptop("li", 9).do(school).st == "applied"
        self.clock = FakeClock(self.town.clock.now())
        self.street = Street(self.town)
        self.seat: Seat | None = None

    def sit(self, user: str) -> Seat:
        """Whoever sat there goes; this one signs in, and what is published comes down."""
        if self.seat is not None:
            assert self.seat.told.nothing
            self.seat.close()
        self.seat = Seat(self.app, self.folder / user, self.clock, NoKeyring(), self.street, "he li zhao".index(user))
        self.seat.sign_in(user)
        return self.seat

    def close(self) -> None:
        """The last one goes, and the centre."""
        if self.seat is not None:
            assert self.seat.told.nothing
            self.seat.close()
        self.street.close()
        language.load(self.app, Lang.ENGLISH)

    # what each of them does

    def publish(self, path: Path) -> str:
        """The author has the sheet read, nothing is wrong with it, and it is published by keys; gives the mode."""
        seat = self.sit("he")
        hands = seat.hands
        self._ask(path)
        command(seat, "选表格文件")
        page = hands.find("checklists", ChecklistsPage)
        hands.until(lambda: page.sheet is not None, "the sheet to be read")
        hands.settle()
        assert page.sheet is not None
        assert page.sheet.errors == 0, page.sheet.findings
        mode = page.sheet.mode
        hands.key(Qt.Key.Key_Return, CTRL)
        (dialog,) = page.findChildren(PublishDialog)
        hands.until(dialog.isActiveWindow, "the question before publishing")
        for _ in range(5):
            if dialog.publish.hasFocus():
                break
            press(self.app.focusWidget() or dialog, Qt.Key.Key_Tab)
        press(self.app.focusWidget() or dialog, Qt.Key.Key_Space)
        hands.until(lambda: page.sheet is None, "the checklist to be published")
        hands.sync()
        return mode

    def inspect(self) -> None:
        """The worker patrols the school with it, offline and by keys alone."""
        seat = self.sit("li")
        self.street.is_away = True
        seat.hands.key(Qt.Key.Key_4, ALT)
        seat.hands.settle()
        command(seat, "巡查这里")
        page = seat.hands.find("inspections", InspectionsPage)
        seat.hands.until(lambda: page.is_filling, "the checklist")
        seat.hands.settle()
        ItemKeys(seat, page).fill()

    def survey(self) -> None:
        """The worker fills it as a form, offline and by keys alone."""
        seat = self.sit("li")
        self.street.is_away = True
        command(seat, "填表")
        page = seat.hands.find("surveys", SurveysPage)
        seat.hands.key(Qt.Key.Key_Return)
        seat.hands.until(lambda: page.is_filling, "the form")
        seat.hands.settle()
        QuestionKeys(seat, page).fill()

    def send(self) -> None:
        """The line is back."""
        assert self.seat is not None
        self.street.is_away = False
        self.seat.hands.sync()

    @property
    def store(self) -> Store:
        """What lies on the PC of whoever sits there."""
        assert self.seat is not None
        session = self.seat.program.session
        assert session is not None
        return session.store


def command(seat: Seat, words: str) -> None:
    """Run a command by its words: Ctrl+K, the words, Enter."""
    seat.hands.key(Qt.Key.Key_K, CTRL)
    type_in(seat.hands.app.focusWidget() or seat.window, f">{words}")
    popup = seat.window.work.popup
    seat.hands.until(lambda: popup.isVisible() and popup.current is not None, f"the command {words}")
    seat.hands.key(Qt.Key.Key_Return)
    seat.hands.settle()


def lines_of(view: QListView) -> list[str]:
    """What a list says aloud, line by line."""
    model = view.model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def ids(store: Store, kind: str) -> list[str]:
    with store.read() as reading:
        return [entry.id for entry in reading.all(kind)]


def body_of(store: Store, kind: str, record: str) -> Any:
    with store.read() as reading:
        entry = reading.get(kind, record)
    assert entry is not None
    return entry.body


class Keys:
    """Fingers at whatever has the focus: Ctrl+Enter leads to the next gap, Tab goes on, what is asked is typed."""

    def __init__(self, seat: Seat, page: Page) -> None:
        self.hands, self.page = seat.hands, page

    @property
    def is_filling(self) -> bool:
        raise NotImplementedError

    @property
    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.hands.key(key, modifiers)

    def fill(self) -> None:
        """Until nothing is missing and the form is finished."""
        for _ in range(MOST_STEPS):
            self.key(Qt.Key.Key_Return, CTRL)
            self.hands.settle()
            if not self.is_filling:
                return
            self.answer()
            self.hands.settle()
        raise AssertionError(f"the form does not end; the focus is in {self.focused.objectName()}, {self.gaps()}")

    def answer(self) -> None:
        """Answer what has the focus."""
        raise NotImplementedError

    def gaps(self) -> Sequence[object]:
        """What is still missing."""
        raise NotImplementedError

    def give(self, widget: QWidget, typed: str) -> None:
        """What a person does at one control."""
        choices = _above(widget, Choices)
        picker = _above(widget, PhotoPicker)
        if picker is not None:
            picture = QImage(64, 48, QImage.Format.Format_RGB32)
            picture.fill(QColor("#336699"))
            QGuiApplication.clipboard().setImage(picture)
            self.key(Qt.Key.Key_V, CTRL)
        elif isinstance(widget, QAbstractButton) and (choices is None or choices.value() is None):
            self.key(Qt.Key.Key_Space)
        elif isinstance(widget, QLineEdit | QPlainTextEdit):
            type_in(widget, typed)
            self.key(Qt.Key.Key_Tab)


class ItemKeys(Keys):
    """At the page of inspections: 1 passes an item, its values are typed."""

    page: InspectionsPage

    @property
    def is_filling(self) -> bool:
        return self.page.is_filling

    def gaps(self) -> Sequence[object]:
        filling = self.page.sheet.filling
        return () if filling is None else (*filling.head.gaps(), *filling.gaps())

    def answer(self) -> None:
        widget = self.focused
        row = _above(widget, AnswerRow)
        if row is not None and row.item.has_verdict and not row.item.verdict:
            self.key(Qt.Key.Key_1)
            return
        role = widget.objectName().partition("-")[0]
        self.give(widget, TYPED.get(role, "3") if isinstance(widget, SettlingLine) else "没有发现")


class QuestionKeys(Keys):
    """At the page of forms: digits choose, text is typed, Enter goes on."""

    page: SurveysPage

    @property
    def is_filling(self) -> bool:
        return self.page.is_filling

    def gaps(self) -> Sequence[object]:
        return () if self.page.pane.form is None else self.page.pane.form.gaps()

    def answer(self) -> None:
        widget, form = self.focused, self.page.pane.form
        assert form is not None
        gap = form.gaps()[0]
        line = form.line(gap.key)
        shown = form.shown(line) if line is not None else None
        kind = "" if shown is None else shown.type
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            type_in(widget, {"int": "3", "decimal": "3", "date": "2027-03-01"}.get(kind, "无"))
            self.key(Qt.Key.Key_Return)
        elif isinstance(widget, QAbstractButton):
            self.key(Qt.Key.Key_1)
        else:
            self.key(Qt.Key.Key_1)


def _above(widget: QWidget, kind: type[Kind]) -> Kind | None:
    at: QWidget | None = widget
    while at is not None and not isinstance(at, kind):
        at = at.parentWidget()
    return at


@pytest.fixture
def story(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Story]:
    def ask(path: Path) -> None:
        def name(*_: object) -> tuple[str, str]:
            return str(path), ""

        monkeypatch.setattr(QFileDialog, "getOpenFileName", name)

    made = Story(qapp, tmp_path, ask)
    yield made
    made.close()


SHEETS = [*sorted(path.name for path in CHECKLISTS.glob("*.xlsx")), "an ordinary form"]


@pytest.mark.parametrize("sheet", SHEETS)
def test_from_the_spreadsheet_to_the_office(story: Story, tmp_path: Path, sheet: str) -> None:
    path = CHECKLISTS / sheet if sheet.endswith(".xlsx") else plain_form(tmp_path)
    mode = story.publish(path)
    kind = "survey" if mode == "survey" else "answers"

    (story.survey if mode == "survey" else story.inspect)()
    (record,) = ids(story.store, kind)
    filled = body_of(story.store, kind, record)
    story.send()

    seat = story.sit("zhao")
    kept = body_of(story.store, kind, record)
    assert kept.values == filled.values
    seen = seat.hands.page("surveys" if mode == "survey" else "inspections")
    assert isinstance(seen, SurveysPage | InspectionsPage)
    shown = lines_of(seen.landing.view)
    title = kept.title if mode == "survey" else "柳湾小学"
    assert any(title in line for line in shown), shown
    assert ids(story.store, "issue:answers") + ids(story.store, "issue:survey") == [], "the centre has no doubt"
