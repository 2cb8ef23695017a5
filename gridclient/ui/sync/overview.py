"""What the page of sync shows: state, what to decide, what was refused, what waits, packages, the last rounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.base.status import Link
from gridclient.services.conflicts import Conflict, Conflicts
from gridclient.services.outgoing import Outgoing, ParkedEntry, SyncFacts, WaitingItem
from gridclient.services.packages import PackageRead, Packages
from gridclient.services.saved import Saved
from gridclient.sync.syncing import Standing
from gridclient.ui.page import Changed
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style.tokens import S12, S16
from gridclient.ui.sync.cards import CalmCard, RoundsCard, WaitingCard
from gridclient.ui.sync.conflict_card import Chosen, ConflictCard
from gridclient.ui.sync.doubt_card import DoubtCard
from gridclient.ui.sync.notice_cards import NoticeCards
from gridclient.ui.sync.opening import goto_of
from gridclient.ui.sync.package_card import PackageCard
from gridclient.ui.sync.parked_card import ParkedCard
from gridclient.ui.sync.state_card import StateCard
from gridclient.ui.widgets.column import ScrollColumn

_RIGHT, _RIGHT_NARROW = 372, 280
"""Widths of the right column: of three panes, and of two."""
_TWO = 2


class Stands(Protocol):
    """Says how it stands with the centre."""

    def standing(self) -> Standing:
        """Give it as of now; cheap."""
        ...


class Overview(QWidget):
    """Everything on it is computed, nothing remembered."""

    asked = Signal()
    """The person wants a round now."""
    told = Signal()
    """Something was read or put away: what stands at the foot and on the rail is to be counted anew."""
    wrote = Signal(object)
    """A Changed."""
    taken = Signal(object)
    """A PackageRead: what the centre orders in a reply is carried out by whoever opened the records."""
    goto = Signal(object)
    line_said = Signal(str)

    def __init__(
        self,
        runner: TaskRunner,
        outgoing: Outgoing,
        conflicts: Conflicts,
        syncing: Stands,
        packages: Packages,
        clock: Clock,
        who: str,
    ) -> None:
        """Take what it reads."""
        super().__init__()
        self._runner = runner
        self._outgoing, self._conflicts, self._syncing, self._clock = outgoing, conflicts, syncing, clock
        self._facts: SyncFacts | None = None
        self._cards: list[ConflictCard | DoubtCard] = []
        self.state = StateCard(clock)
        self.package = PackageCard(runner, packages, clock)
        self._notices = NoticeCards(clock)
        self._parked = ParkedCard(runner, outgoing, clock, who)
        self._waiting, self._rounds = WaitingCard(clock), RoundsCard(clock)
        self._calm = CalmCard()
        self._beside = (self._waiting, self.package, self._rounds)
        self.left = ScrollColumn((0, 0, 0, 0))
        self.right = ScrollColumn((0, 0, 0, 0))
        self._lay_out()
        self._connect()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._focus_conflict)

    def reload(self) -> None:
        """Read conflicts and facts."""
        self.package.reload()
        self._runner.read(self, lambda: (self._outgoing.facts(), self._conflicts.open()), self._on_read, latest="sync")

    def retranslate(self) -> None:
        """Say every word again."""
        for card in (self.state, self._parked, self._notices, self._calm, *self._beside):
            card.retranslate()
        if self._facts is not None:
            self._show_conflicts([card.conflict for card in self._cards])
            self._show_facts(self._facts)

    def set_width_class(self, panes: int) -> None:
        """The right column narrows with the window; in the narrowest its cards stand below the others."""
        column = self.left if panes < _TWO else self.right
        for card in self._beside:
            column.body.insertWidget(column.body.count() - 1, card)
        self.right.setVisible(panes >= _TWO)
        self.right.setFixedWidth(_RIGHT if panes > _TWO else _RIGHT_NARROW)
        self.state.set_narrow(panes <= _TWO)

    def press(self) -> bool:
        """Decide the conflict the focus is in, else the first one that has a choice."""
        cards = [card for card in self._cards if card.isAncestorOf(self.focusWidget() or self)] + self._cards
        return any(card.press() for card in cards)

    def focus(self, record: str = "") -> None:
        """Put the focus on the conflict of a record, or soon on the first: nothing hidden takes the focus."""
        found = next((card for card in self._cards if card.conflict.record == record), None)
        if found is not None:
            found.focus_first()
        elif not record:
            self._soon.start()

    def look(self) -> None:
        """Say how it stands now."""
        if self._facts is not None:
            standing = self._syncing.standing()
            self.state.show_state(standing, self._facts)
            is_whole = standing.link is Link.ONLINE and standing.report is not None and standing.report.in_step
            self._notices.show_notices(self._facts.notices, is_whole=is_whole)

    def _focus_conflict(self) -> None:
        if self._cards and self.isVisible():
            self._cards[0].focus_first()

    # reading

    def _on_read(self, read: tuple[SyncFacts, tuple[Conflict, ...]]) -> None:
        facts, conflicts = read
        if [card.conflict for card in self._cards] != list(conflicts):
            had_focus = not self._cards or any(card.isAncestorOf(self.focusWidget() or self) for card in self._cards)
            self._show_conflicts(conflicts, self._cards)
            if had_focus and self._cards:
                self._soon.start()
        self._show_facts(facts)

    def _show_conflicts(self, conflicts: Sequence[Conflict], kept: Sequence[ConflictCard | DoubtCard] = ()) -> None:
        """Show a card for each; of those that stand as they did, the cards in `kept` stay with what was chosen."""
        same = {card.conflict.record: card for card in kept if card.conflict in conflicts}
        for card in self._cards:
            self.left.body.removeWidget(card)
            if card not in same.values():
                card.hide()
                card.deleteLater()
        self._cards = [same.get(each.record) or self._card(each) for each in conflicts]
        for place, card in enumerate(self._cards, 1):
            self.left.body.insertWidget(place, card)

    def _card(self, conflict: Conflict) -> ConflictCard | DoubtCard:
        kind = DoubtCard if conflict.is_doubt else ConflictCard
        card = kind(conflict, self._clock.now())
        card.decided.connect(self._on_decided)
        card.open_asked.connect(self._on_open_conflict)
        return card

    def _show_facts(self, facts: SyncFacts) -> None:
        self._facts = facts
        self._parked.show_entries(facts.parked)
        self._calm.setVisible(not self._cards and not facts.parked)
        self._waiting.show_facts(facts)
        self._rounds.show_lines(facts.rounds)
        self.look()

    # verbs

    def _on_decided(self, chosen: Chosen) -> None:
        self._runner.write(
            self,
            lambda _progress: self._conflicts.resolve(chosen.conflict, chosen.choices),
            self._on_saved,
            failed=self._on_not_decided,
        )

    def _on_saved(self, saved: Saved) -> None:
        said = self.tr("Decided. The other value stays in history")
        self.wrote.emit(Changed(saved.changes, None, said, undoable=True))
        self.reload()

    def _on_not_decided(self, error: Exception) -> None:
        self._runner.tell(error, self)
        self.reload()

    def _on_resent(self) -> None:
        self.reload()
        self.asked.emit()

    def _on_taken(self, read: PackageRead) -> None:
        self.wrote.emit(Changed(read.changes, None))
        self._on_told()
        self.taken.emit(read)

    def _on_seen(self, notice: str) -> None:
        self._runner.write(self, lambda _progress: self._outgoing.seen(notice), self._on_told)

    def _on_told(self, _none: object = None) -> None:
        self.reload()
        self.told.emit()

    def _on_open(self, entry: ParkedEntry | WaitingItem) -> None:
        self._go(entry.kind, entry.record)

    def _on_open_conflict(self, conflict: Conflict) -> None:
        self._go(*conflict.page_of)

    def _go(self, kind: str, record: str) -> None:
        where = goto_of(kind, record)
        if where is not None:
            self.goto.emit(where)

    def _connect(self) -> None:
        self.state.asked.connect(self.asked)
        self.state.export_asked.connect(self.package.write)
        self.state.import_asked.connect(self.package.read)
        self.package.taken.connect(self._on_taken)
        self.package.written.connect(self.told)
        self._parked.resent.connect(self._on_resent)
        self._parked.hidden.connect(self._on_told)
        self._parked.open_asked.connect(self._on_open)
        self._parked.line_said.connect(self.line_said)
        self._waiting.open_asked.connect(self._on_open)
        self._notices.seen.connect(self._on_seen)

    def _lay_out(self) -> None:
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(S12)
        body.addWidget(self.state)
        columns = QHBoxLayout()
        columns.setSpacing(S16)
        for shown in (self._notices, self._parked, self._calm):
            self.left.body.addWidget(shown)
        self.left.body.addStretch(1)
        for card in self._beside:
            self.right.body.addWidget(card)
        self.right.body.addStretch(1)
        self.right.setFixedWidth(_RIGHT)
        columns.addWidget(self.left, 1)
        columns.addWidget(self.right)
        body.addLayout(columns, 1)
