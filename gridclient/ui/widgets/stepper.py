"""The way of a case: numbered circles on a line (UI 4: Stepper)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.paint import CENTRE, draw_icon, draw_words, metrics, painting
from gridclient.ui.style.tokens import S4, S6, S16


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    CURRENT = "current"
    COMING = "coming"
    SENT_BACK = "sent_back"
    STOPPED = "stopped"


MARKS: Final = {StepState.SENT_BACK: "arrow-u-up-left", StepState.STOPPED: "x"}


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the stepper shows it: its word, and what stands below it (time, or what happened)."""

    word: str
    state: StepState
    below: str = ""


class Stepper(QLabel):
    """Read only; F6 and Tab skip it. Its accessible name says where the case stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[StepLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[StepLine]) -> None:
        """Show the steps of a case."""
        self._steps = tuple(steps)
        here = next((place for place, step in enumerate(steps) if step.state is not StepState.DONE), len(steps) - 1)
        if steps:
            self.setAccessibleName(
                self.tr("Step {n} of {total}: {word}").format(n=here + 1, total=len(steps), word=steps[here].word)
            )
        self.update()

    def sizeHint(self) -> QSize:
        """Circle, word, time."""
        size = theme.current().size
        lines = metrics("body").height() + metrics("caption").height()
        return QSize(len(self._steps) * size.step * 3, round(size.step + S6 + lines))

    def minimumSizeHint(self) -> QSize:
        """Never squeezed in height."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        if not self._steps:
            return
        with painting(self) as painter:
            width = self.width() / len(self._steps)
            for place, step in enumerate(self._steps):
                centre = QPointF(width * (place + 0.5), theme.current().size.step / 2 + 1)
                if place + 1 < len(self._steps):
                    self._draw_line(painter, centre, width, reached=self._steps[place + 1].state != StepState.COMING)
                self._draw_circle(painter, centre, step, place + 1)
                self._draw_text(painter, centre.x() - width / 2, width, step)

    def _draw_line(self, painter: QPainter, centre: QPointF, width: float, *, reached: bool) -> None:
        gap = theme.current().size.step / 2 + S4
        painter.setPen(QPen(theme.colour("accent" if reached else "line"), 2))
        painter.drawLine(QPointF(centre.x() + gap, centre.y()), QPointF(centre.x() + width - gap, centre.y()))

    def _draw_circle(self, painter: QPainter, centre: QPointF, step: StepLine, number: int) -> None:
        tokens = theme.current()
        ground, border, ink = {
            StepState.DONE: (tokens.accentsoft, tokens.accent, "accent"),
            StepState.CURRENT: (tokens.accent, tokens.accent, "onaccent"),
            StepState.COMING: (tokens.surface, tokens.edge, "ink3"),
            StepState.SENT_BACK: (tokens.ambersoft, tokens.amberfill, "amber"),
            StepState.STOPPED: (tokens.greysoft, tokens.edge, "grey"),
        }[step.state]
        radius = tokens.size.step / 2 + (1 if step.state is StepState.CURRENT else 0)
        painter.setPen(QPen(QColor(border), 1.5))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(centre, radius - 1, radius - 1)
        if step.state is StepState.DONE or step.state in MARKS:
            name = MARKS.get(step.state, "check")
            draw_icon(painter, name, ink, centre, tokens.size.icon_caption - 2)
            return
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        current = step.state is StepState.CURRENT
        draw_words(
            painter,
            box,
            str(number),
            getattr(tokens, ink),
            "body" if current else "caption",
            bold=current,
            align=CENTRE,
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_text(self, painter: QPainter, left: float, width: float, step: StepLine) -> None:
        tokens = theme.current()
        colour = {
            StepState.DONE: tokens.ink,
            StepState.CURRENT: tokens.accent,
            StepState.COMING: tokens.ink3,
            StepState.SENT_BACK: tokens.amber,
            StepState.STOPPED: tokens.ink3,
        }[step.state]
        top = tokens.size.step + S6
        word = QRectF(left, top, width, metrics("body").height())
        bold = step.state in {StepState.CURRENT, StepState.SENT_BACK}
        draw_words(painter, word, step.word, colour, "body", bold=bold, align=CENTRE)
        below = QRectF(left, word.bottom() - 1, width, S16 + S4)
        draw_words(painter, below, step.below, tokens.ink3, "caption", align=CENTRE)
