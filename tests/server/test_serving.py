"""The command line and the processes it starts: workers on PostgreSQL, people, devices."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from gridcore.errors import InvalidInput
from gridserver import device
from gridserver.cli import DATABASE, main
from gridserver.opening import open_server
from tests.postgres import fresh_database
from tests.server.test_web import Remote
from tests.server.town import G1, G2, Laptop, Town, problem

ROOT = Path(__file__).parents[2]


@pytest.fixture
def database() -> Iterator[str]:
    with fresh_database() as url:
        yield url


@pytest.fixture
def data(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose records are in PostgreSQL, told by the environment as a city would."""
    monkeypatch.setenv(DATABASE, database)
    with tempfile.TemporaryFile("w+") as typed:
        typed.write("correct horse\n")
        typed.seek(0)
        monkeypatch.setattr(sys, "stdin", typed)
        for arguments in (
            ("grid", "add", G1, "--name", "一"),
            ("account", "add", "li", "--name", "李", "--stdin"),
            ("account", "grant", "li", G1, "grid_worker"),
        ):
            assert main([*arguments, "--data", str(tmp_path)]) == 0
    return tmp_path


class Serving:
    """A parent with its workers."""

    def __init__(self, data: Path, workers: int) -> None:
        command = [sys.executable, "-W", "error", "-m", "gridserver", "serve", "--data", str(data)]
        self.process = subprocess.Popen(
            [*command, "--workers", str(workers)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert said.startswith("listening http://127.0.0.1:"), said
        self.url = said.split()[1]

    def workers(self) -> set[int]:
        """Process ids of the children that serve (not of the tracker of multiprocessing)."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return {int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()}


@pytest.fixture
def serving(data: Path) -> Iterator[Serving]:
    found = Serving(data, 2)
    yield found
    if found.process.poll() is None:
        found.process.send_signal(signal.SIGTERM)
        found.process.communicate(timeout=30)


def patiently(remote: Remote) -> int:
    for _ in range(100):
        with suppress(OSError):
            return remote.call("GET", "/readyz").status
        time.sleep(0.1)
    return 0


def household(li: Laptop) -> dict[str, object]:
    return {"op": "create", "kind": "household", "id": li.id(), "grid": G1, "set": {}}


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0]


@pytest.mark.fault(13)
def test_a_dead_worker_is_started_again_and_sigterm_ends_all_cleanly(serving: Serving) -> None:
    first = serving.workers()
    remote = Remote(serving.url)
    li = Laptop(remote, "li")
    assert li.do(household(li)).st == "applied"
    assert len(first) == 2

    for pid in first:
        os.kill(pid, signal.SIGKILL)
    remote.web.close()
    remote = Remote(serving.url)
    li.town = remote
    assert patiently(remote) == 200
    assert li.do(household(li)).n == 2
    for _ in range(100):
        if len(serving.workers() - first) == 2:
            break
        time.sleep(0.1)
    second = serving.workers()
    assert len(second - first) == 2

    remote.web.close()
    serving.process.send_signal(signal.SIGTERM)
    said, _ = serving.process.communicate(timeout=30)
    assert serving.process.returncode == 0
    assert [line for line in said.splitlines() if not line.startswith("worker ")] == []
    assert not any(alive(pid) for pid in second)


@pytest.mark.fault(13)
def test_workers_end_when_their_parent_was_killed(serving: Serving) -> None:
    workers = serving.workers()

    serving.process.kill()
    serving.process.communicate(timeout=30)

    for _ in range(100):
        if not any(map(alive, workers)):
            break
        time.sleep(0.1)
    assert not any(map(alive, workers))


def test_a_worker_that_ends_at_its_start_ends_the_start(data: Path) -> None:
    (data / "metrics").write_text("no folder")  # what only a worker meets
    command = [sys.executable, "-m", "gridserver", "serve", "--data", str(data), "--workers", "2"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert "listening" not in ended.stdout
    assert "worker_ended" in ended.stderr


@pytest.mark.parametrize(
    ("password", "reason"), [("", "too_short"), ("x", "too_short"), ("12345678", "too_easy"), ("li12345", "too_short")]
)
def test_the_office_gives_no_weak_password(
    tmp_path: Path, password: str, reason: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))

    assert main(["account", "add", "li", "--name", "李", "--stdin", "--data", str(tmp_path)]) == 1

    assert reason in capsys.readouterr().err


def test_several_workers_on_sqlite_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--data", str(tmp_path), "--workers", "2"]) == 1

    assert "sqlite_serves_one_process" in capsys.readouterr().err


@pytest.mark.fault(68)
@pytest.mark.parametrize("url", ["postgresql://li:canary@127.0.0.1:1/x", "mysql://li:canary@127.0.0.1:1/x"])
def test_a_database_that_does_not_open_ends_the_start_and_its_password_is_not_told(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(DATABASE, url)

    assert main(["serve", "--data", str(tmp_path)]) == 1

    said = capfd.readouterr()
    assert said.err
    assert "canary" not in said.err + said.out


def test_accounts_and_their_roles_by_the_command_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ("--data", str(data))
    assert main(["account", "grant", "li", G2, "officer", "--until", "2030-01-01T00:00:00", *at]) == 0
    assert main(["account", "end", "li", G1, "grid_worker", "--at", "2026-05-01T00:00:00+00:00", *at]) == 0
    assert main(["account", "disable", "li", *at]) == 0
    assert main(["account", "end", "li", G2, "grid_worker", *at]) == 1
    assert main(["account", "grant", "li", G2, "officer", "--until", "soon", *at]) == 1
    capsys.readouterr()
    assert main(["account", "list", *at]) == 0

    head, first, second = capsys.readouterr().out.splitlines()
    assert head == "li\t李\tdisabled"
    assert first.startswith(f"\tgrid_worker\t{G1}\tsince")
    assert first.endswith("until 2026-05-01T08:00:00+08:00")
    assert second.endswith("until 2030-01-01T00:00:00+08:00")
    assert main(["account", "enable", "li", *at]) == 0
    server = open_server(data, database=os.environ[DATABASE])
    with server.store.reading() as read:
        account = read.account("li")
    server.close()
    assert account is not None
    assert account.state == "active"
    assert not (data / "server.db").exists()


@pytest.fixture
def replaced(town: Town) -> tuple[Town, Laptop, Laptop]:
    """A device, and the one that was enrolled anew in its place."""
    old, new = town.laptop("li", 1), town.laptop("li", 2)
    old.sign_in()
    new.sign_in()
    with town.server.store.writing() as work:
        row = work.device(new.device)
        assert row is not None
        work.put_device(replace(row, replaces=old.device))
    return town, old, new


def test_revoking_a_device_revokes_what_replaced_it_and_says_what_is_lost(
    replaced: tuple[Town, Laptop, Laptop],
) -> None:
    """SYNC 10, 15."""
    town, old, new = replaced
    asked: list[str] = []
    options = Namespace(device=old.device, yes=False, user="li")

    def answer(words: str) -> str:
        asked.append(words)
        return "yes"

    said = device.revoke(town.server, options, answer)

    assert old.device in said
    assert new.device in said
    assert "not sent is lost" in asked[0]
    assert new.device in asked[0]
    town.clock.advance(seconds=6)
    for laptop in (old, new):
        assert problem(laptop.ask()).name == "device_revoked"
    listed = device.everyone(town.server, options)
    assert listed.count("revoked") == 2


@pytest.mark.parametrize("answer", ["", "no", "y"])
def test_a_device_stays_when_the_question_is_not_answered_with_yes(town: Town, answer: str) -> None:
    li = town.laptop("li")

    with pytest.raises(InvalidInput):
        device.revoke(town.server, Namespace(device=li.device, yes=False), lambda _: answer)
    with pytest.raises(InvalidInput):
        device.revoke(town.server, Namespace(device="nobody", yes=True))

    town.clock.advance(seconds=6)
    assert li.ask().status == 200
