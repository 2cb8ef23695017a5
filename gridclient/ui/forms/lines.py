"""The lines of a section below each other; only those in sight, and their neighbours, are widgets (FORMS 6, B10).

A line that was never built has an estimated height; once built its own. Widgets that are far out of sight go again,
but never one that has the focus: answers live in the questionnaire, not in widgets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from gridclient.services.questionnaire import Gap, Line, LineKind, Questionnaire
from gridclient.ui.forms.control import Bench, has_focus
from gridclient.ui.forms.ground import Ground
from gridclient.ui.forms.question import LineWidget, QuestionLine, widget_of
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S12, S16, S24

_WIDEST: Final = 960
_MOST_BUILT: Final = 90
_ESTIMATES: Final = {LineKind.GROUP: 44, LineKind.QUESTION: 58, LineKind.ROW: 46, LineKind.ADD: 48}
_MARGIN: Final = 0.5
"""Lines within this part of a screen above and below are built too, so that Tab finds the next one."""
_TURNS: Final = 6


class LinesView(QScrollArea):
    """A section of a questionnaire, built where it is seen. Keys name the lines; the pane says what changed."""

    given = Signal(str, str)
    changed = Signal()
    add_asked = Signal(str)
    removal_asked = Signal(str)
    step_asked = Signal(int)
    """From the line with the focus to the one after (1) or before (-1)."""

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(spoken)
        self._form: Questionnaire | None = None
        self._bench: Bench | None = None
        self._lines: tuple[Line, ...] = ()
        self._place: dict[str, int] = {}
        self._tops: list[int] = [0]
        self._heights: dict[str, int] = {}
        self._built: dict[str, LineWidget] = {}
        self._gaps: Mapping[str, Gap] = {}
        self._is_placing = self._is_moved = False
        self._ground = Ground()
        self.setWidget(self._ground)
        self.verticalScrollBar().valueChanged.connect(self._fill)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fill)
        self._grown: set[str] = set()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the section, built or not."""
        return self._lines

    def built(self, key: str) -> LineWidget | None:
        """The widget of a line, if it is in sight."""
        return self._built.get(key)

    # what is shown

    def open(self, form: Questionnaire, bench: Bench, lines: Sequence[Line], gaps: Mapping[str, Gap]) -> None:
        """Show a section from its top; nothing of the one before stays."""
        self.clear()
        self._form, self._bench = form, bench
        self.verticalScrollBar().setValue(0)
        self.show_lines(lines, gaps)

    def clear(self) -> None:
        """Tell what is typed, and show nothing."""
        self.settle()
        self._is_placing = True  # a widget that loses the focus tells, and nothing shall be built for it
        try:
            for key in list(self._built):
                self._drop(key)
        finally:
            self._is_placing = False
        self._lines, self._place, self._heights, self._tops = (), {}, {}, [0]

    def show_lines(self, lines: Sequence[Line], gaps: Mapping[str, Gap]) -> None:
        """Show these lines; the line at the top of the sight stays where it is."""
        anchor = self._anchor()
        self._lines, self._gaps = tuple(lines), gaps
        self._place = {line.key: place for place, line in enumerate(self._lines)}
        gone = [key for key in self._built if key not in self._place]
        self._is_placing = True
        try:
            for key in gone:
                self._drop(key)
        finally:
            self._is_placing = False
        for key, widget in self._built.items():
            widget.line = self._lines[self._place[key]]
        self._lay()
        self._keep_anchor(anchor)
        self._fill()

    def show_changed(self, keys: Sequence[str], gaps: Mapping[str, Gap]) -> None:
        """Draw lines again, those that are built."""
        said_before, self._gaps = self._gaps, gaps
        others = {key for key in (*said_before, *gaps) if said_before.get(key) != gaps.get(key)}
        for key in dict.fromkeys((*keys, *others)):
            self._show(key)
        self._fill()

    def show_all(self) -> None:
        """Draw everything that is built again: the language changed."""
        for key in self._built:
            self._show(key)
        self._fill()

    def settle(self) -> None:
        """Tell everything typed at once."""
        for widget in list(self._built.values()):
            widget.settle()

    # places

    def _width(self) -> int:
        return max(1, min(self.width() - 2 * S24, round(_WIDEST * theme.current().size.scale)))

    def _lay(self) -> None:
        scale = theme.current().size.scale
        heights = (self._heights.get(line.key) or round(_ESTIMATES[line.kind] * scale) for line in self._lines)
        self._tops = list(accumulate(heights, initial=S12))
        self._is_moved = True
        self._ground.setFixedSize(self.viewport().width(), max(self._tops[-1] + S24, 1))

    def _anchor(self) -> tuple[str, int]:
        """The line at the top of the sight, and how far under the edge it begins: it stays put while others move."""
        if not self._lines:
            return "", 0
        top = self.verticalScrollBar().value()
        focused = self._here()
        place = focused if focused is not None and self._tops[focused] >= top else bisect_right(self._tops, top) - 1
        place = max(0, min(place, len(self._lines) - 1))
        return self._lines[place].key, self._tops[place] - top

    def _keep_anchor(self, anchor: tuple[str, int]) -> None:
        place = self._place.get(anchor[0])
        if place is not None:
            self.verticalScrollBar().setValue(self._tops[place] - anchor[1])

    def _sight(self) -> tuple[int, int]:
        """First and last line to be built."""
        top, high = self.verticalScrollBar().value(), self.viewport().height()
        first = bisect_right(self._tops, top - round(high * _MARGIN)) - 1
        last = bisect_right(self._tops, top + high + round(high * _MARGIN))
        return max(0, first), min(len(self._lines), max(last, 1))

    def _fill(self) -> None:
        """Build what is in sight, measure it, and place it; a measure may bring other lines into sight."""
        if self._is_placing or self._form is None or self.viewport().height() <= 1:
            return
        self._is_placing = True
        try:
            for _ in range(_TURNS):
                anchor = self._anchor()
                first, last = self._sight()
                fresh = [line for line in self._lines[first:last] if line.key not in self._built]
                for line in fresh:
                    self._build(line)
                grown = self._measure()
                if grown:
                    self._lay()
                    self._keep_anchor(anchor)
                if not fresh and not grown:
                    break
            if self._is_moved:
                self._put()
            self._forget_far()
        finally:
            self._is_placing = False

    def _build(self, line: Line) -> None:
        if self._form is None or self._bench is None:
            return
        widget = widget_of(line, self._form, self._bench, self._ground)
        widget.setObjectName(line.key)
        widget.given.connect(self.given)
        widget.changed.connect(self.changed)
        widget.step_asked.connect(self.step_asked)
        widget.add_asked.connect(self.add_asked)
        widget.removal_asked.connect(self.removal_asked)
        self._built[line.key] = widget
        self._is_moved = True
        self._show(line.key)
        widget.show()
        widget.installEventFilter(self)

    def _show(self, key: str) -> None:
        widget = self._built.get(key)
        if widget is not None and self._form is not None and key in self._place:
            widget.show_line(self._lines[self._place[key]], self._form, self._gaps.get(key))
            self._grown.add(key)

    def _measure(self) -> bool:
        """Measure what was drawn; True when a height changed."""
        changed = False
        for key in self._grown:
            widget = self._built.get(key)
            if widget is None:
                continue
            width = self._width() - S16 * widget.line.depth
            if isinstance(widget, QuestionLine):
                widget.set_width(width)
            layout = widget.layout()
            if layout is not None:
                layout.activate()
                high = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
                high = high if high >= 0 else layout.totalSizeHint().height()
                if self._heights.get(key) != high:
                    self._heights[key] = high
                    changed = True
        self._grown.clear()
        return changed

    def _put(self) -> None:
        left, width, self._is_moved = S24, self._width(), False
        for key, widget in self._built.items():
            place = self._place[key]
            indent = S16 * widget.line.depth
            box = QRect(left + indent, self._tops[place], width - indent, self._heights.get(key, 1))
            if widget.geometry() != box:
                widget.setGeometry(box)
        depths = ((self._place[key], widget.line.depth) for key, widget in self._built.items() if widget.line.depth)
        self._ground.show_depths([(self._tops[place], self._tops[place + 1], depth) for place, depth in sorted(depths)])

    def _forget_far(self) -> None:
        if len(self._built) <= _MOST_BUILT:
            return
        first, last = self._sight()
        middle, here = (first + last) // 2, self._here()
        far = sorted(self._built, key=lambda key: -abs(self._place[key] - middle))
        for key in far[: len(self._built) - _MOST_BUILT]:
            place = self._place[key]
            if not first <= place < last and place != here:
                self._built[key].settle()
                self._drop(key)

    def _drop(self, key: str) -> None:
        widget = self._built.pop(key)
        if has_focus(widget):
            self._ground.setFocus()  # Qt would pass it on to a neighbour, and that one's neighbour next
        widget.removeEventFilter(self)
        widget.hide()
        widget.deleteLater()

    def _here(self) -> int | None:
        at = QApplication.focusWidget()
        while at is not None and not isinstance(at, LineWidget):
            at = at.parentWidget()
        return None if at is None or not self._ground.isAncestorOf(at) else self._place.get(at.line.key)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A line that unfolds, or says what is wrong, is measured again."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, LineWidget) and not self._is_placing:
            self._grown.add(watched.line.key)
            self._later.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other heights."""
        anchor = self._anchor()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._heights = {}
            self._grown |= set(self._built)
        self._lay()
        self._keep_anchor(anchor)
        self._fill()
