"""The short form of `dev.py simulate`: a dozen seeds through every fault the line can have."""

from __future__ import annotations

import subprocess
import sys

from tests.stories.stage import ROOT


def test_a_dozen_seeds_lose_double_and_overwrite_nothing() -> None:
    command = [sys.executable, "-m", "tests.simulation", "--seeds", "1-12"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.stdout.strip().endswith("12 seeds, 0 red"), done.stdout[-2000:] + done.stderr[-2000:]
