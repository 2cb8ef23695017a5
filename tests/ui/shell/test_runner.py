"""The one place with threads keeps what EXAMPLES UI 5 asks of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from gridclient.base.progress import NO_PROGRESS, Progress, Step
from gridclient.ui.runner import Lane, TaskRunner
from gridcore.errors import Cancelled, Refused, StoreBusy
from tests.ui.conftest import Failures


class Gate:
    """Work that stands still until the test opens it."""

    def __init__(self, answer: object = None) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()
        self.answer = answer

    def __call__(self) -> object:
        self.entered.set()
        assert self.opened.wait(10)
        return self.answer


def _drop(_answer: object) -> None:
    """The answer does not matter here."""


def _step_to(n: int, progress: Progress) -> None:
    progress.step(n, 50, "x")


def _note(where: list[int], n: int, _progress: Progress) -> None:
    where.append(n)


def settle(qtbot: QtBot, runner: TaskRunner) -> None:
    qtbot.waitUntil(lambda: runner.is_idle, timeout=5000)


def test_an_answer_lands_on_the_ui_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    worked: list[bool] = []
    landed: list[bool] = []
    ui = QThread.currentThread()

    runner.read(
        runner,
        lambda: worked.append(QThread.currentThread() is ui),
        lambda _n: landed.append(QThread.currentThread() is ui),
    )
    settle(qtbot, runner)

    assert (worked, landed) == ([False], [True])


def test_trap_one_the_first_step_is_not_lost(qtbot: QtBot, runner: TaskRunner) -> None:
    """`progressed` is connected before the work is submitted, so even a step told at once arrives."""
    steps: list[Step] = []
    for turn in range(50):
        runner.write(runner, partial(_step_to, turn), _drop, steps.append)
    settle(qtbot, runner)

    assert steps == [Step(n, 50, "x") for n in range(50)]


def test_trap_two_a_job_outlives_the_hands_that_dropped_it(qtbot: QtBot, runner: TaskRunner) -> None:
    """The runner owns the job and its signals; whoever asked may forget it at once."""
    gate, answers = Gate("kept"), list[object]()
    runner.read(runner, gate, answers.append)
    gate.opened.set()
    settle(qtbot, runner)

    assert answers == ["kept"]


def test_trap_three_nothing_is_delivered_to_a_dead_owner(qtbot: QtBot, runner: TaskRunner, failures: Failures) -> None:
    owner, gate, answers = QObject(), Gate("late"), list[object]()
    runner.read(owner, gate, answers.append)
    assert gate.entered.wait(5)
    shiboken6.delete(owner)
    gate.opened.set()
    settle(qtbot, runner)

    assert answers == []
    assert failures.all == []


def test_trap_four_only_the_newest_answer_under_a_name_lands(qtbot: QtBot, runner: TaskRunner) -> None:
    """The older question is answered last and must not win; other names and owners are not touched."""
    old, answers = Gate("old"), list[object]()
    other = QObject()
    runner.read(runner, old, answers.append, latest="words")
    assert old.entered.wait(5)
    runner.read(runner, lambda: "new", answers.append, latest="words")
    runner.read(runner, lambda: "other name", answers.append, latest="rows")
    runner.read(other, lambda: "other owner", answers.append, latest="words")
    qtbot.waitUntil(lambda: len(answers) == 3)
    old.opened.set()
    settle(qtbot, runner)

    assert sorted(map(str, answers)) == ["new", "other name", "other owner"]


def test_an_older_question_that_never_began_is_not_worked(qtbot: QtBot, runner: TaskRunner) -> None:
    gates = [Gate() for _ in range(4)]
    for gate in gates:
        runner.read(runner, gate, _drop)
        assert gate.entered.wait(5)
    worked: list[int] = []
    for n in range(5):
        runner.read(runner, partial(worked.append, n), _drop, latest="words")
    for gate in gates:
        gate.opened.set()
    settle(qtbot, runner)

    assert worked == [4]


def test_writes_keep_their_order_and_never_meet(qtbot: QtBot, runner: TaskRunner) -> None:
    inside, order = threading.Lock(), list[int]()

    def write(n: int, _progress: Progress) -> int:
        assert inside.acquire(blocking=False), "two writes at once"
        inside.release()
        return n

    for n in range(20):
        runner.write(runner, partial(write, n), order.append)
    settle(qtbot, runner)

    assert order == list(range(20))


def test_a_lane_does_not_wait_for_another(qtbot: QtBot, runner: TaskRunner) -> None:
    """A sync round of minutes holds back neither a save nor a search."""
    round_, answers = Gate("round"), list[object]()
    runner.sync(runner, lambda _p: round_(), answers.append)
    assert round_.entered.wait(5)
    runner.write(runner, lambda _p: "saved", answers.append)
    runner.read(runner, lambda: "found", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)

    assert sorted(map(str, answers)) == ["found", "saved"]
    round_.opened.set()
    settle(qtbot, runner)
    assert answers[-1] == "round"


def test_a_cancelled_write_stops_at_its_next_step_and_says_nothing(
    qtbot: QtBot, runner: TaskRunner, failures: Failures
) -> None:
    gate, heard, stopped = Gate(), list[object](), list[bool]()

    def work(progress: Progress) -> None:
        gate()
        try:
            progress.step(1, 2)
        except Cancelled:
            stopped.append(True)
            raise

    job = runner.write(runner, work, heard.append, heard.append, heard.append)
    assert gate.entered.wait(5)
    with qtbot.waitSignal(job.finished):
        job.cancel()
        gate.opened.set()

    assert (stopped, heard, failures.all) == ([True], [], [])


def test_a_cancel_that_came_too_late_still_tells_what_was_written(qtbot: QtBot, runner: TaskRunner) -> None:
    gate, heard = Gate("written"), list[object]()
    job = runner.write(runner, lambda _p: gate(), heard.append)
    assert gate.entered.wait(5)
    job.cancel()
    gate.opened.set()
    settle(qtbot, runner)

    assert heard == ["written"]


def test_a_cancelled_read_delivers_nothing(qtbot: QtBot, runner: TaskRunner) -> None:
    gate, heard = Gate("late"), list[object]()
    job = runner.read(runner, gate, heard.append)
    assert gate.entered.wait(5)
    job.cancel()
    gate.opened.set()
    settle(qtbot, runner)

    assert heard == []


@pytest.mark.parametrize("lane", list(Lane))
def test_a_failure_goes_to_the_asker_or_to_the_reporter(
    lane: Lane, qtbot: QtBot, runner: TaskRunner, failures: Failures
) -> None:
    def fail(*_args: object) -> None:
        raise Refused(reason="role")

    ways: dict[Lane, Callable[..., object]] = {
        Lane.READ: runner.read,
        Lane.WRITE: runner.write,
        Lane.SYNC: runner.sync,
        Lane.ASK: runner.ask,
    }
    taken: list[Exception] = []
    ways[lane](runner, fail, _drop, failed=taken.append)
    ways[lane](runner, fail, _drop)
    settle(qtbot, runner)

    assert [type(e) for e in taken] == [Refused]
    assert [type(e) for e in failures.all] == [Refused]


@pytest.mark.parametrize(("busy", "landed", "told"), [(1, ["saved"], []), (2, ["saved"], []), (3, [], [StoreBusy])])
def test_a_busy_store_is_asked_again_in_silence(
    busy: int, landed: list[str], told: list[type], qtbot: QtBot, runner: TaskRunner, failures: Failures
) -> None:
    left, answers = [busy], list[object]()

    def work(_progress: Progress) -> str:
        if left[0]:
            left[0] -= 1
            raise StoreBusy
        return "saved"

    runner.write(runner, work, answers.append)
    settle(qtbot, runner)

    assert answers == landed
    assert [type(e) for e in failures.all] == told


def test_many_steps_reach_the_ui_as_few_and_the_last_is_among_them(qtbot: QtBot, runner: TaskRunner) -> None:
    steps: list[Step] = []

    def work(progress: Progress) -> None:
        for n in range(20_000):
            progress.step(n + 1, 20_000)

    runner.write(runner, work, _drop, steps.append)
    settle(qtbot, runner)

    assert steps[-1] == Step(20_000, 20_000)
    assert len(steps) < 2_000


def test_shutdown_finishes_every_write_and_stops_the_rest(qtbot: QtBot, failures: Failures) -> None:
    runner = TaskRunner(failures)
    gate, written, landed = Gate(), list[int](), list[object]()
    runner.write(runner, lambda _p: gate(), landed.append)
    for n in range(5):
        runner.write(runner, partial(_note, written, n), landed.append)

    def endless(progress: Progress) -> None:
        while not progress.wait(0.01):
            pass
        progress.check()

    runner.sync(runner, endless, landed.append)
    assert gate.entered.wait(5)
    gate.opened.set()
    runner.shutdown()

    assert written == list(range(5))
    assert landed == []
    assert runner.is_idle
    assert not [t for t in threading.enumerate() if t.name.startswith("grid-")]
    with pytest.raises(RuntimeError):
        runner.read(runner, lambda: None, landed.append)


def test_work_without_a_watcher_runs_and_cannot_be_stopped() -> None:
    NO_PROGRESS.cancel()
    NO_PROGRESS.step(1, 2, "x")

    assert not NO_PROGRESS.is_cancelled


def test_questions_to_a_silent_centre_hold_up_no_read(qtbot: QtBot, runner: TaskRunner) -> None:
    gate, answers = Gate("late"), list[object]()
    for _ in range(5):
        runner.ask(runner, gate, _drop)
    runner.read(runner, lambda: "read", answers.append)

    qtbot.waitUntil(lambda: answers == ["read"], timeout=5000)
    gate.opened.set()
    settle(qtbot, runner)


def test_an_older_question_never_lands_over_a_newer_one(qtbot: QtBot, runner: TaskRunner) -> None:
    gate, answers = Gate("old"), list[object]()
    runner.ask(runner, gate, answers.append, latest="history")
    runner.ask(runner, lambda: "new", answers.append, latest="history")
    gate.opened.set()
    settle(qtbot, runner)

    assert answers == ["new"]


def test_shutdown_does_not_wait_for_an_answer_of_the_centre(qtbot: QtBot, failures: Failures) -> None:
    runner, gate, answers = TaskRunner(failures), Gate("late"), list[object]()
    runner.ask(runner, gate, answers.append)
    assert gate.entered.wait(5)

    runner.shutdown()
    gate.opened.set()
    qtbot.waitUntil(lambda: not [t for t in threading.enumerate() if t.name.startswith("grid-")], timeout=5000)

    assert not answers
    assert not failures.all
