"""A finished checklist the centre has doubts about: what its form does not allow (decision 0024)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.services.conflicts import Choice, Conflict
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8, S12, Tone
from gridclient.ui.sync.conflict_card import Chosen
from gridclient.ui.when import when
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import Pill

translate = QCoreApplication.translate
_MOST = 8


class DoubtCard(Card):
    """The answers in question, one per line; somebody looks at them and says so."""

    decided = Signal(object)
    """A Chosen."""
    open_asked = Signal(object)
    """The Conflict whose record is to be opened."""

    def __init__(self, conflict: Conflict, now: datetime, parent: QWidget | None = None) -> None:
        """Show the doubts as seen at a moment."""
        super().__init__(parent=parent)
        self.conflict = conflict
        doubts = [doubt for field in conflict.fields for doubt in field.doubts]
        self.head.addWidget(Pill(self.tr("To look at"), Tone.AMBER, Shape.SOON))
        title = conflict.title or self.tr("A finished checklist")
        if conflict.where:
            title = self.tr("{what} · {about}").format(what=title, about=conflict.where)
        self.head.addWidget(label(title, "card"))
        self.head.addStretch(1)
        side = conflict.fields[0].mine
        at = when(datetime.fromisoformat(side.at), now) if side.at else ""
        self.head.addWidget(label(self.tr(" · ").join(part for part in (side.by_name, at) if part), "caption"))
        self.body.addLayout(self.head)
        words = self.tr(
            "The centre went through this checklist again. It was taken in as sent; these answers break its rules."
        )
        self.body.addWidget(label(words, ink="second", wrap=True))
        for doubt in doubts[:_MOST]:
            line = QHBoxLayout()
            line.setSpacing(S12)
            line.addWidget(label(_name(doubt.path), "section"))
            line.addWidget(label(reason_word(doubt.reason), wrap=True), 1)
            self.body.addLayout(line)
        if len(doubts) > _MOST:
            self.body.addWidget(label(self.tr("and {n} more").format(n=len(doubts) - _MOST), "caption"))
        foot = QHBoxLayout()
        foot.setSpacing(S8)
        self.seen = button(self.tr("I have looked at it"), "primary", "check")
        self.seen.setObjectName("doubt.seen")
        self.seen.clicked.connect(self.press)
        look = button(self.tr("Open the record"))
        look.setObjectName("conflict.open")
        look.clicked.connect(lambda: self.open_asked.emit(conflict))
        foot.addWidget(self.seen)
        foot.addWidget(look)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.setAccessibleName(self.tr("To look at: {title}").format(title=title))

    def focus_first(self) -> None:
        """Put the focus on the verb."""
        self.seen.setFocus(Qt.FocusReason.TabFocusReason)

    def press(self) -> bool:
        """Say that it was looked at."""
        self.decided.emit(Chosen(self.conflict, {field.issue: Choice.THEIRS for field in self.conflict.fields}))
        return True


def reason_word(reason: str) -> str:
    """Why an answer does not hold; a reason of a newer centre is not known by its code."""
    return {
        "required": translate("Doubt", "must be answered and is not"),
        "constraint": translate("Doubt", "is outside what the form allows"),
        "choice_gone": translate("Doubt", "is none of the choices"),
        "no_place": translate("Doubt", "does not fit its question"),
        "not_asked": translate("Doubt", "is answered though the form does not ask it"),
        "calculated": translate("Doubt", "is not what the form calculates"),
        "too_many_rows": translate("Doubt", "has more rows than a form may have"),
        "too_slow": translate("Doubt", "took too long to go through"),
    }.get(reason, translate("Doubt", "breaks a rule of the form"))


def _name(path: str) -> str:
    """The question as its author named it; the whole form has no name."""
    return path.rpartition("/")[2] or translate("Doubt", "The whole form")
