"""What lies under the lines of a form: it takes Tab, and draws the edge of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from gridclient.ui.forms.question import LineWidget
from gridclient.ui.style import theme
from gridclient.ui.style.paint import painting
from gridclient.ui.style.tokens import LINE, S16, S24

_LONGEST_CHAIN: Final = 5_000


class Ground(QWidget):
    """What lies under the lines: takes Tab, and draws the edge of rows."""

    def __init__(self) -> None:
        super().__init__()
        self._step: Callable[..., bool] | None = None
        self._depths: list[tuple[int, int, int]] = []

    def set_step(self, step: Callable[..., bool]) -> None:
        """Who takes Tab: called with `forward`, gives whether the focus stayed among the lines."""
        self._step = step

    def show_depths(self, depths: list[tuple[int, int, int]]) -> None:
        """Top, end and depth of the lines inside of rows."""
        if depths != self._depths:
            self._depths = depths
            self.update()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Tab, through the lines in their order; past the last one what stands after the sheet."""
        if self._step is not None and self._step(forward=next):
            return True
        for at in _chain(QApplication.focusWidget(), forward=next):
            can = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisible() and at.isEnabled()
            if can and not self.isAncestorOf(at) and at.window() is self.window():
                at.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
                return True
        return False

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """A hairline left of what belongs to a row."""
        colour = theme.colour("line")
        with painting(self) as painter:
            for top, end, depth in self._depths:
                for level in range(depth):
                    painter.fillRect(QRect(S24 + S16 * level, top, 2 * LINE, end - top), colour)


def _chain(start: QWidget | None, *, forward: bool) -> Iterator[QWidget]:
    """What Qt would give the focus to after (or before) a widget, once around."""
    at = start
    for _ in range(_LONGEST_CHAIN):
        if at is not None:
            at = at.nextInFocusChain() if forward else at.previousInFocusChain()
        if at is None or at is start:
            return
        yield at


def stops_of(widget: LineWidget) -> list[QWidget]:
    """What Tab stops at within a line, in order."""
    found = widget.findChildren(QWidget)
    return [
        one
        for one in found
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isVisibleTo(widget)
        and one.isEnabled()
        and one.focusProxy() is None  # pyright: ignore[reportUnnecessaryComparison] # the stub hides None
    ]
