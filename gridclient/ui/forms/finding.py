"""Long lists: a drop-down (minimal), and a search by characters or pinyin (autocomplete, long lists; FORMS 2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QWidget

from gridclient.services.questionnaire import Offer, Shown, Typed
from gridclient.ui.forms.control import Bench, QuestionControl
from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import LINE, S4
from gridclient.ui.widgets.button import Button
from gridclient.ui.widgets.flow import FlowLayout
from gridclient.ui.widgets.label import label
from gridcore.pinyin import Pinyin

MANY: Final = 20
"""More choices than these are searched, whatever the form says of their looks."""
_MOST_SHOWN, _MOST_ROWS = 200, 6
_ROLE = Qt.ItemDataRole.UserRole


class DropDown(QuestionControl):
    """One of a few choices behind a button: typing finds, arrows walk, Del takes back."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.combo = _Combo()
        self.combo.setAccessibleName(shown.label)
        self.combo.activated.connect(self._on_activated)
        self.column.addWidget(self.combo, alignment=Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.combo)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:  # noqa: ARG002 - choices are never half typed
        """Show what is offered and what is chosen."""
        wanted = [("", self.tr("Not chosen")), *((one.value, one.label) for one in shown.choices)]
        held = [(self.combo.itemData(row), self.combo.itemText(row)) for row in range(self.combo.count())]
        if held != wanted:
            self.combo.clear()
            for value, words in wanted:
                self.combo.addItem(words, value)
        self.combo.setCurrentIndex(max(0, self.combo.findData(shown.value)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes the answer back."""
        if event.key() == Qt.Key.Key_Delete and self.combo.currentIndex() > 0:
            self.combo.setCurrentIndex(0)
            self.answered.emit("")
        else:
            super().keyPressEvent(event)

    def _on_activated(self, row: int) -> None:
        self.answered.emit(str(self.combo.itemData(row) or ""))


class _Combo(QComboBox):
    """The wheel scrolls the form, Enter goes on; F4, Alt+Down or Space open the list."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A turn of the wheel over a closed list must not change an answer."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What walks or types chooses at once; Enter and Del are the question's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete}:
            event.ignore()
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.activated.emit(self.currentIndex())


class _Found(QAbstractListModel):
    """The choices found; those chosen are ticked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._offers: Sequence[Offer] = ()
        self._chosen: frozenset[str] = frozenset()

    def show(self, offers: Sequence[Offer], chosen: frozenset[str]) -> None:
        """Show these choices."""
        self.beginResetModel()
        self._offers, self._chosen = offers, chosen
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt
        """How many."""
        return 0 if parent.isValid() else len(self._offers)

    def offer(self, row: int) -> Offer | None:
        """The choice at a row."""
        return self._offers[row] if 0 <= row < len(self._offers) else None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, with a tick before what is chosen."""
        offer = self.offer(index.row())
        if offer is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        return f"✓ {offer.label}" if offer.value in self._chosen else offer.label


class SearchPick(QuestionControl):
    """A field that searches as one types, the input method's letters too; ↑ ↓ walk what is found, Enter picks.

    One of many: what is chosen stands in the field. Several of many: chips below it, a click takes one away.
    """

    def __init__(self, shown: Shown, pinyin: Pinyin) -> None:
        super().__init__()
        self._pinyin, self._several = pinyin, shown.kind == "select"
        self._shown = shown
        self._readings: dict[str, tuple[str, str]] = {}
        self.field = _SearchField(self)
        self.field.setAccessibleName(shown.label)
        self.field.setPlaceholderText(self.tr("Characters or pinyin, {n} choices").format(n=len(shown.choices)))
        self.column.setSpacing(S4)
        self.column.addWidget(self.field)
        self._model = _Found(self)
        self.found = QListView()
        self.found.setModel(self._model)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setUniformItemSizes(True)
        self.found.setProperty("frame", "inset")
        self.found.setProperty("rows", "found")
        self.found.setAccessibleName(shown.label)
        self.found.clicked.connect(self._on_clicked)
        self.found.hide()
        self._none = label(self.tr("Nothing found"), "caption")
        self._none.hide()
        self.column.addWidget(self.found)
        self.column.addWidget(self._none)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, S4)
        self._chips.hide()
        self.column.addWidget(self._chips)
        self.setFocusProxy(self.field)

    def show_answer(self, shown: Shown, typed: Typed | None) -> None:  # noqa: ARG002 - a search is no answer
        """Show what is chosen."""
        self._shown = shown
        self._show_chosen()
        if self.found.isVisibleTo(self):
            self.search(self.field.typed)

    def search(self, typed: str) -> None:
        """Show what is found; with nothing typed everything."""
        found = self._matching(typed)
        self._model.show(found, frozenset(self._chosen()))
        size = theme.current().size
        rows = max(1, min(len(found), _MOST_ROWS))
        self.found.setFixedHeight(rows * max(size.chip, self.found.sizeHintForRow(0)) + 2 * LINE)
        self.found.setVisible(bool(found))
        self._none.setVisible(not found)
        if found:
            self.found.setCurrentIndex(self._model.index(0, 0))
        self.updateGeometry()

    def fold(self) -> None:
        """Hide the list; the field shows what is chosen."""
        self.found.hide()
        self._none.hide()
        self._show_chosen(at_rest=True)
        self.updateGeometry()

    def walk(self, step: int) -> None:
        """To the next or the one before of what is found."""
        if not self.found.isVisibleTo(self):
            self.search(self.field.typed)
            return
        row = max(0, min(self._model.rowCount() - 1, self.found.currentIndex().row() + step))
        self.found.setCurrentIndex(self._model.index(row, 0))

    def pick(self) -> bool:
        """Take the current one; False when nothing is shown."""
        offer = self._model.offer(self.found.currentIndex().row())
        if offer is None or not self.found.isVisibleTo(self):
            return False
        self._take(offer.value)
        return True

    def take_back(self) -> None:
        """Take the answer back: of several the last."""
        chosen = self._chosen()
        if chosen:
            self.answered.emit(" ".join(chosen[:-1]) if self._several else "")

    # within

    def _chosen(self) -> list[str]:
        value = self._shown.value
        return value.split() if self._several else [value] if value else []

    def _matching(self, typed: str) -> list[Offer]:
        wanted = "".join(typed.split()).replace("'", "").casefold()
        if not wanted:
            return list(self._shown.choices[:_MOST_SHOWN])
        found: list[Offer] = []
        for offer in self._shown.choices:
            if wanted in offer.label.casefold() or any(wanted in one for one in self._reading(offer.label)):
                found.append(offer)
                if len(found) >= _MOST_SHOWN:
                    break
        return found

    def _reading(self, words: str) -> tuple[str, str]:
        reading = self._readings.get(words)
        if reading is None:
            reading = self._readings[words] = (self._pinyin.full_of(words), self._pinyin.initials_of(words))
        return reading

    def _take(self, value: str) -> None:
        if not self._several:
            self.found.hide()
            self._none.hide()
            self.answered.emit(value)
            self._show_chosen(at_rest=True)
            self.updateGeometry()
            return
        chosen = self._chosen()
        ordered = [one.value for one in self._shown.choices if (one.value in chosen) != (one.value == value)]
        self.field.clear()
        self.answered.emit(" ".join(ordered))

    def _show_chosen(self, *, at_rest: bool = False) -> None:
        names = {one.value: one.label for one in self._shown.choices}
        chosen = self._chosen()
        if not self._several:
            if at_rest or not self.field.hasFocus() or not self.found.isVisibleTo(self):
                self.field.setText(names.get(chosen[0], chosen[0]) if chosen else "")
            return
        while (taken := self._flow.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        for value in chosen:
            chip = Button(names.get(value, value), "secondary", "x", self._chips)
            chip.setAccessibleName(say(names.get(value, value), self.tr("take away")))
            chip.setProperty("choice", value)
            chip.clicked.connect(self._on_chip)
            self._flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(chosen))
        self.updateGeometry()

    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, Button):
            self._take(str(chip.property("choice")))

    def _on_clicked(self, index: QModelIndex) -> None:
        offer = self._model.offer(index.row())
        if offer is not None:
            self._take(offer.value)


class _SearchField(QLineEdit):
    """Searches with what an input method is composing, too: `zs` finds 张三 before a character is chosen (UI 7.6)."""

    def __init__(self, owner: SearchPick) -> None:
        super().__init__(owner)
        self._owner, self._composing = owner, ""
        self.textEdited.connect(self._on_edited)

    @property
    def typed(self) -> str:
        """Text and composition."""
        return self.text() + self._composing if self.isModified() or self._composing else ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Search with the composition."""
        self._composing = event.preeditString()
        super().inputMethodEvent(event)
        if self._composing:
            self._owner.search(self.typed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The whole of what stands there goes with the first letter."""
        super().focusInEvent(event)
        self.selectAll()
        self.setModified(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A search is no answer: the field shows again what is chosen."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self._owner.fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ ↓ walk, Enter picks, Esc folds, Backspace in an empty field takes the last one back."""
        key = event.key()
        if self._composing:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not event.modifiers():
            self._owner.walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not self._owner.pick():
                event.ignore()
        elif key == Qt.Key.Key_Escape and self._owner.found.isVisibleTo(self._owner):
            self._owner.fold()
        elif key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete} and self._is_whole():
            self.clear()
            self._owner.take_back()
        else:
            super().keyPressEvent(event)

    def _is_whole(self) -> bool:
        """Empty, or all of it selected: what is deleted now is the answer."""
        return not self.text() or self.selectedText() == self.text()

    def _on_edited(self) -> None:
        self._owner.search(self.text())


def dropdown_control(_key: str, shown: Shown, bench: Bench) -> QuestionControl:
    """A drop-down for one of a few; several, or many, are searched."""
    if shown.kind == "select1" and len(shown.choices) <= MANY:
        return DropDown(shown)
    return SearchPick(shown, bench.pinyin)


def search_control(_key: str, shown: Shown, bench: Bench) -> QuestionControl:
    """A search."""
    return SearchPick(shown, bench.pinyin)
