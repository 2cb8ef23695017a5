"""Each checklist of ours from the spreadsheet to the office: published, filled offline by keys alone, sent, seen.

Three laptops and a real server in process; the network is gone while the form is filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gridclient.services.authoring import Authoring
from gridclient.services.checklist_sheet import write_workbook
from gridclient.services.checklists import Checklists
from gridclient.services.drafts import Drafts
from gridclient.services.gnss import SerialGnss
from gridclient.services.inspections import Inspections
from gridclient.services.me import Me
from gridclient.services.surveys import Surveys
from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.author.publish_dialog import PublishDialog
from gridclient.ui.forms.field import SettlingLine
from gridclient.ui.inspection.answer_row import AnswerRow
from gridclient.ui.page import Page
from gridclient.ui.pages.checklists import ChecklistsPage
from gridclient.ui.pages.inspections import InspectionsPage
from gridclient.ui.pages.surveys import SurveysPage
from gridclient.ui.photos import PhotoPicker
from gridclient.ui.runner import TaskRunner
from gridclient.ui.widgets.choice import Choices
from gridcore.roles import Role
from gridcore.wire import Lost, Request
from gridserver.memory import MemoryStore
from gridserver.row import GridRow
from tests.server.test_proving import COUNTY
from tests.server.town import G1, Town
from tests.sync.laptop import Laptop
from tests.ui.conftest import Failures
from tests.ui.forms.town import readings
from tests.ui.keys import CTRL, NONE, press, type_in

CHECKLISTS = Path(__file__).parents[3] / "resources" / "checklists"
SCHOOL = "00000000-0000-7000-8000-000000000031"
SIZE = (1206, 712)
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


class Network:
    """The way to the centre, which is there or not."""

    def __init__(self, *laptops: Laptop) -> None:
        self._laptops = laptops

    def cut(self) -> None:
        for laptop in self._laptops:
            laptop.wire = _lost

    def mend(self) -> None:
        for laptop in self._laptops:
            laptop.wire = laptop.reach


def _lost(_request: Request) -> Lost:
    return Lost(reason="unreachable")


class Story:
    """A county's author, a grid worker, their office; each at a laptop of their own."""

    def __init__(self, qtbot: QtBot, runner: TaskRunner, folder: Path) -> None:
        self.qtbot, self.runner = qtbot, runner
        self.town = Town(MemoryStore(), folder / "blobs")
        with self.town.server.store.writing() as work:
            work.put_grid(GridRow(code=COUNTY, name="县"))
        self.author, self.worker, self.office = (
            Laptop(self.town, folder, user, seed) for seed, user in enumerate(("he", "li", "zhao"), 1)
        )
        for laptop in (self.author, self.worker, self.office):
            laptop.synced()
        with self.worker.store.write("test") as work:
            work.create("school", {"name": "柳湾小学"}, grid=G1, id=SCHOOL)
        self.worker.synced()
        self.network = Network(self.worker)

    def show(self, page: Page) -> None:
        self.qtbot.addWidget(page)
        page.resize(*SIZE)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)
        page.refresh()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.runner.is_idle, timeout=30_000)
        QApplication.processEvents()

    # what each of them does

    def publish(self, path: Path) -> str:
        """At the author's page: the sheet is opened, nothing is wrong with it, and it is published by keys."""
        store, clock = self.author.store, self.author.clock
        authoring = Authoring(store, Me("he", "何", Role.AGENCY_HEAD, G1), clock, Checklists(store))
        page = ChecklistsPage(
            authoring, Drafts(store), lambda day: day, readings(), SerialGnss(list), clock, self.runner
        )  # fmt: skip
        self.show(page)
        page.open(str(path), "sheet")
        self.qtbot.waitUntil(lambda: page.sheet is not None, timeout=30_000)
        self.settle()
        assert page.sheet is not None
        assert page.sheet.errors == 0, page.sheet.findings
        mode = page.sheet.mode
        page.press_primary()
        (dialog,) = page.findChildren(PublishDialog)
        dialog.publish.setFocus()
        press(dialog.publish, Qt.Key.Key_Space)
        self.settle()
        page.hide()
        self.author.synced()
        self.worker.synced()
        return mode

    def inspect(self) -> str:
        """The worker patrols the school with it, by keys alone; gives the id of the inspection."""
        store, clock = self.worker.store, self.worker.clock
        me = Me("li", "李芳", Role.GRID_WORKER, G1)
        service = Inspections(store, me, clock, Drafts(store), Checklists(store))
        page = InspectionsPage(service, Drafts(store), clock, self.runner)
        self.show(page)
        page.open(SCHOOL, "patrol:school")
        self.qtbot.waitUntil(lambda: page.is_filling, timeout=30_000)
        self.settle()
        assert page.sheet.sheet is not None
        inspection = page.sheet.sheet.line.id
        ItemKeys(self, page).fill()
        page.hide()
        return inspection

    def survey(self) -> str:
        """The worker fills it as a form, by keys alone; gives the id of the record."""
        store, clock = self.worker.store, self.worker.clock
        me = Me("li", "李芳", Role.GRID_WORKER, G1)
        service = Surveys(store, me, clock, Drafts(store), Checklists(store))
        page = SurveysPage(service, clock, self.runner, readings(), SerialGnss(list))
        self.show(page)
        page.landing.view.setFocus()
        press(page.landing.view, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: page.is_filling, timeout=30_000)
        self.settle()
        QuestionKeys(self, page).fill()
        page.hide()
        (record,) = ids(store, "survey")
        return record

    def seen(self, page: Page, view: Any) -> list[str]:
        """What the office's list shows."""
        self.show(page)
        model = view.model()
        found = [
            str(model.index(row, 0, QModelIndex()).data(Qt.ItemDataRole.AccessibleTextRole))
            for row in range(model.rowCount())
        ]
        page.hide()
        return found


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

    def __init__(self, story: Story, page: Page) -> None:
        self.story, self.page = story, page

    @property
    def is_filling(self) -> bool:
        raise NotImplementedError

    @property
    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        press(self.focused, key, modifiers)

    def fill(self) -> None:
        """Until nothing is missing and the form is finished."""
        for _ in range(MOST_STEPS):
            self.page.press_primary()
            self.story.settle()
            if not self.is_filling:
                return
            self.answer()
            self.story.settle()
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
def story(qtbot: QtBot, runner: TaskRunner, look: Appearance, failures: Failures, tmp_path: Path) -> Iterator[Story]:
    assert look
    yield Story(qtbot, runner, tmp_path)
    assert failures.all == []


SHEETS = [*sorted(path.name for path in CHECKLISTS.glob("*.xlsx")), "an ordinary form"]


@pytest.mark.parametrize("sheet", SHEETS)
def test_from_the_spreadsheet_to_the_office(story: Story, tmp_path: Path, sheet: str) -> None:
    path = CHECKLISTS / sheet if sheet.endswith(".xlsx") else plain_form(tmp_path)
    mode = story.publish(path)
    story.network.cut()

    record = story.survey() if mode == "survey" else story.inspect()

    story.network.mend()
    story.worker.synced()
    story.office.synced()
    store, clock = story.office.store, story.office.clock
    me = Me("zhao", "赵", Role.COMMUNITY_OFFICE, G1)
    if mode == "survey":
        surveys = Surveys(store, me, clock, Drafts(store), Checklists(store))
        page = SurveysPage(surveys, clock, story.runner, readings(), SerialGnss(list))
        assert body_of(store, "survey", record).values == body_of(story.worker.store, "survey", record).values
        shown = story.seen(page, page.landing.view)
        title = body_of(store, "survey", record).title
    else:
        inspections = InspectionsPage(
            Inspections(store, me, clock, Drafts(store), Checklists(store)), Drafts(store), clock, story.runner
        )
        (answers,) = ids(store, "answers")
        assert body_of(store, "answers", answers).values == body_of(story.worker.store, "answers", answers).values
        shown = story.seen(inspections, inspections.landing.view)
        title = "柳湾小学"
    assert any(title in line for line in shown), shown
    assert ids(store, "issue:answers") + ids(store, "issue:survey") == [], "the centre has no doubt"
