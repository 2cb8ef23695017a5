"""A real server process: a full disk, many copies of one tx, people who wish it ill (F47, FAULTS 2, 19, 64, 65)."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gridclient.base.clock import SystemClock
from gridclient.sync.call import Unanswered
from gridcore.wire import Reply, decode_push_reply
from gridserver.patience import HEAD_SECONDS
from tests.postgres import fresh_database
from tests.processes.deed import household, truth
from tests.processes.disk import limit, log_size
from tests.processes.oracle import judge
from tests.processes.site import Site
from tests.processes.worker import open_as_person
from tests.server.test_web import Remote
from tests.server.town import G1, PASSWORD, Laptop

COPIES = 64


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    found = Site(tmp_path / "server").start()
    yield found
    found.close()


@pytest.mark.fault("F47", 19)
def test_a_server_whose_disk_is_full_at_any_byte_stores_nothing_of_a_push_and_takes_it_later(
    site: Site, tmp_path: Path
) -> None:
    assert site.process is not None
    li = open_as_person(tmp_path / "li", site.url, "li", PASSWORD, SystemClock(), random.Random(1).randbytes)
    li.syncing.run()
    for number in range(12):
        household(li, f"{number}" * 200, photo=random.Random(number).randbytes(4_000 if number else 300_000))
    begun, refusals = log_size(site.folder / "server.db"), list[object]()
    for room in range(begun, begun + 1_000_000, 2_731):
        limit(room, site.process.pid)
        report = li.syncing.run()
        assert report is not None
        if report.in_step:
            break
        assert isinstance(report.trouble, Unanswered), report.trouble
        refusals.append(report.trouble.facts["retry_after"])
        assert report.pushed in {0, 12}
    limit(None, site.process.pid)

    assert len(refusals) > 10
    assert set(refusals) == {5}
    assert li.store.status().in_sync
    li.close()
    assert set(site.end().splitlines()) == {"PUT failed: OSError 27"}, "whoever runs it is told of a full disk"
    server = site.open()
    assert judge(server, []) == []
    server.close()
    assert (len(truth(site).txs), len(truth(site).blobs)) == (12, 12)


@pytest.fixture(params=["sqlite", "postgresql"])
def busy_site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """One process on SQLite, three on PostgreSQL."""
    with fresh_database() if request.param == "postgresql" else contextlib.nullcontext() as address:
        found = Site(tmp_path / "server", address).start(*(("--workers", "3") if address else ()))
        try:
            yield found
        finally:
            found.close()


@pytest.mark.fault("F03", 2)
def test_64_copies_of_one_push_over_http_have_one_effect_and_one_answer(busy_site: Site) -> None:
    lines = [Remote(busy_site.url) for _ in range(COPIES)]
    li, gate = Laptop(lines[0], "li"), threading.Barrier(COPIES)
    li.sign_in()
    record = li.id()
    op = {"op": "create", "kind": "household", "id": record, "grid": G1, "set": {"note": "once"}}
    body = li.sealed(1, "", li.line(1, op))

    def send(line: Remote) -> Reply:
        gate.wait()
        return line.call("POST", "/v1/push", body, authorization=f"Grid {li.token}")

    with ThreadPoolExecutor(COPIES) as pool:
        replies = list(pool.map(send, lines))
    for line in lines:
        line.web.close()

    assert {reply.status for reply in replies} == {200}
    assert len({reply.body.partition(b'"next"')[2] for reply in replies}) == 1
    assert decode_push_reply(replies[0].body).answers[0].st == "applied"
    assert busy_site.end() == ""
    found = truth(busy_site)
    assert len(found.txs) == 1
    assert [row["id"] for row in found.changes] == [record]


def dial(site: Site) -> socket.socket:
    host, port = site.target.split(":")
    return socket.create_connection((host, int(port)), timeout=10)


_HEAD = b"POST /v1/push HTTP/1.1\r\nHost: x\r\n"
_SLOW: list[tuple[str, bytes, bytes]] = [
    ("says nothing", b"", b""),
    ("drips a head", _HEAD, b"a"),
    ("drips a body", _HEAD + b"content-length: 3000000\r\n\r\n", b"x"),
]


@pytest.mark.fault(64)
@pytest.mark.parametrize(("said", "drop"), [case[1:] for case in _SLOW], ids=[case[0] for case in _SLOW])
def test_slow_and_silent_callers_do_not_keep_others_out(said: bytes, drop: bytes, site: Site, tmp_path: Path) -> None:
    with contextlib.ExitStack() as lines:
        hostile = [lines.enter_context(dial(site)) for _ in range(300)]
        for line in hostile:
            line.sendall(said)
        li = open_as_person(tmp_path / "li", site.url, "li", PASSWORD, SystemClock(), random.Random(1).randbytes)
        for number in range(5):
            household(li, f"{number}")
            for line in hostile:
                with contextlib.suppress(OSError):  # on a slow machine it was hung up on meanwhile
                    line.sendall(drop)
            report = li.syncing.run()
            assert report is not None
            assert report.in_step
        li.close()
        assert [row["by"] for row in truth(site).txs] == ["li"] * 5
    assert site.end() == ""


@pytest.mark.fault(64)
def test_a_caller_who_does_not_say_what_it_wants_is_hung_up_on(tmp_path: Path) -> None:
    assert HEAD_SECONDS == 20.0
    site = Site(tmp_path / "server").start_patient(0.5)
    try:
        begun = time.monotonic()
        with dial(site) as silent, dial(site) as drips:
            drips.sendall(_HEAD)
            drips.settimeout(0.1)
            while time.monotonic() - begun < 10:
                with contextlib.suppress(TimeoutError):
                    if drips.recv(1) == b"":
                        break
                drips.sendall(b"a")
            else:
                pytest.fail("a dripping head was listened to for ever")
            assert silent.recv(1) == b""
    finally:
        site.close()


@pytest.mark.fault(64)
def test_a_huge_head_is_refused(site: Site) -> None:
    with dial(site) as line:
        with contextlib.suppress(OSError):
            line.sendall(_HEAD + b"x: " + b"y" * 1_000_000 + b"\r\n\r\n")
        with contextlib.suppress(OSError):
            assert b" 400 " in line.recv(100)
    assert Remote(site.url).call("GET", "/healthz").status == 200


@pytest.mark.fault(65)
@pytest.mark.parametrize(
    "path",
    [
        "/v1/blobs/../../server.keys",
        "/v1/blobs/{grid}/../../../server.keys",
        "/v1/blobs/{grid}/..%2f..%2f..%2fserver.keys",
        "/v1/blobs/%2e%2e/%2e%2e/server.keys",
        "/v1/blobs/{grid}/..\\..\\server.keys",
        "//server.keys",
        "/v1/blobs/{grid}//etc/passwd",
        "/v1/blobs/partial/x",
    ],
)
def test_no_path_leads_out_of_its_folder(path: str, site: Site) -> None:
    """On a bare socket: a library would tidy the path before it is sent."""
    li = Laptop(Remote(site.url), "li")
    li.sign_in()
    with dial(site) as line:
        asked = f"GET {path.format(grid=G1)} HTTP/1.1\r\nHost: x\r\nAuthorization: Grid {li.token}\r\n"
        line.sendall(f"{asked}Connection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))

    assert answer.split()[1] == b"404"
    assert b"ed25519" not in answer
