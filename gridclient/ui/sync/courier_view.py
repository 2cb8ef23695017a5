"""经手同步包: an office hands in the packages of others and brings the replies back (picture 24)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.base.progress import Step
from gridclient.services.packages import SUFFIX, Carried, Packages
from gridclient.ui.errors import trouble_of
from gridclient.ui.runner import Job, TaskRunner
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S4, S8, S12, S16, Tone
from gridclient.ui.sync.cards import ListCard
from gridclient.ui.when import number
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card, Disc, ScrollColumn
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import Pill
from gridcore.errors import GridError, Offline

_RIGHT = 332
_TWO = 2
_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Handled:
    """A file on the list: how big, when it was written, and what became of it (None: not handed in yet)."""

    path: Path
    size: int
    written: int = 0
    """Nanoseconds, as its disk says: a worker may write another package under the same name."""
    outcome: Carried | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits to be handed in: for the first time, or again after the line was cut."""
        return self.outcome is None or isinstance(self.outcome.trouble, Offline)

    @property
    def is_bad(self) -> bool:
        """Whether something is wrong with the file or its place."""
        return self.outcome is not None and self.outcome.reply is None and not self.is_open


class CourierView(QWidget):
    """A card with the verbs, the files with their outcomes, and what an office should know."""

    def __init__(self, runner: TaskRunner, packages: Packages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._packages = runner, packages
        self._files: dict[Path, Handled] = {}
        self._job: Job | None = None
        self._trouble: GridError | None = None
        self._step = Step(0, 0)
        self._disc = Disc("usb", Tone.ACCENT, small=True)
        self._head, self._sentence = label("", "card"), label("", ink="second", wrap=True)
        self._go = button("", "primary", "paper-plane-tilt")
        self._go.setObjectName("courier.go")
        self._choose, self._folder = button("", icon="file-text"), button("", icon="export")
        self._choose.setObjectName("courier.choose")
        self._folder.setObjectName("courier.folder")
        self._go.clicked.connect(self.press)
        self._choose.clicked.connect(self._on_choose)
        self._folder.clicked.connect(self._on_folder)
        self.files = FilesCard()
        self._lost = Card()
        self._lost_head, self._lost_words = label("", "section"), label("", "caption", wrap=True)
        self._verbs = QHBoxLayout()
        self._lay_out()
        self.retranslate()

    @property
    def words(self) -> tuple[str, str]:
        """Heading and sentence of the card."""
        return self._head.text(), self._sentence.text()

    def add(self, paths: Sequence[Path]) -> None:
        """Put files on the list: chosen, of a folder, or dropped on the page."""
        self._runner.read(self, partial(_measured, tuple(paths)), self._on_measured)

    def press(self) -> bool:
        """Hand in what was not answered yet; False when there is nothing, or it runs."""
        paths = [one.path for one in self._files.values() if one.outcome is None or one.outcome.trouble is not None]
        if self._job is not None or not paths:
            return False
        self._trouble = None
        self._job = self._runner.sync(
            self,
            lambda progress: self._packages.carry(paths, None, progress),
            self._on_carried,
            progressed=self._on_step,
            failed=self._on_failed,
        )
        self._job.finished.connect(self._on_over)
        self._show()
        return True

    def retranslate(self) -> None:
        """Say every word again."""
        self._go.setText(self.tr("Hand all in"))
        self._choose.setText(self.tr("Add files…"))
        self._folder.setText(self.tr("Add a folder…"))
        self._lost_head.setText(self.tr("A lost stick does no harm"))
        self._lost_words.setText(
            self.tr(
                "If a reply never comes back, the next package holds everything not answered. "
                "Handing in twice doubles nothing."
            )
        )
        self.files.retranslate()
        self._show()

    def set_width_class(self, panes: int) -> None:
        """What an office should know gives way in a narrow window; the verbs stand under each other."""
        self._lost.setVisible(panes > _TWO)
        narrow = panes <= _TWO
        self._verbs.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)

    # what is handed in

    def _on_choose(self) -> None:
        kinds = self.tr("Sync packages ({kinds})").format(kinds=f"*{SUFFIX}")
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Add packages"), "", kinds)
        self.add([Path(each) for each in chosen])

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"))
        if chosen:
            self._runner.read(self, lambda: _measured(self._packages.found_in(Path(chosen))), self._on_measured)

    def _on_measured(self, found: Sequence[Handled]) -> None:
        for one in found:
            known = self._files.get(one.path)
            is_other = known is not None and (known.size, known.written) != (one.size, one.written)
            if known is None or is_other or known.is_bad:
                self._files[one.path] = one
        self._show()

    def _on_step(self, step: Step) -> None:
        self._step = step
        self._show()

    def _on_carried(self, outcomes: Sequence[Carried]) -> None:
        for outcome in outcomes:
            known = self._files.get(outcome.path)
            if known is not None:
                self._files[outcome.path] = replace(known, outcome=outcome)
        self._show()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, GridError):
            self._trouble = error
        else:
            self._runner.tell(error, self)

    def _on_over(self) -> None:
        self._job, self._step = None, Step(0, 0)
        self._show()

    # what is said

    def _show(self) -> None:
        files = list(self._files.values())
        self.files.show_files(files)
        head, sentence = self._said(files)
        self._head.setText(head)
        self._sentence.setText(sentence)
        waiting = any(one.outcome is None or one.outcome.trouble is not None for one in files)
        self._go.setEnabled(waiting and self._job is None)
        self.setAccessibleName(f"{head}. {sentence}")

    def _said(self, files: Sequence[Handled]) -> tuple[str, str]:
        if self._job is not None:
            at = self.tr("Handing in {n} of {all}").format(n=self._step.done + 1, all=max(self._step.of, 1))
            return at, self.tr("If the line is cut, what was handed in is not sent again.")
        if self._trouble is not None:
            told = trouble_of(self._trouble)
            return told.what, self.tr("Nothing was handed in. Try again when connected.")
        back = sum(one.outcome is not None and one.outcome.reply is not None for one in files)
        bad = sum(one.is_bad for one in files)
        open_ones = sum(one.is_open for one in files)
        if not files:
            return self.tr("Put the packages of the workers here"), self.tr(
                "Add the files of a stick, or drop them on this page. They are sealed; you only carry them."
            )
        if open_ones:
            many = self.tr("{n} packages to hand in").format(n=number(open_ones))
            return self.tr("1 package to hand in") if open_ones == 1 else many, self.tr(
                "Each reply is written beside its file; then the stick goes back."
            )
        if bad:
            return self._of_bad(back, bad)
        many = self.tr("{n} replies to bring back").format(n=number(back))
        return self.tr("1 reply to bring back") if back == 1 else many, self.tr(
            "They lie beside their files, ending in .reply.gridpkg."
        )

    def _of_bad(self, back: int, bad: int) -> tuple[str, str]:
        """Some could not be handed in, perhaps all of them."""
        many = self.tr("{n} packages could not be handed in").format(n=number(bad))
        said = self.tr("1 package could not be handed in") if bad == 1 else many
        what = self.tr("The list says why, and what to do.")
        if not back:
            return said, what
        both = self.tr("{bad}; {n} replies to bring back").format(bad=said, n=number(back))
        return both, self.tr("{one} {two}").format(
            one=what, two=self.tr("The replies lie beside their files, ending in .reply.gridpkg.")
        )

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(S12)
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(S12)
        words = QVBoxLayout()
        words.setSpacing(S4)
        words.addWidget(self._head)
        words.addWidget(self._sentence)
        row.addWidget(self._disc)
        row.addLayout(words, 1)
        self._verbs.setSpacing(S8)
        for verb in (self._go, self._choose, self._folder):
            self._verbs.addWidget(verb, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._verbs)
        card.body.addLayout(row)
        page.addWidget(card)
        columns = QHBoxLayout()
        columns.setSpacing(S16)
        left = ScrollColumn((0, 0, 0, 0))
        left.body.addWidget(self.files)
        left.body.addStretch(1)
        right = QVBoxLayout()
        self._lost.body.addWidget(self._lost_head)
        self._lost.body.addWidget(self._lost_words)
        self._lost.setFixedWidth(_RIGHT)
        right.addWidget(self._lost)
        right.addStretch(1)
        columns.addWidget(left, 1)
        columns.addLayout(right)
        page.addLayout(columns, 1)


class FilesCard(ListCard):
    """The files on the way, with state and outcome."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[Handled] = ()

    def retranslate(self) -> None:
        """Say the head."""
        self._title.setText(self.tr("The packages"))
        self._note.setText(self.tr("Sealed and signed: an office can neither read nor change them"))

    def show_files(self, files: Sequence[Handled]) -> None:
        """Show them in the order they were added."""
        self._files = files
        with self.renewed() as column:
            self._show_rows(column, files)

    def _show_rows(self, column: QVBoxLayout, files: Sequence[Handled]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S12)
        grid.setVerticalSpacing(S12)
        grid.setColumnStretch(3, 1)
        named = Counter(one.path.name for one in files)
        for place, one in enumerate(files):
            pill, words = self._state(one)
            grid.addWidget(IconLabel("package", "ink2"), place, 0)
            grid.addLayout(_name_of(one.path, with_folder=named[one.path.name] > 1), place, 1)
            grid.addWidget(pill, place, 2)
            grid.addWidget(label(words, ink="second", wrap=True), place, 3)
        column.addLayout(grid)
        if not files:
            column.addWidget(label(self.tr("No packages yet."), ink="second"))

    def _state(self, one: Handled) -> tuple[Pill, str]:
        """The pill and the words of a file."""
        outcome = one.outcome
        if outcome is None:
            size = self.tr("{size} MB").format(size=f"{max(0.1, one.size / _MEGABYTE):.1f}")
            return Pill(self.tr("To hand in"), shape=Shape.WAITING), size
        if outcome.reply is not None:
            state = self.tr("Handed in before") if outcome.was_done else self.tr("Reply is here")
            return Pill(state, shape=Shape.DONE), outcome.reply.name
        if isinstance(outcome.trouble, Offline) or outcome.trouble is None:
            return Pill(self.tr("Not yet handed in"), shape=Shape.SAME), self.tr("The line was cut; try again.")
        told = trouble_of(outcome.trouble)
        return Pill(told.what, shape=Shape.FAILED), told.kept


def _name_of(path: Path, *, with_folder: bool) -> QVBoxLayout:
    """The name of a file; with its folder where another file has the same name."""
    column = QVBoxLayout()
    column.setSpacing(0)
    name = label(path.name)
    name.setProperty("weight", "bold")
    name.setToolTip(str(path))
    column.addWidget(name)
    if with_folder:
        column.addWidget(label(str(path.parent), "caption", wrap=True))
    return column


def _measured(paths: Sequence[Path]) -> tuple[Handled, ...]:
    found: list[Handled] = []
    for given in paths:
        path = Path(os.path.realpath(given))
        try:
            stat = path.stat()
            found.append(Handled(path, stat.st_size, stat.st_mtime_ns))
        except OSError:
            found.append(Handled(path, 0))
    return tuple(found)
