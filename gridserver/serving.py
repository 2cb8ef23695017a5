"""A server on a socket: one process, or several on the same socket under a parent that starts a dead one again."""

from __future__ import annotations

import logging
import multiprocessing
import multiprocessing.connection
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec
import uvicorn

from gridcore.errors import GridError, InvalidInput
from gridserver.clock import SystemClock, system_rng
from gridserver.config import Config
from gridserver.meter import Meter
from gridserver.opening import open_server
from gridserver.patience import PatientProtocol
from gridserver.server import Server
from gridserver.web import make_app

_log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
"""Between the end of a worker and the start of the next: one that cannot run does not spin."""

END_SECONDS = 20.0
"""How long requests under way may still take when the server is told to end."""

_SPAWN = multiprocessing.get_context("spawn")


class WorkerEnded(GridError):
    """A worker ended before it listened. Facts: exitcode."""

    code = "worker_ended"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What a server process is told: data folder, database (None: SQLite in the folder), settings, address."""

    data: Path
    database: str | None
    config: Config
    host: str
    port: int

    def open(self) -> Server:
        """Open the server. Raises as `open_server`."""
        return open_server(self.data, self.config, self.database)


class _Uvicorn(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, server: Server, host: str, up: Callable[[], None]) -> None:
        app: Any = make_app(server, SystemClock(), system_rng)
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                access_log=False,
                log_level="warning",
                server_header=False,
                timeout_keep_alive=65,
                timeout_graceful_shutdown=int(END_SECONDS),
                http=PatientProtocol,
            )
        )
        self._up = up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._up()


def _let_uvicorn_end(number: int, frame: FrameType | None) -> None:
    """Do nothing: uvicorn raises the signal again once it has stopped, and the process ends by itself, with 0."""


def _ready(server: Server, place: Place, up: Callable[[], None]) -> _Uvicorn:
    server.meter = Meter.open(place.data / "metrics", system_rng)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _let_uvicorn_end)
    return _Uvicorn(server, place.host, up)


def serve(place: Place, workers: int, told: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; `told` is given the address once all processes listen.

    Raises:
        InvalidInput: several workers on SQLite. WorkerEnded: a worker ended before it listened; the others were ended
            too, and whoever started them may look why. Else as `open_server`.
    """
    if workers > 1 and place.database is None:
        # One SQLite has one writer and no lock a second process could wait for in order.
        raise InvalidInput(field="workers", reason="sqlite_serves_one_process", hint="--database postgresql://...")
    server = place.open()
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    # The protocol is named because asyncio switches Nagle off for sockets that say TCP, and only for those: without it
    # every small reply waits 40 ms for the other side's delayed acknowledgement.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((place.host, place.port))
        address = f"http://{place.host}:{listener.getsockname()[1]}"
        if workers == 1:
            _ready(server, place, lambda: told(address)).run(sockets=[listener])
            server.close()
        else:
            server.close()
            listener.listen(2048)
            _Parent(place, listener, workers).run(lambda: told(address))


class _Parent:
    """Keeps its workers alive."""

    def __init__(self, place: Place, listener: socket.socket, workers: int) -> None:
        self._place = place
        self._listener = listener
        self._many = workers
        self._workers: dict[int, tuple[Any, Any]] = {}
        self._ended, self._end = _SPAWN.Pipe(duplex=False)
        self._ending = False

    def run(self, up: Callable[[], None]) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_end)
        for _ in range(self._many):
            self._start()
        try:
            for process, line in list(self._workers.values()):
                self._wait_for(process, line)
        except WorkerEnded:
            self._stop()
            raise
        if not self._ending:
            up()
        while not self._ending:
            gone = set(multiprocessing.connection.wait([*self._workers, self._ended])) & self._workers.keys()
            for sentinel in gone:
                process, line = self._workers.pop(sentinel)  # type: ignore[arg-type] # sentinels are ints here
                line.close()
                _log.error("worker %s ended with %s", process.pid, process.exitcode)
            if gone and not self._ended.poll(PAUSE_SECONDS):
                for _ in gone:
                    self._start()
        self._stop()

    def _wait_for(self, process: Any, line: Any) -> None:
        """Wait until a worker listens, or all is to end. Raises WorkerEnded: it ended."""
        if line not in multiprocessing.connection.wait([line, self._ended]):
            return
        try:
            line.recv_bytes()
        except EOFError:
            process.join()
            raise WorkerEnded(exitcode=process.exitcode) from None

    def _on_end(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a signal handler's signature
        self._ending = True
        self._end.send_bytes(b"end")

    def _start(self) -> None:
        line, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_work, args=(self._place, self._listener, theirs))
        process.start()
        theirs.close()
        self._workers[process.sentinel] = (process, line)

    def _stop(self) -> None:
        for process, _ in self._workers.values():
            process.terminate()
        deadline = time.monotonic() + END_SECONDS + 5
        for process, _ in self._workers.values():
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()


def _work(place: Place, listener: socket.socket, line: Any) -> None:
    """Be a worker until told to end, or until the parent is gone (its end of the line closes with it)."""
    server = place.open()
    running = _ready(server, place, lambda: line.send_bytes(b"up"))

    def watch() -> None:
        with suppress(EOFError, OSError):
            line.recv_bytes()
        running.should_exit = True

    threading.Thread(target=watch, daemon=True).start()
    running.run(sockets=[listener])
    server.close()
