"""One record both sides changed: its fields side by side, decided by keyboard (UI "Sync")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gridclient.services.conflicts import Choice, Conflict, ConflictField, SideValue
from gridclient.ui.field_words import field_word, verb_word
from gridclient.ui.style import theme
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import LABEL_ZH, S8, S12
from gridclient.ui.value_words import Seen, value_words
from gridclient.ui.when import when
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.conflict import ConflictRow, SideLine
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import Pill


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person decided about a record: a choice by issue id."""

    conflict: Conflict
    choices: dict[str, Choice]


class ConflictCard(Card):
    """Rows of fields; one primary button; the two buttons that take a whole side."""

    decided = Signal(object)
    open_asked = Signal(object)
    """The Conflict whose record is to be opened."""

    def __init__(self, conflict: Conflict, now: datetime, parent: QWidget | None = None) -> None:
        """Show a conflict as seen at a moment."""
        super().__init__(parent=parent)
        self.conflict = conflict
        self._now = now
        self._rows: dict[str, ConflictRow] = {}
        self._lay_head()
        self.body.addWidget(label(self._lead(), ink="second", wrap=True))
        self._lay_sides()
        for field in conflict.fields:
            self._add(field)
        self._lay_foot()
        self.setAccessibleName(self.tr("Conflict: {title}").format(title=conflict.title))
        self._on_chosen()

    def focus_first(self) -> None:
        """Put the focus on the first field."""
        for row in self._rows.values():
            row.focus_cell()
            return

    def press(self) -> bool:
        """Decide what was chosen; False while nothing is."""
        choices = self._choices()
        if choices:
            self.decided.emit(Chosen(self.conflict, choices))
        return bool(choices)

    def _choices(self) -> dict[str, Choice]:
        sides = {issue: row.side() for issue, row in self._rows.items()}
        return {issue: Choice(side) for issue, side in sides.items() if side is not None}

    def _lead(self) -> str:
        if all(field.cause == "owned" for field in self.conflict.fields):
            return self.tr("Only the owner of this field may change it. Your correction was sent on.")
        if any(field.cause in {"deleted", "changed"} for field in self.conflict.fields):
            return self.tr("The record was deleted or changed meanwhile. What you wrote is kept.")
        return self.tr("Both sides changed this. Choose one; the other stays in history.")

    def _lay_head(self) -> None:
        self.head.addWidget(Pill(self.tr("Conflict"), shape=Shape.CONFLICT))
        title = self.conflict.title or self.tr("A record")
        if self.conflict.where:
            title = self.tr("{what} · {about}").format(what=title, about=self.conflict.where)
        self.head.addWidget(label(title, "card"))
        self.head.addStretch(1)
        self.head.addWidget(label(self.tr("{n} to choose").format(n=len(self.conflict.fields)), "caption"))
        is_home = self.conflict.kind in {"household", "person"}
        open_it = button(self.tr("Open this household") if is_home else self.tr("Open the record"), "link")
        open_it.setObjectName("conflict.open")
        open_it.clicked.connect(partial(self.open_asked.emit, self.conflict))
        self.head.addWidget(open_it)
        self.body.addLayout(self.head)

    def _lay_sides(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S12)
        row.addSpacing(round(LABEL_ZH * theme.current().size.scale) + S12)
        first = self.conflict.fields[0]
        mine = self.tr("This PC") if self.conflict.mine_by_me else self.tr("Other value")
        for icon, word, side in (("laptop", mine, first.mine), ("buildings", self.tr("Centre"), first.theirs)):
            cell = QHBoxLayout()
            cell.setSpacing(S8)
            cell.addWidget(IconLabel(icon, "ink2"))
            cell.addWidget(label(word, "section"))
            known = label(self._known(side), "caption")
            # The cells below say it again: in a narrow window it gives way.
            known.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            cell.addWidget(known, 1)
            row.addLayout(cell, 1)
        self.body.addLayout(row)

    def _add(self, field: ConflictField) -> None:
        sides = (self.tr("this PC"), self.tr("centre"))
        row = ConflictRow(
            field_word(self.conflict.kind, field.field),
            self._line(field, field.mine),
            self._line(field, field.theirs),
            sides,
        )
        if not field.may_choose:
            row.set_side("theirs")
            row.setEnabled(field.cause != "owned")
        row.chosen.connect(self._on_chosen)
        row.walked.connect(self._on_walked)
        self._rows[field.issue] = row
        self.body.addWidget(row)

    def _lay_foot(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(S8)
        self._take = button(self.tr("Use what I chose"), "primary")
        self._take.setToolTip("Ctrl+Enter")
        self._take.clicked.connect(self.press)
        foot.addWidget(self._take)
        if any(field.may_choose for field in self.conflict.fields):
            for side, words in (("mine", self.tr("All from this PC")), ("theirs", self.tr("All from the centre"))):
                whole = button(words)
                whole.setObjectName(side)
                whole.clicked.connect(self._on_whole)
                foot.addWidget(whole)
        note = label(self.tr("Names and ID numbers are the police's, not chosen here"), "caption", wrap=True)
        note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(note, 1)
        self.body.addLayout(foot)

    def _line(self, field: ConflictField, side: SideValue) -> SideLine:
        return SideLine(value_words(field.field, side.value, Seen(self._now)), self._known(side))

    def _known(self, side: SideValue) -> str:
        parts = [side.by_name, verb_word(side.verb) if side.verb else ""]
        if side.at:
            parts.insert(1, when(datetime.fromisoformat(side.at), self._now))
        return self.tr(" · ").join(part for part in parts if part)

    def _on_whole(self) -> None:
        side = Choice(self.sender().objectName())
        fields = [field for field in self.conflict.fields if field.may_choose]
        self.decided.emit(Chosen(self.conflict, {field.issue: side for field in fields}))

    def _on_chosen(self) -> None:
        self._take.setEnabled(bool(self._choices()))

    def _on_walked(self, step: int) -> None:
        rows: list[QWidget] = list(self._rows.values())
        here = rows.index(self.sender()) if self.sender() in rows else 0  # type: ignore[arg-type] # one of the rows
        if 0 <= here + step < len(rows):
            target = rows[here + step]
            if isinstance(target, ConflictRow):
                target.focus_cell()
        elif step > 0:
            self._take.setFocus()
