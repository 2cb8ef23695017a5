"""Our own server as the kit meets it: over HTTP on a free port, or called directly where only speed matters."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import uvicorn

from gridcore.wire import MAX_REQUEST_BYTES, SERVER_HEADER, Reply, Request
from gridserver.conformance.check import Check
from gridserver.conformance.device import Account, Line
from gridserver.conformance.play import all_checks
from gridserver.conformance.stage import Stage
from gridserver.handle import route
from gridserver.handle.problem import Declined
from gridserver.pack import unpack
from gridserver.web import make_app
from tests.server.town import PASSWORD, Town, seeded

Ask = Callable[[Request], Reply]
Bend = Callable[[Ask, Request], Reply]
"""Stands between the kit and the server: may change the request, the reply, or both."""


def straight(ask: Ask, request: Request) -> Reply:
    """Change nothing."""
    return ask(request)


def _unpacked(request: Request) -> bytes:
    if len(request.body) > MAX_REQUEST_BYTES:
        raise Declined("too_large")
    return unpack(request.body, request.headers.get("content-encoding", ""))


class Direct:
    """Carries requests to a town in process, unpacked as the web routes do it."""

    def __init__(self, town: Town, bend: Bend = straight) -> None:
        self._town, self.bend = town, bend

    def call(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        named = {name.lower(): value for name, value in headers.items()}
        reply = self.bend(self._answer, Request(method=method, path=path, headers=named, body=body))
        return reply if method != "HEAD" else Reply(status=reply.status, headers=reply.headers)

    def _answer(self, request: Request) -> Reply:
        town = self._town
        try:
            body = _unpacked(request)
        except Declined as declined:
            reply = declined.reply()
            return Reply(status=reply.status, headers={**reply.headers, SERVER_HEADER: town.keys.id}, body=reply.body)
        plain = Request(method=request.method, path=request.path, headers=request.headers, body=body)
        return route(plain, town.server, town.clock, town.rng)


@contextmanager
def listening(town: Town) -> Generator[str]:
    """Serve a town over HTTP in a thread; give its address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        app: Any = make_app(town.server, town.clock, town.rng)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


def stage_of(town: Town, line: Line, *, alone: bool = False) -> Stage:
    """The kit as li, beside zhao of the office, who holds li's grid and another one."""

    def wait(seconds: float) -> bool:
        town.clock.advance(seconds=seconds)
        return True

    other = None if alone else Account("zhao", PASSWORD)
    return Stage(line, Account("li", PASSWORD), other, town.clock, seeded(77), wait=wait)


def checks_of(*sections: str) -> list[Check]:
    """The checks of some sections (all without one) that need no framing of HTTP."""
    framed = ("comes packed", "with its length")
    return [
        one
        for one in all_checks()
        if not any(words in one.text for words in framed)
        and (not sections or any(f"{one.section} ".startswith(f"{section} ") for section in sections))
    ]
