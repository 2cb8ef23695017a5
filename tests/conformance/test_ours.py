"""Our own server keeps the contract, on every database, over real HTTP."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gridserver.conformance.over_http import HttpLine
from gridserver.conformance.play import all_checks, play
from gridserver.memory import MemoryStore
from gridserver.row import ServerStore
from gridserver.store import open_database, open_store
from tests.conformance.house import Direct, checks_of, listening, stage_of
from tests.postgres import fresh_database
from tests.server.conftest import STORE_KEY
from tests.server.town import PASSWORD, Town

ROOT = Path(__file__).parents[2]
CANNOT = {"device_revoked", "user_disabled", "busy"}
"""Problems that no client can provoke."""


@contextmanager
def town_on(database: str, folder: Path) -> Generator[Town]:
    if database == "postgresql":
        with fresh_database() as url:
            yield from _town(open_database(url), folder)
    else:
        yield from _town(open_store(folder / "server.db", STORE_KEY), folder)


def _town(store: ServerStore, folder: Path) -> Generator[Town]:
    town = Town(store, folder / "blobs")
    yield town
    town.server.close()


@pytest.mark.fault("F01", "F02", "F03", "F40", "F41", "F42", "F53", 51, 57, 58, 59, 60, 61, 62, 63, 65)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_our_server_keeps_the_contract(database: str, tmp_path: Path) -> None:
    with town_on(database, tmp_path) as town, listening(town) as url:
        line = HttpLine(url)
        stage = stage_of(town, line)
        results = play(stage, all_checks())
        stage.clean()
        line.close()

    assert [(one.section, one.check, one.reason) for one in results if one.ending == "failed"] == []
    assert {one.check.partition(" ")[0] for one in results if one.ending == "skipped"} == CANNOT
    assert sum(one.ending == "ok" for one in results) >= 450


def test_it_cleans_up_after_itself(tmp_path: Path) -> None:
    """What can be deleted is deleted: only what is append only stays."""
    town = Town(MemoryStore(), tmp_path / "blobs")
    stage = stage_of(town, Direct(town))
    play(stage, checks_of("SYNC 5", "SYNC 2"))

    left = stage.clean()

    zhao = town.laptop("zhao")
    zhao.pull()
    kinds = Counter(row.k for row in zhao.rows.values() if not row.gone)
    assert {kind for kind in kinds if kind and ":" not in kind} <= {"visit"}
    assert left == kinds["visit"] > 0


def test_it_plays_alone_and_says_what_it_could_not_play(tmp_path: Path) -> None:
    town = Town(MemoryStore(), tmp_path / "blobs")
    results = play(stage_of(town, Direct(town), alone=True), checks_of())

    skipped = [one for one in results if one.ending == "skipped"]
    assert {one.reason.partition(" NAME")[0] for one in skipped if "--other" in one.reason} == {"needs --other"}
    assert len(skipped) > 10
    assert [one.check for one in results if one.ending == "failed"] == []


def test_every_check_says_what_the_contract_says() -> None:
    checks = all_checks()

    assert len(checks) >= 200
    assert [one for one in checks if not re.match(r"SYNC \d+( S?T?\d)?( [a-z ]+)?$", one.section)] == []
    assert [one.text for one in checks if len(one.text) < 15 or "{" in one.text] == []
    assert [text for text, count in Counter((one.section, one.text) for one in checks).items() if count > 1] == []


def run(*arguments: str, **passwords: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "gridserver", "conformance", *arguments],
        cwd=ROOT, env={**os.environ, **passwords}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_command_prints_a_table(tmp_path: Path) -> None:
    with town_on("sqlite", tmp_path) as town, listening(town) as url:
        done = run(url, "--user", "li", "--section", "SYNC 17", GRID_PASSWORD=PASSWORD)

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "ok      SYNC 17           Hello tells the limit txs of the contract" in lines
    assert re.match(r"(\d+) checks: \1 ok, 0 failed, 0 skipped", lines[-1])
    assert PASSWORD not in done.stdout


def test_the_command_prints_json_and_fails_on_a_failure(tmp_path: Path) -> None:
    with town_on("sqlite", tmp_path) as town, listening(town) as url:
        town.server.public = ("00" * 32, town.server.public[1])
        done = run(
            url, "--user", "li", "--other", "zhao", "--section", "SYNC 15", "--json",
            GRID_PASSWORD=PASSWORD, GRID_OTHER_PASSWORD=PASSWORD,
        )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr.startswith("not_conformant")
    told = json.loads(done.stdout)
    failed = [one["check"] for one in told["results"] if one["ending"] == "failed"]
    assert failed == ["The certificate is the server's signature over device, user and both keys"]


@pytest.mark.parametrize(
    ("user", "password", "more", "said"),
    [
        ("li", "wrong", (), "was enrolled"),
        ("chen", PASSWORD, (), "no field role"),
        ("li", PASSWORD, ("--grid", "610726103005002"), "no field role"),
    ],
)
def test_the_command_says_why_it_cannot_begin(
    tmp_path: Path, user: str, password: str, more: tuple[str, ...], said: str
) -> None:
    with town_on("sqlite", tmp_path) as town, listening(town) as url:
        done = run(url, "--user", user, *more, GRID_PASSWORD=password)

    assert done.returncode == 1
    assert said in done.stderr
    assert password not in done.stderr


def test_where_nobody_answers_it_says_so() -> None:
    done = run("http://127.0.0.1:9", "--user", "li", GRID_PASSWORD="x")

    assert done.returncode == 1
    assert "no reply" in done.stderr
