"""Another language while a record and its form are open."""

# pyright: reportPrivateUsage=false
# A person reaches fields and rows that the program offers no code.

from __future__ import annotations

import threading

from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from gridclient.store import Store
from gridclient.ui import language
from gridclient.ui.event.step_form import StepForm
from gridclient.ui.language import Lang
from gridclient.ui.runner import TaskRunner
from tests.clock import FakeClock
from tests.services.place import HANDLER
from tests.ui.tasks.test_tasks import form_of, lamp, open_page, write


def test_another_language_keeps_what_is_typed_into_a_step(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock
) -> None:
    """Even while a slow write is in front of it: the form opens again only after what was typed is kept."""
    lamp(store)
    page = open_page(qtbot, store, runner, clock, HANDLER)
    page.desk.start("ask_postpone")
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm) and runner.is_idle)
    gate = threading.Event()
    runner.write(page, lambda _progress: gate.wait(10), lambda _none: None)
    write(form_of(page), "reason", "灯具缺货")

    page.retranslate()
    qtbot.wait(100)
    gate.set()
    qtbot.waitUntil(lambda: isinstance(page.case.form, StepForm) and runner.is_idle)

    assert form_of(page)._fields["reason"].value() == "灯具缺货"


def test_the_tile_of_photos_follows_the_language(
    qtbot: QtBot, store: Store, runner: TaskRunner, clock: FakeClock, qapp: QApplication
) -> None:
    lamp(store)
    page = open_page(qtbot, store, runner, clock, HANDLER)
    language.load(qapp, Lang.CHINESE)
    try:
        page.retranslate()
        words = {tile.text() for tile in page.case.findChildren(QAbstractButton)}
        assert "补照片" in words
        assert "Add photo" not in words
    finally:
        language.load(qapp, Lang.ENGLISH)
