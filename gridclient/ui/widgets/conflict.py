"""Two sides of one field: choose the right one, the other stays in history (UI 4: Conflict row)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.paint import draw_box, draw_ring, draw_words, painting
from gridclient.ui.style.tokens import LABEL_ZH, S2, S4, S8, S12, Tone
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.painted import PaintedRadio

Side = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class SideLine:
    """One side of a field: its value, and who said so, when, how it is known."""

    value: str
    known: str


class SideCell(PaintedRadio):
    """A value to choose."""

    def __init__(self, line: SideLine, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(line.value, parent)
        self._line = line
        self._spoken = spoken
        self.setAutoExclusive(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._on_toggled)
        self._on_toggled()

    def sizeHint(self) -> QSize:
        """Two lines high; as wide as there is room."""
        size = theme.current().size
        return QSize(size.thumb_width, size.choice_cell)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        tokens = theme.current()
        on = self.isChecked()
        box = QRectF(self.rect())
        ground = tokens.accentsoft if on else tokens.hover if self.underMouse() else tokens.sunken
        with painting(self) as painter:
            draw_box(painter, box, ground, tokens.accent if on else tokens.line)
            side = tokens.size.box
            centre = QPointF(S8 + S2 + side / 2, box.center().y())
            _draw_dot(painter, centre, side / 2, on=on)
            start = S8 + side + S12 + S2
            half = box.height() / 2 - S4
            width = box.width() - start - S8
            draw_words(painter, QRectF(start, S4, width, half), self._line.value, tokens.ink, bold=on)
            below = QRectF(start, box.height() / 2 - 1, width, half)
            draw_words(painter, below, self._line.known, tokens.ink2, "caption")
            if self.hasFocus() and self.ring:
                draw_ring(painter, box)

    def _on_toggled(self) -> None:
        self.setAccessibleName(say(self._spoken, self.tr("chosen") if self.isChecked() else ""))


class ConflictRow(QWidget):
    """← → choose, ↓ and ↑ ask for the next and previous row."""

    chosen = Signal(str)
    """The side: "mine" or "theirs"."""
    walked = Signal(int)
    """+1 for the next row, -1 for the previous one."""

    def __init__(
        self,
        field: str,
        mine: SideLine,
        theirs: SideLine,
        sides: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """`sides` are the words for the two columns, read aloud with each value."""
        super().__init__(parent)
        self.field = field
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S12)
        row.addWidget(_FieldLabel(field))
        self._cells: dict[Side, SideCell] = {}
        self._group = QButtonGroup(self)
        names: tuple[Side, Side] = ("mine", "theirs")
        for side, line, words in zip(names, (mine, theirs), sides, strict=True):
            cell = SideCell(line, say(field, words, line.value, line.known), self)
            cell.clicked.connect(self._on_clicked)
            self._group.addButton(cell)
            self._cells[side] = cell
            row.addWidget(cell, 1)
        self._rove()

    def side(self) -> Side | None:
        """What is chosen, None while it is open."""
        return next((side for side, cell in self._cells.items() if cell.isChecked()), None)

    def set_side(self, side: Side | None) -> None:
        """Show a choice, or none; says nothing."""
        self._group.setExclusive(False)
        for name, cell in self._cells.items():
            cell.setChecked(name == side)
        self._group.setExclusive(True)
        self._rove()

    def focus_cell(self) -> None:
        """Put the focus on the chosen side, else on the first."""
        self._cells[self.side() or "mine"].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the row."""
        side: Side | None = {Qt.Key.Key_Left: "mine", Qt.Key.Key_Right: "theirs"}.get(Qt.Key(event.key()))  # type: ignore[assignment]  # the literals widen
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if side is not None:
            self._cells[side].setFocus(Qt.FocusReason.TabFocusReason)
            self._cells[side].setChecked(True)
            self._on_clicked()
        elif step is not None:
            self.walked.emit(step)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        self._rove()
        side = self.side()
        if side is not None:
            self.chosen.emit(side)

    def _rove(self) -> None:
        entry = self._cells[self.side() or "mine"]
        for cell in self._cells.values():
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is entry else Qt.FocusPolicy.ClickFocus)


class KeptBothRow(QWidget):
    """A field of which both sides are kept: nothing to choose."""

    def __init__(self, field: str, value: str, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S12)
        row.addWidget(_FieldLabel(field))
        frame = QFrame()
        frame.setProperty("frame", "inset")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(S8 + S2, S2, S8, S2)
        inside.setSpacing(S12)
        inside.addWidget(IconLabel("rows", Tone.GREEN.value))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(value))
        words.addWidget(label(why, "caption", ink="second"))
        inside.addLayout(words, 1)
        row.addWidget(frame, 1)
        self.setAccessibleName(say(field, value, why))


class _FieldLabel(QLabel):
    """The name of the field, as wide in every row."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.setProperty("ink", "second")
        self.setWordWrap(True)
        theme.notifier().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(round(LABEL_ZH * theme.current().size.scale))


def _draw_dot(painter: QPainter, centre: QPointF, radius: float, *, on: bool) -> None:
    tokens = theme.current()
    painter.setPen(Qt.PenStyle.NoPen if on else QPen(QColor(tokens.edge), 1))
    painter.setBrush(QColor(tokens.accent if on else tokens.surface))
    painter.drawEllipse(centre, radius - 0.5, radius - 0.5)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(centre, radius * 0.42, radius * 0.42)
