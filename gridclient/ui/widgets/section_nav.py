"""The navigation of an inspection: every section, in any order (picture 03)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.ui.delegates.section import SectionDelegate
from gridclient.ui.models.section import SectionLine, SectionModel
from gridclient.ui.widgets.rows import RowsView


class SectionNav(RowsView):
    """↑ ↓ go to a section."""

    section_chosen = Signal(str)
    """The code of the section gone to."""

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(spoken, parent)
        self._sections = SectionModel()
        self.setModel(self._sections)
        self.setItemDelegate(SectionDelegate(self))
        self.current_changed.connect(self._on_current_changed)

    def show_sections(self, sections: Sequence[SectionLine]) -> None:
        """Show how far each section is; the current one stays."""
        self._sections.show(sections)

    def go_to(self, code: str) -> None:
        """Make a section the current one."""
        index = self._sections.index_of(code)
        if index.isValid():
            self.setCurrentIndex(index)

    def _on_current_changed(self, line: object) -> None:
        if isinstance(line, SectionLine):
            self.section_chosen.emit(line.code)
