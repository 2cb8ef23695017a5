"""同步: how this PC stands with the centre, and the packages of others for an office (UI "Sync", "Packages")."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gridclient.base.clock import Clock
from gridclient.services.conflicts import Conflicts
from gridclient.services.outgoing import Outgoing
from gridclient.services.packages import SUFFIX, Packages
from gridclient.ui.page import Changed, Page
from gridclient.ui.runner import TaskRunner
from gridclient.ui.style.tokens import S12, S16, S24
from gridclient.ui.sync.courier_view import CourierView
from gridclient.ui.sync.overview import Overview, Stands
from gridclient.ui.sync.package_card import is_reply
from gridclient.ui.widgets.button import button
from gridclient.ui.widgets.label import label
from gridcore.kinds import KINDS

_LOOK = 1000
"""Milliseconds between two looks at the standing, while the page is shown."""


class SyncPage(Page):
    """The page of the honest surface: everything on it is computed, nothing remembered."""

    name = "sync"
    icon = "arrows-clockwise"
    reads = frozenset(KINDS)

    asked = Signal()
    """The person wants a round now."""
    told = Signal()
    """Something was read or put away: what stands at the foot and on the rail is to be counted anew."""
    taken = Signal(object)
    """A PackageRead: a reply package was read here."""

    def __init__(
        self,
        runner: TaskRunner,
        outgoing: Outgoing,
        conflicts: Conflicts,
        syncing: Stands,
        packages: Packages,
        clock: Clock,
        who: str = "",
        *,
        is_office: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Take what it reads; `who` stands in files this page writes; an office carries packages of others, too."""
        super().__init__(runner, parent)
        self._is_office = is_office
        self.here_view = Overview(runner, outgoing, conflicts, syncing, packages, clock, who)
        self.courier = CourierView(runner, packages)
        self._title = label("", "title")
        self._carry = button("", "quiet", "package")
        self._carry.setObjectName("sync.courier")
        self._stack = QStackedWidget()
        self._lay_out()
        self._carry.clicked.connect(self.show_courier)
        self.here_view.asked.connect(self.asked)
        self.here_view.told.connect(self.told)
        self.here_view.taken.connect(self.taken)
        self.here_view.goto.connect(self.goto)
        self.here_view.line_said.connect(self.line_said)
        self.here_view.package.said.connect(self._on_package_said)
        self.here_view.wrote.connect(self._on_wrote)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self.here_view.look)
        self.setAcceptDrops(True)
        self.retranslate()

    def title(self) -> str:
        """The word on the rail."""
        return self.tr("Sync")

    @property
    def state_words(self) -> tuple[str, str]:
        """What the state card says."""
        return self.here_view.state.words

    @property
    def age_words(self) -> str:
        """What the state card says of the age of the data."""
        return self.here_view.state.age

    @property
    def is_carrying(self) -> bool:
        """Whether the packages of others are in front."""
        return self._stack.currentWidget() is self.courier

    def regions(self) -> Sequence[QWidget]:
        """State, conflicts, what waits; or the packages of others."""
        return (
            (self.courier,) if self.is_carrying else (self.here_view.state, self.here_view.left, self.here_view.right)
        )

    def reload(self) -> None:
        """Read conflicts and facts."""
        self.here_view.reload()

    def retranslate(self) -> None:
        """Say every word again."""
        self._title.setText(self.tr("Packages carried") if self.is_carrying else self.title())
        self._carry.setText(self.tr("Back to Sync") if self.is_carrying else self.tr("Carry packages of others"))
        self._carry.set_icon("arrow-left" if self.is_carrying else "package")
        self._carry.setVisible(self._is_office)
        self.here_view.retranslate()
        self.courier.retranslate()

    def set_width_class(self, panes: int) -> None:
        """Three, two or one pane."""
        self.here_view.set_width_class(panes)
        self.courier.set_width_class(panes)

    def press_primary(self) -> bool:
        """Ctrl+Enter: decide the conflict the focus is in, or hand the packages in."""
        return self.courier.press() if self.is_carrying else self.here_view.press()

    def step_back(self) -> bool:
        """Esc leads from the packages of others back."""
        was = self.is_carrying
        if was:
            self.show_courier()
        return was

    def show_courier(self) -> None:
        """To the packages of others, and back."""
        self._stack.setCurrentIndex(1 - self._stack.currentIndex())
        self.retranslate()

    def open(self, id: str, verb: str = "") -> None:  # noqa: A002 - as the base
        """Put the focus on the conflict of a record."""
        del verb
        self.here_view.focus(id)

    def showEvent(self, event: object) -> None:
        """Look at the standing while shown; the first conflict has the focus."""
        self._timer.start()
        self.here_view.focus()
        self.here_view.look()
        super().showEvent(event)  # type: ignore[arg-type] # handed on as it came

    def hideEvent(self, event: object) -> None:
        """Stop looking."""
        self._timer.stop()
        super().hideEvent(event)  # type: ignore[arg-type] # handed on as it came

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Packages may be dropped."""
        if _packages_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Replies are read; packages of others are put on the list of the courier."""
        paths = _packages_of(event.mimeData())
        replies = [path for path in paths if is_reply(path)]
        others = [path for path in paths if not is_reply(path)]
        if others and self._is_office:
            if not self.is_carrying:
                self.show_courier()
            self.courier.add(others)
            others = []
        self.here_view.package.read_files(replies or others[:1])

    def _on_package_said(self, words: str) -> None:
        """What came of a reply that was dropped while the packages of others are in front."""
        if self.is_carrying:
            self.line_said.emit(words)

    def _on_wrote(self, changed: Changed) -> None:
        self.changed.emit(Changed(changed.changes, self, changed.said, undoable=changed.undoable))

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(S24, S16, S24, S16)
        page.setSpacing(S12)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._carry)
        page.addLayout(head)
        self._stack.addWidget(self.here_view)
        self._stack.addWidget(self.courier)
        page.addWidget(self._stack, 1)


def _packages_of(mime: QMimeData) -> list[Path]:
    """The package files among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.name.endswith(SUFFIX)]
