"""Where it is: an address in words, or a household or place found by a few letters (picture 17)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gridclient.services.events import Chosen, Events
from gridclient.ui.delegates.row import RowDelegate
from gridclient.ui.event.rows import dotted
from gridclient.ui.models.lines import LinesModel
from gridclient.ui.models.row import Row
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S8
from gridclient.ui.widgets.button import Button
from gridclient.ui.widgets.column import inset
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.rows import RowsView

SEARCH_MS = 120
_ROWS = 4


class PlacePicker(QWidget):
    """One line of text; the button unfolds a search over households, places and schools."""

    changed = Signal()

    def __init__(self, events: Events, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events, self._runner = events, runner
        self._household = self._place = ""
        self._address = QLineEdit()
        self._address.setPlaceholderText(self.tr("Street, number, floor"))
        self._address.textEdited.connect(self._on_edited)
        self._open = Button(self.tr("Choose home or place"), "secondary", "house-line")
        self._open.clicked.connect(self._on_open)
        self._picked = label("", "caption")
        self._picked.hide()
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Name, address, pinyin"))
        self._search.setAccessibleName(self.tr("Find a household or a place"))
        self._model: LinesModel[Chosen] = LinesModel(self._draw, lambda one: one.id, self)
        self._view = RowsView(self.tr("Households and places found"))
        self._view.setModel(self._model)
        self._view.setItemDelegate(RowDelegate(self._view))
        self._box, self._none = self._unfolded()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_MS)
        self._timer.timeout.connect(self._find)
        self._lay_out()
        self.setFocusProxy(self._address)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addWidget(self._address, 1)
        row.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        column.addLayout(row)
        column.addWidget(self._picked)
        column.addWidget(self._box)

    def _unfolded(self) -> tuple[QWidget, QWidget]:
        box, body = inset()
        none = label(self.tr("Nothing found. The address in words is enough."), "caption")
        none.hide()
        body.addWidget(self._search)
        body.addWidget(none)
        body.addWidget(self._view)
        box.hide()
        self._search.textEdited.connect(self._on_searched)
        self._search.returnPressed.connect(self._on_entered)
        self._view.opened.connect(self.choose)
        self._view.clicked.connect(self._on_clicked)
        return box, none

    @property
    def address(self) -> str:
        """The words."""
        return self._address.text().strip()

    @property
    def household(self) -> str:
        """The id of the household chosen, empty for none."""
        return self._household

    @property
    def place(self) -> str:
        """The id of the place or school chosen, empty for none."""
        return self._place

    def set_value(self, address: str, household: str, place: str) -> None:
        """Show a draft's value; says nothing."""
        self._address.setText(address)
        self._household, self._place = household, place

    def choose(self, chosen: Chosen) -> None:
        """Take a household or place; its address is filled in and may be changed."""
        self._household = chosen.id if chosen.kind == "household" else ""
        self._place = chosen.id if chosen.kind != "household" else ""
        self._address.setText(" ".join(part for part in (chosen.address, self._named(chosen)) if part))
        self._picked.setText(self.tr("Linked: {name}").format(name=chosen.title or chosen.address))
        self._picked.show()
        self._box.hide()
        self._address.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _named(self, chosen: Chosen) -> str:
        return "" if chosen.kind == "household" else chosen.title

    def _draw(self, chosen: Chosen) -> Row:
        kind = {"household": self.tr("household"), "place": self.tr("place"), "school": self.tr("school")}
        return Row(chosen.title or chosen.address, dotted(kind.get(chosen.kind, ""), chosen.address))

    def _on_open(self) -> None:
        shown = not self._box.isVisibleTo(self)
        self._box.setVisible(shown)
        self._view.setFixedHeight(theme.current().size.row * _ROWS)
        self._view.setVisible(bool(self._model.lines))
        if shown:
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        self.changed.emit()

    def _on_searched(self) -> None:
        self._timer.start()

    def _find(self) -> None:
        self._runner.read(self, partial(self._events.find_where, self._search.text()), self._on_found, latest="where")

    def _on_found(self, found: tuple[Chosen, ...]) -> None:
        self._model.show(found)
        self._view.setVisible(bool(found))
        self._none.setVisible(not found and bool(self._search.text().strip()))

    def _on_entered(self) -> None:
        if self._model.lines:
            self.choose(self._model.lines[0])

    def _on_clicked(self) -> None:
        line = self._model.line(self._view.currentIndex())
        if line is not None:
            self.choose(line)
