"""What a version changes against the one before, row by row: what, old, arrow, new (UI 4 "Old → new row")."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.ui.author.words import change_word
from gridclient.ui.spoken import say
from gridclient.ui.style.tokens import S2, S8, S12, Tone
from gridclient.ui.widgets.column import ScrollColumn
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.pill import Pill
from gridcore.forms.compare import Change, Difference

_MOST = 300
_TONES = {Change.ADDED: Tone.GREEN, Change.REMOVED: Tone.RED}


class ChangesView(ScrollColumn):
    """A row for each item or question that differs; the first 300."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((S12, S8, S12, S8), parent)
        self.shown: tuple[Difference, ...] = ()

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Show what differs."""
        if tuple(differences) == self.shown and self.body.count():
            return
        self.shown = tuple(differences)
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not differences:
            self.body.addWidget(
                label(self.tr("Nothing differs from the version published now."), ink="second", wrap=True)
            )
        for place, one in enumerate(differences[:_MOST]):
            if place:
                self.body.addWidget(separator())
            self.body.addWidget(_row(one))
        if len(differences) > _MOST:
            more = self.tr("{n} more are not shown").format(n=len(differences) - _MOST)
            self.body.addWidget(label(more, "caption"))
        self.body.addStretch(1)


def _row(one: Difference) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S2)
    first = QHBoxLayout()
    first.setSpacing(S8)
    first.addWidget(Pill(change_word(one.change), _TONES.get(one.change, Tone.AMBER)))
    first.addWidget(label(one.name, "section"))
    first.addWidget(label(one.words, wrap=True), 1)
    column.addLayout(first)
    if one.change not in {Change.ADDED, Change.REMOVED}:
        old = label(one.old or "—", "second", ink="third", wrap=True)
        new = label("→ " + (one.new or "—"), "second", wrap=True)
        column.addWidget(old)
        column.addWidget(new)
    row.setAccessibleName(say(change_word(one.change), one.name, one.words, one.old, one.new))
    return row
