"""What a visit asks, from top to bottom (picture 13)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDateTimeEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gridclient.services.visits import Answer, VisitDraft, VisitSheet, Way
from gridclient.ui.household import words
from gridclient.ui.photos import PhotoPicker
from gridclient.ui.style import theme
from gridclient.ui.style.tokens import LABEL_EN, LABEL_ZH, S6, S8, S12, S16, Tone
from gridclient.ui.widgets.banner import Banner, IconLabel
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.chip import Chip, ChipLine
from gridclient.ui.widgets.choice import Option, Segmented
from gridclient.ui.widgets.column import inset
from gridclient.ui.widgets.flow import FlowLayout
from gridclient.ui.widgets.label import label

_ABSENT: Final = "absent"
_ROOMY: Final = 1.15
"""Above this scale of type there is room only for what has to be there."""
_QUESTION_WIDTH = 142
_FIELD_WIDTH, _TIME_WIDTH = 150, 144


class QuestionRow(QWidget):
    """One thing that is looked at: three answers, and words for a change."""

    changed = Signal()

    def __init__(self, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.code = code
        word = words.question(code)
        self.choice = Segmented(
            [
                Option(Answer.NORMAL, self.tr("Fine"), Tone.GREEN, "check"),
                Option(Answer.CHANGED, self.tr("Changed"), Tone.AMBER, "warning"),
                Option(Answer.UNASKED, self.tr("Not asked"), Tone.GREY),
            ],
            word,
        )
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("What has changed"))
        self.note.setAccessibleName(self.tr("{question}, what has changed").format(question=word))
        self.wrong = label("", "error")
        self.wrong.hide()
        name = label(word)
        name.setFixedWidth(max(round(_QUESTION_WIDTH * theme.current().size.scale), name.sizeHint().width()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        row.addWidget(name)
        row.addWidget(self.choice)
        row.addWidget(self.note, 1)
        row.addWidget(self.wrong)
        row.addStretch(0)
        self.note.hide()
        self.choice.chosen.connect(self._on_chosen)
        self.note.textChanged.connect(self._on_typed)

    def set_answer(self, value: str | None, note: str = "") -> None:
        """Show an answer; says nothing."""
        self.choice.set_value(value)
        self.note.setText(note)
        self.note.setVisible(value == Answer.CHANGED)
        self.wrong.hide()

    def show_wrong(self, sentence: str) -> None:
        """Say what is missing; the cursor goes there."""
        self.wrong.setText(sentence)
        self.wrong.show()
        theme.polish(self.note, invalid="true")
        self.note.setFocus()

    def _on_chosen(self, value: str) -> None:
        self.note.setVisible(value == Answer.CHANGED)
        if value == Answer.CHANGED:
            self.note.setFocus()
        self.changed.emit()

    def _on_typed(self) -> None:
        self.wrong.hide()
        theme.polish(self.note, invalid="false")
        self.changed.emit()


class VisitBody(QWidget):
    """The fields of a visit to one household."""

    changed = Signal()
    report_asked = Signal()

    def __init__(
        self, sheet: VisitSheet, now: datetime, picker: Callable[[], PhotoPicker], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._zone = now.tzinfo
        self._corrects = ""
        self._seen: Mapping[str, object] = {
            "ask_next": sheet.household.ask_next,
            "confirmed_on": sheet.household.confirmed_on,
        }
        self._dismissed: set[str] = set()
        self._offered = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S8)
        self._column.addLayout(self._first_row(now))
        self._asked = [QCheckBox(question) for question in sheet.questions]
        if self._asked:
            self._column.addWidget(self._carried())
        self._rows = [QuestionRow(code, self) for code in sheet.codes]
        self._column.addWidget(self._questions())
        self._offer_place = QVBoxLayout()
        self._column.addLayout(self._offer_place)
        self._column.addLayout(self._note_row())
        self.photos = picker()
        self._column.addLayout(self._labelled(self.tr("Photos"), self.photos))
        self._column.addLayout(self._next_row(now.date()))
        self._connect()

    def draft(self) -> VisitDraft:
        """What is typed."""
        way = self.way.value() or Way.SEEN
        answers = {} if way == _ABSENT else {row.code: row.choice.value() or "" for row in self._rows}
        following = self._next.date()
        return VisitDraft(
            household=self._sheet.line.id,
            visited_at=self._moment().isoformat(),
            way=Way.SEEN if way == _ABSENT else way,
            is_absent=way == _ABSENT,
            asked=tuple(box.text() for box in self._asked if box.isChecked()),
            answers={code: value for code, value in answers.items() if value},
            notes={row.code: row.note.text() for row in self._rows if row.code in answers and row.note.text()},
            text=self._text.toPlainText(),
            next_visit="" if following == self._next.minimumDate() else str(following.toString(Qt.DateFormat.ISODate)),
            ask_next=self._ask.text(),
            seen=dict(self._seen),
            corrects=self._corrects,
        )

    def restore(self, draft: VisitDraft) -> None:
        """Show what was typed before."""
        self._corrects = draft.corrects
        self._seen = draft.seen or self._seen
        if draft.visited_at:
            self._set_time(datetime.fromisoformat(draft.visited_at))
        self.way.set_value(_ABSENT if draft.is_absent else draft.way)
        for box in self._asked:
            box.setChecked(box.text() in draft.asked)
        for row in self._rows:
            row.set_answer(draft.answers.get(row.code), draft.notes.get(row.code, ""))
        self._text.setPlainText(draft.text)
        if draft.next_visit:
            self._next.setDate(QDate.fromString(draft.next_visit, Qt.DateFormat.ISODate))
        self._ask.setText(draft.ask_next)
        self._settle()

    def all_normal(self) -> None:
        """Everything not yet answered is fine (A)."""
        for row in self._rows:
            if row.choice.value() is None:
                row.set_answer(Answer.NORMAL)
        self._on_changed()

    def show_wrong(self, field: str, sentence: str) -> None:
        """Say what is wrong at its field."""
        for row in self._rows:
            if row.code == field:
                row.show_wrong(sentence)
                return
        self._time_wrong.setText(sentence)
        self._time_wrong.show()
        self._time.setFocus()

    def focus_first(self) -> None:
        """Where one begins: at the first thing to answer."""
        if self._asked:
            self._asked[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self._rows:
            self._rows[0].choice.focus_cell()

    def _connect(self) -> None:
        self._time.dateTimeChanged.connect(self._on_changed)
        self.way.chosen.connect(self._on_changed)
        for box in self._asked:
            box.toggled.connect(self._on_changed)
        for row in self._rows:
            row.changed.connect(self._on_changed)
        self._text.textChanged.connect(self._on_changed)
        self._next.dateChanged.connect(self._on_changed)
        self._ask.textChanged.connect(self._on_changed)
        self.photos.changed.connect(self._on_changed)
        self._settle()

    def _first_row(self, now: datetime) -> QGridLayout:
        self._time = QDateTimeEdit()
        self._time.setDisplayFormat(self.tr("d MMM HH:mm"))
        self._time.lineEdit().setTextMargins(S6, 0, 0, 0)
        self._time.setAccessibleName(self.tr("Time of the visit"))
        self._time.setFixedWidth(round(_TIME_WIDTH * theme.current().size.scale))
        self._set_time(now)
        self.way = Segmented(
            [
                Option(Way.SEEN, self.tr("Met them"), icon="check"),
                Option(Way.PHONE, self.tr("By phone"), icon="check"),
                Option(Way.NEIGHBOUR, self.tr("Neighbour"), icon="check"),
                Option(_ABSENT, self.tr("Nobody in"), Tone.AMBER, "check"),
            ],
            self.tr("How"),
        )
        self.way.set_value(Way.SEEN)
        self._time_wrong = label("", "error")
        self._time_wrong.hide()
        self._time_note = label(self.tr("Time can be changed; no track is kept"), "caption")
        self._time_note.setMinimumHeight(theme.current().size.control)
        if theme.current().size.scale > _ROOMY:
            self._time_note.hide()
        holder = QWidget()
        flow = FlowLayout(holder, S12)
        for widget in (self._time, self.way, self._time_note):
            flow.addWidget(widget)
        column = QVBoxLayout()
        column.setSpacing(S6)
        column.addWidget(holder)
        column.addWidget(self._time_wrong)
        return self._labelled(self.tr("Time"), column)

    def _carried(self) -> QFrame:
        frame, inside = inset()
        head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(IconLabel("bookmark-simple", "accent", 16, "fill"))
        head.addWidget(label(self.tr("To ask this time"), "section"))
        head.addStretch(1)
        inside.addLayout(head)
        holder = QWidget()
        flow = FlowLayout(holder, S16)
        for box in self._asked:
            flow.addWidget(box)
        inside.addWidget(holder)
        return frame

    def _questions(self) -> QWidget:
        self._question_part = QWidget()
        column = QVBoxLayout(self._question_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S6)
        self._all = button(self.tr("All fine"), "secondary", "checks")
        self._all.setToolTip(self.tr("A"))
        self._all.clicked.connect(self.all_normal)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Look and ask"), "section"))
        head.addStretch(1)
        head.addWidget(self._all)
        column.addLayout(head)
        for row in self._rows:
            column.addWidget(row)
        return self._question_part

    def _note_row(self) -> QGridLayout:
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("Note"))
        self._text.setFixedHeight(theme.current().size.control + theme.current().size.section)
        holder = QWidget()
        flow = FlowLayout(holder, S6)
        for phrase in words.phrases():
            chip = Chip(ChipLine(phrase, phrase), holder)
            chip.setCheckable(False)
            chip.clicked.connect(self._on_phrase)
            flow.addWidget(chip)
        column = QVBoxLayout()
        column.setSpacing(S6)
        column.addWidget(self._text)
        column.addWidget(holder)
        return self._labelled(self.tr("Note"), column)

    def _next_row(self, today: date) -> QGridLayout:
        self._next = QDateEdit()
        self._next.setCalendarPopup(True)
        self._next.setDisplayFormat(self.tr("d MMM"))
        self._next.setMinimumDate(QDate(today.year, today.month, today.day))
        self._next.setSpecialValueText(self.tr("not set"))
        self._next.setAccessibleName(self.tr("Next visit"))
        self._next.setMinimumWidth(round(_FIELD_WIDTH * theme.current().size.scale))
        following = self._sheet.next_visit
        if following is not None:
            self._next.setDate(QDate(following.year, following.month, following.day))
        self._ask = QLineEdit()
        self._ask.setPlaceholderText(self.tr("What to ask next time"))
        self._ask.setAccessibleName(self.tr("Ask next time"))
        row = QHBoxLayout()
        row.setSpacing(S8)
        row.addWidget(self._next)
        if self._sheet.every:
            row.addWidget(label(words.every(self._sheet.every), "caption"))
        row.addSpacing(S8)
        row.addWidget(label(self.tr("Ask next time"), ink="second"))
        row.addWidget(self._ask, 1)
        return self._labelled(self.tr("Next"), row)

    def _labelled(self, word: str, what: QWidget | QHBoxLayout | QVBoxLayout) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S8)
        name = label(word, ink="second")
        size = theme.current().size
        width = LABEL_ZH if theme.language().startswith("zh") else LABEL_EN
        name.setFixedWidth(max(round(width * size.scale), name.sizeHint().width()))
        name.setMinimumHeight(size.control)
        grid.addWidget(name, 0, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(what, QWidget):
            grid.addWidget(what, 0, 1)
        else:
            grid.addLayout(what, 0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _moment(self) -> datetime:
        day, clock = self._time.date(), self._time.time()
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=self._zone)

    def _set_time(self, at: datetime) -> None:
        here = at.astimezone(self._zone)
        self._time.setDateTime(QDateTime(QDate(here.year, here.month, here.day), QTime(here.hour, here.minute)))

    def _settle(self) -> None:
        """Nobody in, nothing to ask; a change offers the event."""
        self._question_part.setVisible(self.way.value() != _ABSENT)
        self._time_wrong.hide()
        asked = {row.code: row.choice.value() for row in self._rows}
        changed = [code for code, value in asked.items() if value == Answer.CHANGED and code not in self._dismissed]
        wanted = changed[0] if changed and self.way.value() != _ABSENT else ""
        if wanted == self._offered:
            return
        self._offered = wanted
        while (item := self._offer_place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if wanted:
            self._offer_place.addWidget(self._offer(wanted))

    def _offer(self, code: str) -> Banner:
        title = self.tr("“{what}” has changed. Report it as well?").format(what=words.question(code))
        report = button(self.tr("Save and report"))
        report.clicked.connect(self.report_asked)
        is_tight = theme.current().size.scale > _ROOMY
        no = button(self.tr("No") if is_tight else self.tr("No, settled on the spot"), "quiet")
        no.clicked.connect(self._on_dismissed)
        return Banner("megaphone", title, self.tr("The place is carried over."), Tone.AMBER, report, no)

    def _on_dismissed(self) -> None:
        self._dismissed |= {row.code for row in self._rows if row.choice.value() == Answer.CHANGED}
        self._settle()

    def _on_phrase(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            held = self._text.toPlainText().rstrip()
            stop = self.tr(". ")
            self._text.setPlainText(f"{held}{stop if held and not held.endswith(stop.strip()) else ''}{chip.line.word}")

    def _on_changed(self) -> None:
        self._settle()
        self.changed.emit()
