"""A list of frozen lines as Qt's views want it. Showing newer lines touches only the rows that changed (UI 5)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gridclient.ui.models.row import GroupHead, Row, spoken

Line = TypeVar("Line")
Index = QModelIndex | QPersistentModelIndex

LINE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The line itself."""
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""What the delegate draws: a Row or a GroupHead."""


class LinesModel(QAbstractListModel, Generic[Line]):
    """Lines and how each is drawn. Selection, scroll and current row survive `show` for every line that stays."""

    def __init__(
        self,
        draw: Callable[[Line], Row | GroupHead],
        key: Callable[[Line], Hashable],
        parent: QObject | None = None,
    ) -> None:
        """`draw` says how a line looks, `key` what makes it the same line; keys must differ within a list."""
        super().__init__(parent)
        self._draw = draw
        self._key = key
        self._lines: list[Line] = []
        self._rows: list[Row | GroupHead] = []

    @property
    def lines(self) -> Sequence[Line]:
        """The lines as shown."""
        return tuple(self._lines)

    def line(self, index: Index) -> Line | None:
        """The line of an index, None for an index that is not of this list."""
        return self._lines[index.row()] if 0 <= index.row() < len(self._lines) else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """The index of a line by its key; invalid when it is not there."""
        for number, line in enumerate(self._lines):
            if self._key(line) == key:
                return self.index(number)
        return QModelIndex()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines: leavers go, the rest is put in order, newcomers come, changed rows are drawn again."""
        wanted = {self._key(line): line for line in lines}
        self._remove_all_but(wanted.keys())
        staying = {self._key(line) for line in self._lines}
        self._reorder([key for key in wanted if key in staying])
        self._insert_missing(lines, staying)
        for number, line in enumerate(lines):
            if self._lines[number] != line:
                self._lines[number] = line
                self._rows[number] = self._draw(line)
                self.dataChanged.emit(self.index(number), self.index(number))

    def redraw(self) -> None:
        """Ask `draw` again for every line: the language or the clock moved, the lines did not."""
        self._rows = [self._draw(line) for line in self._lines]
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are; a row has none below it."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for search by typing, words for screen readers, and what the delegate needs."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == LINE_ROLE:
            return self._lines[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.typeahead or row.title if isinstance(row, Row) else row.title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A group head is read, never chosen."""
        row = self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None
        if isinstance(row, Row):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags

    def _remove_all_but(self, keys: AbstractSet[Hashable]) -> None:
        last = len(self._lines)
        while last > 0:
            if self._key(self._lines[last - 1]) in keys:
                last -= 1
                continue
            first = last - 1
            while first > 0 and self._key(self._lines[first - 1]) not in keys:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last - 1)
            del self._lines[first:last], self._rows[first:last]
            self.endRemoveRows()
            last = first

    def _reorder(self, order: Sequence[Hashable]) -> None:
        before = [self._key(line) for line in self._lines]
        if before == list(order):
            return
        self.layoutAboutToBeChanged.emit()
        place = {key: number for number, key in enumerate(before)}
        old = self.persistentIndexList()
        target = {key: number for number, key in enumerate(order)}
        moved = [self.index(target[before[index.row()]]) for index in old]
        self._lines = [self._lines[place[key]] for key in order]
        self._rows = [self._rows[place[key]] for key in order]
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    def _insert_missing(self, lines: Sequence[Line], staying: set[Hashable]) -> None:
        number = 0
        while number < len(lines):
            if self._key(lines[number]) in staying:
                number += 1
                continue
            end = number
            while end < len(lines) and self._key(lines[end]) not in staying:
                end += 1
            self.beginInsertRows(QModelIndex(), number, end - 1)
            self._lines[number:number] = lines[number:end]
            self._rows[number:number] = [self._draw(line) for line in lines[number:end]]
            self.endInsertRows()
            number = end
