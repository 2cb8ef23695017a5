"""A measured distance: value, method, both points, and what the rule says (UI 4: Measured distance; DOMAIN 0.3)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.services.filling import ItemState
from gridclient.ui.forms.field import SettlingLine
from gridclient.ui.forms.row import flowing, together
from gridclient.ui.inspection.given import Desk, Given
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import Tone
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridclient.ui.widgets.column import inset
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import Pill

_VALUE, _POINT, _TO = 70, 112, 136


def rule_words(rule: str) -> str:
    """A bound as people write it: `>=200` is ≥ 200."""
    for written, shown in ((">=", "≥"), ("<=", "≤"), (">", "＞"), ("<", "＜")):
        if rule.startswith(written):
            return f"{shown} {rule[len(written) :].strip()}"
    return rule


class MeasuredDistance(QWidget):
    """It states value and verdict of the rule; 不合格 stays the person's to say, it is only offered."""

    given = Signal(object)
    """A Given."""
    fail_asked = Signal()

    def __init__(self, item: ItemState, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item, self._desk = item, desk
        frame, body = inset()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.value = SettlingLine(self.tr("{item} measured, metres").format(item=item.code), width=_VALUE, numeric=True)
        self.value.setObjectName(f"measured-{item.code}")
        method = item.part("method")
        offers = () if method is None else method.shown.choices
        self._method = ChoiceChips([Option(one.value, one.label) for one in offers], self.tr("Method"))
        self._from = SettlingLine(self.tr("From point"), width=_POINT)
        self._from.setPlaceholderText(self.tr("From"))
        self._to = SettlingLine(self.tr("To point"), width=_TO)
        self._to.setPlaceholderText(self.tr("To"))
        self._rule = Pill("", Tone.GREY)
        self._offer = button(self.tr("Mark as failed"), "link")
        body.addWidget(
            flowing(
                together(label(self.tr("Measured"), "second", ink="second"), self.value, label(self.tr("m"), "second")),
                together(label(self.tr("Method"), "second", ink="second"), self._method),
                together(self._from, label("→", "second", ink="third"), self._to),
                together(self._rule, self._offer),
            )
        )
        self._connect()
        self.show_item(item)

    def show_item(self, item: ItemState) -> None:
        """Show what is measured and what the rule says."""
        self._item = item
        part = item.part("m")
        self.setVisible(part is not None)
        if part is None:
            return
        self.value.show_value(part.value)
        self._method.set_value(item.value("method") or None)
        self._from.show_value(item.value("from"))
        self._to.show_value(item.value("to"))
        self._show_rule(part.shown.grid.get("rule", ""), part.value, is_within=part.is_within)

    def focus_value(self) -> None:
        """Put the cursor into the number."""
        self.value.setFocus()
        self.value.selectAll()

    def _show_rule(self, rule: str, value: str, *, is_within: bool | None) -> None:
        self._offer.setVisible(is_within is False and self._item.verdict != "fail")
        self._rule.setVisible(bool(rule) or bool(value))
        words = rule_words(rule)
        if not rule:
            self._rule.show_state(self.tr("No rule set"), None, Shape.SOON)
        elif is_within is None:
            self._rule.show_state(self.tr("Rule {rule} m").format(rule=words), Tone.GREY, None)
        elif is_within:
            self._rule.show_state(self.tr("Rule {rule} m, met").format(rule=words), None, Shape.DONE)
        else:
            self._rule.show_state(self.tr("Rule {rule} m, not met").format(rule=words), None, Shape.FAILED)

    def _connect(self) -> None:
        self.value.settled.connect(self._on_value)
        self._method.chosen.connect(self._on_method)
        self._from.settled.connect(self._on_from)
        self._to.settled.connect(self._on_to)
        self._offer.clicked.connect(self.fail_asked)

    def _on_value(self, value: str) -> None:
        is_first = not self._item.value("m")
        self._tell("m", value)
        if is_first and value and not self._item.value("from") and self._desk.gate:
            self._tell("from", self._desk.gate)

    def _on_method(self, value: str) -> None:
        self._tell("method", value)

    def _on_from(self, value: str) -> None:
        self._tell("from", value)

    def _on_to(self, value: str) -> None:
        self._tell("to", value)

    def _tell(self, role: str, value: str) -> None:
        self.given.emit(Given(self._item.code, role, value))
