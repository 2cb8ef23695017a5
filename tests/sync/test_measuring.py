"""What a round spends is told step by step, to the page for those who measure and on the command line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gridclient.sync.watch import Spent, Step, Traffic, Watch
from gridserver.clock import SystemClock
from gridserver.store import open_store
from tests.clock import FakeClock
from tests.conformance.house import listening
from tests.server.conftest import STORE_KEY
from tests.server.town import PASSWORD, Town

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "measuring.md"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    town = Town(open_store(tmp_path / "server.db", STORE_KEY), tmp_path / "blobs")
    town.clock = FakeClock(SystemClock().now())  # the client is a process with the time of this machine
    with listening(town) as url:
        yield url
    town.server.close()


def example() -> str:
    found = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_of_the_page_runs(address: str, tmp_path: Path) -> None:
    """And the store it leaves is measured by the command line."""
    given = f"ADDRESS, FOLDER, USER, PASSWORD = {address!r}, {str(tmp_path / 'profile')!r}, 'li', {PASSWORD!r}\n"
    plain = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    done = subprocess.run(
        [sys.executable, "-c", given + example()], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )

    assert done.stderr == ""
    told = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert list(told)[:5] == ["seal", "push", "pull", "blobs_up", "blobs_down"]
    assert done.stdout.splitlines()[-1].startswith("1 sent, ")
    assert done.stdout.splitlines()[-1].endswith("in step")
    assert [int(told[step][1]) for step in ("seal", "push", "pull", "blobs_up")] == [0, 2, 1, 0]
    assert all(float(told[step][0]) > 0 for step in ("seal", "push", "pull"))
    assert int(told["push"][2]) > 0 < int(told["pull"][3])

    again = subprocess.run(
        [
            *(sys.executable, "-m", "gridclient", "--profile", str(tmp_path / "profile")),
            *("sync", "--once", "--user", "li", "--json"),
        ],
        cwd=ROOT, env=plain, input=PASSWORD + "\n", capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    facts = json.loads(again.stdout)
    assert (again.returncode, facts["pushed"], facts["in_sync"]) == (0, 0, True)
    assert {name: step["requests"] for name, step in facts["steps"].items()} == {
        "seal": 0, "push": 0, "pull": 3, "blobs_up": 0, "blobs_down": 0,
    }  # fmt: skip


def test_a_step_inside_another_is_its_own() -> None:
    times = iter([1.0, 2.0, 4.0, 9.0])
    traffic = Traffic()
    watch = Watch(lambda: next(times), traffic)
    watch.begin()

    with watch.step(Step.PUSH):
        traffic.requests += 1
        with watch.step(Step.SEAL):
            traffic.bytes_up += 7
        traffic.bytes_down += 3

    assert watch.spent[Step.PUSH] == Spent(seconds=6.0, requests=1, bytes_down=3)
    assert watch.spent[Step.SEAL] == Spent(seconds=2.0, bytes_up=7)
    assert watch.spent[Step.PULL] == Spent()


def test_a_step_that_breaks_off_is_counted_and_closed() -> None:
    times = iter([0.0, 5.0, 6.0, 7.0])
    watch = Watch(lambda: next(times))
    watch.begin()

    with pytest.raises(ZeroDivisionError), watch.step(Step.PULL):
        raise ZeroDivisionError
    with watch.step(Step.SEAL):
        pass

    assert (watch.spent[Step.PULL].seconds, watch.spent[Step.SEAL].seconds) == (5.0, 1.0)
