"""A centre at a real address: the town of the server's tests behind a small web server in a thread."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import cast

from gridcore.wire import SERVER_HEADER, Reply, Request
from gridserver.handle import route
from gridserver.pack import unpack
from tests.server.town import Town

LOGIN_PAGE = "<html><body><form action='/login'>欢迎使用本网络，请先登录</form></body></html>".encode()


class Street:
    """Who answers at the address: a town, or (while `portal` is set) the login page of a guest network."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.portal = False
        self.is_away = False
        """Whoever comes is left without an answer, as on a line that is cut."""
        self.instead: dict[str, Reply] = {}
        """What is answered at a path in place of the town's reply, until it is taken out."""
        self.asked: list[str] = []
        self._server = HTTPServer(("127.0.0.1", 0), _Door)
        self._server.street = self  # type: ignore[attr-defined] # the handler finds us by its server
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Door(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        street = cast("Street", self.server.street)  # type: ignore[attr-defined] # set by Street
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        street.asked.append(self.path)
        if street.is_away:
            self.close_connection = True
            return
        if street.portal:
            self._send(200, {"content-type": "text/html"}, LOGIN_PAGE)
            return
        if self.path in street.instead:
            scripted = street.instead[self.path]
            self._send(scripted.status, {**scripted.headers, SERVER_HEADER: street.town.server.keys.id}, scripted.body)
            return
        town, headers = street.town, {name.lower(): value for name, value in self.headers.items()}
        packed = headers.get("content-encoding", "")
        asked = Request(method=self.command, path=self.path, headers=headers, body=unpack(body, packed))
        reply = route(asked, town.server, town.clock, town.rng)
        self._send(reply.status, {**reply.headers, SERVER_HEADER: town.server.keys.id}, reply.body)

    # The names are those of the standard library.
    do_GET = do_POST = do_PUT = do_HEAD = _answer  # noqa: N815

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        del format, args
