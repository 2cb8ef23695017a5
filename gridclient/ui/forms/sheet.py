"""The lines of a section with the keys that walk them: Enter, Tab, jumps to a line (FORMS 2, keyboard first)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gridclient.services.questionnaire import LineKind
from gridclient.ui.forms.control import has_focus
from gridclient.ui.forms.ground import stops_of
from gridclient.ui.forms.lines import LinesView
from gridclient.ui.forms.question import QuestionLine
from gridclient.ui.style.tokens import S24


class Sheet(LinesView):
    """Lines out of sight are built as the focus comes to them."""

    section_asked = Signal(int)
    """Past the last line (1) or before the first (-1)."""

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(spoken, parent)
        self.step_asked.connect(self.step)
        self._ground.set_step(self._step_focus)

    def go_to(self, key: str) -> bool:
        """Bring a line into sight and put the focus into it; False when it is not among the lines."""
        place = self._place.get(key)
        if place is None or self._form is None:
            return False
        self._bring(place)
        widget = self._built.get(key)
        if widget is not None:
            widget.focus_first()
            self._bring(place)
        return True

    def go_below(self, key: str) -> None:
        """Put the focus into the first line after this one that takes it: the first question of a new row."""
        self._step_from(self._place.get(key, -1), 1)

    def go_to_first(self, *, last: bool = False) -> None:
        """Put the focus into the first line that takes it, or the last."""
        self._step_from(len(self._lines) if last else -1, -1 if last else 1)

    def step(self, by: int) -> None:
        """From the line with the focus to the next (1) or the one before (-1) that takes it."""
        here = self._here()
        self._step_from(-1 if here is None else here, by)

    def _bring(self, place: int) -> None:
        """Have a line in sight, with those around it built."""
        for _ in range(2):
            bar, high = self.verticalScrollBar(), self.viewport().height()
            top, end = self._tops[place], self._tops[place + 1]
            if top < bar.value():
                bar.setValue(max(0, top - S24))
            elif end + S24 > bar.value() + high:
                bar.setValue(min(top - S24, end + S24 - high) if end - top < high else top)
            self._fill()

    def _step_from(self, here: int, by: int) -> None:
        place = here + by
        while 0 <= place < len(self._lines):
            if self._lines[place].kind is LineKind.ROW:  # its verb takes the row out: Tab stops there, Enter does not
                place += by
                continue
            self._bring(place)
            widget = self._built.get(self._lines[place].key)
            if widget is not None and (stops := stops_of(widget)):
                if by > 0 or isinstance(widget, QuestionLine):
                    widget.focus_first()
                if not any(stop.hasFocus() for stop in stops) and not has_focus(widget):
                    stops[0 if by > 0 else -1].setFocus(Qt.FocusReason.TabFocusReason)
                self._bring(place)
                return
            place += by
        self.section_asked.emit(by)

    def _step_focus(self, *, forward: bool) -> bool:
        """Tab within a line, then into the next that takes the focus; False lets it leave the sheet."""
        here = self._here()
        widget = self._built.get(self._lines[here].key) if here is not None else None
        if here is None or widget is None:
            return False
        stops = stops_of(widget)
        focused = self._ground.focusWidget()
        at = stops.index(focused) if focused in stops else -1
        after = at + (1 if forward else -1)
        if at >= 0 and 0 <= after < len(stops):
            stops[after].setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            return True
        place = here + (1 if forward else -1)
        while 0 <= place < len(self._lines):
            self._bring(place)
            other = self._built.get(self._lines[place].key)
            inner = stops_of(other) if other is not None else []
            if inner:
                inner[0 if forward else -1].setFocus(Qt.FocusReason.TabFocusReason)
                self._bring(place)
                return True
            place += 1 if forward else -1
        return False
