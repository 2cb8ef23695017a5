"""One of a few: the three-way answer of an inspection, and rows of choices (等级, 措施)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.paint import CENTRE, draw_box, draw_icon, draw_ring, draw_words, metrics, painting
from gridclient.ui.style.tokens import LINE, RADIUS_CONTROL, S4, S6, S14, Tone
from gridclient.ui.widgets.flow import FlowLayout
from gridclient.ui.widgets.painted import PaintedRadio


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its value, its word, and what it looks like once chosen."""

    value: str
    word: str
    tone: Tone = Tone.ACCENT
    icon: str | None = None


class _Cell(PaintedRadio):
    """One option. `left` and `right` say on which sides it is round; between cells one line is shared."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(option.word, parent)
        self.option = option
        self.left = self.right = True
        self.wide = False
        self.setAutoExclusive(False)

    def content(self) -> float:
        """The width of icon and bold word."""
        icon = theme.current().size.icon_caption + S4 if self.option.icon is not None else 0
        return metrics("second", bold=True).horizontalAdvance(self.text()) + icon

    def sizeHint(self) -> QSize:
        """Room for the bold word; an answer is never narrower than its neighbours' 84."""
        size = theme.current().size
        return QSize(max(size.answer_width if self.wide else 0, round(self.content()) + 2 * S14), size.control)

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        tokens = theme.current()
        on = self.isChecked()
        box = QRectF(self.rect())
        ground = tokens.soft_of(self.option.tone) if on else tokens.hover if self.underMouse() else tokens.surface
        border = tokens.fill_of(self.option.tone) if on else tokens.edge
        words = tokens.text_of(self.option.tone) if on else tokens.ink2
        if not self.isEnabled():
            ground, words = tokens.sunken, tokens.ink3
        with painting(self) as painter:
            self._outline(painter, box, ground, border)
            if on and self.option.icon is not None:
                self._draw_marked(painter, box, self.option.icon, words)
            else:
                draw_words(painter, box, self.text(), words, "second", bold=on, align=CENTRE)
            if self.hasFocus() and self.ring:
                draw_ring(painter, box)

    def _draw_marked(self, painter: QPainter, box: QRectF, icon: str, words: str) -> None:
        side = theme.current().size.icon_caption
        start = box.x() + (box.width() - self.content()) / 2
        draw_icon(painter, icon, self.option.tone.value, QPointF(start + side / 2, box.center().y()), side)
        rest = QRectF(start + side + S4, box.y(), box.right() - start - side - S4, box.height())
        draw_words(painter, rest, self.text(), words, "second", bold=True)

    def _outline(self, painter: QPainter, box: QRectF, ground: str, border: str) -> None:
        if self.left and self.right:
            draw_box(painter, box, ground, border)
            return
        inner = box.adjusted(LINE / 2, LINE / 2, -LINE / 2, -LINE / 2)
        path = QPainterPath()
        path.addRoundedRect(inner, RADIUS_CONTROL, RADIUS_CONTROL)
        square = QPainterPath()
        cut = inner.adjusted(0 if not self.left else RADIUS_CONTROL, 0, 0 if not self.right else -RADIUS_CONTROL, 0)
        square.addRect(cut)
        painter.setPen(QPen(QColor(border), LINE))
        painter.setBrush(QColor(ground))
        painter.drawPath(path.united(square))


class Choices(QWidget):
    """Radio buttons in our look. ← → choose, the digits 1 to n choose; a click on the chosen one leaves it chosen."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[Option], spoken: str, parent: QWidget | None = None) -> None:
        """`spoken` is what the group is about; every cell is read with it."""
        super().__init__(parent)
        self._spoken = spoken
        self._group = QButtonGroup(self)
        self._cells = [_Cell(option, self) for option in options]
        for cell in self._cells:
            self._group.addButton(cell)
            cell.clicked.connect(self._on_clicked)
            cell.setAccessibleName(say(spoken, cell.text()))
        self.setAccessibleName(spoken)
        self._rove()

    def value(self) -> str | None:
        """What is chosen, None before the first choice."""
        return next((cell.option.value for cell in self._cells if cell.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Show a choice, or none; says nothing."""
        self._group.setExclusive(False)
        for cell in self._cells:
            cell.setChecked(cell.option.value == value)
        self._group.setExclusive(True)
        self._rove()

    def focus_cell(self) -> None:
        """Put the focus on the chosen cell, else on the first."""
        chosen = next((cell for cell in self._cells if cell.isChecked()), self._cells[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose; arrows choose the neighbour."""
        digit = event.key() - Qt.Key.Key_1
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = next((place for place, cell in enumerate(self._cells) if cell.hasFocus()), None)
        if 0 <= digit < len(self._cells) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._take(self._cells[digit])
        elif step is not None and here is not None:
            self._take(self._cells[(here + step) % len(self._cells)])
        else:
            super().keyPressEvent(event)

    def _take(self, cell: _Cell) -> None:
        cell.setFocus(Qt.FocusReason.TabFocusReason)
        cell.setChecked(True)
        self._on_clicked()

    def _on_clicked(self) -> None:
        self._rove()
        value = self.value()
        if value is not None:
            self.chosen.emit(value)

    def _rove(self) -> None:
        entry = next((cell for cell in self._cells if cell.isChecked()), self._cells[0])
        for cell in self._cells:
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is entry else Qt.FocusPolicy.ClickFocus)


class Segmented(Choices):
    """Cells joined into one control, at least 84 x 32 each: the three-way answer, the manner of a visit."""

    def __init__(self, options: Sequence[Option], spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(options, spoken, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for place, cell in enumerate(self._cells):
            cell.wide = True
            cell.left = place == 0
            cell.right = place == len(self._cells) - 1
        self._place()

    def sizeHint(self) -> QSize:
        """The cells, their shared lines counted once."""
        sizes = [cell.sizeHint() for cell in self._cells]
        shared = LINE * (len(sizes) - 1)
        return QSize(sum(size.width() for size in sizes) - shared, max(size.height() for size in sizes))

    def minimumSizeHint(self) -> QSize:
        """Never squeezed."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cells follow."""
        super().resizeEvent(event)
        self._place()

    def _rove(self) -> None:
        super()._rove()
        for cell in self._cells:
            if cell.isChecked():
                cell.raise_()

    def _place(self) -> None:
        x = 0
        for cell in self._cells:
            size = cell.sizeHint()
            cell.setGeometry(x, 0, size.width(), size.height())
            x += size.width() - LINE


class ChoiceChips(Choices):
    """Separate cells that break into lines: severity, measure, sub-category."""

    def __init__(self, options: Sequence[Option], spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(options, spoken, parent)
        flow = FlowLayout(self, S6)
        for cell in self._cells:
            flow.addWidget(cell)
