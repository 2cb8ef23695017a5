"""A small town for tests: a server in process, and laptops that speak the contract by hand."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gridcore.ids import new_id
from gridcore.kinds import KINDS
from gridcore.wire import (
    Answer,
    Enrol,
    Enrolled,
    Problem,
    PullLine,
    PushHead,
    PushReply,
    Reply,
    Request,
    Token,
    TokenAsk,
    chain,
    decode_problem,
    decode_pull_lines,
    decode_push_reply,
    encode,
    push_signed,
    token_signed,
)
from gridserver.blob import BlobFolder
from gridserver.clock import Clock, stamp
from gridserver.config import Config, PasswordCost
from gridserver.handle import route
from gridserver.keys import ServerKeys, hash_password
from gridserver.row import AccountRow, GrantRow, GridRow, ServerStore
from gridserver.server import Server
from tests.clock import FakeClock

TOWN, COMMUNITY, G1, G2 = "610726103000", "610726103005", "610726103005001", "610726103005002"
CHEAP = PasswordCost(memory_kib=64, iterations=1)
CONFIG = Config(name="test town", password_cost=CHEAP)
PASSWORD = "correct horse"
START = datetime(2026, 5, 11, 1, 0, tzinfo=UTC)


def seeded(seed: int) -> Callable[[int], bytes]:
    return random.Random(seed).randbytes


class Town:
    """A server in process with two grids of one community, a worker in each, and the office over both."""

    def __init__(self, store: ServerStore, folder: Path, config: Config = CONFIG) -> None:
        self.clock = FakeClock(START)
        self.rng = seeded(1)
        self.keys = ServerKeys.make(seeded(2))
        self.folder = folder
        self.config = config
        self.server = Server(store, self.keys, BlobFolder(folder), config)
        with store.writing() as work:
            for code, name in ((TOWN, "镇"), (COMMUNITY, "社区"), (G1, "一"), (G2, "二"), ("common", "全市")):
                work.put_grid(GridRow(code=code, name=name))
        for user, prefix, role in (
            ("li", G1, "grid_worker"),
            ("wang", G2, "grid_worker"),
            ("zhao", COMMUNITY, "community_office"),
            ("chen", "610726", "officer"),
            ("he", "610726", "agency_head"),
            ("ma", "610726", "duty_chief"),
        ):
            self.employ(user, prefix, role)

    def employ(self, user: str, prefix: str, role: str, until: str | None = None) -> None:
        with self.server.store.writing() as work:
            work.put_account(AccountRow(id=user, name=f"name of {user}", pw=hash_password(PASSWORD, CHEAP, self.rng)))
            since = stamp(START - timedelta(days=100))
            work.put_grant(GrantRow(user=user, prefix=prefix, role=role, since=since, until=until))

    def restart(self, store: ServerStore) -> None:
        """Go on with another database (a restored copy) under the same keys."""
        self.server = Server(store, self.keys, BlobFolder(self.folder), self.config)

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return route(Request(method=method, path=path, headers=named, body=body), self.server, self.clock, self.rng)

    def laptop(self, user: str, seed: int = 0) -> Laptop:
        return Laptop(self, user, seed)


class Counter(Protocol):
    """What a laptop calls: a town in process, or a server process over HTTP."""

    @property
    def clock(self) -> Clock: ...

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply: ...


class Laptop:
    """A store's half of the contract without a store: keys, numbers, chain, cursors."""

    def __init__(self, town: Counter, user: str, seed: int = 0) -> None:
        self.town = town
        self.user = user
        self.rng = seeded(zlib.crc32(f"{user} {seed}".encode()))
        self.key = Ed25519PrivateKey.from_private_bytes(self.rng(32))
        self.x25519 = X25519PrivateKey.from_private_bytes(self.rng(32)).public_key().public_bytes_raw().hex()
        self.n, self.h, self.token, self.device, self.asked = 0, "", "", "", 0
        self.cursors: dict[str, tuple[str, int, int, str]] = {}
        self.rows: dict[str, PullLine] = {}
        self.places: dict[str, str] = {}
        self.enrol()

    @property
    def public(self) -> str:
        return self.key.public_key().public_bytes_raw().hex()

    def enrol(self) -> Enrolled:
        ask = Enrol(user=self.user, ed25519=self.public, x25519=self.x25519, password=PASSWORD)
        reply = self.town.call("POST", "/v1/devices", encode(ask))
        assert reply.status == 200, reply.body
        enrolled = msgspec.json.decode(reply.body, type=Enrolled)
        self.device = enrolled.device
        return enrolled

    def sign_in(self) -> None:
        challenge = decode_problem(self.town.call("POST", "/v1/pull", b"{}").body).challenge
        assert challenge is not None
        sig = self.key.sign(token_signed(self.device, challenge)).hex()
        reply = self.town.call("POST", "/v1/token", encode(TokenAsk(device=self.device, challenge=challenge, sig=sig)))
        assert reply.status == 200, reply.body
        self.token = msgspec.json.decode(reply.body, type=Token).token

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        reply = self.town.call(method, path, body, authorization=f"Grid {self.token}", **headers)
        if reply.status == 401 and decode_problem(reply.body).name == "signed_out":
            self.sign_in()
            reply = self.town.call(method, path, body, authorization=f"Grid {self.token}", **headers)
        return reply

    def id(self) -> str:
        return new_id(self.town.clock.now(), self.rng)

    def line(self, n: int, *ops: dict[str, Any], tx: str | None = None, verb: str = "test") -> bytes:
        given = {"n": n, "id": tx or self.id(), "at": stamp(self.town.clock.now()), "verb": verb, "ops": list(ops)}
        return msgspec.json.encode(given)

    def sealed(self, first: int, prev: str, *lines: bytes) -> bytes:
        """The bytes of a push of these lines."""
        h = prev
        for line in lines:
            h = chain(h, line)
        sig = self.key.sign(push_signed(self.device, first + len(lines) - 1, h)).hex()
        return b"\n".join((encode(PushHead(device=self.device, first=first, prev=prev, sig=sig)), *lines))

    def push_lines(self, *lines: bytes) -> PushReply:
        reply = self.call("POST", "/v1/push", self.sealed(self.n + 1, self.h, *lines))
        assert reply.status == 200, reply.body
        told = decode_push_reply(reply.body)
        self.n, self.h = told.next - 1, told.chain
        return told

    def push(self, *txs: list[dict[str, Any]]) -> list[Answer]:
        """Push txs, each a list of ops; give the answers."""
        return self.push_lines(*(self.line(self.n + place, *ops) for place, ops in enumerate(txs, 1))).answers

    def do(self, *ops: dict[str, Any]) -> Answer:
        """Push one tx."""
        return self.push(list(ops))[0]

    def ask(self, limit: int = 2000, verify: tuple[str, ...] = (), kinds: tuple[str, ...] | None = None) -> Reply:
        self.asked += 1
        ask = {
            "ask": self.asked, "limit": limit, "kinds": sorted(KINDS) if kinds is None else kinds,
            "grids": self.cursors, "verify": verify,
        }  # fmt: skip
        return self.call("POST", "/v1/pull", msgspec.json.encode(ask))

    def page(self, limit: int = 2000, verify: tuple[str, ...] = ()) -> list[PullLine]:
        """Take one page as T4 does."""
        reply = self.ask(limit, verify)
        assert reply.status == 200, reply.body
        lines = decode_pull_lines(reply.body)
        head = lines[0]
        views = {row.grid: row.view for row in head.scope or ()}
        if head.resync:
            self.cursors = {}
        grid = ""
        for line in lines[1:-1]:
            if line.grid is not None:
                grid = line.grid
                assert line.frm == self.cursors.get(grid, ("", 0, 0, ""))[1:]
                self.cursors[grid] = (views[grid], line.to, line.head, line.mark)
            else:
                known = self.rows.get(line.id)
                replaceable = known is None or line.v >= known.v
                if replaceable and (not line.gone or self.places.get(line.id, grid) == grid):
                    self.rows[line.id] = line
                    self.places[line.id] = grid
        assert lines[-1].end
        return lines

    def pull(self, limit: int = 2000) -> list[PullLine]:
        """Take pages until there are no more; give all lines."""
        lines = self.page(limit)
        while lines[-1].more:
            lines += self.page(limit)
        return lines

    def body(self, record: str) -> dict[str, Any] | None:
        """The body of a record as pulled; None if it is gone or never came."""
        line = self.rows.get(record)
        return None if line is None or line.gone else msgspec.json.decode(line.b, type=dict[str, Any])


def problem(reply: Reply) -> Problem:
    return decode_problem(reply.body)
