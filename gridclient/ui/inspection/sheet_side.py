"""The column beside the rows: how far the sheet is, its sections, what to show (picture 03)."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.filling import Filling, SectionState
from gridclient.ui.inspection.given import HEAD
from gridclient.ui.models.section import SectionLine
from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8, S12, S16, Tone
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.progress import ProgressLine
from gridclient.ui.widgets.section_nav import SectionNav

_WIDTH = 212


class SheetSide(QFrame):
    """Sections can be gone to in any order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self.setFixedWidth(round(_WIDTH * theme.current().size.scale))
        self.nav = SectionNav(self.tr("Sections"))
        self.only_open = button("", "quiet", "funnel")
        self.only_open.setCheckable(True)
        self.only_open.setObjectName("only-open")
        self._count, self._failed = label("", "section"), label("", "second", tone=Tone.RED)
        self._bar = ProgressLine(self.tr("Answered"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S12, 0, S8)
        column.setSpacing(S8)
        counts, bar = QHBoxLayout(), QHBoxLayout()
        for row in (counts, bar):
            row.setContentsMargins(S16, 0, S12, 0)
            column.addLayout(row)
        counts.addWidget(self._count)
        counts.addStretch(1)
        counts.addWidget(self._failed)
        bar.addWidget(self._bar)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.nav, 1)
        below.addWidget(separator())
        column.addLayout(below, 1)
        column.addWidget(self.only_open)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words again."""
        self.only_open.setText(self.tr("Show unanswered"))
        self._bar.setAccessibleName(self.tr("Answered"))
        self.nav.setAccessibleName(self.tr("Sections"))

    def show_filling(self, filling: Filling, section: str) -> None:
        """Show how far all of it is; `section` is the one in front. An item that lacks its photo is not done."""
        failed, whole = len(filling.failed), filling.total - len(filling.gaps())
        self._count.setText(self.tr("{done} / {all} items").format(done=whole, all=filling.total))
        self._failed.setText(self.tr("{n} failed").format(n=failed) if failed else "")
        self._bar.show_share(whole, filling.total)
        self.nav.show_sections(self._lines(filling, section))

    def codes(self, filling: Filling, section: str) -> list[str]:
        """The sections as listed."""
        return [line.code for line in self._lines(filling, section)]

    def _lines(self, filling: Filling, section: str) -> list[SectionLine]:
        head = filling.head
        asked, gaps = len(head.questions()), len(head.gaps())
        # Like a section only while it is open or lacks something: eleven sections fill the column.
        first = [SectionLine(HEAD, head.title, asked - gaps, asked)] if gaps or section == HEAD else []
        return first + [self._line(state) for state in filling.sections()]

    def _line(self, state: SectionState) -> SectionLine:
        failed = self.tr("{n} failed").format(n=state.failed) if state.failed else ""
        spoken = say(state.code, state.title, f"{state.answered} / {state.total}", failed)
        return SectionLine(state.code, state.title, state.total - state.gaps, state.total, failed, spoken)
