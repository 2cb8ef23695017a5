"""The processes of a story: the central server, and clients with their windows; real ones, killed for real."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

NAME = "汉中市综治中心（演示）"
ROOT = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """A step of the story does not hold."""


class Central:
    """`gridserver serve` over a data folder."""

    def __init__(self, data: Path, port: int = 0) -> None:
        """Start it and wait until it listens."""
        self.data = data
        self._process = _start(
            ["-m", "gridserver", "serve", "--data", str(data), "--port", str(port), "--name", NAME], stdin=False
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.startswith("listening"):
            raise Failed("the server did not start")
        self.address = line.split()[-1]

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self.address.rpartition(":")[2])

    def stop(self) -> None:
        """End it as an administrator would."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(20)
        if self._process.stdout is not None:
            self._process.stdout.close()


def sample(data: Path, people: int, seed: int = 1) -> str:
    """Fill a data folder with a synthetic county; give what the command printed."""
    command = [sys.executable, "-m", "gridserver", "sample", "--people", str(people), "--seed", str(seed)]
    done = subprocess.run([*command, "--data", str(data)], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


class Client:
    """A client process with its window."""

    def __init__(self, profile: Path, *, language: str = "zh", theme: str = "light", scale: float = 1.0) -> None:
        """Start it and wait for the window."""
        self.profile = profile
        profile.mkdir(parents=True, exist_ok=True)
        look = ["--language", language, "--theme", theme, "--scale", str(scale)]
        self._process = _start(["-m", "tests.stories.player", "--profile", str(profile), *look], stdin=True)
        self._read()

    def do(self, act: str, **given: Any) -> dict[str, Any]:
        """Act, and give the facts. Raises Failed when the person at the window got stuck."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"act": act, **given}) + "\n")
        self._process.stdin.flush()
        facts = self._read()
        if "stuck" in facts:
            raise Failed(f"{act}: {facts['stuck']}")
        return facts

    def kill(self) -> None:
        """`kill -9`."""
        self._process.kill()
        self._end()

    def close(self) -> None:
        """Close the window. Raises Failed when it hangs or ends badly."""
        hangs = False
        if self._process.poll() is None and self._process.stdin is not None:
            self._process.stdin.close()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                hangs = True
                self._process.kill()
        self._end()
        if hangs or self._process.returncode:
            raise Failed(f"a client {'hung' if hangs else f'ended with {self._process.returncode}'} on closing")

    def warned(self) -> list[str]:
        """Give what the program wrote down as a warning or an error."""
        log = (self.profile / "gridclient.log").read_text(encoding="utf-8")
        return [line for line in log.splitlines() if " WARNING " in line or " ERROR " in line]

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise Failed("a client ended by itself")
        facts: dict[str, Any] = json.loads(line)
        return facts

    def _end(self) -> None:
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()


def _start(arguments: list[str], *, stdin: bool) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
