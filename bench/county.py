"""The data of the budgets: a seeded synthetic county, made once and kept in an ignored folder (BUDGETS)."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import sys
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from gridclient.sync import enrol
from gridclient.sync.call import Peer, call
from gridclient.sync.round import sync_round
from gridclient.sync.transport import Transport, drive
from gridclient.vault.keys import Keys
from gridcore import wire
from gridcore.ids import new_id
from gridcore.kinds import KINDS
from gridcore.wire import Lost, Reply, Request
from gridserver.cli import open_server
from gridserver.clock import SystemClock, stamp, system_rng
from gridserver.handle import route
from gridserver.keys import hash_password
from gridserver.row import AccountRow, GrantRow
from gridserver.server import Server

__all__ = ["Served", "county", "sync_round"]

_Result = TypeVar("_Result")

FOLDER = Path(".bench")
SEED, USER, PASSWORD = 1, "bench", "Grid-2026"


def county(people: int) -> Path:
    """Give the data folder of a server with so many people, made when it is not there yet."""
    folder = FOLDER / f"county-{people}"
    if not (folder / "whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        command = [sys.executable, "-m", "gridserver", "sample", "--people", str(people), "--seed", str(SEED)]
        subprocess.run([*command, "--data", str(folder)], check=True, stdout=subprocess.DEVNULL)
        _add_reader(folder)
        (folder / "whole").touch()
    return folder


def _add_reader(folder: Path) -> None:
    """An account that holds every grid with every kind of the grid's people."""
    server = open_server(folder)
    pw = hash_password(PASSWORD, server.config.password_cost, system_rng)
    since = stamp(SystemClock().now() - timedelta(days=1))
    with server.store.writing() as work:
        work.put_account(AccountRow(id=USER, name="Bench", pw=pw))
        work.put_grant(GrantRow(user=USER, prefix="6107", role="community_office", since=since))
    server.close()


class Served:
    """The real server process over a copy of a county, and one enrolled device."""

    def __init__(self, people: int, work: Path) -> None:
        """Copy the county into `work` and serve it."""
        self.folder = work / f"served-{people}-{secrets.token_hex(3)}"
        shutil.copytree(county(people), self.folder)
        command = [sys.executable, "-m", "gridserver", "serve", "--data", str(self.folder), "--port", "0"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().split()[-1]
        self.transport = Transport(self.address, secrets.token_bytes)
        try:
            self.seen = drive(enrol.hello(), self.transport)
            self.keys, self.known, self.peer = self.enrol()
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        """The process id of the server."""
        return self._process.pid

    def enrol(self) -> tuple[Keys, wire.Enrolled, Peer]:
        """Enrol one more device."""
        keys = Keys.new(secrets.token_bytes)
        asked = enrol.enrol(self.seen, user=USER, password=PASSWORD, keys=keys, rng=secrets.token_bytes)
        known = drive(asked, self.transport)
        return keys, known, Peer(device=known.device, server=known.server, sign=keys.sign, ahead=self.transport.begin)

    def close(self) -> None:
        """Stop the server and remove its copy."""
        self.transport.close()
        self._process.terminate()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        shutil.rmtree(self.folder)

    def pages(self, grids: dict[str, tuple[str, int, int, str]], first_ask: int = 1) -> list[bytes]:
        """Pull until there is no more, from given cursors; gives the bodies as they came."""
        bodies: list[bytes] = []
        cursors = dict(grids)
        while True:
            ask = wire.PullAsk(ask=first_ask + len(bodies), limit=wire.MAX_PAGE, kinds=sorted(KINDS), grids=cursors)
            request = Request(method="POST", path="/v1/pull", body=wire.encode(ask), seconds=300)
            body = drive(call(self.peer, request), self.transport).body
            bodies.append(body)
            lines = wire.decode_pull_lines(body)
            for row in lines[0].scope or ():
                cursors.setdefault(row.grid, (row.view, 0, 0, ""))
            for line in lines:
                if line.grid is not None:
                    cursors[line.grid] = (cursors[line.grid][0], line.to, line.head, line.mark)
            if not lines[-1].more:
                return bodies

    def push(self, ops: list[list[wire.Op]]) -> None:
        """Push txs in batches of 200, as another device; every answer has to be applied."""
        keys, known, peer = self.enrol()
        for body in batches(keys, known.device, ops):
            request = Request(method="POST", path="/v1/push", body=body, seconds=120)
            reply = wire.decode_push_reply(drive(call(peer, request), self.transport).body)
            assert all(answer.st == "applied" and not answer.notes for answer in reply.answers), reply.answers[:3]


def batches(keys: Keys, device: str, ops: list[list[wire.Op]]) -> list[bytes]:
    """Give the bodies of pushes, 200 txs each, of a device that has sent nothing yet."""
    n, chain, now = 0, "", stamp(SystemClock().now())
    bodies = list[bytes]()
    for at in range(0, len(ops), wire.MAX_TXS):
        lines, prev, first = list[bytes](), chain, n + 1
        for each in ops[at : at + wire.MAX_TXS]:
            n += 1
            tx = wire.Tx(n=n, id=_uuid(), at=now, verb="bench.edit", ops=each)
            lines.append(wire.encode(tx))
            chain = wire.chain(chain, lines[-1])
        sig = keys.sign(wire.push_signed(device, n, chain))
        head = wire.encode(wire.PushHead(device=device, first=first, prev=prev, sig=sig))
        bodies.append(b"\n".join([head, *lines]) + b"\n")
    return bodies


def enrolled_in(server: Server) -> tuple[Keys, wire.Enrolled, str]:
    """Enrol a device at a server in this process; gives its keys, its enrolment and a token."""

    def reached(talk: Generator[Request, Reply | Lost, _Result]) -> _Result:
        answer: Reply | None = None
        while True:
            try:
                request = next(talk) if answer is None else talk.send(answer)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return] # StopIteration types nothing
            answer = route(request, server, SystemClock(), system_rng)

    seen, keys = reached(enrol.hello()), Keys.new(secrets.token_bytes)
    known = reached(enrol.enrol(seen, user=USER, password=PASSWORD, keys=keys, rng=secrets.token_bytes))
    peer = Peer(device=known.device, server=known.server, sign=keys.sign)
    ask = wire.PullAsk(ask=1, limit=1, kinds=[], grids={})
    reached(call(peer, Request(method="POST", path="/v1/pull", body=wire.encode(ask))))
    return keys, known, peer.token


def _uuid() -> str:
    return new_id(SystemClock().now(), secrets.token_bytes)


def lines_of(bodies: list[bytes]) -> list[wire.PullLine]:
    """Give the record lines of page bodies."""
    return [line for body in bodies for line in msgspec.json.Decoder(wire.PullLine).decode_lines(body) if line.k]
