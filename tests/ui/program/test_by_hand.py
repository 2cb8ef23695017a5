"""Packages by the command line, past the lease, too (SYNC 15)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gridclient.app.gate import ProgramGate
from gridclient.base.paths import Profile
from gridclient.base.progress import NO_PROGRESS
from gridclient.vault.keyring import NoKeyring
from gridcore.household import Household
from tests.clock import FakeClock
from tests.server.town import G1, PASSWORD, Town, seeded
from tests.sync.post import hand_in
from tests.ui.program.conftest import CHEAP
from tests.ui.program.street import Street

ROOT = Path(__file__).parents[3]


@pytest.fixture
def gate(town: Town, street: Street, tmp_path: Path) -> ProgramGate:
    """The door of a PC with a household that waits; the line is cut, and the lease is over."""
    clock = FakeClock(town.clock.now())
    gate = ProgramGate(Profile(tmp_path / "pc"), clock, seeded(3), NoKeyring(), CHEAP)
    gate.enroll(gate.check_server(street.address), "li", PASSWORD, NO_PROGRESS)
    session = gate.session
    assert session is not None
    report = session.syncing.run()
    assert report is not None
    assert report.in_step
    with session.store.write("household.save") as work:
        work.create("household", Household(address="东大街 1"), grid=G1)
    gate.lock()
    street.close()
    for each in (clock, town.clock):
        each.advance(days=20)
    return gate


def run(gate: ProgramGate, *arguments: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "gridclient", "--profile", str(gate.profile.root), "package", *arguments],
        cwd=ROOT, input=password + "\n", capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.fault(44)
def test_the_command_line_writes_and_reads(town: Town, gate: ProgramGate, tmp_path: Path) -> None:
    path = tmp_path / "out.gridpkg"

    wrote = run(gate, "write", str(path), "--user", "li", "--json")
    assert wrote.returncode == 0, wrote.stderr
    assert json.loads(wrote.stdout)["actions"] == 1
    read = run(gate, "read", str(hand_in(town, path)), "--user", "li", "--json")
    assert read.returncode == 0, read.stderr
    assert {"answered": 1, "parked": 0, "old": False, "trouble": None}.items() <= json.loads(read.stdout).items()

    foreign = run(gate, "read", str(path), "--user", "li")
    assert (foreign.returncode, foreign.stdout) == (2, "")
    assert "wrong_kind" in foreign.stderr
    assert run(gate, "write", str(path), "--user", "li", password="wrong").returncode == 2
