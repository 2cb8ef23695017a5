"""The first sync: four steps, megabytes and seconds, a pause, or a package instead (UI 5 "First sync")."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.announce import announce
from gridclient.ui.gate import FirstSyncSeen, SyncStep
from gridclient.ui.style import icons, theme
from gridclient.ui.style.shapes import Shape, draw_shape
from gridclient.ui.style.tokens import S2, S4, S8, S12, S24
from gridclient.ui.unlock import Hint
from gridclient.ui.when import number
from gridclient.ui.widgets.button import show_icon
from gridclient.ui.widgets.progress import ProgressLine

_WIDTH = 720
_MB = 1_000_000
_STEPS = tuple(SyncStep)


class Dot(QWidget):
    """The circle of a step: done, running, coming."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = 1

    def show_state(self, state: int) -> None:
        """-1 done, 0 running, 1 coming."""
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        """An avatar's size."""
        side = theme.current().size.avatar
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A soft disc with a shape in it."""
        token, shape, ink = {
            -1: ("greensoft", Shape.DONE, "green"),
            0: ("accentsoft", Shape.IN_TIME, "accent"),
            1: ("greysoft", Shape.NONE, "ink3"),
        }[self._state]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(token))
        side = float(min(self.width(), self.height()))
        disc = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.drawEllipse(disc)
        inset = side * 0.31
        draw_shape(painter, shape, disc.adjusted(inset, inset, -inset, -inset), QColor(theme.colour(ink)))
        painter.end()


class StepLine(QWidget):
    """One step: circle, what, how, and at the right how far."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dot, self.what, self.how, self.far = Dot(self), QLabel(self), QLabel(self), QLabel(self)
        self.dot.setFixedSize(self.dot.sizeHint())
        self.what.setProperty("weight", "bold")
        self.how.setProperty("kind", "caption")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.what)
        words.addWidget(self.how)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S12 + S2)
        row.addWidget(self.dot)
        row.addLayout(words, 1)
        row.addWidget(self.far)

    def say(self, what: str, how: str, far: str, state: int) -> None:
        """State: -1 done, 0 running, 1 coming."""
        self.dot.show_state(state)
        self.what.setText(what)
        self.how.setText(how)
        self.far.setText(far)
        theme.polish(self.what, ink="third" if state > 0 else "")
        theme.polish(self.far, tone="accent" if state == 0 else "", weight="bold" if state == 0 else "")
        self.setAccessibleName(f"{what} {far}")


class FirstSyncPage(QWidget):
    """Shows what it is given; the app drives the round and hears the buttons."""

    pause_asked = Signal()
    resume_asked = Signal()
    package_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen = FirstSyncSeen(SyncStep.REGISTER)
        self._grid = ""
        self._tenth = -1
        self._card = QFrame(self)
        self._card.setProperty("frame", "card")
        self._card.setFixedWidth(_WIDTH)
        self._logo, self._title, self._lead = QLabel(self._card), QLabel(self._card), QLabel(self._card)
        self._title.setProperty("kind", "title")
        self._lead.setProperty("ink", "second")
        self.percent, self.rate = QLabel(self._card), QLabel(self._card)
        self.percent.setProperty("kind", "number")
        self.percent.setProperty("tone", "accent")
        self.rate.setProperty("ink", "second")
        self._bar = ProgressLine("", parent=self._card)
        self.steps = [StepLine(self._card) for _ in _STEPS]
        self._counts = QHBoxLayout()
        self._hint = Hint("info", "ink2", self._card)
        self.pause = QPushButton(self._card)
        self.pause.setObjectName("first_sync.pause")
        self.pause.clicked.connect(self._on_pause)
        self.package = QPushButton(self._card)
        self.package.setObjectName("first_sync.package")
        self.package.clicked.connect(self.package_asked)
        self._lay_out()
        self.retranslate()

    def start(self, grid: str) -> None:
        """Begin for this grid."""
        self._grid, self._tenth = grid, -1
        self.show_seen(FirstSyncSeen(SyncStep.REGISTER))
        self.pause.setFocus()

    def show_seen(self, seen: FirstSyncSeen) -> None:
        """Show how far it is; every ten percent are announced."""
        self._seen = seen
        self.retranslate()
        if seen.percent // 10 != self._tenth:
            self._tenth = seen.percent // 10
            announce(self, self.tr("Download of the grid, {n} %").format(n=seen.percent))

    def retranslate(self) -> None:
        """Say everything again."""
        seen, size = self._seen, theme.current().size
        self._logo.setPixmap(icons.logo(size.logo, self.devicePixelRatioF()))
        self._title.setText(self.tr("Your grid is coming to this PC"))
        only_once = self.tr("Only this once; later only changes are sent.")
        self._lead.setText(
            self.tr("{grid}. {words}").format(grid=self._grid, words=only_once) if self._grid else only_once
        )
        self.percent.setText(f"{seen.percent}%")
        self.rate.setText(self._words_of_rate())
        self._bar.setValue(seen.percent)
        self._bar.setAccessibleName(self.tr("Download of the grid, {n} %").format(n=seen.percent))
        for step, line in zip(_STEPS, self.steps, strict=True):
            self._say_step(step, line)
        self._say_counts()
        self._hint.say(self.tr("Photos come when they are needed; they take no time now."))
        self.pause.setText(self.tr("Go on") if seen.paused else self.tr("Pause"))
        self.package.setText(self.tr("Use a package instead (USB)"))
        show_icon(self.package, "export", "ink2", size.icon_caption)

    def _say_step(self, step: SyncStep, line: StepLine) -> None:
        seen = self._seen
        state = _STEPS.index(step) - _STEPS.index(seen.step)
        state = -1 if seen.done or state < 0 else min(state, 1)
        numbers = self.tr("The key of this PC is made; paper numbers {numbers}").format(numbers=seen.numbers)
        words = {
            SyncStep.REGISTER: (
                self.tr("Sign in and register this PC"),
                numbers if seen.numbers else self.tr("The key of this PC never leaves it"),
            ),
            SyncStep.DOWNLOAD: (self.tr("Download the grid"), self.tr("A cut line goes on where it was")),
            SyncStep.WRITE: (self.tr("Write the encrypted store"), self.tr("Only your password opens it")),
            SyncStep.INDEX: (self.tr("Prepare finding"), self.tr("Characters, pinyin, initials")),
        }[step]
        far = self.tr("done") if state < 0 else ""
        if state == 0 and step is SyncStep.DOWNLOAD and seen.of_bytes:
            far = self.tr("{done} / {of} MB").format(done=seen.done_bytes // _MB, of=seen.of_bytes // _MB)
        line.say(*words, far, state)

    def _words_of_rate(self) -> str:
        seen = self._seen
        if not seen.of_bytes:
            return ""
        done, of = number(seen.done_bytes // _MB), number(seen.of_bytes // _MB)
        if seen.paused:
            return self.tr("{done} of {of} MB · paused").format(done=done, of=of)
        if seen.seconds_left is None:
            return self.tr("{done} of {of} MB").format(done=done, of=of)
        left = self.tr("{n} s").format(n=seen.seconds_left)
        if seen.seconds_left >= 90:
            left = self.tr("{n} min").format(n=-(-seen.seconds_left // 60))
        return self.tr("{done} of {of} MB · about {left} left").format(done=done, of=of, left=left)

    def _say_counts(self) -> None:
        while (item := self._counts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        names = {
            "household": self.tr("households"),
            "person": self.tr("people"),
            "place": self.tr("places"),
            "task": self.tr("open tasks"),
            "checklist": self.tr("checklists"),
            "record": self.tr("records"),
        }
        for place, (kind, n) in enumerate(self._seen.counts):
            if place:
                divider = QFrame(self._card)
                divider.setProperty("frame", "divider")
                self._counts.addWidget(divider)
            cell = QWidget(self._card)
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, S4, 0, S4)
            column.setSpacing(0)
            figure, name = QLabel(number(n), cell), QLabel(names.get(kind, kind), cell)
            figure.setProperty("kind", "number")
            name.setProperty("ink", "second")
            for label in (figure, name):
                column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
            self._counts.addWidget(cell, 1)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(S12)
        head.addWidget(self._logo)
        head.addWidget(self._title, 1)
        figures = QHBoxLayout()
        figures.setSpacing(S8)
        figures.addWidget(self.percent)
        figures.addWidget(self.rate, 1, Qt.AlignmentFlag.AlignBottom)
        foot = QHBoxLayout()
        foot.setSpacing(S8)
        foot.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.pause)
        foot.addWidget(self.package)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(S24 + S12, S24 + S4, S24 + S12, S24)
        column.setSpacing(S12)
        column.addLayout(head)
        column.addWidget(self._lead)
        column.addSpacing(S8)
        column.addLayout(figures)
        column.addWidget(self._bar)
        column.addSpacing(S4)
        for line in self.steps:
            column.addWidget(line)
        column.addWidget(self._line())
        column.addLayout(self._counts)
        column.addWidget(self._line())
        column.addLayout(foot)
        page = QVBoxLayout(self)
        page.addStretch(1)
        page.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(1)

    def _line(self) -> QFrame:
        line = QFrame(self._card)
        line.setProperty("frame", "separator")
        return line

    def _on_pause(self) -> None:
        (self.resume_asked if self._seen.paused else self.pause_asked).emit()
