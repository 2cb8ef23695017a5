"""One item of a checklist as a card: code, text, basis, the three-way answer, and what the answer unfolds (UI 4)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.services.filling import FAIL, FOUND, NOT_APPLICABLE, PASS, ItemState
from gridclient.ui.inspection.distance import MeasuredDistance
from gridclient.ui.inspection.failed import FailedPart
from gridclient.ui.inspection.given import VERDICT, Desk, Given, Pictured
from gridclient.ui.inspection.pictures import PartPhotos
from gridclient.ui.inspection.values import ItemValues
from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import S2, S12, Tone
from gridclient.ui.widgets.choice import Option, Segmented
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.label import label

_CODE = 40


class AnswerRow(Card):
    """Keys: ↑ ↓ item, 1 2 3 answer, Enter unfold, N note, P photo, M measure, Ctrl+↓ next section."""

    given = Signal(object)
    """A Given."""
    pictured = Signal(object)
    """A Pictured."""
    step_asked = Signal(int)
    """To the item before (-1) or after (1)."""
    section_asked = Signal(int)
    """To the section before (-1) or after (1)."""

    def __init__(self, item: ItemState, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self.item = item
        self.setObjectName(f"item-{item.code}")
        self._distance: MeasuredDistance | None = None
        self._values: ItemValues | None = None
        self.failed: FailedPart | None = None
        self.proof: PartPhotos | None = None
        """The photos an item asks although it did not fail (拍照 必拍)."""
        self._shows_distance = False
        self._answer = Segmented(self._options(item), say(item.code, item.text))
        self._answer.setObjectName(f"answer-{item.code}")
        self._answer.chosen.connect(self._on_chosen)
        self._lay_out(item)
        self.show_item(item)

    @property
    def distance(self) -> MeasuredDistance | None:
        """The measured distance, where the item has one that is shown."""
        return self._distance

    def show_item(self, item: ItemState) -> None:
        """Show the item as it is answered now."""
        self.item = item
        self._answer.setVisible(item.has_verdict)
        self._answer.set_value(item.verdict or None)
        word = next((option.word for option in self._options(item) if option.value == item.verdict), "")
        self.setAccessibleName(say(item.code, item.text, word))
        self.set_tone(Tone.RED if item.verdict == FAIL else None)
        self._show_distance(item)
        if self._values is None and ItemValues.has_any(item):
            self._values = ItemValues(item, self._desk, self)
            self._values.given.connect(self.given)
            self._values.pictured.connect(self.pictured)
            self._below.addWidget(self._values)
        if self._values is not None:
            self._values.show_item(item)
        self._show_failed(item)
        self._show_proof(item)

    def focus_answer(self) -> None:
        """Put the focus on the answer, or on the first value of an item without a verdict."""
        if self.item.has_verdict:
            self._answer.focus_cell()
        elif self._values is not None:
            self._values.focus_first()
        elif self._distance is not None:
            self._distance.value.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_gap(self) -> None:
        """Put the focus where the item still lacks something."""
        if self.item.verdict == FAIL and self.item.missing and self.failed is not None:
            self.failed.focus_first_gap()
        elif self.proof is not None and self.proof.isVisibleTo(self) and self.item.missing:
            self.proof.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.item.verdict and self.item.missing and self._values is not None:
            self._values.focus_first()
        else:
            self.focus_answer()

    def settle(self) -> None:
        """Tell everything typed at once."""
        for part in (self._values, self.failed):
            if part is not None:
                part.settle()
        if self._distance is not None:
            self._distance.value.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of an item; letters come here only from outside of text fields."""
        key, plain = event.key(), event.modifiers() in {
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        }  # fmt: skip
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.section_asked.emit(step)
        elif step is not None:
            self.step_asked.emit(step)
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._unfold()
        elif plain and key == Qt.Key.Key_M:
            self._measure()
        elif plain and key == Qt.Key.Key_N and self.failed is not None:
            self.failed.finding.setFocus(Qt.FocusReason.TabFocusReason)
        elif plain and key == Qt.Key.Key_P and self.item.verdict == FAIL and self.failed is not None:
            self.failed.focus_photos()
        elif plain and key == Qt.Key.Key_P and self.proof is not None:
            self.proof.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    # within

    def _lay_out(self, item: ItemState) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        code = label(item.code, "section", ink="third")
        code.setFixedWidth(round(_CODE * theme.current().size.scale))
        top.addWidget(code, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(S2)
        words.addWidget(label(item.text, wrap=True))
        for note in (item.basis, self._hint(item)):
            if note:
                words.addWidget(label(note, "caption", wrap=True))
        top.addLayout(words, 1)
        top.addSpacing(S12)
        top.addWidget(self._answer, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(top)
        self._below = QVBoxLayout()
        self._below.setSpacing(S12)
        self.body.addLayout(self._below)

    @staticmethod
    def _hint(item: ItemState) -> str:
        return next((part.shown.hint for part in item.parts if part.shown.hint), "")

    def _options(self, item: ItemState) -> list[Option]:
        looks = {PASS: (Tone.GREEN, "check"), FAIL: (Tone.RED, "x"), NOT_APPLICABLE: (Tone.GREY, None)}
        verdict = item.part(VERDICT)
        offers = () if verdict is None else verdict.shown.choices
        return [Option(offer.value, offer.label, *looks.get(offer.value, (Tone.ACCENT, None))) for offer in offers] or [
            Option(PASS, "")
        ]

    def _show_distance(self, item: ItemState) -> None:
        part = item.part("m")
        known = part is not None and (part.value or part.shown.grid.get("rule") or not item.has_verdict)
        if part is not None and (known or self._shows_distance) and self._distance is None:
            self._distance = MeasuredDistance(item, self._desk, self)
            self._distance.given.connect(self.given)
            self._distance.fail_asked.connect(self._on_fail_asked)
            self._below.insertWidget(0, self._distance)
        if self._distance is not None:
            self._distance.show_item(item)

    def _show_failed(self, item: ItemState) -> None:
        if item.verdict == FAIL and self.failed is None:
            self.failed = FailedPart(item, self._desk, self)
            self.failed.given.connect(self.given)
            self.failed.pictured.connect(self.pictured)
            self._below.addWidget(self.failed)
        if self.failed is not None:
            self.failed.setVisible(item.verdict == FAIL)
            if item.verdict == FAIL:
                self.failed.show_item(item)

    def _show_proof(self, item: ItemState) -> None:
        asks = item.verdict != FAIL and item.part(FOUND) is not None
        if asks and self.proof is None:
            self.proof = PartPhotos(self._desk, item.code, FOUND, sum(part.role == FOUND for part in item.parts))
            self.proof.changed.connect(self._on_proof)
            self._below.addWidget(self.proof)
        if self.proof is not None:
            self.proof.setVisible(asks)
            if asks:
                self.proof.show_kept()

    def _on_proof(self) -> None:
        if self.proof is not None:
            self.pictured.emit(Pictured(self.item.code, FOUND, self.proof.photos))

    def _unfold(self) -> None:
        if self.item.verdict == FAIL and self.failed is not None:
            self.failed.focus_first_gap()
        elif self.item.part("m") is not None:
            self._measure()
        elif self._values is not None:
            self._values.focus_first()

    def _measure(self) -> None:
        if self.item.part("m") is None:
            return
        self._shows_distance = True
        self._show_distance(self.item)
        if self._distance is not None:
            self._distance.focus_value()

    def _on_chosen(self, value: str) -> None:
        if value != self.item.verdict:
            self.given.emit(Given(self.item.code, VERDICT, value))

    def _on_fail_asked(self) -> None:
        self._on_chosen(FAIL)
