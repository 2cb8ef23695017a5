"""A device of the kit: keys, numbers, chain and cursors of a store, by hand, so that it can also speak wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gridcore import wire
from gridcore.ids import Rng, new_id
from gridcore.kinds import KINDS
from gridcore.wire import Answer, PullLine, Reply
from gridserver.clock import Clock, stamp
from gridserver.conformance.verdict import Failed, equal

Body = dict[str, Any]
Cursor = tuple[str, int, int, str]


class Line(Protocol):
    """What carries a request to a server and its reply back."""

    def call(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        """Send one request; give the reply as it came."""
        ...


@dataclass(frozen=True, slots=True)
class Account:
    """Who the kit works as."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Page:
    """A pull reply, taken apart."""

    head: PullLine
    parts: tuple[PullLine, ...]
    records: tuple[PullLine, ...]
    grids: tuple[str, ...]
    """The grid of each record."""
    end: PullLine
    raw: tuple[bytes, ...]

    def part(self, grid: str) -> PullLine:
        """Give the part of a grid."""
        for part in self.parts:
            if part.grid == grid:
                return part
        raise Failed("the grid has no part in the reply")


class Device:
    """One enrolled device."""

    def __init__(self, line: Line, account: Account, clock: Clock, rng: Rng) -> None:
        """Make new keys; `enrol` says them to the server."""
        self.line, self.account, self.clock, self.rng = line, account, clock, rng
        self.key = Ed25519PrivateKey.from_private_bytes(rng(32))
        self.public = self.key.public_key().public_bytes_raw().hex()
        self.x25519 = X25519PrivateKey.from_private_bytes(rng(32)).public_key().public_bytes_raw().hex()
        self.id, self.token = "", ""
        self.n, self.h, self.asked = 0, "", 0
        self.cursors: dict[str, Cursor] = {}
        self.rows: dict[str, PullLine] = {}
        self.places: dict[str, str] = {}

    # calls

    def bare(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        """Call without a token."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.line.call(method, path, body, {wire.PROTOCOL_HEADER: str(wire.PROTOCOL), **named})

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        """Call with the token, signing in when asked to."""
        if not self.token:
            self.sign_in()
        reply = self.bare(method, path, body, authorization=f"Grid {self.token}", **headers)
        if reply.status == 401 and method != "HEAD" and problem_of(reply).name == "signed_out":
            self.sign_in()
            reply = self.bare(method, path, body, authorization=f"Grid {self.token}", **headers)
        return reply

    def enrol(self, **changed: Any) -> Reply:
        """Enrol by password; `changed` fields of the body are sent instead."""
        body = {
            "user": self.account.user,
            "password": self.account.password,
            "ed25519": self.public,
            "x25519": self.x25519,
            **changed,
        }
        reply = self.bare("POST", "/v1/devices", wire.encode({k: v for k, v in body.items() if v is not None}))
        if reply.status == 200:
            self.id = msgspec.json.decode(reply.body, type=wire.Enrolled).device
        return reply

    def challenge(self) -> str:
        """Ask for a challenge."""
        return problem_of(self.bare("POST", "/v1/pull", b"{}")).challenge or ""

    def answer(self, challenge: str, **changed: Any) -> Reply:
        """Answer a challenge."""
        sig = self.key.sign(wire.token_signed(self.id, challenge)).hex()
        return self.bare(
            "POST", "/v1/token", wire.encode({"device": self.id, "challenge": challenge, "sig": sig, **changed})
        )

    def sign_in(self) -> None:
        """Get a token."""
        reply = self.answer(self.challenge())
        equal(reply.status, 200, "a challenge signed by the device's key was answered")
        self.token = msgspec.json.decode(reply.body, type=wire.Token).token

    # push

    def new(self) -> str:
        """Give a new id."""
        return new_id(self.clock.now(), self.rng)

    def tx(self, n: int, ops: Sequence[Body], /, **changed: Any) -> bytes:
        """Give the line of a tx."""
        body = {"n": n, "id": self.new(), "at": stamp(self.clock.now()), "verb": "kit", "ops": list(ops), **changed}
        return wire.encode({k: v for k, v in body.items() if v is not None})

    def sealed(self, *lines: bytes, **changed: Any) -> bytes:
        """Give the bytes of a push of these lines; `changed` fields of the head are sent instead."""
        first, prev = changed.get("first", self.n + 1), changed.get("prev", self.h)
        h = prev
        for line in lines:
            h = wire.chain(h, line)
        signed = wire.push_signed(self.id, first + len(lines) - 1, h)
        head = {"device": self.id, "first": first, "prev": prev, "sig": self.key.sign(signed).hex(), **changed}
        return b"\n".join((wire.encode({k: v for k, v in head.items() if v is not None}), *lines))

    def send(self, body: bytes, **headers: str) -> Reply:
        """Send the bytes of a push."""
        return self.call("POST", "/v1/push", body, **headers)

    def take(self, reply: Reply) -> wire.PushReply:
        """Take the reply of a push of new lines: the chain goes on from there."""
        equal((reply.status, _name(reply)), (200, ""), "a push was answered")
        told = wire.decode_push_reply(reply.body)
        self.n, self.h = told.next - 1, told.chain
        return told

    def lines(self, *txs: Sequence[Body]) -> list[bytes]:
        """Give the lines of the next txs."""
        return [self.tx(self.n + place, ops) for place, ops in enumerate(txs, 1)]

    def push(self, *txs: Sequence[Body]) -> list[Answer]:
        """Push txs, each a list of ops; give the answers."""
        return self.take(self.send(self.sealed(*self.lines(*txs)))).answers

    def do(self, *ops: Body) -> Answer:
        """Push one tx."""
        return self.push(ops)[0]

    # pull

    def ask(self, **changed: Any) -> Reply:
        """Send a pull; `changed` fields of the body are sent instead."""
        self.asked += 1
        body = {"ask": self.asked, "limit": 2000, "kinds": sorted(KINDS), "grids": self.cursors, **changed}
        return self.call("POST", "/v1/pull", wire.encode({k: v for k, v in body.items() if v is not None}))

    def page(self, **changed: Any) -> Page:
        """Ask for a page and take it apart, without taking it in."""
        return page_of(self.ask(**changed))

    def pull(self, **changed: Any) -> list[Page]:
        """Take pages in (SYNC 8 T4) until there are no more."""
        pages: list[Page] = []
        while not pages or pages[-1].end.more:
            if len(pages) > 2 and all(page.head.resync for page in pages[-3:]):
                raise Failed("a pull is told to begin anew again and again")
            page = self.page(**changed)
            self._take_in(page)
            pages.append(page)
        return pages

    def _take_in(self, page: Page) -> None:
        views = {row.grid: row.view for row in page.head.scope or ()}
        if page.head.resync:
            self.cursors = {}
        for part in page.parts:
            grid = part.grid or ""
            self.cursors[grid] = (views.get(grid, ""), part.to, part.head, part.mark)
        for record, grid in zip(page.records, page.grids, strict=True):
            known = self.rows.get(record.id)
            is_newer = known is None or record.v >= known.v
            is_here = known is None or known.gone or self.places[record.id] == grid
            if is_newer and (not record.gone or is_here):
                self.rows[record.id], self.places[record.id] = record, grid

    def row(self, record: str) -> PullLine:
        """Give a record as a pull brings it now."""
        self.pull()
        if record not in self.rows:
            raise Failed("the record does not come in a pull")
        return self.rows[record]

    def body(self, record: str) -> Body:
        """Give the body of a live record as a pull brings it now."""
        row = self.row(record)
        if row.gone:
            raise Failed(f"the record came as gone: {row.gone}")
        return msgspec.json.decode(row.b, type=Body)


def problem_of(reply: Reply) -> wire.Problem:
    """Give the problem document of a reply. Raises Failed."""
    try:
        return wire.decode_problem(reply.body)
    except msgspec.DecodeError:
        raise Failed(f"a {reply.status} without a problem document") from None


def _name(reply: Reply) -> str:
    return "" if reply.status < 400 else problem_of(reply).name


def page_of(reply: Reply) -> Page:
    """Take a pull reply apart. Raises Failed when it is none, or has no `end`."""
    equal((reply.status, _name(reply)), (200, ""), "a pull was answered")
    raw = reply.body.splitlines()
    try:
        lines = wire.decode_pull_lines(reply.body)
    except msgspec.DecodeError:
        raise Failed("a pull reply has lines that are not those of the contract") from None
    if len(lines) < 2 or lines[0].ask is None or not lines[-1].end:
        raise Failed("a pull reply has no head or no end line")
    parts: list[PullLine] = []
    records: list[PullLine] = []
    grids: list[str] = []
    for line in lines[1:-1]:
        if line.grid is not None:
            parts.append(line)
        elif line.k is not None and parts:
            records.append(line)
            grids.append(parts[-1].grid or "")
        else:
            raise Failed("a pull reply has a line that is neither a part nor a record")
    return Page(lines[0], tuple(parts), tuple(records), tuple(grids), lines[-1], tuple(raw))
