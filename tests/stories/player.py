"""One client process: the real program in its real window, driven by lines on standard input.

A line is `{"act": name, ...}`; the answer is one line of JSON: the facts of the act, or `{"stuck": why}`. The story in
the parent process may kill it at any moment, as a power cut would.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from gridclient.app.program import Program
from gridclient.app.window import make_application
from gridclient.base import logs
from gridclient.base import settings as machine
from gridclient.base.clock import SystemClock
from gridclient.base.paths import Profile
from gridclient.vault.keyring import NoKeyring
from tests.stories.acts import ACTS
from tests.stories.hands import Hands

WIDTH, HEIGHT = 1366, 768
STUCK = Path(tempfile.gettempdir()) / "stuck.png"
"""What the window showed when a person at it got stuck."""


def main() -> int:
    """Open the window over a profile and act until standard input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", type=Path, required=True)
    parser.add_argument("--language", default="zh")
    parser.add_argument("--theme", default="light")
    parser.add_argument("--scale", type=float, default=1.0)
    given = parser.parse_args()
    os.umask(0o077)
    profile = Profile(given.profile)
    kept = machine.load(profile.settings)
    look = {"language": given.language, "theme": given.theme, "scale": given.scale}
    chosen = machine.Settings(last_person=kept.last_person, address=kept.address, **look)
    machine.save(profile.settings, chosen)
    logs.start(profile.log)
    app = make_application()
    program = Program(app, profile, clock=SystemClock(), rng=secrets.token_bytes, keyring=NoKeyring())
    hands = Hands(app, program)
    program.window.resize(WIDTH, HEIGHT)
    program.start()
    # Keys find their commands only in the active window; a window manager would see to it.
    program.window.activateWindow()
    hands.until(program.window.isActiveWindow, "the window to be in front")
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(_answer(hands, json.loads(line)), ensure_ascii=False), flush=True)
    program.window.close()
    return 0


def _answer(hands: Hands, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        return ACTS[asked.pop("act")](hands, **asked) or {}
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the story's to tell
        traceback.print_exc()
        hands.window.grab().save(str(STUCK))
        return {"stuck": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    raise SystemExit(main())
