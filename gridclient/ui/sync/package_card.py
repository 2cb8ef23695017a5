"""Exchange packages on the page of sync: write one, read a reply, what was done last and whether it was answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.base.progress import Progress
from gridclient.services.packages import REPLY_SUFFIX, SUFFIX, PackageFacts, PackageRead, Packages, Written
from gridclient.sync.syncing import link_of
from gridclient.ui import link_words
from gridclient.ui.announce import announce
from gridclient.ui.errors import trouble_of
from gridclient.ui.runner import Job, TaskRunner
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8
from gridclient.ui.when import number, when
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.shape import ShapeMark
from gridcore.errors import GridError

_MEGABYTE = 1e6


class PackageCard(Card):
    """Hidden until a package was written or read here; every act runs in the lane of sync, and says what came of it."""

    taken = Signal(object)
    """A PackageRead: a reply was taken in."""
    written = Signal()

    def __init__(self, runner: TaskRunner, packages: Packages, clock: Clock, parent: QWidget | None = None) -> None:
        """Nothing is shown before the first `reload`."""
        super().__init__(parent=parent)
        self._runner, self._packages, self._clock = runner, packages, clock
        self._facts: PackageFacts | None = None
        self._job: Job | None = None
        self._say: Callable[[], tuple[Shape, str]] | None = None
        """What came of the last act, in the language of the moment."""
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
        self._begin(lambda progress: self._packages.read(path, progress), self._on_read, self._reading)

    def _on_named(self, name: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write a sync package"), name, self.tr("Sync packages ({kinds})").format(kinds=f"*{SUFFIX}")
        )
        if chosen:
            path = Path(chosen) if chosen.endswith(SUFFIX) else Path(chosen + SUFFIX)
            self._begin(lambda progress: self._packages.write(path, progress), self._on_written, self._writing)

    def _begin(
        self,
        work: Callable[[Progress], object],
        done: Callable[[object], object],
        saying: Callable[[], tuple[Shape, str]],
    ) -> None:
        if self._job is not None:
            return
        self._say = saying
        self._job = self._runner.sync(self, work, done, failed=self._on_failed)
        self._job.finished.connect(self._on_over)
        self._stop.show()
        self._show()

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # what came of it

    def _on_written(self, written: object) -> None:
        if isinstance(written, Written):
            self._tell(partial(self._of_written, written))
            self.written.emit()

    def _on_read(self, read: object) -> None:
        if isinstance(read, PackageRead):
            self._tell(partial(self._of_read, read))
            self.taken.emit(read)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, GridError):
            self._runner.tell(error, self)
            self._say = None
            return
        self._tell(partial(self._of_trouble, error))

    def _on_over(self) -> None:
        self._job = None
        self._stop.hide()
        if self._say in (self._writing, self._reading):  # stopped by the person: nothing was written or taken
            self._say = self._stopped
        self._show()
        self.reload()

    def _tell(self, say: Callable[[], tuple[Shape, str]]) -> None:
        self._say = say
        self._show()
        announce(self, say()[1])

    def _on_facts(self, facts: PackageFacts) -> None:
        self._facts = facts
        self._show()

    def _show(self) -> None:
        act, written, read = self._lines
        act.say(*(self._say() if self._say is not None else (None, "")))
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

    def _writing(self) -> tuple[Shape, str]:
        return Shape.WAITING, self.tr("Writing the package; leave the stick in")

    def _reading(self) -> tuple[Shape, str]:
        return Shape.WAITING, self.tr("Reading the reply")

    def _stopped(self) -> tuple[Shape, str]:
        return Shape.SAME, self.tr("Stopped. Nothing was changed")

    def _of_written(self, written: Written) -> tuple[Shape, str]:
        said = self.tr("{name} is written: {n} changes, {photos} photos, {size} MB. Give it to the office.").format(
            name=written.path.name,
            n=number(written.txs),
            photos=number(written.photos),
            size=f"{max(0.1, written.size / _MEGABYTE):.1f}",
        )
        left = written.txs_left + written.photos_left
        if left:
            more = self.tr("{n} did not fit; write another after the reply.").format(n=number(left))
            said = self._joined(said, more)
        return Shape.DONE, said

    def _of_read(self, read: PackageRead) -> tuple[Shape, str]:
        if read.trouble is not None:
            link = link_of(read.trouble)
            return Shape.FAILED, self._joined(
                self.tr("{what}.").format(what=link_words.heading(link)), link_words.advice(link)
            )
        if read.must_enrol:
            return Shape.SOON, self.tr("This PC has to be connected once. Everything is kept.")
        if read.is_old and not read.answered + read.parked:
            return Shape.SAME, self.tr("A newer reply was read before; this one brought nothing more.")
        said = self.tr("{n} changes arrived, {m} records received.").format(
            n=number(read.answered), m=number(read.rows)
        )
        if read.parked:
            said = self._joined(said, self.tr("{n} were set aside, see below.").format(n=number(read.parked)))
        if read.more:
            said = self._joined(said, self.tr("There is more: write another package."))
        return (Shape.SOON if read.parked or read.more else Shape.DONE), said

    def _of_trouble(self, error: GridError) -> tuple[Shape, str]:
        told = trouble_of(error)
        return Shape.FAILED, self._joined(self.tr("{what}.").format(what=told.what), told.kept)

    def _joined(self, one: str, two: str) -> str:
        return self.tr("{one} {two}").format(one=one, two=two) if one and two else one or two


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
