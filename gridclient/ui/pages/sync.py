"""同步: what waits, what both sides changed, what was refused, how the last rounds went (UI "Sync")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.base.status import Link
from gridclient.services.conflicts import Conflict, Conflicts
from gridclient.services.outgoing import Outgoing, ParkedEntry, SyncFacts, WaitingItem
from gridclient.services.saved import Saved
from gridclient.sync.syncing import Standing
from gridclient.ui.page import Changed, Page
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style.tokens import S12, S16, S24
from gridclient.ui.sync.cards import CalmCard, RoundsCard, WaitingCard
from gridclient.ui.sync.conflict_card import Chosen, ConflictCard
from gridclient.ui.sync.notice_cards import NoticeCards
from gridclient.ui.sync.opening import goto_of
from gridclient.ui.sync.parked_card import ParkedCard
from gridclient.ui.sync.state_card import StateCard
from gridclient.ui.widgets.column import ScrollColumn
from gridclient.ui.widgets.label import label
from gridcore.kinds import KINDS

_LOOK = 1000
"""Milliseconds between two looks at the standing, while the page is shown."""
_RIGHT, _RIGHT_NARROW = 372, 280
"""Widths of the right column: of three panes, and of two."""
_TWO = 2


class Stands(Protocol):
    """Says how it stands with the centre."""

    def standing(self) -> Standing:
        """Give it as of now; cheap."""
        ...


class SyncPage(Page):
    """The page of the honest surface: everything on it is computed, nothing remembered."""

    name = "sync"
    icon = "arrows-clockwise"
    reads = frozenset(KINDS)

    asked = Signal()
    """The person wants a round now."""
    told = Signal()
    """Something was read or put away: what stands at the foot and on the rail is to be counted anew."""

    def __init__(
        self,
        runner: TaskRunner,
        outgoing: Outgoing,
        conflicts: Conflicts,
        syncing: Stands,
        clock: Clock,
        who: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Take what it reads; `who` stands in files this page writes."""
        super().__init__(runner, parent)
        self._who = who
        self._outgoing, self._conflicts, self._syncing, self._clock = outgoing, conflicts, syncing, clock
        self._facts: SyncFacts | None = None
        self._cards: list[ConflictCard] = []
        self._title = label("", "title")
        self._state = StateCard(clock)
        self._parked = ParkedCard(clock)
        self._waiting, self._rounds = WaitingCard(clock), RoundsCard(clock)
        self._notices = NoticeCards(clock)
        self._calm = CalmCard()
        self._left = ScrollColumn((0, 0, 0, 0))
        self._right = ScrollColumn((0, 0, 0, 0))
        self._lay_out()
        self._state.asked.connect(self.asked)
        self._parked.resend_asked.connect(self._on_resend)
        self._parked.hide_asked.connect(self._on_hide)
        self._parked.open_asked.connect(self._on_open)
        self._parked.export_asked.connect(self._on_export)
        self._waiting.open_asked.connect(self._on_open)
        self._notices.seen.connect(self._on_seen)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._focus_conflict)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._on_look)
        self.retranslate()

    def title(self) -> str:
        """The word on the rail."""
        return self.tr("Sync")

    @property
    def state_words(self) -> tuple[str, str]:
        """What the state card says."""
        return self._state.words

    @property
    def age_words(self) -> str:
        """What the state card says of the age of the data."""
        return self._state.age

    def regions(self) -> Sequence[QWidget]:
        """State, conflicts, what waits."""
        return (self._state, self._left, self._right)

    def reload(self) -> None:
        """Read conflicts and facts."""
        self._runner.read(self, lambda: (self._outgoing.facts(), self._conflicts.open()), self._on_read, latest="sync")

    def retranslate(self) -> None:
        """Say every word again."""
        self._title.setText(self.title())
        self._state.retranslate()
        self._parked.retranslate()
        self._notices.retranslate()
        self._calm.retranslate()
        self._waiting.retranslate()
        self._rounds.retranslate()
        if self._facts is not None:
            self._show_conflicts([card.conflict for card in self._cards])
            self._show_facts(self._facts)

    def set_width_class(self, panes: int) -> None:
        """The right column narrows with the window; in the narrowest its cards stand below the others."""
        column = self._left if panes < _TWO else self._right
        for card in (self._waiting, self._rounds):
            column.body.insertWidget(column.body.count() - 1, card)
        self._right.setVisible(panes >= _TWO)
        self._right.setFixedWidth(_RIGHT if panes > 2 else _RIGHT_NARROW)
        self._state.set_narrow(panes <= 2)

    def press_primary(self) -> bool:
        """Ctrl+Enter: decide the conflict the focus is in, else the first one that has a choice."""
        cards = [card for card in self._cards if card.isAncestorOf(self.focusWidget() or self)] + self._cards
        return any(card.press() for card in cards)

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - as the base
        """Put the focus on the conflict of a record."""
        del verb
        for card in self._cards:
            if card.conflict.record == id:
                card.focus_first()

    def showEvent(self, event: object) -> None:
        """Look at the standing while shown; the first conflict has the focus."""
        self._timer.start()
        self._soon.start()
        self._on_look()
        super().showEvent(event)  # type: ignore[arg-type] # handed on as it came

    def _focus_conflict(self) -> None:
        """Put the focus on the first conflict; once its card is laid out, for nothing hidden takes the focus."""
        if self._cards and self.isVisible():
            self._cards[0].focus_first()

    def hideEvent(self, event: object) -> None:
        """Stop looking."""
        self._timer.stop()
        super().hideEvent(event)  # type: ignore[arg-type] # handed on as it came

    # reading

    def _on_read(self, read: tuple[SyncFacts, tuple[Conflict, ...]]) -> None:
        facts, conflicts = read
        if [card.conflict for card in self._cards] != list(conflicts):
            had_focus = not self._cards or any(card.isAncestorOf(self.focusWidget() or self) for card in self._cards)
            self._show_conflicts(conflicts)
            if had_focus and self._cards:
                self._soon.start()
        self._show_facts(facts)

    def _show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        for card in self._cards:
            self._left.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [ConflictCard(conflict, self._clock.now()) for conflict in conflicts]
        for place, card in enumerate(self._cards):
            card.decided.connect(self._on_decided)
            card.open_asked.connect(self._on_open_conflict)
            self._left.body.insertWidget(place + 1, card)

    def _show_facts(self, facts: SyncFacts) -> None:
        self._facts = facts
        self._parked.show_entries(facts.parked)
        self._calm.setVisible(not self._cards and not facts.parked)
        self._waiting.show_facts(facts)
        self._rounds.show_lines(facts.rounds)
        self._on_look()

    def _on_look(self) -> None:
        if self._facts is not None:
            standing: Standing = self._syncing.standing()
            self._state.show_state(standing, self._facts)
            is_whole = standing.link is Link.ONLINE and standing.report is not None and standing.report.in_step
            self._notices.show_notices(self._facts.notices, is_whole=is_whole)

    # verbs

    def _on_decided(self, chosen: Chosen) -> None:
        self._runner.write(
            self, lambda _progress: self._conflicts.resolve(chosen.conflict, chosen.choices), self._on_saved
        )

    def _on_saved(self, saved: Saved) -> None:
        self.changed.emit(
            Changed(saved.changes, self, self.tr("Decided. The other value stays in history"), undoable=True)
        )
        self.reload()

    def _on_resend(self, tx: str) -> None:
        self._runner.write(self, lambda _progress: self._outgoing.resend(tx), self._on_resent)

    def _on_resent(self, changes: object) -> None:
        del changes
        self.reload()
        self.asked.emit()

    def _on_hide(self, tx: str) -> None:
        self._runner.write(self, lambda _progress: self._outgoing.hide(tx), self._on_told)

    def _on_seen(self, notice: str) -> None:
        self._runner.write(self, lambda _progress: self._outgoing.seen(notice), self._on_told)

    def _on_told(self, _none: None) -> None:
        self.reload()
        self.told.emit()

    def _on_open(self, entry: ParkedEntry | WaitingItem) -> None:
        self._go(entry.kind, entry.record)

    def _on_open_conflict(self, conflict: Conflict) -> None:
        self._go(conflict.kind, conflict.record)

    def _go(self, kind: str, record: str) -> None:
        where = goto_of(kind, record)
        if where is not None:
            self.goto.emit(where)

    def _on_export(self) -> None:
        """Save refused work to a file the person names."""
        entries = self._facts.parked if self._facts is not None else ()
        name = self.tr("Set aside {day}").format(day=f"{self._clock.now():%Y-%m-%d}") + ".zip"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save what was set aside"), name, "ZIP (*.zip)")
        if chosen:
            text, txs = self._parked.text_of(entries, self._who), [entry.tx for entry in entries]
            work = partial(self._outgoing.export, Path(chosen), text, txs)
            self._runner.write(self, lambda _progress: work(), partial(self._on_exported, len(txs)))

    def _on_exported(self, n: int, _none: None) -> None:
        self.line_said.emit(self.tr("{n} entries saved; the file is not encrypted").format(n=n))

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(S24, S16, S24, S16)
        page.setSpacing(S12)
        page.addWidget(self._title)
        page.addWidget(self._state)
        columns = QHBoxLayout()
        columns.setSpacing(S16)
        self._left.body.addWidget(self._notices)
        self._left.body.addWidget(self._parked)
        self._left.body.addWidget(self._calm)
        self._left.body.addStretch(1)
        self._right.body.addWidget(self._waiting)
        self._right.body.addWidget(self._rounds)
        self._right.body.addStretch(1)
        self._right.setFixedWidth(_RIGHT)
        columns.addWidget(self._left, 1)
        columns.addWidget(self._right)
        page.addLayout(columns, 1)
