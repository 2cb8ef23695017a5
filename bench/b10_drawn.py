"""B10, drawn: one answer in a form of 1,000 questions, from the settled key to the painted window, kept on the disk."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.frame import Row
from gridclient.base.clock import SystemClock
from gridclient.services.drafts import Drafts
from gridclient.services.filling import Form
from gridclient.services.gnss import SerialGnss
from gridclient.services.questionnaire import Questionnaire
from gridclient.store import Store
from gridclient.ui.forms.control import Bench
from gridclient.ui.forms.field import SettlingLine
from gridclient.ui.forms.pane import FormPane
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.vault.sealing import FileBox
from gridcore.forms.xform import read_form
from gridcore.pinyin import Pinyin

QUESTIONS, ANSWERS = 1_000, 300
FRAME = 0.016
"""Seconds of one frame of the screen."""


def measure(work: Path) -> Sequence[Row]:
    """Answer 300 of the questions and go to the next each time, half of them deciding whether others are asked."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply_theme(app, "light", 1.0, language="zh")
    rng = random.Random(10)  # noqa: S311 - keys of a store that is thrown away
    store = Store.open(
        work / "b10.db", rng.randbytes(48), clock=SystemClock(), rng=rng.randbytes,
        files=FileBox(rng.randbytes(32), rng.randbytes), side=work / "b10", create=True,
    )  # fmt: skip
    runner = TaskRunner(_raise)
    try:
        answers, steps = _fill(app, store, runner)
    finally:
        runner.shutdown()
        store.close()
    return [
        _row("B10D", "1,000 questions in the window: one answer, drawn; p95", answers),
        _row("B10D", "the same: to the next question, drawn; p95", steps),
    ]


def _fill(app: QApplication, store: Store, runner: TaskRunner) -> tuple[list[float], list[float]]:
    drafts, clock = Drafts(store), SystemClock()
    draft = drafts.keep("survey", "bench", {})
    form = Questionnaire(Form(read_form(_xform()), clock.now(), draft, {}, {}))
    bench = Bench(
        runner, drafts, lambda: draft, {}, form.strokes, clock.now, Pinyin({}, {}), SerialGnss(list), lambda _photo: ()
    )
    pane = FormPane(runner)
    pane.resize(1206, 680)
    pane.show()
    pane.activateWindow()

    def write(body: object) -> datetime:
        drafts.keep("survey", "bench", body, draft=draft)
        return clock.now()

    pane.show_form(form, bench, write)
    QTest.qWait(200)
    answers: list[float] = []
    steps: list[float] = []
    for number in range(ANSWERS):
        field = QApplication.focusWidget()
        assert isinstance(field, SettlingLine)
        QTest.keyClicks(field, str(number % 10))
        answers.append(_turn(app, pane, field.settle))
        steps.append(_turn(app, pane, lambda field=field: QTest.keyClick(field, Qt.Key.Key_Return)))  # type: ignore[misc] # bound now
    pane.close_form()
    return answers, steps


def _turn(app: QApplication, pane: FormPane, work: Callable[[], object]) -> float:
    """The longest the window stands still while this is done and painted."""
    start = time.perf_counter()
    work()
    app.processEvents()
    pane.repaint()
    return time.perf_counter() - start


def _row(id_: str, what: str, times: Sequence[float]) -> Row:
    p95 = statistics.quantiles(times, n=20)[-1]
    return Row(id=id_, what=what, ours=round(p95, 4), floor=None, ratio=None, budget="<= 0.016 s", ok=p95 <= FRAME)


def _xform() -> bytes:
    """Texts and numbers in turn; each fifth question is asked unless the one before it says no."""
    numbers = range(QUESTIONS)
    instance = "".join(f"<q{n}/>" for n in numbers)
    binds = "".join(
        f'<bind nodeset="/data/q{n}" type="{"int" if n % 2 else "string"}"'
        + (f" relevant=\"/data/q{n - 1} != 'no'\"" if n % 5 == 0 and n else "")
        + (' required="true()"' if n % 3 == 0 else "")
        + "/>"
        for n in numbers
    )
    body = "".join(f'<input ref="/data/q{n}"><label>第 {n} 题，现场看到的是什么情况</label></input>' for n in numbers)
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>b</h:title>'
        f'<model><instance><data id="b" version="1">{instance}</data></instance>{binds}</model></h:head>'
        f"<h:body>{body}</h:body></h:html>"
    ).encode()


def _raise(error: Exception, _owner: object) -> None:
    raise error
