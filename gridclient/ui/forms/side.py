"""The column beside a form: how far it is, its sections in any order, only what is missing (picture 03)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.questionnaire import SectionCount
from gridclient.ui.models.section import SectionLine
from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8, S12, S16
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.progress import ProgressLine
from gridclient.ui.widgets.section_nav import SectionNav

_WIDTH = 212


class FormSide(QFrame):
    """Counts of the whole, sections with theirs, and the switch that shows only gaps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "pane")
        self.setFixedWidth(round(_WIDTH * theme.current().size.scale))
        self.nav = SectionNav(self.tr("Sections"))
        self.only = button("", "quiet", "funnel")
        self.only.setCheckable(True)
        self.only.setObjectName("only-missing")
        self._count = label("", "section")
        self._bar = ProgressLine(self.tr("Answered"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S12, 0, S8)
        column.setSpacing(S8)
        for widget in (self._count, self._bar):
            row = QHBoxLayout()
            row.setContentsMargins(S16, 0, S12, 0)
            row.addWidget(widget)
            column.addLayout(row)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.nav, 1)
        below.addWidget(separator())
        column.addLayout(below, 1)
        column.addWidget(self.only)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the words again."""
        self.only.setText(self.tr("Show only what is missing"))
        self._bar.setAccessibleName(self.tr("Answered"))
        self.nav.setAccessibleName(self.tr("Sections"))

    def show_counts(self, sections: Sequence[SectionCount], title: str, *, says_gaps: bool) -> None:
        """Show how far all of it is; `title` names a section without a title of its own.

        Gaps are said once somebody wanted to finish: before that nothing has failed.
        """
        answered, asked = sum(one.answered for one in sections), sum(one.asked for one in sections)
        self._count.setText(self.tr("{done} / {all} answered").format(done=answered, all=asked))
        self._bar.show_share(answered, asked)
        self.nav.show_sections([self._line(one, title, says_gaps=says_gaps) for one in sections])

    def _line(self, one: SectionCount, title: str, *, says_gaps: bool) -> SectionLine:
        missing = self.tr("{n} missing").format(n=one.gaps) if one.gaps and says_gaps else ""
        name = one.title or title
        return SectionLine(
            one.code, name, one.answered, one.asked, missing, say(name, f"{one.answered} / {one.asked}", missing)
        )
