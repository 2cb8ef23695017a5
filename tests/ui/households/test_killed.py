"""A cut of power while somebody types (UI 1.2, PRODUCT "Nothing typed is ever lost")."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from gridclient.services.drafts import Drafts
from gridclient.ui.household.autosave import PAUSE_MS
from tests.clock import FakeClock
from tests.services.town import CHEN, open_store
from tests.ui.households.typist import NOTE

LATEST_MS = 400
"""After the last key, everything typed is on the disk."""
BUSY_SECONDS = 1.0
"""What a busy machine may need on top."""


def test_what_was_typed_before_the_last_pause_survives_a_kill(tmp_path: Path, clock: FakeClock) -> None:
    assert PAUSE_MS < LATEST_MS
    command = [sys.executable, "-m", "tests.ui.households.typist", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as typist:
        assert typist.stdout is not None
        assert typist.stdout.readline() == "typed\n"
        time.sleep(LATEST_MS / 1000 + BUSY_SECONDS)
        typist.kill()

    store = open_store(tmp_path, clock)
    line = Drafts(store).of("visit", CHEN)
    store.close()

    assert line is not None
    assert line.body["visit"]["text"] == NOTE
