"""The program as a process: it opens its window, and it checks what it has to bring along."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.house.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PARTS = ["store", "fonts", "icons", "translations", "data", "tls"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "gridclient", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_the_program_opens_its_window_and_says_how_long_it_took(tmp_path: Path) -> None:
    done = run("--profile", str(tmp_path / "新 machine"), "--until-window")

    assert done.returncode == 0, done.stderr
    assert 0 < int(done.stdout) < 60_000


def test_the_self_check_finds_all_parts_here() -> None:
    done = run("--self-check")

    assert done.returncode == 0, done.stdout
    assert done.stdout.split() == [word for part in PARTS for word in (f"{part}:", "ok")]
