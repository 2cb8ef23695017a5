"""The questions before the items (检查概况): school, gate, period, weather, who came along (DOMAIN 4.2)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.services.filling import Head, Shown, name_of
from gridclient.ui.forms.field import DateLine, SettlingLine
from gridclient.ui.forms.options import Options
from gridclient.ui.inspection.given import HEAD, Desk, Given, Pictured
from gridclient.ui.inspection.pictures import PartPhotos
from gridclient.ui.style.tokens import S8, S16, S24
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridclient.ui.widgets.column import Card, ScrollColumn
from gridclient.ui.widgets.field import FieldRow
from gridclient.ui.widgets.label import label


class HeadPane(QWidget):
    """One card, a field per question; what the appointment and the school say stands there already."""

    given = Signal(object)
    """A Given whose item is HEAD and whose role is the name of the question."""
    pictured = Signal(object)
    """A Pictured of the same kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controls: dict[str, QWidget] = {}
        self._rows: dict[str, FieldRow] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._column = ScrollColumn((S24, S16, S24, S16))
        whole.addWidget(self._column)
        self._card = Card()
        self._column.body.addWidget(self._card)
        self._column.body.addStretch(1)

    def show_head(self, head: Head, desk: Desk) -> None:
        """Build the questions."""
        body = self._card.body
        while (taken := body.takeAt(body.count() - 1)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._controls, self._rows = {}, {}
        body.setSpacing(S8)
        body.addWidget(label(head.title, "card"))
        for question in head.questions():
            control = self._control(question, desk)
            if control is None:
                continue
            control.setObjectName(f"head-{name_of(question)}")
            row = FieldRow(question.label, control, question.hint)
            self._controls[name_of(question)], self._rows[name_of(question)] = control, row
            body.addWidget(row)
        widest = max((row.words_width for row in self._rows.values()), default=0)
        for row in self._rows.values():
            row.set_words_width(widest)
        self.show_gaps(head, say=False)

    def show_gaps(self, head: Head, *, say: bool) -> None:
        """Say at the field what is missing, once somebody asked to finish."""
        gaps = head.gaps()
        for name, row in self._rows.items():
            row.set_error(self.tr("Still missing") if say and name in gaps else "")

    def focus_gap(self, head: Head) -> None:
        """Put the focus on the first question without an answer, else on the first."""
        name = next((gap for gap in head.gaps() if gap in self._controls), next(iter(self._controls), ""))
        control = self._controls.get(name)
        if isinstance(control, ChoiceChips):
            control.focus_cell()
        elif isinstance(control, Options):
            control.focus_first()
        elif control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Tell everything typed at once."""
        for control in self._controls.values():
            if isinstance(control, SettlingLine):
                control.settle()

    def _control(self, question: Shown, desk: Desk) -> QWidget | None:
        name = name_of(question)
        if question.kind == "select1":
            chips = ChoiceChips([Option(one.value, one.label) for one in question.choices], question.label)
            chips.set_value(question.value or None)
            chips.chosen.connect(partial(self._tell, name))
            return chips
        if question.kind == "select":
            several = Options(question)
            several.show_answer(question, None)
            several.setAccessibleName(question.label)
            several.answered.connect(partial(self._tell, name))
            return several
        if question.kind == "upload":  # a signature too: the signed paper is filed as a photo
            picker = PartPhotos(desk, HEAD, name)
            picker.changed.connect(partial(self._on_photos, name, picker))
            return picker
        if question.kind != "input":
            return None
        numeric = question.type in {"decimal", "int"}
        is_day = question.type == "date"
        field = DateLine(question.label, desk.today) if is_day else SettlingLine(question.label, numeric=numeric)
        field.show_value(question.value)
        field.settled.connect(partial(self._tell, name))
        return field

    def _on_photos(self, name: str, picker: PartPhotos) -> None:
        self.pictured.emit(Pictured(HEAD, name, picker.photos))

    def _tell(self, name: str, value: str) -> None:
        self.given.emit(Given(HEAD, name, value))
