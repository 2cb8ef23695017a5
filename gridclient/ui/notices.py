"""Which banner is shown and which toast: one at a time, the worst trouble first (UI 4)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.ui.errors import Trouble
from gridclient.ui.style.tokens import S12, S24, Tone
from gridclient.ui.widgets.banner import Banner, Toast
from gridclient.ui.widgets.button import button

_WORST = ("red", "violet", "amber", "accent", "grey")
_ICONS = {"red": "x-circle", "violet": "info", "amber": "warning", "accent": "info", "grey": "info"}


class BannerArea(QWidget):
    """The place of the banner above the page; Esc hides one until the next time, the next in line comes."""

    way = Signal(str)
    """The name of the action of the way out a person took."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Trouble] = []
        self._banner: Banner | None = None
        self.setObjectName("banner")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(S24, S12, S24, 0)
        self.hide()

    @property
    def shown(self) -> Trouble | None:
        """What is told now."""
        return self._waiting[0] if self._waiting else None

    def tell(self, trouble: Trouble) -> None:
        """Show a trouble, or line it up behind a worse one; the same code twice is one."""
        before = self.shown
        self._waiting = [each for each in self._waiting if not trouble.code or each.code != trouble.code]
        self._waiting.append(trouble)
        self._waiting.sort(key=lambda each: _WORST.index(each.tone))
        self._rebuild()
        if self.shown is not before and self._banner is not None:
            self._banner.announce()

    def dismiss(self) -> None:
        """Hide the one shown."""
        self._waiting = self._waiting[1:]
        self._rebuild()

    def forget(self, code: str) -> None:
        """The trouble of this code is over."""
        self._waiting = [each for each in self._waiting if each.code != code]
        self._rebuild()

    def _rebuild(self) -> None:
        if self._banner is not None:
            self._column.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        told = self.shown
        if told is not None:
            ways: list[QWidget] = []
            if told.way:
                way = button(told.way_text)
                way.setObjectName("banner.way")
                way.clicked.connect(self._on_way)
                ways.append(way)
            icon = _ICONS[told.tone]
            banner = Banner(icon, told.what, told.kept, Tone(told.tone), *ways, details=told.details, parent=self)
            banner.closed.connect(self.dismiss, Qt.ConnectionType.QueuedConnection)
            self._column.addWidget(banner)
            self._banner = banner
        self.setVisible(told is not None)

    def _on_way(self) -> None:
        told = self.shown
        if told is not None:
            self.way.emit(told.way)
            if self.shown is told:
                self.dismiss()


class Toasts(QWidget):
    """Shows one toast at the foot of an area; a new one takes the place of the one before."""

    undo = Signal()

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._toast: Toast | None = None
        self.hide()

    @property
    def shown(self) -> Toast | None:
        """The toast on the screen."""
        return self._toast

    def say(self, sentence: str, *, undoable: bool = False) -> None:
        """Say what was done; with its undo when it can be taken back."""
        self.clear()
        toast = Toast(sentence, "Ctrl Z" if undoable else "")
        toast.setObjectName("toast")
        toast.undone.connect(self.undo)
        toast.closed.connect(self._on_closed)
        self._toast = toast
        toast.show_at_foot(self._area)

    def clear(self) -> None:
        """Take the toast away."""
        if self._toast is not None:
            self._toast.hide()
            self._toast.deleteLater()
            self._toast = None

    def settle(self) -> None:
        """The area has another size."""
        if self._toast is not None:
            self._toast.stand_at_foot(self._area)

    def _on_closed(self) -> None:
        self._toast = None
