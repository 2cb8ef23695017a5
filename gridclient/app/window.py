"""Qt's application around the program: started once per profile."""

from __future__ import annotations

import os
import secrets
import sys

from PySide6.QtCore import QLockFile, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gridclient.app.program import Program
from gridclient.base.clock import SystemClock
from gridclient.base.paths import Profile
from gridclient.ui.style import fonts
from gridclient.vault.keyring import SystemKeyring


def make_application() -> QApplication:
    """Give Qt's application, set up as UI 7 says; there is one per process."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("gridclient")
    app.setDesktopFileName("gridclient")
    fonts.load()
    return app


def run_window(profile: Profile) -> int:
    """Open the window and stay until it is closed; a second program on one profile says so and ends (F51)."""
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
    program.start()
    return app.exec()
