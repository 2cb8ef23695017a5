"""The next page comes down while the last one is taken in: begun early, never asked for twice."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gridclient.sync.transport import Transport
from gridcore.wire import SERVER_HEADER, Reply, Request
from tests.server.town import G1
from tests.sync.laptop import Laptop

Open = Callable[..., Laptop]


def test_what_is_begun_is_exactly_the_pull_that_follows(laptop: Open) -> None:
    li, zhao = laptop("li"), laptop("zhao")
    li.synced()
    for place in range(40):
        with li.store.write("household.create") as work:
            work.create("household", {"address": f"东大街 {place}"}, grid=G1)
    li.synced()
    begun: list[Request] = []
    zhao.peer.ahead, zhao.peer.page = begun.append, 3
    zhao.synced()
    pulls = [request for request in zhao.requests if request.path == "/v1/pull"]
    # The first pull answers the challenge and is repeated with a token; only what follows a page was begun.
    assert len(begun) > 2
    assert begun == pulls[-len(begun) :]


class _Counting(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: list[bytes]

    def do_POST(self) -> None:
        """Answer with the body that came, and count it."""
        body = self.rfile.read(int(self.headers["content-length"]))
        self.seen.append(body)
        self.send_response(200)
        self.send_header(SERVER_HEADER, "a")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Say nothing."""


@pytest.fixture
def counted() -> Iterator[tuple[Transport, list[bytes]]]:
    """A transport to a real socket, and the bodies that came there."""
    seen = list[bytes]()
    handler = type("Handler", (_Counting,), {"seen": seen})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    transport = Transport(f"http://127.0.0.1:{server.server_port}", secrets.token_bytes)
    yield transport, seen
    transport.close()
    server.shutdown()
    thread.join()
    server.server_close()


def _asking(body: bytes) -> Request:
    return Request(method="POST", path="/v1/pull", body=body)


def test_a_begun_request_goes_out_once_and_its_reply_is_given_once(counted: tuple[Transport, list[bytes]]) -> None:
    transport, seen = counted
    transport.begin(_asking(b"1"))
    first, again = transport.send(_asking(b"1")), transport.send(_asking(b"1"))
    assert isinstance(first, Reply)
    assert isinstance(again, Reply)
    assert (first.body, again.body) == (b"1", b"1")
    assert seen == [b"1", b"1"], "the second is a request of its own: a reply is given once"


def test_what_was_begun_in_vain_answers_nothing_else(counted: tuple[Transport, list[bytes]]) -> None:
    transport, seen = counted
    transport.begin(_asking(b"1"))
    other = transport.send(_asking(b"2"))
    transport.begin(_asking(b"3"))
    third = transport.send(_asking(b"3"))
    assert isinstance(other, Reply)
    assert isinstance(third, Reply)
    assert (other.body, third.body) == (b"2", b"3")
    assert sorted(seen) == [b"1", b"2", b"3"]
