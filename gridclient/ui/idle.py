"""Locks the window after minutes without a key, a click or a movement."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_ALIVE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """`idle` when nobody touched the program for the minutes set; sleeps until `start`."""

    idle = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self._milliseconds = 0
        self._awake = False
        app.installEventFilter(self)

    def set_minutes(self, minutes: float) -> None:
        """How long; 0 = never."""
        self._milliseconds = round(minutes * 60_000)
        self._restart()

    def start(self) -> None:
        """Watch from now."""
        self._awake = True
        self._restart()

    def stop(self) -> None:
        """Watch no more, while locked."""
        self._awake = False
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is there: begin again."""
        if self._awake and event.type() in _ALIVE:
            self._restart()
        return super().eventFilter(watched, event)

    def _restart(self) -> None:
        if self._awake and self._milliseconds:
            self._timer.start(self._milliseconds)
        else:
            self._timer.stop()
