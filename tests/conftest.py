"""What every test stands on: a clock, a strict ear for log records and Qt messages, and settled Hypothesis profiles."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import re
import shutil
import tempfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

# Before Qt is loaded: no screen, and a runtime folder, without which Qt complains on a bare machine (DEPENDENCIES T8).
os.environ["QT_QPA_PLATFORM"] = "offscreen"
if "XDG_RUNTIME_DIR" not in os.environ:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="gridclient-run-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from dev import release_words
from tests.clock import FakeClock

if TYPE_CHECKING:
    from collections.abc import Generator

# Few examples by default, so that the whole suite stays a matter of minutes; HYPOTHESIS_PROFILE=long digs.
# A busy machine is no fault of the code: neither a deadline nor slow generation fails a test.
NOT_TIMED = [HealthCheck.too_slow]
settings.register_profile("quick", deadline=None, max_examples=25, suppress_health_check=NOT_TIMED)
settings.register_profile("ci", parent=settings.get_profile("quick"), derandomize=True, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=1000, suppress_health_check=NOT_TIMED)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "quick"))


class Logs:
    """The warnings and errors logged during one test, by any logger, whether or not it hands them on."""

    def __init__(self) -> None:
        self._came: list[logging.LogRecord] = []
        self._expected: list[tuple[str, str]] = []
        self._make = logging.getLogRecordFactory()

    def expect(self, logger: str, text: str) -> None:
        """Ask for a record of this logger (or one below it) that contains the text; it must come, once or often."""
        self._expected.append((logger, text))

    def start(self) -> None:
        """Begin to listen."""
        logging.setLogRecordFactory(self._listen)

    def stop(self) -> None:
        """Listen no more."""
        logging.setLogRecordFactory(self._make)

    def check(self) -> None:
        """Fail the test for what came unasked and for what was asked and did not come; then forget both."""
        asked = [(want, record) for want in self._expected for record in self._came if _fits(want, record)]
        heard = [record for _, record in asked]
        met = [want for want, _ in asked]
        faults = [
            f"unexpected: {record.levelname} {record.name}: {record.getMessage()}"
            for record in self._came
            if record not in heard
        ]
        faults += [f"did not come: {logger}: {text}" for logger, text in self._expected if (logger, text) not in met]
        self._came, self._expected = [], []
        if faults:
            pytest.fail("log records\n" + "\n".join(faults), pytrace=False)

    def _listen(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        if record.levelno and record.levelno >= logging.WARNING:
            self._came.append(record)
        return record


def _fits(want: tuple[str, str], record: logging.LogRecord) -> bool:
    logger, text = want
    return f"{record.name}.".startswith(f"{logger}.") and text in record.getMessage()


LOGS = pytest.StashKey[Logs]()


def pytest_configure(config: pytest.Config) -> None:
    """Compile the Chinese words, once, so that pages can be tested in both languages."""
    if not hasattr(config, "workerinput"):
        release_words()


def pytest_collection_finish() -> None:
    """What is imported and collected stays until the end: the collector of garbage need not walk it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Listen to the log from the first fixture to the last."""
    item.stash[LOGS] = Logs()
    item.stash[LOGS].start()
    try:
        return (yield)
    finally:
        item.stash[LOGS].stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Judge the log when the test has said all it has to say."""
    result = yield
    item.stash[LOGS].check()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Judge what fixtures log while they are put away, and what Qt says then: pytest-qt hears only setup and call."""
    said: list[str] = []
    harmless: list[str] = item.config.getini("qt_log_ignore")

    def hear(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if not any(re.search(pattern, message) for pattern in harmless):
            said.append(message)

    before = qInstallMessageHandler(hear)
    try:
        result = yield
    finally:
        qInstallMessageHandler(before)
    item.stash[LOGS].check()
    if said:
        pytest.fail("Qt messages while the test was put away\n" + "\n".join(said), pytrace=False)
    return result


@pytest.fixture
def logs(request: pytest.FixtureRequest) -> Logs:
    """The ear of this test: `logs.expect("gridclient.sync", "gave up")` allows, and demands, such a record."""
    ear: Logs = request.node.stash[LOGS]
    return ear


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still until the test moves it."""
    return FakeClock()
