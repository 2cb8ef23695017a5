"""Qt's application around the program: started once per profile."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QLockFile, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gridclient.app.program import Program
from gridclient.base.clock import SystemClock
from gridclient.base.paths import Profile
from gridclient.ui.style import fonts
from gridclient.ui.sweeper import Sweeper
from gridclient.vault.keyring import SystemKeyring


def make_application() -> QApplication:
    """Give Qt's application, set up as UI 7 says; there is one per process."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("gridclient")
    app.setDesktopFileName("gridclient")
    fonts.load()
    Sweeper(app)
    return app


class FirstPaint(QObject):
    """Says once that a window was painted for the first time."""

    seen = Signal()

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let everything pass; the first paint is told when it is done."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.seen.emit)
        return super().eventFilter(watched, event)


def run_window(profile: Profile, *, painted: Callable[[], None] | None = None) -> int:
    """Open the window and stay until it is closed; a second program on one profile says so and ends (F51).

    With `painted` the window closes by itself once it has been seen, after a call of it: how long a start takes.
    """
    profile.root.mkdir(parents=True, exist_ok=True)
    os.umask(0o077)
    lock = QLockFile(str(profile.root / "program.lock"))
    lock.setStaleLockTime(0)
    app = make_application()
    if not lock.tryLock(100):
        sys.stderr.write("gridclient: this profile is open in another window\n")
        return 3
    program = Program(app, profile, clock=SystemClock(), rng=secrets.token_bytes, keyring=SystemKeyring())
    program.reporter.install()
    if painted is not None:
        first = FirstPaint(program.window)
        first.seen.connect(painted)
        first.seen.connect(program.window.close)
    program.start()
    return app.exec()
