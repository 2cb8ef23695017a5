"""The section in front: its head with the verb for the rest, the overview photo, its items as cards (picture 03)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.filling import OVERVIEW, ItemState, SectionState
from gridclient.ui.inspection.answer_row import AnswerRow
from gridclient.ui.inspection.given import Desk, Pictured
from gridclient.ui.photos import PhotoPicker
from gridclient.ui.style.tokens import S4, S8, S12, S16, S24, Tone
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card, EmptyState, ScrollColumn
from gridclient.ui.widgets.label import label


class SectionPane(QWidget):
    """Only the rows of this section are widgets (UI 7.3); another section builds its own."""

    given = Signal(object)
    """A Given."""
    pictured = Signal(object)
    """A Pictured."""
    rest_asked = Signal(str)
    """The rest of the section passes: its code."""
    section_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._code = ""
        self.rows: list[AnswerRow] = []
        self._overview: PhotoPicker | None = None
        self._title, self._count = label("", "card"), label("", "caption")
        self._title.setMinimumWidth(1)
        self.rest = button("", icon="checks")
        self.rest.setObjectName("pass-rest")
        self.rest.clicked.connect(self._on_rest)
        head = QHBoxLayout()
        head.setContentsMargins(S16 + S4, S12, S24 + S8, S8)
        head.setSpacing(S8)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.rest)
        self.column = ScrollColumn((S16 + S4, 0, S24 + S8, S16))
        self._body = self.column.body
        self._body.setSpacing(S8 + 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.column, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words again."""
        self.rest.setText(self.tr("Rest of section: all pass + one overview photo"))

    def show_section(self, state: SectionState, items: Sequence[ItemState], desk: Desk) -> None:
        """Build the rows of a section."""
        self._desk, self._code = desk, state.code
        self.setUpdatesEnabled(False)
        self._clear()
        self._overview_card = Card()
        self._overview_card.set_tone(Tone.ACCENT)
        self._overview_card.hide()
        self._body.addWidget(self._overview_card)
        for item in items:
            row = AnswerRow(item, desk, self.column.widget())
            row.given.connect(self.given)
            row.pictured.connect(self.pictured)
            row.step_asked.connect(self._on_step)
            row.section_asked.connect(self.section_asked)
            self.rows.append(row)
            self._body.addWidget(row)
        if not items:
            self._body.addWidget(
                EmptyState("checks", self.tr("Nothing open here"), self.tr("Every item of this section is answered."))
            )
        self._body.addStretch(1)
        self.column.verticalScrollBar().setValue(0)
        self.setUpdatesEnabled(True)
        if desk.photos.get((state.code, OVERVIEW)):
            self.ask_overview()
        self.show_count(state)

    def show_count(self, state: SectionState) -> None:
        """Say how far the section is."""
        self._title.setText(f"{state.code} {state.title}")
        self._count.setText(f"{state.total - state.gaps} / {state.total}")
        self.rest.setVisible(state.answered < state.total)

    def show_item(self, item: ItemState) -> None:
        """Draw one item again, if it is in front."""
        row = self.row(item.code)
        if row is not None:
            row.show_item(item)

    def row(self, code: str) -> AnswerRow | None:
        """The row of an item, None when it is not in front."""
        return next((row for row in self.rows if row.item.code == code), None)

    def focus_row(self, code: str, *, gap: bool = False) -> None:
        """Bring an item into sight and put the focus into it."""
        row = self.row(code)
        if row is None:
            return
        self._body.activate()
        if gap:
            row.focus_gap()
        else:
            row.focus_answer()
        self.column.ensureWidgetVisible(row, 0, S24)

    def ask_overview(self) -> None:
        """Unfold the place for the one overview photo of the section."""
        if self._desk is None or self._overview is not None:
            return
        desk, key = self._desk, (self._code, OVERVIEW)
        line = QHBoxLayout()
        line.setSpacing(S12)
        words = self.tr("One photo that shows the whole of this section; then the rest passes")
        line.addWidget(label(words, ink="second", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
        self._overview = PhotoPicker(desk.drafts, desk.runner, lambda: desk.photo_draft(key), most=1)
        self._overview.setObjectName(f"overview-{self._code}")
        self._overview.changed.connect(self._on_overview)
        if desk.photos.get(key):
            self._overview.show_photos(desk.photos[key])
        line.addWidget(self._overview, 1)
        self._overview_card.body.addLayout(line)
        self._overview_card.show()
        self._overview.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Tell everything typed at once."""
        for row in self.rows:
            row.settle()

    def _clear(self) -> None:
        self.settle()
        while (taken := self._body.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        self._overview = None

    def _on_step(self, step: int) -> None:
        codes = [row.item.code for row in self.rows]
        here = next((place for place, row in enumerate(self.rows) if row is self.sender()), 0)
        if 0 <= here + step < len(codes):
            self.focus_row(codes[here + step])
        else:
            self.section_asked.emit(step)

    def _on_rest(self) -> None:
        self.rest_asked.emit(self._code)

    def _on_overview(self) -> None:
        if self._overview is not None:
            self.pictured.emit(Pictured(self._code, OVERVIEW, self._overview.photos))
