"""Filter chips: a word and how many; counts obey the other filters (UI 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.paint import CENTRE, draw_box, draw_ring, draw_words, metrics, painting
from gridclient.ui.style.tokens import S12
from gridclient.ui.widgets.flow import FlowLayout
from gridclient.ui.widgets.painted import PaintedTick


@dataclass(frozen=True, slots=True)
class ChipLine:
    """A filter as a chip shows it; `count` None shows none."""

    value: str
    word: str
    count: int | None = None


class Chip(PaintedTick):
    """One filter. The width of the bold face is reserved, so that ticking moves nothing."""

    def __init__(self, line: ChipLine, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.line = line
        self.show_line(line)
        self.toggled.connect(self._on_toggled)

    def show_line(self, line: ChipLine) -> None:
        """Show another count."""
        self.line = line
        self.setText(line.word if line.count is None else f"{line.word} {line.count:,}")
        self._on_toggled()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Wide enough for the bold face."""
        return QSize(round(metrics("second", bold=True).horizontalAdvance(self.text())) + 2 * S12, self._height())

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Draw it."""
        tokens = theme.current()
        on = self.isChecked()
        radius = self.height() / 2
        box = QRectF(self.rect())
        ground = tokens.accentsoft if on else (tokens.hover if self.underMouse() else tokens.surface)
        with painting(self) as painter:
            draw_box(painter, box, ground, tokens.accent if on else tokens.line, radius)
            draw_words(painter, box, self.text(), tokens.accent if on else tokens.ink2, "second", bold=on, align=CENTRE)
            if self.hasFocus() and self.ring:
                draw_ring(painter, box, radius)

    def _height(self) -> int:
        return theme.current().size.chip

    def _on_toggled(self) -> None:
        count = "" if self.line.count is None else f"{self.line.count:,}"
        self.setAccessibleName(say(self.line.word, count, self.tr("chosen") if self.isChecked() else ""))


class ChipGroup(QWidget):
    """A row of chips that breaks into lines. ← → move inside the group, Space ticks; Tab enters once and leaves."""

    changed = Signal()

    def __init__(self, *, exclusive: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exclusive = exclusive
        self._chips: list[Chip] = []
        self._flow = FlowLayout(self)

    def show_lines(self, lines: Sequence[ChipLine]) -> None:
        """Show these chips; those that stay keep their tick and the focus."""
        if [chip.line.value for chip in self._chips] == [line.value for line in lines]:
            for chip, line in zip(self._chips, lines, strict=True):
                chip.show_line(line)
            return
        ticked, had_focus = self.checked(), any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make(line, on=line.value in ticked) for line in lines]
        self._rove(next((chip for chip in self._chips if chip.isChecked()), self._chips[0] if self._chips else None))
        if had_focus:
            self.focus_first()

    def checked(self) -> frozenset[str]:
        """The values of the ticked chips."""
        return frozenset(chip.line.value for chip in self._chips if chip.isChecked())

    def set_checked(self, values: frozenset[str]) -> None:
        """Tick exactly these; says nothing."""
        for chip in self._chips:
            chip.blockSignals(True)
            chip.setChecked(chip.line.value in values)
            chip.blockSignals(False)
            chip.show_line(chip.line)
            if chip.isChecked():
                self._rove(chip)

    def focus_first(self) -> None:
        """Put the focus on the chip that Tab would enter."""
        entered = next((chip for chip in self._chips if chip.focusPolicy() is Qt.FocusPolicy.StrongFocus), None)
        if entered is not None:
            entered.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← and → walk the chips."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        chip = self._chips[(here + step) % len(self._chips)]
        self._rove(chip)
        chip.setFocus(Qt.FocusReason.TabFocusReason)

    def _make(self, line: ChipLine, *, on: bool) -> Chip:
        chip = Chip(line, self)
        chip.setChecked(on)
        chip.clicked.connect(self._on_clicked)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _rove(self, to: Chip | None) -> None:
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is to else Qt.FocusPolicy.ClickFocus)

    def _on_clicked(self) -> None:
        chosen = self.sender()
        if not isinstance(chosen, Chip):
            return
        if self._exclusive:
            self.set_checked(frozenset({chosen.line.value}))
        self._rove(chosen)
        self.changed.emit()
