"""The values an item asks besides its verdict: numbers, a text, a day, choices, a photo, a signature (FORMS 3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.filling import OWN, ItemState, Part
from gridclient.ui.forms.field import DateLine, SettlingLine
from gridclient.ui.forms.options import Options
from gridclient.ui.inspection.given import Desk, Given, Pictured
from gridclient.ui.inspection.pictures import PartPhotos
from gridclient.ui.spoken import say
from gridclient.ui.style.tokens import S8, S12
from gridclient.ui.widgets.label import label
from gridcore.forms.item import NUMBERS

SIGNED = "s"
"""A signature: here the signed paper is filed as a photo."""
PICTURES = (OWN, SIGNED)
ROLES = (*NUMBERS, "t", "d", "c", *PICTURES)
_NUMBER = 88


class ItemValues(QWidget):
    """Numbers and days side by side, texts, choices and photos on lines of their own."""

    given = Signal(object)
    """A Given."""
    pictured = Signal(object)
    """A Pictured."""

    def __init__(self, item: ItemState, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item, self._desk = item, desk
        self._fields: dict[str, SettlingLine] = {}
        self._choices: dict[str, Options] = {}
        self._pickers: dict[str, PartPhotos] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        short = QHBoxLayout()
        short.setSpacing(S8)
        for part in item.parts:
            if part.role not in ROLES:
                continue
            control = self._control(part)
            if part.role in {*NUMBERS, "d"}:
                short.addWidget(label(part.shown.label, ink="second"))
                short.addWidget(control)
                short.addSpacing(S12)
            else:
                column.addLayout(self._line(part, control))
        if short.count():
            short.addStretch(1)
            column.insertLayout(0, short)
        self.show_item(item)

    @staticmethod
    def has_any(item: ItemState) -> bool:
        """Whether the item asks such values."""
        return any(part.role in ROLES for part in item.parts)

    def show_item(self, item: ItemState) -> None:
        """Show the answers of the item."""
        self._item = item
        self.setVisible(self.has_any(item))
        for role, field in self._fields.items():
            field.show_value(item.value(role))
        for role, choice in self._choices.items():
            part = item.part(role)
            if part is not None:
                choice.show_answer(part.shown, None)

    def focus_first(self) -> None:
        """Put the focus on the first field without a value, else on the first."""
        controls: dict[str, QWidget] = {**self._fields, **self._choices, **self._pickers}
        empty = [control for role, control in controls.items() if not self._item.value(role)]
        first = next(iter(empty or list(controls.values())), None)
        if isinstance(first, Options):
            first.focus_first()
        elif first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Tell everything typed at once."""
        for field in self._fields.values():
            field.settle()

    def _line(self, part: Part, control: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S8)
        if self._item.has_verdict or part.role in PICTURES:
            row.addWidget(label(part.shown.label, ink="second"), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(control, 1)
        return row

    def _control(self, part: Part) -> QWidget:
        spoken = say(self._item.code, part.shown.label)
        if part.role in PICTURES:
            return self._photos(part.role)
        if part.role == "c":
            choice = Options(part.shown)
            choice.setObjectName(f"{part.role}-{self._item.code}")
            choice.setAccessibleName(spoken)
            choice.answered.connect(partial(self._tell, part.role))
            self._choices[part.role] = choice
            return choice
        field = self._field(part, spoken)
        field.setObjectName(f"{part.role}-{self._item.code}")
        field.settled.connect(partial(self._tell, part.role))
        self._fields[part.role] = field
        return field

    def _field(self, part: Part, spoken: str) -> SettlingLine:
        if part.role == "d":
            return DateLine(spoken, self._desk.today)
        if part.role == "t":
            return SettlingLine(spoken)
        return SettlingLine(spoken, width=_NUMBER, numeric=True)

    def _photos(self, role: str) -> PartPhotos:
        picker = PartPhotos(self._desk, self._item.code, role)
        picker.changed.connect(partial(self._on_photos, role, picker))
        self._pickers[role] = picker
        return picker

    def _on_photos(self, role: str, picker: PartPhotos) -> None:
        self.pictured.emit(Pictured(self._item.code, role, picker.photos))

    def _tell(self, role: str, value: str) -> None:
        self.given.emit(Given(self._item.code, role, value))
