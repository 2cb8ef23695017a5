"""The only thread code of the program: four lanes, answers delivered on the ui thread (EXAMPLES UI 5)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from gridclient.base.progress import Progress, Step
from gridcore.errors import Cancelled, StoreBusy

_LOG = logging.getLogger(__name__)

T = TypeVar("T")

RETRY_BUSY = (0.2, 0.5, 1.0)
"""Seconds to wait before asking a busy store again; silent (EXAMPLES UI 6), after the last the person is told."""


class Lane(StrEnum):
    """Work of one lane never waits for work of another."""

    READ = "read"
    WRITE = "write"
    SYNC = "sync"
    ASK = "ask"


_THREADS = {Lane.READ: 4, Lane.WRITE: 1, Lane.SYNC: 1, Lane.ASK: 1}


class Job(QObject):
    """One piece of work under way. It lives on the ui thread and belongs to the runner; the worker only emits."""

    progressed = Signal(object)
    """A Step, on the ui thread; when the worker tells faster than the ui listens, only the newest."""
    finished = Signal()
    """The answer was delivered or dropped; no signal follows."""
    _stepped = Signal()

    def __init__(self, lane: Lane, owner: QObject, parent: QObject) -> None:
        super().__init__(parent)
        self.lane = lane
        self.owner = owner
        self.progress = Progress(self._tell)
        self._newest: Step | None = None
        self._newest_lock = threading.Lock()
        self._stepped.connect(self._on_stepped, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Stop at the next step. A read delivers nothing more; a write that was already through still says so."""
        self.progress.cancel()

    def _tell(self, step: Step) -> None:
        """Called on the worker: an import of 20,000 rows must not fill the event queue with 20,000 steps."""
        with self._newest_lock:
            waiting, self._newest = self._newest is not None, step
        if not waiting:
            self._stepped.emit()

    def _on_stepped(self) -> None:
        with self._newest_lock:
            step, self._newest = self._newest, None
        if step is not None and not self.progress.is_cancelled:
            self.progressed.emit(step)


@dataclass(frozen=True, slots=True)
class _Landed:
    """What a worker brings back."""

    job: Job
    answer: Any = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    """Who wants the answer, and under which turn of which name."""

    done: Callable[[Any], object]
    failed: Callable[[Exception], object] | None
    latest: str = ""
    turn: int = 0


class TaskRunner(QObject):
    """Runs work off the ui thread. `told(error, owner)` hears of every failure nobody else took: the ErrorReporter."""

    _landed = Signal(object)

    def __init__(
        self,
        told: Callable[[Exception, QObject], object],
        parent: QObject | None = None,
        *,
        retry_busy: tuple[float, ...] = RETRY_BUSY,
    ) -> None:
        super().__init__(parent)
        self._told = told
        self._retry_busy = retry_busy
        self._pools = {lane: ThreadPoolExecutor(n, f"grid-{lane}") for lane, n in _THREADS.items()}
        self._jobs: dict[Job, tuple[_Wish, Future[None]]] = {}
        self._is_over = False
        self._turns: WeakKeyDictionary[QObject, dict[str, int]] = WeakKeyDictionary()
        self._landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        latest: str | None = None,
    ) -> Job:
        """Read something for `owner`; with a name in `latest` an older answer under this name never lands."""
        wish = self._wish(owner, done, failed, latest)
        return self._submit(Lane.READ, owner, lambda _progress: work(), wish, None)

    def ask(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        latest: str | None = None,
    ) -> Job:
        """Ask the centre for `owner`, one question at a time: on a bad line it takes long, and no read waits for it.

        Nothing is written by it, so a shutdown does not wait for the answer.
        """
        wish = self._wish(owner, done, failed, latest)
        return self._submit(Lane.ASK, owner, lambda _progress: work(), wish, None)

    def write(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        progressed: Callable[[Step], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        """Write for `owner`, one write at a time in the order asked; a cancel rolls the open transaction back."""
        return self._submit(Lane.WRITE, owner, work, _Wish(done, failed), progressed)

    def sync(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        progressed: Callable[[Step], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        """Talk with the centre; one round at a time, never in the way of a write."""
        return self._submit(Lane.SYNC, owner, work, _Wish(done, failed), progressed)

    def tell(self, error: Exception, owner: QObject) -> None:
        """Hand on an error that a `failed` could not use: to the ErrorReporter."""
        self._told(error, owner)

    @property
    def is_idle(self) -> bool:
        """True when nothing runs, waits or still has to be delivered."""
        return not self._jobs

    def shutdown(self) -> None:
        """Stop reads and sync at their next step, finish every write asked for, and wait. Nothing is delivered after.

        A write that waits in its lane is something a person saved: dropping it would lose work. Asked twice it does
        nothing more.
        """
        if self._is_over:
            return
        self._is_over = True
        for job in self._jobs:
            if job.lane is not Lane.WRITE:
                job.cancel()
        for lane, pool in self._pools.items():
            pool.shutdown(wait=lane is not Lane.ASK, cancel_futures=lane is not Lane.WRITE)
        self._landed.disconnect(self._on_landed)
        self._jobs.clear()

    def _wish(
        self,
        owner: QObject,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None,
        latest: str | None,
    ) -> _Wish:
        """Take the next turn under a name, where one is given."""
        if latest is None:
            return _Wish(done, failed)
        turns = self._turns.setdefault(owner, {})
        turn = turns[latest] = turns.get(latest, 0) + 1
        self._drop_older(owner, latest)
        return _Wish(done, failed, latest, turn)

    def _drop_older(self, owner: QObject, name: str) -> None:
        """An older question nobody began to answer is not worth a thread."""
        for job, (wish, future) in list(self._jobs.items()):
            if job.owner is owner and wish.latest == name and future.cancel():
                self._forget(job)

    def _submit(
        self,
        lane: Lane,
        owner: QObject,
        work: Callable[[Progress], Any],
        wish: _Wish,
        progressed: Callable[[Step], object] | None,
    ) -> Job:
        job = Job(lane, owner, self)
        if progressed is not None:
            job.progressed.connect(progressed)  # before the submit: no step can come too early
        self._jobs[job] = (wish, self._pools[lane].submit(self._run, job, work))
        return job

    def _run(self, job: Job, work: Callable[[Progress], Any]) -> None:
        """On the worker: a busy store is asked again, every other end goes home through one signal."""
        try:
            self._landed.emit(_Landed(job, answer=self._work_patiently(job, work)))
        except Exception as exc:  # noqa: BLE001 - a worker has no one above it: every error must reach the ui thread
            self._landed.emit(_Landed(job, error=exc))

    def _work_patiently(self, job: Job, work: Callable[[Progress], Any]) -> Any:
        for pause in self._retry_busy:
            job.progress.check()
            try:
                return work(job.progress)
            except StoreBusy:
                job.progress.wait(pause)
        job.progress.check()
        return work(job.progress)

    def _on_landed(self, landed: _Landed) -> None:
        job = landed.job
        if job not in self._jobs:
            return
        wish, _future = self._jobs[job]
        try:
            if self._is_wanted(job, wish):
                self._deliver(job, wish, landed)
        finally:
            self._forget(job)

    def _is_wanted(self, job: Job, wish: _Wish) -> bool:
        if not shiboken6.isValid(job.owner):
            return False
        if job.lane in {Lane.READ, Lane.ASK} and job.progress.is_cancelled:
            return False
        return not wish.latest or self._turns.get(job.owner, {}).get(wish.latest) == wish.turn

    def _deliver(self, job: Job, wish: _Wish, landed: _Landed) -> None:
        if landed.error is None:
            wish.done(landed.answer)
        elif isinstance(landed.error, Cancelled):
            _LOG.debug("a %s job cancelled itself", job.lane)
        elif wish.failed is not None:
            wish.failed(landed.error)
        else:
            self.tell(landed.error, job.owner)

    def _forget(self, job: Job) -> None:
        self._jobs.pop(job, None)
        job.finished.emit()
        job.deleteLater()
