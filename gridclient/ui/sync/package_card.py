"""Exchange packages on the page of sync: write one, read a reply, what was done last and whether it was answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.base.progress import Progress
from gridclient.services.packages import REPLY_SUFFIX, SUFFIX, PackageFacts, PackageRead, Packages, Written
from gridclient.ui.announce import announce
from gridclient.ui.runner import Job, TaskRunner
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8
from gridclient.ui.sync import package_words
from gridclient.ui.when import number, when
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.shape import ShapeMark
from gridcore.errors import GridError

_Said = Callable[[], tuple[Shape, str]]
"""What is said of an act, in the language of the moment."""


@dataclass(frozen=True, slots=True)
class _Act:
    """Something to be done with a package: the work, what comes after it, and what is said meanwhile."""

    work: Callable[[Progress], object]
    done: Callable[[object], object]
    saying: _Said


class PackageCard(Card):
    """Hidden until a package was written or read here; every act runs in the lane of sync, and says what came of it."""

    taken = Signal(object)
    """A PackageRead: a reply was taken in."""
    written = Signal()
    said = Signal(str)
    """What came of an act, in words."""

    def __init__(self, runner: TaskRunner, packages: Packages, clock: Clock, parent: QWidget | None = None) -> None:
        """Nothing is shown before the first `reload`."""
        super().__init__(parent=parent)
        self._runner, self._packages, self._clock = runner, packages, clock
        self._facts: PackageFacts | None = None
        self._job: Job | None = None
        self._next: deque[_Act] = deque()
        """What was asked for while another act ran."""
        self._now: _Said | None = None
        """What is said of the act under way."""
        self._said: list[_Said] = []
        """What came of the last acts that followed on each other."""
        self._title = label("", "section")
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        self._stop = button("", "link")
        self._stop.setObjectName("package.stop")
        self._stop.clicked.connect(self._on_stop)
        self._stop.hide()
        self.head.addWidget(self._stop)
        self.body.addLayout(self.head)
        self._lines = [_Line() for _ in range(3)]
        for line in self._lines:
            self.body.addWidget(line)
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """What the card says, line by line."""
        return tuple(line.words for line in self._lines if not line.isHidden())

    def reload(self) -> None:
        """Read what was done last."""
        self._runner.read(self, self._packages.facts, self._on_facts, latest="package")

    def retranslate(self) -> None:
        """Say it again."""
        self._title.setText(self.tr("Sync packages"))
        self._stop.setText(self.tr("Stop"))
        self._show()

    # verbs

    def write(self) -> None:
        """Ask where, and write a package there."""
        self._runner.read(self, lambda: self._packages.suggested_name(self._clock.now()), self._on_named)

    def read(self) -> None:
        """Ask for a reply, and take it in."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Read a reply package"), "", self.tr("Reply packages ({kinds})").format(kinds=f"*{SUFFIX}")
        )
        if chosen:
            self.read_file(Path(chosen))

    def read_file(self, path: Path) -> None:
        """Take a reply in from a file: chosen, or dropped on the page."""
        self._begin(_Act(lambda progress: self._packages.read(path, progress), self._on_read, package_words.reading))

    def read_files(self, paths: Sequence[Path]) -> None:
        """Take several replies in, one after the other."""
        for path in paths:
            self.read_file(path)

    def _on_named(self, name: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write a sync package"), name, self.tr("Sync packages ({kinds})").format(kinds=f"*{SUFFIX}")
        )
        if chosen:
            path = Path(chosen) if chosen.endswith(SUFFIX) else Path(chosen + SUFFIX)
            self._begin(
                _Act(lambda progress: self._packages.write(path, progress), self._on_written, package_words.writing)
            )

    def _begin(self, act: _Act) -> None:
        if self._job is not None:
            self._next.append(act)
            return
        self._said.clear()
        self._run(act)

    def _run(self, act: _Act) -> None:
        self._now = act.saying
        self._job = self._runner.sync(self, act.work, act.done, failed=self._on_failed)
        self._job.finished.connect(self._on_over)
        self._stop.show()
        self._show()

    def _on_stop(self) -> None:
        self._next.clear()
        if self._job is not None:
            self._job.cancel()

    # what came of it

    def _on_written(self, written: object) -> None:
        if isinstance(written, Written):
            self._tell(partial(package_words.of_written, written))
            self.written.emit()

    def _on_read(self, read: object) -> None:
        if isinstance(read, PackageRead):
            self._tell(partial(package_words.of_read, read))
            self.taken.emit(read)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, GridError):
            self._runner.tell(error, self)
            self._now = None
            return
        self._tell(partial(package_words.of_trouble, error))

    def _on_over(self) -> None:
        self._job = None
        self._stop.hide()
        if self._now is not None:  # stopped by the person before anything was written or taken
            self._tell(package_words.stopped)
        self._show()
        self.reload()
        if self._next:
            self._run(self._next.popleft())

    def _tell(self, say: _Said) -> None:
        self._now = None
        self._said.append(say)
        self._show()
        words = say()[1]
        announce(self, words)
        self.said.emit(words)

    def _on_facts(self, facts: PackageFacts) -> None:
        self._facts = facts
        self._show()

    def _show(self) -> None:
        act, written, read = self._lines
        act.say(*self._of_acts())
        facts, now = self._facts, self._clock.now()
        last, answered = (facts.written, facts.read) if facts is not None else (None, None)
        if facts is None or last is None:
            written.say(None, "")
        elif facts.expecting:
            said = self.tr("Written {time}, {n} changes; no reply yet")
            written.say(Shape.WAITING, said.format(time=when(last.at, now), n=number(last.txs)))
        else:
            said = self.tr("Written {time}, {n} changes; at the centre")
            written.say(Shape.DONE, said.format(time=when(last.at, now), n=number(last.txs)))
        words = self.tr("Reply of {time} read").format(time=when(answered.at, now)) if answered is not None else ""
        read.say(Shape.DONE if words else None, words)
        self.setVisible(any(not line.isHidden() for line in self._lines))

    # words

    def _of_acts(self) -> tuple[Shape | None, str]:
        """The last acts and the one under way, a line each; the worst of them gives the shape."""
        said = [say() for say in (*self._said, *([self._now] if self._now is not None else []))]
        if not said:
            return None, ""
        shapes = [shape for shape, _words in said]
        worst = next((shape for shape in (Shape.WAITING, Shape.FAILED, Shape.SOON) if shape in shapes), shapes[-1])
        return worst, "\n".join(words for _shape, words in said)


class _Line(QWidget):
    """A shape and words; hidden while it has none."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        self._mark, self._words = ShapeMark(Shape.SAME), label("", ink="second", wrap=True)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, shape: Shape | None, words: str) -> None:
        """Say it, or hide."""
        if shape is not None:
            self._mark.show_shape(shape)
        self._words.setText(words)
        self.setVisible(shape is not None)


def is_reply(path: Path) -> bool:
    """Say whether a file is a reply by its name; every other package is a request, which an office carries."""
    return path.name.endswith(REPLY_SUFFIX)
