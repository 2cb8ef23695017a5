"""`python3 dev.py demo`: the sample county served, and the window open; `--offscreen DIR` plays a field day."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.stories.fieldday import PEOPLE, WORKER, play
from tests.stories.stage import ROOT, Central, Failed, sample

DEMO = ROOT / ".demo"


def main(arguments: list[str] | None = None) -> int:
    """Play the day, or open the window."""
    parser = argparse.ArgumentParser(prog="dev.py demo", description=__doc__)
    parser.add_argument("--offscreen", type=Path, metavar="DIR", help="play the day without a screen, pictures to DIR")
    given = parser.parse_args(arguments)
    return _play(given.offscreen.resolve()) if given.offscreen is not None else _open()


def _play(shots: Path) -> int:
    shots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fieldday-") as folder:
        try:
            play(Path(folder), shots, lambda line: print(line, flush=True))
        except Failed as failed:
            print(f"    does not hold: {failed}", file=sys.stderr, flush=True)
            return 1
    return 0


def _open() -> int:
    """Serve the county and open the window signed in as a worker; everything is made anew at each start."""
    shutil.rmtree(DEMO, ignore_errors=True)
    print(f"making a county of {PEOPLE} invented people ...", flush=True)
    sample(DEMO / "centre", PEOPLE)
    central = Central(DEMO / "centre")
    print(f"the centre listens at {central.address}; you are {WORKER}, password Grid-2026", flush=True)
    try:
        from tests.stories.opened import open_window  # noqa: PLC0415 - Qt only where there is a screen

        return open_window(DEMO / "machine", central.address, WORKER)
    finally:
        central.stop()


if __name__ == "__main__":
    raise SystemExit(main())
