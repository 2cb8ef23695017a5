"""Nothing goes where it should not: TLS of strangers, redirects, cookies, what the environment says (FAULTS 11, 67).

And one program on one store, however many are started (FAULTS 26, F51).
"""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from gridclient.sync.transport import Transport
from gridcore.errors import Offline
from gridcore.wire import Lost, Reply, Request
from tests.processes import proxy
from tests.processes.campaign import Hand
from tests.processes.conftest import Open
from tests.processes.deed import household
from tests.processes.proxy import Exchange, Proxy, always, told
from tests.processes.site import ROOT, Site
from tests.processes.tls import certificate, listening

ASK = Request(method="GET", path="/v1/hello", headers={"authorization": "Grid secret"}, seconds=5)


def asked(address: str, ca: Path | None, seconds: float = ASK.seconds) -> Reply | Lost:
    transport = Transport(address, random.randbytes, ca=None if ca is None else str(ca))
    try:
        return transport.send(structs.replace(ASK, seconds=seconds))
    finally:
        transport.close()


@pytest.mark.fault(7, 11, 46)
def test_tls_is_spoken_with_the_pinned_certificate_only(tmp_path: Path) -> None:
    heard: list[bytes] = []
    cert, key = certificate(tmp_path)
    with listening(cert, key, heard) as address:
        assert asked(address, None) == Lost(reason="unreachable")
        assert heard == [], "a stranger hears nothing"
        found = asked(address, cert)
    assert isinstance(found, Reply)
    assert (found.status, found.body) == (200, b"{}")
    assert b"Grid secret" in heard[0]

    with listening(cert, key, heard, drip=0.05) as address:
        assert asked(address, cert, seconds=1) == Lost(reason="timeout")

    young, youngs = certificate(tmp_path, begins_in_days=2)
    with listening(young, youngs, heard) as address:
        assert asked(address, young) == Lost(reason="clock")
    assert len(heard) == 2


@pytest.mark.fault(11, 67)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_by_no_call(status: int, site: Site, line: Proxy, laptop: Open) -> None:
    li = laptop("li")
    li.syncing.run()
    with Proxy(site.target) as thief:
        for path in ("/v1/hello", "/v1/push", "/v1/pull", "/v1/token", "/v1/blobs"):
            household(li, path, photo=path.encode())
            li.syncing._peer.token = ""
            leads = told(status, location=f"{thief.url}{path}")
            line.script = lambda seen, path=path, leads=leads: leads if seen.path.startswith(path) else proxy.passes  # type: ignore[misc]
            report = li.syncing.run()
            assert report is not None
            assert isinstance(report.trouble, Offline)
        assert thief.seen == []
    line.script = always(proxy.passes)
    li.syncing.run()
    assert li.store.status().in_sync


@pytest.mark.fault(67)
def test_nothing_of_the_environment_and_no_cookie_goes_along(
    line: Proxy, laptop: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login li password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none"))

    def bakes(at: Exchange) -> bool:
        answer = at.ask()
        return at.say(replace(answer, headers={**answer.headers, "set-cookie": "spy=1; Path=/"}).raw())

    line.script = always(bakes)
    li = laptop("li")
    for number in range(3):
        household(li, f"{number}", photo=b"x")
        report = li.syncing.run()
        assert report is not None
        assert report.in_step

    assert [seen.path for seen in line.seen if "cookie" in seen.headers] == []
    rights = {seen.headers.get("authorization", "Grid ").partition(" ")[0] for seen in line.seen}
    assert rights == {"Grid"}


_TAKE = """
import sys
from pathlib import Path
from gridclient.store.lock import LockFile
from gridcore.errors import StoreBusy
try:
    LockFile(Path(sys.argv[1]))
    print("held", flush=True)
    sys.stdin.readline()
except StoreBusy:
    print("busy", flush=True)
"""


@pytest.mark.fault("F51", 26)
def test_of_twenty_programs_started_at_once_one_has_the_store(tmp_path: Path) -> None:
    for many in (20, 2):  # the lock of a killed program is given back
        started = [
            subprocess.Popen(
                [sys.executable, "-c", _TAKE, str(tmp_path / "lock")], cwd=ROOT, stdin=-1, stdout=-1, text=True
            )
            for _ in range(many)
        ]
        said = sorted(one.stdout.readline() for one in started if one.stdout is not None)
        for one in started:
            one.kill()
            one.communicate()

        assert said == ["busy\n"] * (many - 1) + ["held\n"]


@pytest.mark.fault("F51", 26)
def test_a_second_program_on_a_store_says_why_it_does_not_open(site: Site, tmp_path: Path) -> None:
    first, second = (Hand("li", tmp_path / "li") for _ in range(2))
    process = first.start(site.url, "first")
    assert process.stdout is not None
    while '"open"' not in (line := process.stdout.readline()):
        assert line, "the first program ended before it had its store"
    lines = second.hear(second.start(site.url, "second", "--heal"))
    stopped = threading.Timer(0.2, process.kill)
    stopped.start()
    stopped.join()
    first.hear(process)

    assert lines[-1] == {"died": "store_busy {'reason': 'lock_file'}"}
    assert first.heal(site.url)["integrity"] == []
