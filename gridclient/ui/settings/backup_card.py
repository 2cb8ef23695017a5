"""The backup that makes itself: where, when the last one was made, what it holds, and stopping it (SYNC 13)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.backup import KEPT, Backup, BackupStatus
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style.shapes import Shape
from gridclient.ui.style.tokens import S8, S12, Tone
from gridclient.ui.when import number, when
from gridclient.ui.widgets.banner import IconLabel
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.column import Card
from gridclient.ui.widgets.label import label, separator
from gridclient.ui.widgets.pill import Pill


class BackupCard(Card):
    """Acts at once; every call of the service runs off the ui thread."""

    changed = Signal()
    """A backup was made, or failed, or the place is another: what stands at the foot is to be read anew."""

    def __init__(self, runner: TaskRunner, backup: Backup, clock: Clock, parent: QWidget | None = None) -> None:
        """Nothing is shown before the first `reload`."""
        super().__init__(parent=parent)
        self._runner, self._backup, self._clock = runner, backup, clock
        self._status: BackupStatus | None = None
        self._wrong = ""
        """Why a chosen folder does not do: the reason code."""
        self._title, self._pill = label("", "section"), Pill("")
        self._where, self._what = label("", wrap=True), label("", "caption", wrap=True)
        self._error = label("", tone=Tone.RED, wrap=True)
        self._same = label("", tone=Tone.AMBER, wrap=True)
        self._why = label("", "caption", wrap=True)
        self._now = button("", "primary", "export")
        self._choose, self._stop = button("", icon="hard-drives"), button("", "quiet")
        for verb, name in ((self._now, "now"), (self._choose, "choose"), (self._stop, "stop")):
            verb.setObjectName(f"backup.{name}")
        self._now.clicked.connect(self._on_now)
        self._choose.clicked.connect(self._on_choose)
        self._stop.clicked.connect(self._on_stop)
        self._lay_out()
        self.retranslate()

    @property
    def words(self) -> tuple[str, str, str]:
        """The state in the pill, where, and what is in it."""
        return self._pill.text(), self._where.text(), self._what.text()

    @property
    def error(self) -> str:
        """What is wrong with the folder chosen last, or with the last try."""
        return self._error.text()

    @property
    def warning(self) -> str:
        """What is said of a folder on the disk of the records."""
        return "" if self._same.isHidden() else self._same.text()

    def reload(self) -> None:
        """Read how it stands."""
        self._runner.read(self, self._backup.status, self._on_status, latest="backup")

    def retranslate(self) -> None:
        """Say every word again."""
        self._title.setText(self.tr("Backup on a stick"))
        self._now.setText(self.tr("Back up now"))
        self._stop.setText(self.tr("Stop backups"))
        self._same.setText(self.tr("That is the disk of the records: if it breaks, both are lost. A stick is safer."))
        self._why.setText(self.tr("If this PC breaks, any office hands the file in; twice doubles nothing."))
        self._show()

    def _on_status(self, status: BackupStatus) -> None:
        self._status = status
        self._show()

    def _show(self) -> None:
        status = self._status
        is_on = status is not None and status.folder is not None
        self._now.setVisible(is_on)
        self._stop.setVisible(is_on)
        self._choose.setText(self.tr("Another place") if is_on else self.tr("Choose a folder or stick"))
        self._pill.setVisible(status is not None)
        if status is None:
            return
        self._pill.show_state(*self._state(status))
        if status.folder is None:
            self._where.setText(self.tr("Not switched on"))
            self._what.setText(
                self.tr("After each quiet minute, what has not arrived is kept on a second disk, sealed.")
            )
        else:
            self._where.setText(str(status.folder))
            self._what.setText(self._held(status))
        self._error.setText(self._trouble(status))
        self._error.setVisible(bool(self._error.text()))
        self._same.setVisible(status.same_disk)
        self.setAccessibleName(". ".join(text for text in (self._title.text(), *self.words, self.warning) if text))

    def _state(self, status: BackupStatus) -> tuple[str, Tone | None, Shape]:
        if status.folder is None:
            return self.tr("Off"), None, Shape.NONE
        if status.trouble:
            return self.tr("Not written"), None, Shape.FAILED
        if status.next_in is not None:
            return self.tr("Due soon"), None, Shape.SOON
        if status.missing:
            return self.tr("Not whole"), None, Shape.FAILED
        return self.tr("All safe"), None, Shape.DONE

    def _held(self, status: BackupStatus) -> str:
        if status.last is None:
            return self.tr("{n} changes have not arrived; no backup yet.").format(n=number(status.unanswered))
        said = self.tr("Last backup {time}, {n} changes; the last {kept} are kept.").format(
            time=when(status.last, self._clock.now()), n=number(status.txs), kept=KEPT
        )
        if not status.missing or status.next_in is not None:
            return said
        more = self.tr("{n} changes or photos could not be put in.").format(n=number(status.missing))
        return self.tr("{one} {two}").format(one=said, two=more)

    def _trouble(self, status: BackupStatus) -> str:
        return {
            "not_a_folder": self.tr("That folder is not there. Plug the stick in, or choose another."),
            "own_disk": self.tr("That folder belongs to this program and would break with it. Choose another disk."),
            "gone": self.tr("The folder or stick is not there. Plug it in, or choose another; work goes on."),
            "full": self.tr("There is no room left there. Free some, or choose another place; work goes on."),
            "read_only": self.tr("That place may not be written to. Choose another; work goes on."),
        }.get(self._wrong or status.trouble, "")

    # verbs

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder or stick"))
        if chosen:
            folder = Path(chosen)
            self._runner.write(
                self, lambda _progress: self._backup.choose(folder), self._on_chosen, failed=self._on_wrong
            )

    def _on_chosen(self, _none: None) -> None:
        self._wrong = ""
        self._on_now()

    def _on_wrong(self, error: Exception) -> None:
        reason = getattr(error, "reason", "")
        if not reason:
            self._runner.tell(error, self)
            return
        self._wrong = str(reason)
        self._show()

    def _on_now(self) -> None:
        self._runner.sync(self, self._backup.run, self._on_over)

    def _on_stop(self) -> None:
        self._runner.write(self, lambda _progress: self._backup.choose(None), self._on_over)

    def _on_over(self, _none: object) -> None:
        self.reload()
        self.changed.emit()

    def _lay_out(self) -> None:
        self.head.addWidget(self._title, 1)
        self.head.addWidget(self._pill)
        self.body.addLayout(self.head)
        row = QHBoxLayout()
        row.setSpacing(S12)
        row.addWidget(IconLabel("hard-drives", "ink2"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._where)
        words.addWidget(self._what)
        row.addLayout(words, 1)
        row.addWidget(self._now)
        self.body.addLayout(row)
        self.body.addWidget(self._error)
        self._same.hide()
        self.body.addWidget(self._same)
        self.body.addWidget(separator())
        self.body.addWidget(self._why)
        foot = QHBoxLayout()
        foot.setSpacing(S8)
        foot.addWidget(self._choose)
        foot.addWidget(self._stop)
        foot.addStretch(1)
        self.body.addLayout(foot)
