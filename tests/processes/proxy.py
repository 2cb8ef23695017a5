"""A bad line: a proxy between a client process and a server process that does to each exchange what its script says.

A script looks at a request and gives a `Fault`: a function that plays out one exchange and says whether the client's
connection lives on. Faults are deterministic; a seeded script (`weather`) makes a seeded bad line.
"""

from __future__ import annotations

import contextlib
import http.client
import random
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Self

_WAIT = 130.0
"""Seconds the proxy waits for either side: longer than any client does."""
_KEPT = 20
"""Requests kept for `replayed`: FAULTS 5 repeats any of the last 20."""
_HOPS = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "proxy-connection"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came: its number at this proxy, method, path, headers (lower case) and body."""

    number: int
    method: str
    path: str
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply on its way: `length` is what its header claims, where that is not the length of the body."""

    status: int
    headers: dict[str, str]
    body: bytes
    length: int | None = None

    def raw(self) -> bytes:
        """The bytes on the wire."""
        kept = {name: value for name, value in self.headers.items() if name not in _HOPS}
        length = len(self.body) if self.length is None else self.length
        lines = [f"HTTP/1.1 {self.status} x", *(f"{name}: {value}" for name, value in kept.items())]
        return "\r\n".join([*lines, f"content-length: {length}", "", ""]).encode("latin-1") + self.body


class Exchange:
    """One request and what becomes of it."""

    def __init__(self, proxy: Proxy, client: socket.socket, seen: Seen) -> None:
        self.proxy, self.client, self.seen = proxy, client, seen

    def ask(self, seen: Seen | None = None, target: str | None = None) -> Answer:
        """Send the request (or another one) to the server and give the whole reply. Raises OSError, HTTPException."""
        asked = seen or self.seen
        line = http.client.HTTPConnection(target or self.proxy.target, timeout=_WAIT)
        with contextlib.closing(line):
            _send(line, asked, asked.body)
            reply = line.getresponse()
            headers = {name.lower(): value for name, value in reply.getheaders()}
            length = int(headers.get("content-length", "0")) if asked.method == "HEAD" else None
            return Answer(reply.status, headers, reply.read(), length)

    def ask_in_part(self) -> None:
        """Send the request but its last byte, and hang up."""
        line = http.client.HTTPConnection(self.proxy.target, timeout=_WAIT)
        with contextlib.closing(line):
            _send(line, self.seen, self.seen.body[:-1])

    def say(self, raw: bytes) -> bool:
        """Send bytes to the client; True, so that a fault may end with it."""
        self.client.sendall(raw)
        return True

    def wait(self, seconds: float) -> bool:
        """Let time pass; False when the proxy was stopped or the client went away."""
        end = time.monotonic() + seconds
        while not self.proxy.is_stopped and time.monotonic() < end:
            ready, _, _ = select.select([self.client], [], [], min(0.01, seconds))
            if ready and self.client.recv(1, socket.MSG_PEEK) == b"":
                return False
        return not self.proxy.is_stopped


Fault = Callable[[Exchange], bool]
"""Plays out one exchange; True when the client's connection lives on."""
Script = Callable[[Seen], Fault]


def passes(line: Exchange) -> bool:
    """Nothing happens."""
    return line.say(line.ask().raw())


def lose_request(_line: Exchange) -> bool:
    """The request never arrives (F01)."""
    return False


def lose_last_byte(line: Exchange) -> bool:
    """The request is cut before its last byte."""
    if line.seen.body:
        line.ask_in_part()
    return False


def lose_reply(line: Exchange) -> bool:
    """The request arrives whole, its reply never comes back (F02, FAULTS 1)."""
    line.ask()
    return False


def cut(at: int) -> Fault:
    """The reply breaks off after so many bytes, head counted (FAULTS 3)."""

    def fault(line: Exchange) -> bool:
        line.say(line.ask().raw()[:at])
        return False

    return fault


def ends_early(at: int) -> Fault:
    """The body ends after so many bytes and the header says that this was all (FAULTS 4)."""

    def fault(line: Exchange) -> bool:
        answer = line.ask()
        return line.say(replace(answer, body=answer.body[:at]).raw())

    return fault


def late(seconds: float, fault: Fault = passes) -> Fault:
    """Something happens, but not at once."""
    return lambda line: line.wait(seconds) and fault(line)


def twice(line: Exchange) -> bool:
    """The request arrives twice at the same time; the client gets one of the replies (F03)."""
    answers: list[Answer] = []

    def ask() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            answers.append(line.ask())

    both = [threading.Thread(target=ask) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    line.proxy.pairs.append((line.seen, tuple(answers)))
    return bool(answers) and line.say(answers[-1].raw())


def replayed(back: int) -> Fault:
    """An old request arrives once more before this one (FAULTS 5); `back` counts from the newest."""

    def fault(line: Exchange) -> bool:
        kept = list(line.proxy.kept)
        if kept:
            line.ask(kept[-1 - back % len(kept)])
        return passes(line)

    return fault


def silent(line: Exchange) -> bool:
    """The line is open and nobody says anything (FAULTS 7)."""
    line.wait(_WAIT)
    return False


def drips(seconds: float) -> Fault:
    """The reply comes byte by byte, one each so many seconds (FAULTS 7)."""

    def fault(line: Exchange) -> bool:
        return all(line.wait(seconds) and line.say(bytes([byte])) for byte in line.ask().raw())

    return fault


def told(status: int, body: bytes = b"", **headers: str) -> Fault:
    """Somebody on the way answers: a portal, a proxy, a balancer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda line: line.say(Answer(status, named, body).raw())


def refused(status: int, seconds: int = 0) -> Fault:
    """The server itself is busy: the status, its name kept, with Retry-After (FAULTS 8)."""

    def fault(line: Exchange) -> bool:
        named = {"grid-server": line.ask(_HELLO).headers["grid-server"]}
        if seconds:
            named["retry-after"] = str(seconds)
        body = b'{"type":"/problems/%s","status":%d}' % (b"too_large" if status == 413 else b"busy", status)
        return line.say(Answer(status, named, body).raw())

    return fault


def elsewhere(target: str) -> Fault:
    """Another server stands at the address now (F44); `target` is host:port."""
    return lambda line: line.say(line.ask(target=target).raw())


def nameless(line: Exchange) -> bool:
    """The reply comes without the name of the server (F43)."""
    answer = line.ask()
    kept = {name: value for name, value in answer.headers.items() if name != "grid-server"}
    return line.say(replace(answer, headers=kept).raw())


def packed(encoding: str, fault: Callable[[bytes], bytes]) -> Fault:
    """The reply is packed in another way than the server packs: `fault` packs the plain body."""

    def play(line: Exchange) -> bool:
        answer = line.ask(replace(line.seen, headers={**line.seen.headers, "accept-encoding": "identity"}))
        headers = {**answer.headers, "content-encoding": encoding} if encoding else answer.headers
        return line.say(replace(answer, headers=headers, body=fault(answer.body)).raw())

    return play


def always(fault: Fault) -> Script:
    """Give the script of a line on which the same happens to every exchange."""
    return lambda _seen: fault


PORTAL = told(200, b"<html>Sign in to the network", content_type="text/html")
REDIRECT = told(302, location="http://192.0.2.1/login")
NETWORK_SIGN_IN = told(511, b"<html>", content_type="text/html")
_HELLO = Seen(0, "GET", "/v1/hello", {}, b"")


def weather(seed: str, chance: float = 0.3) -> Script:
    """Give the script of a bad line: one exchange in `1 / chance` goes wrong, each in its own way."""
    draw = random.Random(seed)
    turn = threading.Lock()

    def script(_seen: Seen) -> Fault:
        with turn:
            if draw.random() > chance:
                return passes
            bad: list[Fault] = [
                lose_request, lose_last_byte, lose_reply, cut(draw.randrange(2000)), ends_early(draw.randrange(800)),
                late(draw.random() / 5), twice, replayed(draw.randrange(20)), nameless, PORTAL, refused(503),
                refused(429), told(502, b"bad gateway"), late(draw.random() / 5, lose_reply),
            ]  # fmt: skip
            return draw.choice(bad)

    return script


class Proxy:
    """Listens on a port of its own for as long as it is entered; `target` (host:port) and `script` may change."""

    def __init__(self, target: str, script: Script | None = None) -> None:
        self.target = target
        self.script: Script = script or always(passes)
        self.seen: list[Seen] = []
        self.kept: deque[Seen] = deque(maxlen=_KEPT)
        self.pairs: list[tuple[Seen, tuple[Answer, ...]]] = []
        self.is_stopped = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._lines: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self.is_stopped = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._turn:
            for line in self._lines:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads = [each for each in self._threads if each.is_alive()]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.is_stopped:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._turn:
                self._lines.add(client)
            self._start(lambda client=client: self._serve(client))  # type: ignore[misc]

    def _serve(self, client: socket.socket) -> None:
        # What breaks on either side ends this connection, as it would on the road.
        with client, client.makefile("rb") as file, contextlib.suppress(OSError, http.client.HTTPException):
            for seen in self._requests(client, file):
                if not self.script(seen)(Exchange(self, client, seen)):
                    break
        with self._turn:
            self._lines.discard(client)

    def _requests(self, client: socket.socket, file: BinaryIO) -> Iterator[Seen]:
        while not self.is_stopped:
            client.settimeout(_WAIT)
            first = file.readline().decode("latin-1").split()
            if len(first) != 3:
                return
            headers: dict[str, str] = {}
            while (line := file.readline().decode("latin-1").strip()) != "":
                name, _, value = line.partition(":")
                headers[name.strip().lower()] = value.strip()
            body = file.read(int(headers.get("content-length", "0")))
            with self._turn:
                seen = Seen(len(self.seen), first[0], first[1], headers, body)
                self.seen.append(seen)
            yield seen
            with self._turn:
                self.kept.append(seen)


def _send(line: http.client.HTTPConnection, seen: Seen, body: bytes) -> None:
    line.putrequest(seen.method, seen.path, skip_accept_encoding=True)
    for name, value in seen.headers.items():
        if name not in _HOPS and name != "host":
            line.putheader(name, value)
    line.putheader("content-length", str(len(seen.body)))
    line.putheader("connection", "close")
    line.endheaders(body)
