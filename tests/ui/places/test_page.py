"""The page 场所 with a person's keys and mouse: find, look, mend, begin a patrol or an inspection."""
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gridclient.services.drafts import Drafts
from gridclient.services.me import Me
from gridclient.services.places import Chip, Places
from gridclient.store import Store
from gridclient.ui.appearance import Appearance
from gridclient.ui.page import Goto
from gridclient.ui.pages.places import PlacesPage
from gridclient.ui.runner import TaskRunner
from gridcore.parts import Contact, Licence
from gridcore.place import Place
from gridcore.rectification import Rectification
from tests.clock import FakeClock
from tests.services import school
from tests.services.place import GRID, OFFICER, WORKER, open_store, server_rows
from tests.ui.conftest import Failures
from tests.ui.keys import type_in


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = open_store(tmp_path, clock)
    school.build(made)
    with made.write("test.furnish") as work:
        work.create(
            "place",
            Place(
                name="星光网吧",
                place_type="03",
                address="滨河路 2 号",
                risk="1",
                yearly_cap=2,
                legal_rep=Contact(name="周立群", phone="13700006688"),
                licences=(Licence(kind="网络文化经营许可证", no="XK1", valid_to="2026-11-20"),),
            ),
            grid=GRID,
            id="p1",
        )
    for record, due in (("r1", "2026-11-20"), ("r2", "2026-12-01")):
        server_rows(made, ("rectification", record, Rectification(item="E07", due=due, state="ISSUED")))
        with made._rows("test") as rows:
            rows.db.run("UPDATE rectification SET parent = ? WHERE id = ?", school.INSPECTION, record)
    yield made
    made.close()


class Desk:
    """A page in a shown window, and where it wants to go."""

    def __init__(self, qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, me: Me) -> None:
        self.qtbot, self.store, self.runner = qtbot, store, runner
        self.page = PlacesPage(Places(store, me, clock), Drafts(store), runner)
        self.went: list[Goto] = []
        self.page.goto.connect(self.went.append)
        qtbot.addWidget(self.page)
        self.page.resize(1206, 712)
        self.page.show()
        self.page.refresh()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.runner.is_idle, timeout=10_000)
        QApplication.processEvents()

    def names(self) -> list[str]:
        return [line.name for line in self.page.list._model.lines]

    def click(self, name: str) -> None:
        found = self.page.findChild(QPushButton, name)
        assert found is not None
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture
def desk(
    qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, look: Appearance, failures: Failures
) -> Iterator[Desk]:
    yield Desk(qtbot, store, clock, runner, WORKER)
    assert failures.all == []


@pytest.fixture
def officer(
    qtbot: QtBot, store: Store, clock: FakeClock, runner: TaskRunner, look: Appearance, failures: Failures
) -> Iterator[Desk]:
    yield Desk(qtbot, store, clock, runner, OFFICER)
    assert failures.all == []


def test_schools_come_first_and_late_orders_are_counted(desk: Desk) -> None:
    assert desk.names() == ["柳湾小学", "星光网吧"]
    (line, cafe) = desk.page.list._model.lines
    assert (line.late, line.running, cafe.licence) == (1, 1, "overdue")


@pytest.mark.parametrize(
    ("chip", "names"),
    [
        (Chip.SCHOOL, ["柳湾小学"]),
        (Chip.PLACE, ["星光网吧"]),
        (Chip.RECHECK, ["柳湾小学"]),
        (Chip.EXPIRING, ["星光网吧"]),
        (Chip.HIGH_RISK, ["星光网吧"]),
    ],
)
def test_a_chip_shows_what_it_says(desk: Desk, chip: Chip, names: list[str]) -> None:
    desk.page.list._chips.set_checked(frozenset({chip}))
    desk.page.reload()
    desk.settle()
    assert desk.names() == names


def test_typing_finds(desk: Desk) -> None:
    desk.page.focus_filter()
    type_in(desk.page.findChild(QLineEdit, "place-filter"), "星光")  # type: ignore[arg-type] # there is one
    desk.qtbot.waitUntil(lambda: desk.names() == ["星光网吧"], timeout=3_000)


def test_a_worker_patrols_and_an_officer_starts_what_is_notified(desk: Desk) -> None:
    desk.click("start-at-place")
    assert desk.went == [Goto("inspections", school.SCHOOL, "patrol:school")]


def test_a_worker_fills_a_form_about_where_they_stand(desk: Desk) -> None:
    desk.click("form-about-place")
    desk.page.open("p1")
    desk.settle()
    desk.click("form-about-place")
    assert desk.went == [Goto("surveys", school.SCHOOL, "about:school"), Goto("surveys", "p1", "about:place")]


def test_an_officer_has_no_form_to_fill(officer: Desk) -> None:
    assert not officer.page.detail.fill.isVisible()


def test_an_officer_starts_what_is_notified(officer: Desk) -> None:
    officer.click("start-at-place")
    assert officer.went == [Goto("inspections", school.INSPECTION, "start")]


def test_an_officer_has_no_verb_where_nothing_is_notified(officer: Desk) -> None:
    officer.page.open("p1")
    officer.settle()
    assert not officer.page.detail.start.isVisible()
    assert officer.page.detail._note.text() == "这里没有审批、通知过的检查"


def test_a_phone_is_masked_in_the_form_and_stays_when_left_alone(desk: Desk, store: Store) -> None:
    desk.page.open("p1")
    desk.settle()
    desk.click("edit-place")
    phone = desk.page.form._fields["legal_rep.phone"]
    assert (phone.text(), phone.placeholderText()) == ("", "137****6688")
    name = desk.page.form._fields["name"]
    name.selectAll()
    type_in(name, "星光网咖")
    desk.click("save-place")
    with store.read() as reading:
        entry = reading.get("place", "p1")
    assert entry is not None
    assert isinstance(entry.body, Place)
    assert (entry.body.name, entry.body.legal_rep) == ("星光网咖", Contact(name="周立群", phone="13700006688"))


def test_what_is_no_number_is_said_at_the_field(desk: Desk) -> None:
    desk.page.open("p1")
    desk.settle()
    desk.click("edit-place")
    type_in(desk.page.form._fields["staff_count"], "many")
    desk.click("save-place")
    assert desk.page.form._rows["staff_count"].error
    assert desk.page._right.currentWidget() is desk.page.form


def test_what_was_typed_comes_back(desk: Desk) -> None:
    desk.page.open("p1")
    desk.settle()
    desk.click("edit-place")
    type_in(desk.page.form._fields["note"], "backdoor")
    assert desk.page.step_back()
    desk.settle()
    desk.click("edit-place")
    assert desk.page.form._fields["note"].text() == "backdoor"
