"""What a person has to be told besides what waits: numbers lost, a new registration, grids left out (SYNC 7, 8, 9a)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial, reduce

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.outgoing import Notice
from gridclient.ui.style.tokens import S8, Tone
from gridclient.ui.when import number, when
from gridclient.ui.widgets.banner import Banner
from gridclient.ui.widgets.button import button

_LOOKS = {
    "all_missing": ("warning", Tone.RED),
    "left_out": ("info", Tone.AMBER),
    "behind": ("warning", Tone.RED),
    "re_enrolled": ("info", Tone.ACCENT),
}


class NoticeCards(QWidget):
    """One banner a notice, above the conflicts; hidden while there is none."""

    seen = Signal(str)
    """The code of a notice the person has read."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._shown: tuple[Sequence[Notice], bool] = ((), False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S8)
        self.hide()

    def show_notices(self, notices: Sequence[Notice], *, is_whole: bool) -> None:
        """Tell them; `is_whole`: a round has reached its end since, so what was lost and can come back has."""
        if self._shown == (notices, is_whole):
            return
        self._shown = (notices, is_whole)
        self.retranslate()

    def retranslate(self) -> None:
        """Say them again."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        notices, is_whole = self._shown
        for notice in notices:
            self._column.addWidget(self._banner(notice, is_whole=is_whole))
        self.setVisible(bool(notices))

    def _banner(self, notice: Notice, *, is_whole: bool) -> Banner:
        icon, tone = _LOOKS[notice.code]
        title, sentence = self._words(notice, is_whole=is_whole)
        ways: list[QWidget] = []
        if notice.code == "re_enrolled" or (notice.code == "behind" and is_whole):
            read = button(self.tr("I have read this"))
            read.setObjectName(f"notice.{notice.code}")
            read.clicked.connect(partial(self.seen.emit, notice.code))
            ways.append(read)
        return Banner(icon, title, sentence, tone, *ways)

    def _words(self, notice: Notice, *, is_whole: bool) -> tuple[str, str]:
        facts = notice.facts
        names = self.tr(", ").join(facts.get("names", ()))
        match notice.code:
            case "all_missing":
                return (
                    self.tr("The centre names none of your grids any more"),
                    self.tr("Nothing was deleted: {names}. What you write is still sent. Ask the office.").format(
                        names=names
                    ),
                )
            case "left_out":
                return (
                    self.tr("The centre has left out: {names}").format(names=names),
                    self.tr(
                        "Its records are hidden, not deleted; your changes are still sent. "
                        "They go after three days unless it is given back."
                    ),
                )
            case "behind":
                return self._of_behind(notice, is_whole=is_whole)
            case _:
                return self._of_new_device(str(facts.get("why", "")))

    def _of_behind(self, notice: Notice, *, is_whole: bool) -> tuple[str, str]:
        txs, doc, made = notice.facts.get("txs", 0), notice.facts.get("doc", 0), notice.facts.get("made")
        title = self.tr("This PC has lost its last {n} changes").format(n=number(int(txs)))
        if not txs:
            title = self.tr("This PC has lost its last numbers")
        said = [self.tr("A power cut or an old copy. Nothing was hidden from you.")]
        if made is not None:
            said.append(self.tr("The last one was made {time}.").format(time=when(made, self._clock.now())))
        if doc:
            said.append(self.tr("Paper numbers up to {n} are not given again.").format(n=number(int(doc))))
        said.append(
            self.tr("What had been sent is back; look through the day and record again what is missing.")
            if is_whole
            else self.tr("What had been sent comes back with the next sync.")
        )
        return title, reduce(lambda one, two: self.tr("{one} {two}").format(one=one, two=two), said)

    def _of_new_device(self, why: str) -> tuple[str, str]:
        if why == "unknown_device":
            why_words = self.tr("The centre had forgotten this PC, as after a restore.")
        else:
            why_words = self.tr("Another copy of these records was used, or an older one was put back.")
        return (
            self.tr("This PC was registered anew"),
            self.tr("{why} All your records went along; nothing is doubled.").format(why=why_words),
        )
