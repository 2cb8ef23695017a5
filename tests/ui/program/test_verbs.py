"""Checklists and finished records by the command line: publish, export, import (FORMS 4)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gridclient.app.gate import ProgramGate
from gridclient.base.clock import SystemClock
from gridclient.base.paths import Profile
from gridclient.base.progress import NO_PROGRESS
from gridclient.vault.keyring import NoKeyring
from gridcore.answers import Answers
from gridcore.checklist import Checklist
from gridserver.row import GridRow
from tests.clock import FakeClock
from tests.server.checklist import COUNTY
from tests.server.town import G1, PASSWORD, Town, seeded
from tests.services.test_openrosa import ONE, REF, VALUES, lay_form
from tests.ui.program.conftest import CHEAP
from tests.ui.program.street import Street

ROOT = Path(__file__).parents[3]
CHECKLISTS = ROOT / "resources" / "checklists"


def enrolled(town: Town, street: Street, folder: Path, user: str) -> ProgramGate:
    """The door of a PC of a person, who was there a moment ago."""
    town.clock.advance(seconds=(SystemClock().now() - town.clock.now()).total_seconds())
    gate = ProgramGate(Profile(folder), FakeClock(town.clock.now()), seeded(3), NoKeyring(), CHEAP)
    gate.enroll(gate.check_server(street.address), user, PASSWORD, NO_PROGRESS)
    session = gate.session
    assert session is not None
    report = session.syncing.run()
    assert report is not None
    assert report.in_step
    return gate


def run(folder: Path, *arguments: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "gridclient", "--profile", str(folder), *arguments],
        cwd=ROOT, input=password + "\n", capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip


@pytest.fixture
def county(town: Town) -> Town:
    with town.server.store.writing() as work:
        work.put_grid(GridRow(code=COUNTY, name="县"))
    return town


def test_a_sheet_is_published_without_a_window_and_only_once(county: Town, street: Street, tmp_path: Path) -> None:
    gate = enrolled(county, street, tmp_path / "pc", "he")
    gate.lock()
    sheet = str(CHECKLISTS / "RQAQ.xlsx")

    wrote = run(tmp_path / "pc", "checklist", "publish", sheet, "--user", "he", "--json")
    again = run(tmp_path / "pc", "checklist", "publish", sheet, "--user", "he", "--json")

    assert wrote.returncode == 0, wrote.stderr
    told = json.loads(wrote.stdout)
    assert (told["published"], told["code"], told["file"]) == (True, "RQAQ", "RQAQ.xlsx")
    assert again.returncode == 1
    assert [one["code"] for one in json.loads(again.stdout)["findings"] if one["error"]] == ["same_version"]
    gate.unlock("he", PASSWORD)
    assert gate.session is not None
    with gate.session.store.read() as reading:
        ((grid, body),) = [(entry.grid, entry.body) for entry in reading.all("checklist")]
    gate.lock()
    assert isinstance(body, Checklist)
    assert (grid, body.published_by) == (COUNTY, "he")


def test_who_may_not_publish_is_told_so(county: Town, street: Street, tmp_path: Path) -> None:
    enrolled(county, street, tmp_path / "pc", "li").lock()
    sheet = str(CHECKLISTS / "RQAQ.xlsx")

    refused = run(tmp_path / "pc", "checklist", "publish", sheet, "--user", "li")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert "refused" in refused.stderr


def test_finished_records_go_out_and_in(county: Town, street: Street, tmp_path: Path) -> None:
    gate = enrolled(county, street, tmp_path / "pc", "li")
    assert gate.session is not None
    lay_form(gate.session.store)
    with gate.session.store.write("test") as work:
        values = {name: value for name, value in VALUES.items() if name != "photo"}
        body = Answers(checklist=REF, values=values, finished_at="2026-11-24T10:00:00+08:00", by="li")
        work.create("answers", body, grid=G1, id=ONE)
    gate.lock()
    out = str(tmp_path / "out")

    wrote = run(tmp_path / "pc", "export", "--openrosa", out, "--user", "li", "--json")
    read = run(tmp_path / "pc", "import", "--openrosa", out, "--user", "li", "--json")

    assert wrote.returncode == 0, wrote.stderr
    assert json.loads(wrote.stdout) == {"records": 1, "files": 0, "known": 0, "left_out": [], "trouble": None}
    assert read.returncode == 0, read.stderr
    assert json.loads(read.stdout) == {"records": 0, "files": 0, "known": 1, "left_out": [], "trouble": None}
    assert run(tmp_path / "pc", "export", "--openrosa", out, "--user", "li", password="wrong").returncode == 2
