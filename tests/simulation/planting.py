"""Bugs planted in a copy of the program, to see that the oracles can fail: the product has no switch for them.

Each bug is data (`planted/*.toml`): a file, the text that stands there, the text put in its place, the oracles that may
see it, and why it must be seen. A bug whose text stands nowhere any more is an error, not a skip.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PARTS = ("gridcore", "gridclient", "gridserver", "tests", "typings", "resources", "dev.py", "pyproject.toml")
MOST = 200
"""Seeds until a planted bug has to be found."""


@dataclass(frozen=True, slots=True)
class Bug:
    """A patch: `old` stands in `file` exactly once and becomes `new`; `oracles`: digits of those that may see it."""

    name: str
    file: str
    old: str
    new: str
    oracles: str
    why: str

    def plant(self, root: Path) -> None:
        """Put it into the sources below a folder. Raises ValueError when its text does not stand there once."""
        path = root / self.file
        text = path.read_text("utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.name}: its old text stands {text.count(self.old)} times in {self.file}")
        path.write_text(text.replace(self.old, self.new), "utf-8")


@dataclass(frozen=True, slots=True)
class Found:
    """After how many seeds a bug was seen, and by what; `seeds` 0: it was not."""

    bug: Bug
    seeds: int
    wrong: str

    @property
    def is_right(self) -> bool:
        """Whether it was seen by an oracle that is there for it."""
        return bool(self.seeds) and self.wrong[:1] in self.bug.oracles


def bugs(name: str = "") -> list[Bug]:
    """Give the bugs whose name contains a text, in the order of their files."""
    found: list[Bug] = []
    for path in sorted((HERE / "planted").glob("*.toml")):
        found += [Bug(name=title, **row) for title, row in tomllib.loads(path.read_text("utf-8")).items()]
    return [bug for bug in found if name in bug.name]


def find(bug: Bug, most: int = MOST) -> Found:
    """Copy the program, plant a bug, and play seeds until one is red."""
    with tempfile.TemporaryDirectory(prefix="planted-") as scratch:
        root = Path(scratch)
        for part in PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, root / part, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
            elif source.exists():
                shutil.copy(source, root / part)
        bug.plant(root)
        command = [sys.executable, "-m", "tests.simulation.hunt", str(most)]
        env = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
        told = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
        if told.returncode != 0:
            raise RuntimeError(f"{bug.name}: {told.stderr[-1500:]}")
        seed, wrong = json.loads(told.stdout.splitlines()[-1])
        return Found(bug, seed, wrong)


def plant_all(name: str, say: Callable[..., None]) -> int:
    """Find every planted bug, two at a time; 0 when each was seen by an oracle that is there for it."""
    wanted, begun = bugs(name), time.monotonic()
    found: list[Found] = []
    with ThreadPoolExecutor(2) as pool:
        for one in pool.map(find, wanted):
            say(f"{'' if one.is_right else 'MISSED '}{one.bug.name}: {_told(one)}")
            found.append(one)
    missed = [one for one in found if not one.is_right]
    say(f"{len(found) - len(missed)} of {len(found)} planted bugs found, {time.monotonic() - begun:.0f} s")
    return 1 if missed or not found else 0


def _told(found: Found) -> str:
    if not found.seeds:
        return f"not seen in {MOST} seeds"
    seen = f"oracle {found.wrong[:1]} after {found.seeds} seeds: {found.wrong[:110]}"
    return seen if found.is_right else f"{seen} (expected one of {found.bug.oracles})"
