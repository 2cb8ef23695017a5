"""The fields of a record in a form: each knows what was seen, what is typed now, and says what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from gridclient.ui.household import words
from gridclient.ui.style.tokens import S8, S16
from gridclient.ui.widgets.chip import ChipGroup, ChipLine
from gridclient.ui.widgets.field import FieldRow
from gridcore import codes

Look = Literal["text", "secret", "code", "flag", "number", "tags"]
Raw = str | bool | list[str]
"""What a control holds."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A field: its path in the record (`contact.phone`), how it is shown, whether it takes the whole width."""

    path: str
    look: Look = "text"
    is_wide: bool = False

    @property
    def name(self) -> str:
        """The field of the record; parts of one value merge together (SYNC 2)."""
        return self.path.partition(".")[0]


class Control(QObject):
    """One control with its row. A secret shows its masked value as a hint until something is typed or it is opened."""

    changed = Signal()

    def __init__(self, spec: Spec, word: str, seen: Raw, parent: QObject) -> None:
        super().__init__(parent)
        self.spec, self.seen = spec, seen
        self._is_open = spec.look != "secret" or not seen
        self.widget: QWidget = self._make(word)
        self.row = FieldRow(words.field(spec.name) if spec.look == "flag" else word, self.widget)

    @property
    def value(self) -> Raw:
        """What is in it; a secret left alone is what was seen."""
        if isinstance(self.widget, QCheckBox):
            return self.widget.isChecked()
        if isinstance(self.widget, QComboBox):
            return str(self.widget.currentData() or "")
        if isinstance(self.widget, ChipGroup):
            return sorted(self.widget.checked())
        text = cast("QLineEdit", self.widget).text().strip()
        return text if text or self._is_open else self.seen

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what was seen."""
        return self.value != self.seen

    def set_value(self, value: Raw) -> None:
        """Show a value."""
        if isinstance(self.widget, QCheckBox):
            self.widget.setChecked(bool(value))
        elif isinstance(self.widget, QComboBox):
            self.widget.setCurrentIndex(max(self.widget.findData(value), 0))
        elif isinstance(self.widget, ChipGroup):
            self.widget.set_checked(frozenset(cast("list[str]", value)))
        elif self._is_open or value != self.seen:
            cast("QLineEdit", self.widget).setText(str(value))

    def reveal(self) -> None:
        """Show a secret as it is; emptying it then means that there is none any more."""
        if not self._is_open:
            self._is_open = True
            line = cast("QLineEdit", self.widget)
            if not line.text():
                line.setText(str(self.seen))

    def _make(self, word: str) -> QWidget:
        if self.spec.look == "flag":
            box = QCheckBox(word)
            box.setChecked(bool(self.seen))
            box.toggled.connect(self.changed)
            return box
        if self.spec.look == "code":
            return self._combo()
        if self.spec.look == "tags":
            return self._tags()
        line = QLineEdit()
        if self._is_open:
            line.setText(str(self.seen))
        else:
            line.setPlaceholderText(_masked(self.spec.path, str(self.seen)))
        line.textChanged.connect(self.changed)
        return line

    def _combo(self) -> QComboBox:
        box = QComboBox()
        box.addItem("—", "")
        for code, text in words.choices(self.spec.name):
            box.addItem(text, code)
        if self.seen and box.findData(self.seen) < 0:
            box.addItem(str(self.seen), self.seen)
        box.setCurrentIndex(max(box.findData(self.seen), 0))
        box.currentIndexChanged.connect(self.changed)
        return box

    def _tags(self) -> ChipGroup:
        seen = cast("list[str]", self.seen)
        known = dict.fromkeys([*words.household_tags(), *seen])
        group = ChipGroup(exclusive=False)
        group.show_lines([ChipLine(code, words.tag(code)) for code in known])
        group.set_checked(frozenset(seen))
        group.changed.connect(self.changed)
        return group


class FieldSet(QWidget):
    """The fields of one record in two columns."""

    changed = Signal()

    def __init__(
        self,
        specs: Sequence[Spec],
        body: Mapping[str, Any],
        labels: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        """`body` is the record as builtins, what stands on the screen when the form is opened."""
        super().__init__(parent)
        self._body = dict(body)
        self.controls = [Control(spec, labels(spec.path), _raw(spec, body), self) for spec in specs]
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S16)
        self._grid.setVerticalSpacing(S8)
        self._lay(2)
        for control in self.controls:
            control.changed.connect(self._on_changed)

    def minimumSizeHint(self) -> QSize:
        """Never wider than one column: then the fields stand below each other."""
        widest = max((control.row.minimumSizeHint().width() for control in self.controls), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two do not fit."""
        super().resizeEvent(event)
        widest = max((control.row.minimumSizeHint().width() for control in self.controls), default=0)
        self._lay(2 if self.width() >= 2 * widest + S16 else 1)

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        place = 0
        for control in self.controls:
            self._grid.removeWidget(control.row)
            span = columns if control.spec.is_wide else 1
            if span > 1:
                place += place % columns
            row, column = divmod(place, columns)
            self._grid.addWidget(control.row, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def control(self, name: str) -> Control | None:
        """The control of a path, else the first of a field."""
        exact = next((one for one in self.controls if one.spec.path == name), None)
        return exact or next((one for one in self.controls if one.spec.name == name), None)

    def typed(self) -> dict[str, Raw]:
        """What differs from what was seen, by path: what a draft keeps."""
        return {one.spec.path: one.value for one in self.controls if one.is_changed}

    def restore(self, typed: Mapping[str, Raw]) -> None:
        """Show what a draft kept."""
        for path, value in typed.items():
            control = self.control(path)
            if control is not None:
                control.set_value(value)

    def put_back(self) -> None:
        """Show what was seen again."""
        for one in self.controls:
            if one.is_changed:
                one.set_value(one.seen)
                if isinstance(one.widget, QLineEdit) and one.spec.look == "secret":
                    one.widget.clear()

    def seen(self) -> dict[str, Any]:
        """The values seen of the fields that changed, as they are in the record."""
        return {name: self._body.get(name) for name in self._names()}

    def new(self) -> dict[str, Any]:
        """The new values of the fields that changed, as builtins; None for nothing."""
        return {name: self._whole(name) for name in self._names()}

    def whole(self) -> dict[str, Any]:
        """Every field as it would be saved: for checks across fields."""
        return {**self._body, **self.new()}

    def _names(self) -> list[str]:
        return list(dict.fromkeys(one.spec.name for one in self.controls if one.is_changed))

    def _whole(self, name: str) -> Any:
        own = [one for one in self.controls if one.spec.name == name]
        if own[0].spec.path == name:
            return _stored(own[0].spec, own[0].value)
        parts: dict[str, Any] = dict(self._body.get(name) or {})
        for one in own:
            parts[one.spec.path.partition(".")[2]] = _stored(one.spec, one.value)
        kept = {part: value for part, value in parts.items() if value is not None}
        return kept or None

    def _on_changed(self) -> None:
        self.changed.emit()


def _raw(spec: Spec, body: Mapping[str, Any]) -> Raw:
    value: Any = body
    for part in spec.path.split("."):
        value = cast("Mapping[str, Any]", value).get(part) if isinstance(value, Mapping) else None
    if spec.look == "flag":
        return bool(value)
    if spec.look == "tags":
        return sorted(str(one) for one in value or ())
    return "" if value is None else str(value)


def _stored(spec: Spec, raw: Raw) -> Any:
    if spec.look == "number":
        digits = "".join(letter for letter in str(raw) if letter.isdecimal())
        return int(digits) if digits else None
    return raw if raw or spec.look == "flag" else None


def _masked(path: str, value: str) -> str:
    return codes.mask_id(value) if path.startswith("identity") else codes.mask_phone(value)
