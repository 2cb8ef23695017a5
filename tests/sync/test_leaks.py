"""Nothing of the environment and nothing of a stranger steers where our secrets go (FAULTS 67)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import cast

import pytest

from gridclient.sync.transport import Transport
from gridcore.wire import Lost, Request
from tests.sync.laptop import seeded


class Stranger(HTTPServer):
    """Sends everybody on to itself, sets a cookie, and writes down what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.seen: list[tuple[str, dict[str, str]]] = []


class _Door(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        stranger = cast("Stranger", self.server)
        stranger.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.send_response(302)
        self.send_header("location", f"http://127.0.0.1:{stranger.server_port}/elsewhere")
        self.send_header("set-cookie", "track=1")
        self.send_header("content-length", "0")
        self.end_headers()

    do_GET = do_POST = _answer  # noqa: N815 - the names are those of the standard library

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        del format, args


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    server = Stranger()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.mark.fault(67)
def test_no_redirect_cookie_proxy_or_netrc(stranger: Stranger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password canary\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    transport = Transport(f"http://127.0.0.1:{stranger.server_port}", seeded(1))

    for _ in range(2):
        reply = transport.send(Request(method="GET", path="/v1/hello", headers={"authorization": "Grid t"}))
        assert not isinstance(reply, Lost)
        assert reply.status == 302

    transport.close()
    assert [path for path, _ in stranger.seen] == ["/v1/hello"] * 2
    for _, headers in stranger.seen:
        assert headers["authorization"] == "Grid t"
        assert "cookie" not in headers
