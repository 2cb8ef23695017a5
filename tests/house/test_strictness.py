"""The suite's own ears work: what must fail a test does fail one."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.clock import START, FakeClock

ROOT = Path(__file__).resolve().parents[2]

SAMPLE = '''
"""Each test here must fail, the ones named `good` excepted."""
import logging
import warnings

import pytest
from PySide6.QtCore import qDebug, qWarning
from PySide6.QtWidgets import QApplication, QLabel


def test_a_warning_is_logged():
    logging.getLogger("gridclient.sync").warning("gave up")


def test_an_error_is_logged_by_a_logger_that_hands_nothing_on():
    log = logging.getLogger("uvicorn.access")
    log.propagate = False
    log.error("broken")


def test_another_logger_than_the_one_expected(logs):
    logs.expect("gridclient.sync", "gave up")
    logging.getLogger("gridclient.syncing").warning("gave up")


def test_what_was_expected_does_not_come(logs):
    logs.expect("gridclient.sync", "gave up")


def test_a_python_warning_comes():
    warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_qt_warns_without_qtbot():
    qWarning("trouble")


def test_qt_says_something_without_qtbot():
    qDebug("chatter")


def test_qt_warns_with_qtbot(qtbot):
    qWarning("trouble")


def test_a_slot_raises(qtbot):
    label = QLabel()
    label.windowTitleChanged.connect(lambda _title: 1 / 0)
    label.setWindowTitle("x")


@pytest.fixture
def untidy():
    yield
    qWarning("destroyed while running")


def test_qt_warns_while_put_away(untidy):
    pass


@pytest.fixture
def noisy():
    yield
    logging.getLogger("gridclient.store").warning("left open")


def test_a_warning_is_logged_while_put_away(noisy):
    pass


def test_good_expected_record(logs):
    logs.expect("gridclient", "gave up")
    logging.getLogger("gridclient.sync").warning("gave up after 3")


def test_good_information():
    logging.getLogger("gridclient.sync").info("synced")


def test_good_known_line_of_the_offscreen_platform():
    qWarning("This plugin does not support propagateSizeHints()")


def test_good_no_screen(qapp):
    assert QApplication.platformName() == "offscreen"
'''


def test_what_must_fail_a_test_fails_it(tmp_path: Path) -> None:
    sample = tmp_path / "test_sample.py"
    sample.write_text(SAMPLE, "utf-8")
    report = tmp_path / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml")]
    where = ["--rootdir", str(tmp_path), "-p", "no:cacheprovider", f"--junitxml={report}", str(sample)]

    done = subprocess.run([*command, *where], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    cases = ET.parse(report).getroot().findall(".//testcase")
    passed = {case.get("name", "") for case in cases if not [part for part in case if part.tag in {"failure", "error"}]}

    assert len({case.get("name") for case in cases}) == SAMPLE.count("def test_"), done.stdout
    assert passed == {case.get("name") for case in cases if case.get("name", "").startswith("test_good")}, done.stdout


def test_the_clock_of_tests_moves_only_by_hand(clock: FakeClock) -> None:
    grown = clock.monotonic()
    clock.advance(30, minutes=1)
    clock.set_back(hours=1)

    assert (clock.now() - START).total_seconds() == 90 - 3600
    assert clock.monotonic() - grown == 90
    with pytest.raises(ValueError, match="does not run back"):
        clock.advance(-1)
