"""The web routes, in a real process and over real HTTP."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import requests
from backports import zstd

from gridcore.wire import Reply, decode_problem
from gridserver import cli
from gridserver.clock import SystemClock
from gridserver.handle.problem import Declined
from gridserver.keys import KEY_FILE
from gridserver.pack import pack, unpack
from tests.server.town import G1, Laptop

ROOT = Path(__file__).parents[2]


class Remote:
    """Stands where `Town` stands for a laptop, but calls a server process over HTTP."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.clock = SystemClock()
        self.web = requests.Session()
        self.web.trust_env = False

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        found = self.web.request(method, self.url + path, data=body or None, headers=named, timeout=10)
        return Reply(
            status=found.status_code, headers={k.lower(): v for k, v in found.headers.items()}, body=found.content
        )


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A data folder with one grid and one worker, made by the command line."""
    with tempfile.TemporaryDirectory() as name:
        data = ("--data", name)
        assert run("grid", "add", G1, "--name", "一", *data).returncode == 0
        assert run("account", "add", "li", "--name", "李", "--stdin", *data, typed="correct horse\n").returncode == 0
        assert run("account", "grant", "li", G1, "grid_worker", *data).returncode == 0
        yield Path(name)


def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "gridserver", *arguments],
        cwd=ROOT, input=typed, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


class Running:
    """A server process."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "gridserver", "serve", "--data", str(folder), "--name", "process"],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert said.startswith("listening http://127.0.0.1:"), said
        self.url = said.split()[1]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=20)
        return self.process.returncode, said


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Running]:
    found = Running(folder)
    yield found
    assert found.stop() == (0, "")


@pytest.fixture
def remote(running: Running) -> Iterator[Remote]:
    found = Remote(running.url)
    yield found
    found.web.close()


@pytest.fixture
def li(remote: Remote) -> Laptop:
    return Laptop(remote, "li", seed=int.from_bytes(os.urandom(4), "big"))


def household(li: Laptop, **body: object) -> dict[str, object]:
    return {"op": "create", "kind": "household", "id": li.id(), "grid": G1, "set": body}


def test_a_round_over_http(li: Laptop) -> None:
    assert li.do(household(li, address="东大街")).st == "applied"

    lines = li.pull()

    assert {line.grid for line in lines if line.grid} >= {G1}
    assert {"address": "东大街"} in [li.body(record) for record in li.rows]
    head = li.call("HEAD", f"/v1/blobs/{G1}/{'a' * 64}")
    assert (head.status, head.headers["grid-have"], head.body) == (200, "0", b"")


@pytest.mark.parametrize(("encoding", "packed"), [("zstd", zstd.compress), ("gzip", gzip.compress)])
def test_bodies_are_packed_both_ways(li: Laptop, encoding: str, packed: Callable[[bytes], bytes]) -> None:
    li.sign_in()
    body = li.sealed(1, "", *(li.line(n, household(li, note="很长" * 500)) for n in range(1, 9)))

    reply = li.call("POST", "/v1/push", packed(body), content_encoding=encoding)

    assert reply.status == 200, reply.body
    ask = msgspec.json.encode({"ask": 1, "limit": 99, "kinds": ["household"], "grids": {}})
    page = li.call("POST", "/v1/pull", ask, accept_encoding="gzip;q=0.5, zstd;q=1.0")
    assert page.headers["content-encoding"] == "zstd"
    assert page.body.startswith(b'{"ask":1')
    assert page.body.rstrip().endswith(b'"end":true}')


def test_the_wire_really_carries_zstd(running: Running) -> None:
    """DEPENDENCIES T5: asked on a bare socket, the first bytes of the body are zstd's."""
    port = int(running.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(b"GET /v1/hello HTTP/1.1\r\nHost: x\r\nAccept-Encoding: zstd\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert b"grid-server" in answer
    assert pack(b"x" * 2000, "br, zstd;q=0.9")[0].startswith(b"\x28\xb5\x2f\xfd")
    assert pack(b"x" * 10, "zstd") == (b"x" * 10, "")
    assert pack(b"x" * 2000, "gzip, br")[1] == ""


BOMB = zstd.compress(bytes(40_000_000))
BAD_BODIES = [
    pytest.param(BOMB, "zstd", 413, id="zstd bomb"),
    pytest.param(gzip.compress(bytes(40_000_000)), "gzip", 413, id="gzip bomb"),
    pytest.param(bytes(4_000_001), "", 413, id="above the cap"),
    pytest.param(b"no zstd", "zstd", 400, id="not zstd"),
    pytest.param(BOMB[:-9], "zstd", 413, id="cut bomb"),
    pytest.param(zstd.compress(b"x" * 9999)[:-4], "zstd", 400, id="cut"),
    pytest.param(zstd.compress(b"x") + b"rest", "zstd", 400, id="more after the end"),
    pytest.param(gzip.compress(b"x")[:-4], "gzip", 400, id="cut gzip"),
    pytest.param(b"x", "br", 400, id="unknown encoding"),
]


@pytest.mark.fault(51)
def test_a_package_may_be_larger_than_a_request_but_not_from_a_stranger(remote: Remote, li: Laptop) -> None:
    li.sign_in()
    large = b"x" * 5_000_000

    assert decode_problem(li.call("POST", "/v1/mail", large).body).name == "not_a_package"
    assert decode_problem(li.call("POST", "/v1/pull", large).body).name == "too_large"
    assert decode_problem(remote.call("POST", "/v1/mail", large).body).name == "too_large"
    assert decode_problem(remote.call("POST", "/v1/mail", b"x").body).name == "signed_out"


@pytest.mark.fault(51)
@pytest.mark.parametrize(("body", "encoding", "status"), BAD_BODIES)
def test_bad_bodies_are_refused_before_anything_opens(remote: Remote, body: bytes, encoding: str, status: int) -> None:
    headers = {"content_encoding": encoding} if encoding else {}

    reply = remote.call("POST", "/v1/push", body, **headers)

    assert reply.status == status
    assert decode_problem(reply.body).name == {413: "too_large", 400: "malformed"}[status]
    assert "grid-server" in reply.headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/schema/openapi.json", 404),
        ("DELETE", "/v1/push", 405),
        ("PATCH", f"/v1/blobs/{G1}/{'a' * 64}", 405),
        ("GET", "/v1/pull", 405),
        ("GET", "/v1/blobs/../../etc/passwd", 404),
        ("GET", f"/v1/blobs/{G1}/..%2f..%2fserver.keys", 404),
        ("POST", "/v1/pull", 401),
        ("GET", f"/v1/blobs/{G1}/{'a' * 64}", 401),
    ],
)
def test_every_reply_names_the_server(remote: Remote, method: str, path: str, status: int) -> None:
    reply = remote.call(method, path)

    assert reply.status == status
    assert decode_problem(reply.body).type.startswith("/problems/")
    assert "grid-server" in reply.headers
    assert "set-cookie" not in reply.headers
    assert ("allow" in reply.headers) is (status == 405)


def test_hello_and_health(remote: Remote) -> None:
    assert msgspec.json.decode(remote.call("GET", "/v1/hello").body)["name"] == "process"
    for path in ("/healthz", "/readyz"):
        assert remote.call("GET", path).status == 200


@pytest.mark.fault(13)
def test_what_was_answered_outlives_a_kill(folder: Path, running: Running) -> None:
    """FAULTS 13: kill -9 of a second server on the same folder; answered = durable."""
    second = Running(folder)
    remote = Remote(second.url)
    li = Laptop(remote, "li", seed=4711)
    answer = li.do(household(li, note="durable"))
    second.stop(signal.SIGKILL)
    remote.web.close()

    remote = Remote(running.url)
    li.town = remote
    assert li.push_lines().next == 2
    li.pull()
    assert {"note": "durable"} in [li.body(record) for record in li.rows]
    assert answer.st == "applied"
    remote.web.close()


def test_the_openapi_document_is_the_one_checked_in() -> None:
    """Made anew with `python -m gridserver openapi > docs/openapi.json`."""
    made = run("openapi")

    assert made.stderr == ""
    assert json.loads(made.stdout) == json.loads((ROOT / "docs" / "openapi.json").read_text())


@pytest.mark.parametrize(
    "arguments",
    [
        ("account", "grant", "nobody", G1, "officer"),
        ("account", "disable", "nobody"),
        ("account", "add", "x", "--name", "x", "--stdin"),
    ],
)
def test_the_command_line_says_no(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    found = run(*arguments, "--data", str(tmp_path), typed="\n")
    assert found.returncode == 1
    assert "invalid_input" in found.stderr


def test_accounts_are_disabled_by_the_command_line(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    assert run("account", "add", "li", "--name", "李", "--stdin", *data, typed="correct horse\n").returncode == 0
    assert run("account", "disable", "li", *data).returncode == 0

    server = cli.open_server(tmp_path)
    with server.store.reading() as read:
        account = read.account("li")
    server.close()
    assert account is not None
    assert account.state == "disabled"
    assert (tmp_path / KEY_FILE).exists()


@pytest.mark.fault(51)
def test_unpacking_stays_under_its_cap() -> None:
    """FAULTS 51."""
    with pytest.raises(Declined) as caught:
        unpack(zstd.compress(bytes(600_000_000)), "zstd")
    assert caught.value.problem.name == "too_large"
    assert unpack(b"as it is", "identity") == b"as it is"
