"""One inspection on the landing: its facts, its pair, and the verb that begins or goes on (DOMAIN 0.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.inspections import Entry, InspectionLine, Officer, StartDraft
from gridclient.services.me import Me
from gridclient.ui.forms.row import flowing
from gridclient.ui.inspection.sheet_head import OfficerChip
from gridclient.ui.inspection.words import mode_word, stage_word
from gridclient.ui.page import RecordHere
from gridclient.ui.style.tokens import S8, S12, Tone
from gridclient.ui.when import day, when
from gridclient.ui.widgets.button import button, icon_button
from gridclient.ui.widgets.choice import ChoiceChips, Option
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.facts import Fact, FactGrid
from gridclient.ui.widgets.label import label
from gridclient.ui.widgets.pill import Pill

_DAY = 10
"""Characters of the day in an ISO time."""


class StartCard(Card):
    """The second officer is chosen by certificate; his own word comes with the signature."""

    start_asked = Signal(object)
    """A StartDraft."""
    continue_asked = Signal(str)
    shown = Signal()
    """Another inspection may be shown now."""

    def __init__(self, me: Me, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._me, self._clock = me, clock
        self._entry: Entry | None = None
        self._officers: tuple[Officer, ...] = ()
        self._second = ""
        head = QHBoxLayout()
        head.setSpacing(S12)
        self._name, self._stage = label("", "title"), Pill("", Tone.GREY)
        head.addWidget(self._name)
        head.addWidget(self._stage)
        head.addStretch(1)
        self.history = icon_button("clock-counter-clockwise", self.tr("Who changed what"))
        self.history.setObjectName("history.open")
        head.addWidget(self.history)
        self.body.addLayout(head)
        self._title = label("", ink="second")
        self.body.addWidget(self._title)
        self._facts = FactGrid()
        self.body.addWidget(self._facts)
        self._pair = QWidget()
        self._pair_column = QVBoxLayout(self._pair)
        self._pair_column.setContentsMargins(0, S8, 0, 0)
        self._pair_column.setSpacing(S8)
        self.body.addWidget(self._pair)
        self._why = label("", "second", tone=Tone.AMBER, wrap=True)
        self.body.addWidget(self._why)
        foot = QHBoxLayout()
        self.start = button("", "primary", "clipboard-text")
        self.start.setObjectName("start-inspection")
        self.start.clicked.connect(self.press)
        foot.addWidget(self.start)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def show_entry(self, entry: Entry, officers: Sequence[Officer]) -> None:
        """Show an inspection and who may do it."""
        if self._entry is None or self._entry.line.id != entry.line.id:
            named = [ref.user or "" for ref in entry.line.officers if ref.user != self._me.user]
            self._second = named[0] if named else ""
        self._entry, self._officers = entry, tuple(officers)
        line = entry.line
        self._name.setText(line.subject_name)
        self._title.setText(line.title)
        self._stage.show_state(stage_word(line.stage), Tone.ACCENT if entry.group in {"start", "unfinished"} else None)
        self._facts.show_facts(self._facts_of(entry))
        self._show_pair(entry)
        self._show_verb(entry)
        self.shown.emit()

    def records(self) -> Sequence[RecordHere]:
        """The inspection shown, for its history."""
        entry = self._entry
        return () if entry is None else (RecordHere("inspection", entry.line.id, entry.line.subject_name),)

    @property
    def entry(self) -> Entry | None:
        """The inspection shown."""
        return self._entry

    def retranslate(self) -> None:
        """Say the words again."""
        self.history.setAccessibleName(self.tr("Who changed what"))
        self.history.setToolTip(self.tr("Who changed what (F3)"))
        if self._entry is not None:
            self.show_entry(self._entry, self._officers)

    def press(self) -> bool:
        """Begin or go on; False where neither can be done."""
        entry = self._entry
        if entry is None or not self.start.isVisibleTo(self) or not self.start.isEnabled():
            return False
        if entry.group == "unfinished":
            self.continue_asked.emit(entry.line.id)
        else:
            self.start_asked.emit(StartDraft(entry.line.id, self._second, entry.line.gate))
        return True

    def _facts_of(self, entry: Entry) -> list[Fact]:
        line = entry.line
        facts = [
            Fact(self.tr("Mode"), mode_word(line.mode)),
            Fact(self.tr("Gate"), line.gate),
            Fact(self.tr("Period"), line.period),
            Fact(self.tr("Planned"), self._day(line.planned_for)),
            Fact(self.tr("Started"), self._moment(line.started_at)),
            Fact(self.tr("Finished"), self._moment(line.finished_at)),
        ]
        if entry.group == "unfinished" and entry.total:
            facts.append(Fact(self.tr("Answered"), f"{entry.answered} / {entry.total}"))
        if line.finished_at:
            failed = line.fail_count or 0
            facts.append(Fact(self.tr("Items"), str(line.item_count or 0)))
            facts.append(Fact(self.tr("Failed"), str(failed), Tone.RED if failed else None))
        if line.officers:
            facts.append(Fact(self.tr("Officers"), " ".join(ref.name or "" for ref in line.officers)))
        return [fact for fact in facts if fact.value]

    def _show_pair(self, entry: Entry) -> None:
        while (taken := self._pair_column.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._pair.setVisible(entry.group == "start")
        if entry.group != "start":
            return
        self._pair_column.addWidget(flowing(*(OfficerChip(officer) for officer in self._chosen())))
        others = [officer for officer in self._officers if officer.user != self._me.user]
        if len(others) > 1 or (others and not self._second):
            self._pair_column.addWidget(label(self.tr("Second officer"), ink="second"))
            options = [Option(officer.user, officer.name) for officer in others]
            second = ChoiceChips(options, self.tr("Second officer"))
            second.setObjectName("second-officer")
            second.set_value(self._second or None)
            second.chosen.connect(self._on_second)
            self._pair_column.addWidget(second)

    def _chosen(self) -> list[Officer]:
        wanted = (self._me.user, self._second)
        return [officer for user in wanted for officer in self._officers if officer.user == user]

    def _show_verb(self, entry: Entry) -> None:
        why = self._obstacle(entry.line) if entry.group == "start" else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.start.setVisible(entry.group in {"start", "unfinished"})
        self.start.setEnabled(not why)
        if entry.group == "unfinished":
            left = entry.total - entry.answered
            self.start.setText(self.tr("Go on, {n} to go").format(n=left) if entry.total else self.tr("Go on"))
        else:
            self.start.setText(self.tr("Start inspection"))

    def _obstacle(self, line: InspectionLine) -> str:
        if not any(ref.user == self._me.user for ref in line.officers):
            return self.tr("You are not named in this inspection")
        pair = self._chosen()
        users = {officer.user for officer in pair}
        if self._me.user not in users:
            return self.tr("Your certificate is not on this PC; sync once")
        if len(pair) < 2:
            return self.tr("An inspection needs two officers; choose the second")
        late = [officer for officer in pair if officer.standing == "expired"]
        if late:
            return self.tr("The certificate of {name} expired on {day}").format(name=late[0].name, day=late[0].valid_to)
        return ""

    def _on_second(self, user: str) -> None:
        self._second = user
        if self._entry is not None:
            self.show_entry(self._entry, self._officers)

    def _day(self, text: str) -> str:
        return day(date.fromisoformat(text[:_DAY]), self._clock.now().date()) if text else ""

    def _moment(self, text: str) -> str:
        return when(datetime.fromisoformat(text), self._clock.now()) if text else ""
