"""`python -m bench.build`: build the one-folder program, let it check itself, and measure it (B13)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import dev
from bench.frame import Pair, Row, paired, table

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "dist" / "gridclient"
PROGRAM = FOLDER / ("gridclient.exe" if os.name == "nt" else "gridclient")
MOST_MB, MOST_RATIO, STARTS = 300, 1.3, 5
NOT_OURS = (
    "gtk",
    "gdk",
    "pango",
    "cairo",
    "eglfs",
    "qvnc",
    "linuxfb",
    "psycopg",
    "numpy",
    "/PIL/",
    "_brotli",
    "tkinter",
)
"""Parts of names that must not be in the folder (DEPENDENCIES T10)."""


def main() -> int:
    """Build, check, measure, print one table; 1 when something is not kept."""
    dev.release_words()
    _build()
    with tempfile.TemporaryDirectory(prefix="build-") as folder:
        env = _bare_environment(Path(folder))
        checked, said = _self_check(env, Path(folder))
        print(said)
        rows = [checked, _size(), _strangers()]
        if checked.ok:
            rows.append(_start(env, Path(folder)))
    print(table(rows))
    return 0 if all(row.ok for row in rows) else 1


def _build() -> None:
    places = ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, "build.spec"]
    if subprocess.call(command, cwd=ROOT) != 0:
        raise SystemExit("PyInstaller failed, see above")


def _bare_environment(home: Path) -> Mapping[str, str]:
    """Nothing of this checkout or its environment: what the program needs it must bring along."""
    ours = ("PYTHON", "VIRTUAL_ENV", "QT_", "LD_LIBRARY_PATH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "QT_QPA_PLATFORM": "offscreen"}


def _self_check(env: Mapping[str, str], place: Path) -> tuple[Row, str]:
    done = subprocess.run(
        [str(PROGRAM), "--self-check"], cwd=place, env=env, capture_output=True, encoding="utf-8", check=False
    )
    lines = done.stdout.splitlines()
    failed = max(sum(not line.endswith(": ok") for line in lines), done.returncode, not lines)
    row = Row(
        id="B13",
        what="self-check: parts that fail",
        ours=failed,
        floor=0,
        ratio=None,
        budget="0",
        ok=failed == 0,
    )
    return row, (done.stdout + done.stderr).strip()


def _files() -> Sequence[Path]:
    return [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]


def _size() -> Row:
    megabytes = sum(path.stat().st_size for path in _files()) / 1_000_000
    return Row(
        id="B13",
        what="built program on disk (MB)",
        ours=round(megabytes),
        floor=None,
        ratio=None,
        budget=f"<= {MOST_MB}",
        ok=megabytes <= MOST_MB,
    )


def _strangers() -> Row:
    """Files that came along by chance; our own icons have any name."""
    inside = [path.relative_to(FOLDER).as_posix() for path in _files()]
    found = [
        name for name in inside if "/resources/" not in name and any(word.lower() in name.lower() for word in NOT_OURS)
    ]
    for name in found:
        print(f"does not belong: {name}")
    return Row(
        id="B13", what="files that do not belong", ours=len(found), floor=0, ratio=None, budget="0", ok=not found
    )


def _start(env: Mapping[str, str], place: Path) -> Row:
    """From the start of the process to the first picture of the window, as the process counts it itself."""
    source = {**env, "PYTHONPATH": str(ROOT)}
    own, floor = [str(PROGRAM)], [sys.executable, "-m", "gridclient"]
    _seconds_to_window(own, env, place)  # the first start reads the disk
    _seconds_to_window(floor, source, place)
    pair: Pair = paired(
        lambda: _seconds_to_window(own, env, place), lambda: _seconds_to_window(floor, source, place), STARTS
    )
    return Row(
        id="B13",
        what="start to window (s); floor: from source",
        ours=round(pair.ours, 2),
        floor=round(pair.floor, 2),
        ratio=round(pair.ratio, 2),
        budget=f"<= {MOST_RATIO} x floor",
        ok=pair.ratio <= MOST_RATIO,
    )


def _seconds_to_window(program: Sequence[str], env: Mapping[str, str], place: Path) -> float:
    command = [*program, "--profile", str(place / "profile"), "--until-window"]
    done = subprocess.run(command, cwd=place, env=env, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise SystemExit(f"the program did not open its window: {done.stderr.strip()}")
    return int(done.stdout) / 1000


if __name__ == "__main__":
    raise SystemExit(main())
