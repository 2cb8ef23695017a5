"""Above what is filled: a newer version of its form is there, or answers did not fit this one (FORMS 4)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.services.checklists import ChecklistLine
from gridclient.services.filling import Unplaced
from gridclient.ui.style.tokens import S8, S24, Tone
from gridclient.ui.widgets.banner import Banner
from gridclient.ui.widgets.button import button


class VersionBar(QWidget):
    """Hidden while there is nothing to say; nothing moves before its holder asks for it."""

    move_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(S24, S8, S24, S8)
        self._column.setSpacing(S8)
        self.banners: list[Banner] = []
        self._said: tuple[str, ChecklistLine | None, Sequence[Unplaced]] = ("", None, ())
        self.hide()

    def show_version(self, version: str, newer: ChecklistLine | None, unplaced: Sequence[Unplaced]) -> None:
        """Say what there is to say about the version a form is filled on."""
        self._said = (version, newer, unplaced)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again."""
        version, newer, unplaced = self._said
        for banner in self.banners:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.banners = []
        if newer is not None:
            move = button(self.tr("Go over to {version}").format(version=newer.ref.version))
            move.setObjectName("move-version")
            move.clicked.connect(self.move_asked)
            title = self.tr("Version {version} of this form is published").format(version=newer.ref.version)
            words = self.tr("This sheet stays on {version}. Going over keeps every answer.").format(version=version)
            self.banners.append(Banner("info", title, words, Tone.ACCENT, move))
        if unplaced:
            count = len(unplaced)
            title = self.tr("{n} answers do not fit this version").format(n=count)
            words = self.tr("They are kept and go with the finished sheet. Look whether to answer anew.")
            details = "\n".join(self._line(one) for one in unplaced)
            self.banners.append(Banner("warning", title, words, Tone.AMBER, details=details))
        for banner in self.banners:
            self._column.addWidget(banner)
        self.setVisible(bool(self.banners))

    def _line(self, one: Unplaced) -> str:
        name = one.path.rpartition("/")[2]
        return self.tr("{name} {question}: {answer}").format(
            name=name, question=one.question, answer=one.said or one.answer
        )
