"""What a failed item asks: finding, photos, severity, measure, due date, responsible person, referral (DOMAIN 4.1)."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gridclient.services.filling import AFTER, FOUND, ON_SITE, REFERRED, ItemState
from gridclient.ui.forms.field import DateLine, SettlingLine, SettlingText
from gridclient.ui.forms.row import flowing, together
from gridclient.ui.inspection.given import Desk, Given, Pictured
from gridclient.ui.inspection.pictures import PartPhotos
from gridclient.ui.spoken import say
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import LABEL_EN, LABEL_ZH, S8
from gridclient.ui.when import day
from gridclient.ui.widgets.button import icon_button
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridclient.ui.widgets.label import label, separator

_DUE, _PARTY = 132, 232
_MOST = 5


class FailedPart(QWidget):
    """Unfolds under an item that failed; what the template says stands there already."""

    given = Signal(object)
    """A Given."""
    pictured = Signal(object)
    """A Pictured."""

    def __init__(self, item: ItemState, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item, self._desk = item, desk
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(S8)
        self._rows.addWidget(separator())
        self.finding = SettlingText(say(item.code, self.tr("Finding")))
        self.finding.setObjectName(f"finding-{item.code}")
        self.photos = self._picker(FOUND)
        self.after: PartPhotos | None = None
        self._severity = self._choice("severity", self.tr("Severity"))
        self._measure = self._choice("measure", self.tr("Measure"))
        self.due = DateLine(say(item.code, self.tr("Due")), desk.today, width=_DUE)
        self.due.setObjectName(f"due-{item.code}")
        self.party = SettlingLine(say(item.code, self.tr("Responsible person")), width=_PARTY)
        self.party.setPlaceholderText(self.tr("Name, title, phone"))
        self._refer = label("", "second")
        self._due_words = label("", "caption")
        self._lay_out()
        self.finding.settled.connect(self._on_finding)
        self.due.settled.connect(self._on_due)
        self.party.settled.connect(self._on_party)
        self.show_item(item)

    def show_item(self, item: ItemState) -> None:
        """Show the answers of the item."""
        self._item = item
        self.finding.show_value(item.value("finding"))
        self.photos.show_kept()
        self._severity.set_value(item.value("severity") or None)
        measure = item.value("measure")
        self._measure.set_value(measure or None)
        if measure == ON_SITE and self.after is None:
            self.after = self._picker(AFTER)
            self._after_line.insertWidget(0, self.after)
        self._after_row.setVisible(measure == ON_SITE)
        has_due = item.part("due") is not None
        for widget in (self.due, self._due_label, self._due_words):
            widget.setVisible(has_due)
        self.due.show_value(item.value("due"))
        self._due_words.setText(self._due_sentence(item.value("due")))
        self.party.show_value(item.value("party"))
        self._refer.setText(self.tr("Handed over to {unit}").format(unit=item.refer) if item.refer else "")
        self._referred.setVisible(measure == REFERRED and bool(item.refer))
        self._hint.setText(self.tr("A re-check is made for you when it is due") if measure not in {ON_SITE, ""} else "")
        self._say_gaps(item)

    def focus_first_gap(self) -> None:
        """Put the cursor where something is missing: the finding, then the photo."""
        reasons = [gap.role for gap in self._item.missing]
        if FOUND in reasons and "finding" not in reasons:
            self.photos.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.after is not None and AFTER in reasons and "finding" not in reasons:
            self.after.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finding.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_photos(self) -> None:
        """P: to the photos."""
        self.photos.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Tell everything typed at once."""
        for field in (self.finding, self.due, self.party):
            field.settle()

    # layout

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addWidget(self.finding, 1)
        phrases = self._desk.phrases.get(self._item.code, ())
        if phrases:
            row.addWidget(self._phrases(phrases), alignment=Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(self._line(self.tr("Finding"), row))
        self._photo_hint = label("", "caption", wrap=True)
        self._rows.addWidget(self._line(self.tr("Photos"), self._beside(self.photos, self._photo_hint)))
        self._after_hint = label(self.tr("Put right on the spot: a photo of it as it is now"), "caption", wrap=True)
        self._after_line = QHBoxLayout()
        self._after_line.setSpacing(S8)
        self._after_line.addWidget(self._after_hint, 1, Qt.AlignmentFlag.AlignTop)
        self._after_row = self._line(self.tr("After"), self._after_line)
        self._rows.addWidget(self._after_row)
        measure = together(label(self.tr("Measure"), ink="second"), self._measure)
        choices = QHBoxLayout()
        self._referred = together(self._refer)
        choices.addWidget(flowing(together(self._severity), measure, self._referred))
        self._rows.addWidget(self._line(self.tr("Severity"), choices))
        self._due_label = self._name(self.tr("Due"))
        due = together(self._due_label, self.due, self._due_words)
        party = together(label(self.tr("Person"), ink="second"), self.party)
        self._hint = label("", "caption")
        self._rows.addWidget(flowing(due, party, together(self._hint)))

    def _line(self, words: str, content: QHBoxLayout) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        row.addWidget(self._name(words), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(content, 1)
        return made

    @staticmethod
    def _name(words: str) -> QWidget:
        name = label(words, ink="second")
        size = theme.current().size
        width = LABEL_ZH if theme.language().startswith("zh") else LABEL_EN
        name.setFixedWidth(max(round(width * size.scale), name.sizeHint().width()))
        name.setMinimumHeight(size.control)
        return name

    @staticmethod
    def _beside(picker: QWidget, hint: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addWidget(picker)
        row.addWidget(hint, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _picker(self, role: str) -> PartPhotos:
        most = sum(part.role == role for part in self._item.parts) or (1 if role == AFTER else _MOST)
        picker = PartPhotos(self._desk, self._item.code, role, most)
        picker.changed.connect(self._on_after if role == AFTER else self._on_photos)
        return picker

    def _choice(self, role: str, spoken: str) -> ChoiceChips:
        part = self._item.part(role)
        offers = () if part is None else part.shown.choices
        made = ChoiceChips([Option(offer.value, offer.label) for offer in offers], say(self._item.code, spoken))
        made.setObjectName(f"{role}-{self._item.code}")
        made.chosen.connect(self._on_severity if role == "severity" else self._on_measure)
        return made

    def _phrases(self, phrases: tuple[str, ...]) -> QWidget:
        menu = QMenu(self)
        for phrase in phrases:
            action = QAction(phrase, menu)
            action.triggered.connect(self._on_phrase)
            menu.addAction(action)
        opener = icon_button("clock-counter-clockwise", self.tr("Found before"))
        opener.setMenu(menu)
        return opener

    # words

    def _say_gaps(self, item: ItemState) -> None:
        wanted = {gap.role for gap in item.missing}
        theme.polish(self.finding, invalid="true" if "finding" in wanted and self.finding.value else "false")
        left = _MOST - len(item.photos)
        if FOUND in wanted:
            self._photo_hint.setText(self.tr("At least 1, up to {n}. The original is kept").format(n=_MOST))
        else:
            self._photo_hint.setText(self.tr("The original is kept. {n} more can be added").format(n=left))

    def _due_sentence(self, due: str) -> str:
        try:
            last = dt.date.fromisoformat(due)
        except ValueError:
            return ""
        days = (last - self._desk.today).days
        if days == 0:
            return self.tr("today")
        return self.tr("within {n} days, by {day}").format(n=days, day=day(last, self._desk.today))

    # what a person does

    def _tell(self, role: str, value: str) -> None:
        self.given.emit(Given(self._item.code, role, value))

    def _on_finding(self, value: str) -> None:
        self._tell("finding", value)

    def _on_due(self, value: str) -> None:
        self._tell("due", value)

    def _on_party(self, value: str) -> None:
        self._tell("party", value)

    def _on_severity(self, value: str) -> None:
        self._tell("severity", value)

    def _on_measure(self, value: str) -> None:
        self._tell("measure", value)

    def _on_phrase(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.finding.setPlainText(action.text())
            self.finding.settle()

    def _on_photos(self) -> None:
        self.pictured.emit(Pictured(self._item.code, FOUND, self.photos.photos))

    def _on_after(self) -> None:
        if self.after is not None:
            self.pictured.emit(Pictured(self._item.code, AFTER, self.after.photos))
