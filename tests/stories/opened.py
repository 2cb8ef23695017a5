"""The window of the demo, already signed in."""

from __future__ import annotations

import secrets
from pathlib import Path

from PySide6.QtCore import QTimer

from gridclient.app.program import Program
from gridclient.app.window import make_application
from gridclient.base.clock import SystemClock
from gridclient.base.paths import Profile
from gridclient.base.progress import NO_PROGRESS
from gridclient.ui.gate import PersonHere
from gridclient.vault.keyring import NoKeyring
from tests.stories.acts import PASSWORD


def open_window(profile: Path, address: str, user: str) -> int:
    """Sign in, show the first sync, and stay until the window is closed."""
    profile.mkdir(parents=True, exist_ok=True)
    app = make_application()
    program = Program(app, Profile(profile), clock=SystemClock(), rng=secrets.token_bytes, keyring=NoKeyring())
    program.reporter.install()
    program.start()

    def sign_in() -> PersonHere:
        return program.gate.enroll(program.gate.check_server(address), user, PASSWORD, NO_PROGRESS)

    QTimer.singleShot(
        0, lambda: program.runner.sync(program, lambda _progress: sign_in(), program.window.enrolled.emit)
    )
    return app.exec()
