"""Time, source and people of a report: beside each other where there is room, else below each other (picture 17)."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gridclient.ui.style import theme
from gridclient.ui.style.tokens import LABEL_EN, LABEL_ZH, S8, S12
from gridclient.ui.widgets.field import FieldRow
from gridclient.ui.widgets.label import label

Labelled = tuple[str, QWidget]


class MoreRow(QWidget):
    """One field with its label at the left as all have, and two that follow it in the line."""

    def __init__(self, first: FieldRow, *others: Labelled) -> None:
        super().__init__()
        self._labels: list[QLabel] = []
        self._parts: list[QWidget] = [first]
        for words, control in others:
            self._parts.append(self._part(words, control))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(S12)
        for part in self._parts:
            self._row.addWidget(part, 1 if part is self._parts[-1] else 0)

    def minimumSizeHint(self) -> QSize:
        """Never wider than its widest part: then they stand below each other."""
        return QSize(max(part.minimumSizeHint().width() for part in self._parts), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room ends or comes back."""
        super().resizeEvent(event)
        wanted = sum(part.sizeHint().width() for part in self._parts) + S12 * (len(self._parts) - 1)
        beside = wanted <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._row.direction():
            self._row.setDirection(way)
            self._row.setSpacing(S12 if beside else S8)
            width = LABEL_ZH if theme.language().startswith("zh") else LABEL_EN
            for one in self._labels:
                one.setMinimumWidth(0 if beside else round(width * theme.current().size.scale))

    def _part(self, words: str, control: QWidget) -> QWidget:
        part = QWidget()
        part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        name = label(words, ink="second")
        name.setBuddy(control)
        self._labels.append(name)
        row.addWidget(name)
        row.addWidget(control, 1)
        return part
