"""The next page comes down while the last one is taken in: begun early, never asked for twice."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gridclient.store import crash
from gridclient.store.blobs import Blobs
from gridclient.sync.syncing import Syncing
from gridclient.sync.transport import Transport
from gridcore import wire
from gridcore.errors import StoreBusy
from gridcore.wire import SERVER_HEADER, Lost, Reply, Request
from tests.server.town import G1
from tests.sync.deeds import make, syncing
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


def test_what_was_begun_is_forgotten_when_asked_to(counted: tuple[Transport, list[bytes]]) -> None:
    transport, seen = counted
    transport.begin(_asking(b"1"))
    begun = transport._begun
    assert begun is not None
    assert isinstance(begun[1].result(), Reply)
    transport.forget()

    assert isinstance(transport.send(_asking(b"1")), Reply)
    assert seen == [b"1", b"1"]


class _Through(Transport):
    """The real transport, but for its socket."""

    def __init__(self, at: Laptop) -> None:
        super().__init__("http://127.0.0.1:1", at.rng)
        self._at = at

    def _send(self, request: Request) -> Reply | Lost:
        return self._at.wire(request)


class _Killed(BaseException):
    """The round is no more; the program lives."""


def test_a_page_begun_by_a_round_that_broke_off_answers_no_later_round(
    laptop: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is older than what was sent since: by it the centre would seem restored, and all would go out again."""
    li, zhao = laptop("li"), laptop("zhao")
    for place in range(20):
        make(zhao, "household", address=f"东大街 {place}")
    zhao.synced()
    transport = _Through(li)
    runs = Syncing(li.store, li.keys, transport, li.clock, li.rng)
    monkeypatch.setattr(wire, "MAX_PAGE", 3)
    runs._peer.page = 3  # as large as a page may be: it grows no more, and the next round asks with the same words

    def kill(name: str, when: str) -> None:
        if (name, when) == ("T4", "after"):
            raise _Killed

    with crash.Watched(kill), pytest.raises(_Killed):
        runs.run()
    begun = transport._begun
    assert begun is not None
    assert isinstance(begun[1].result(), Reply), "it came, before what follows was sent"
    make(li, "household", address="saved meanwhile")
    report = runs.run()
    transport.close()

    assert report is not None
    assert (report.trouble, report.pushed) == (None, 1)


@pytest.mark.fault(34)
def test_a_file_that_cannot_be_tidied_away_now_does_not_cost_the_report(
    laptop: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    li = laptop("li")
    make(li, "household", address="1")
    runs = syncing(li)

    def held(_self: Blobs) -> int:
        raise StoreBusy(reason="SQLITE_BUSY")

    monkeypatch.setattr(Blobs, "tidy", held)
    report = runs.run()

    assert report is not None
    assert (report.pushed, report.in_step, runs.standing().report) == (1, True, report)


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
