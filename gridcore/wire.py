"""The lines and replies of the contract as structs (SYNC 5, 6, 8, 10, 11). HTTP and USB carry the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

PROTOCOL = 1
MAX_OPS, MAX_TX_BYTES, MAX_TXS, MAX_REQUEST_BYTES = 500, 1_000_000, 200, 4_000_000
MAX_RECORD_BYTES, MAX_UNPACKED_BYTES, MAX_PAGE, CHUNK_BYTES, MAX_BLOB_BYTES = (
    256_000,
    32_000_000,
    5_000,
    1 << 20,
    64 << 20,
)
JOURNAL_DAYS, GRACE_DAYS, LEASE_DAYS = 90, 30, 14
"""The limits of SYNC 17."""
MAX_PACKAGE_BYTES = 128 << 20
"""An exchange package, where the limits of a request and a page do not hold (SYNC 13, decision 0009)."""
MAX_PACKAGE_TXS = 20_000
"""Transactions of one package: they are decided in one transaction of the database, their grids locked so long."""
MAIL_PATH = "/v1/mail"
"""Where packages are handed in over HTTP."""


class Wire(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of everything that travels; unknown fields are ignored."""


class Create(Wire, frozen=True, kw_only=True, tag_field="op", tag="create"):
    """Make a record in its first state. `set` is the body."""

    kind: str
    id: str
    grid: str
    parent: str | None = None
    set: dict[str, Any] = {}


class Set(Wire, frozen=True, kw_only=True, tag_field="op", tag="set", rename={"remove": "del"}):
    """Change fields: `set` holds [seen, new] pairs, seen being what was on the screen when the form was opened."""

    kind: str
    id: str
    grid: str
    set: dict[str, tuple[Any, Any]] = {}
    add: dict[str, list[Any]] = {}
    remove: dict[str, list[Any]] = {}


class Act(Wire, frozen=True, kw_only=True, tag_field="op", tag="act", rename={"frm": "from"}):
    """Take a step of a life-cycle; `log` is the id of the log record it leaves, `set` the flow fields it states."""

    kind: str
    id: str
    grid: str
    step: str
    frm: str
    log: str
    set: dict[str, Any] = {}
    text: str | None = None
    photos: list[dict[str, Any]] = msgspec.field(default_factory=list, name="blobs")


class Delete(Wire, frozen=True, kw_only=True, tag_field="op", tag="delete"):
    """Delete a record as seen at a version, or take the deletion back."""

    kind: str
    id: str
    grid: str
    seen: int | None = None
    undo: bool = False


class Move(Wire, frozen=True, kw_only=True, tag_field="op", tag="move"):
    """Move a record and its descendants to another grid."""

    kind: str
    id: str
    grid: str
    to: str


Op = Create | Set | Act | Delete | Move


class Tx(Wire, frozen=True, kw_only=True):
    """One line of a push: what one user action changed, all or nothing. `offset`: seconds the clock was found off."""

    n: int
    id: str
    at: str
    verb: str
    ops: list[Op]
    offset: int = 0
    grp: str | None = None


class PushHead(Wire, frozen=True, kw_only=True):
    """First line of a push. `sig`: Ed25519 of `grid-push|device|n|h(n)` of the last line, hex."""

    device: str
    first: int
    prev: str
    sig: str


class Note(Wire, frozen=True, kw_only=True):
    """What happened to one op, when it is not simply applied."""

    id: str
    note: str
    field: str | None = None
    issue: str | None = None


class Answer(Wire, frozen=True, kw_only=True):
    """What the server decided on a tx. `at`: head of each grid concerned; settled when the cursors got there."""

    n: int
    tx: str
    st: str
    at: dict[str, int]
    reason: str | None = None
    notes: list[Note] = []


class PushReply(Wire, frozen=True, kw_only=True):
    """Reply to a push."""

    time: str
    next: int
    chain: str
    answers: list[Answer]


class PullAsk(Wire, frozen=True, kw_only=True):
    """A pull: cursors per grid as [view, cur, head, mark] (mark empty: none yet)."""

    ask: int
    limit: int
    kinds: list[str]
    grids: dict[str, tuple[str, int, int, str]]
    verify: list[str] = []


class ScopeRow(Wire, frozen=True, kw_only=True):
    """One grid the user holds now: roles joined by a comma, the view the store gets."""

    grid: str
    name: str
    role: str
    view: str


class PullLine(Wire, frozen=True, kw_only=True, rename={"frm": "from"}):
    """Any line of a pull reply: the head (has `ask`), a part (has `grid`), a record (has `k`), the end (has `end`)."""

    # head
    ask: int | None = None
    time: str | None = None
    next: int | None = None
    chain: str | None = None
    again: int | None = None
    scope: list[ScopeRow] | None = None
    resync: bool = False
    # part; `from` and `to`/`head`/`mark` are the cursor before and after it
    grid: str | None = None
    frm: tuple[int, int, str] | None = None
    to: int = 0
    head: int = 0
    mark: str = ""
    rows: int = 0
    count: int | None = None
    sum: str | None = None
    # record
    k: str | None = None
    id: str = ""
    p: str | None = None
    v: int = 0
    gone: str | None = None
    b: msgspec.Raw = msgspec.Raw(b"")
    # end
    end: bool = False
    more: bool = False


class Hello(Wire, frozen=True, kw_only=True):
    """Reply of `GET /v1/hello`: who this server is, without sign-in. Keys in hex."""

    id: str
    name: str
    time: str
    protocol: tuple[int, int]
    limits: dict[str, int]
    ed25519: str
    x25519: str


class Enrol(Wire, frozen=True, kw_only=True):
    """Body of `POST /v1/devices`: public keys in hex, and a password or a live token of the device it replaces."""

    user: str
    ed25519: str
    x25519: str
    password: str | None = None
    replaces: str | None = None
    sealed_key: str | None = None


class Enrolled(Wire, frozen=True, kw_only=True):
    """Reply of `POST /v1/devices`. `cert`: the server's signature over device, user and both keys, hex."""

    device: str
    user: str
    name: str
    role: str
    server: str
    ed25519: str
    cert: str
    lease_days: int


class TokenAsk(Wire, frozen=True, kw_only=True):
    """Body of `POST /v1/token`: the challenge of a 401 and the device's signature over it, hex (`token_signed`)."""

    device: str
    challenge: str
    sig: str


class Token(Wire, frozen=True, kw_only=True):
    """Reply of `POST /v1/token`: good for `seconds`."""

    token: str
    seconds: int


class Have(Wire, frozen=True, kw_only=True):
    """How many bytes of a blob the server has; `size` when it is whole."""

    have: int
    size: int | None = None


class HistoryLine(Wire, frozen=True, kw_only=True):
    """One change of a record, newest first: version, who, server time, verb, and the ops of that tx on this record.

    `ops` is empty for what did not come by push (loaded, or erased by law); `by_name` as the account is named now.
    """

    v: int
    by: str
    at: str
    verb: str
    by_name: str = ""
    fields: list[str] = []
    ops: list[dict[str, Any]] = []


class History(Wire, frozen=True, kw_only=True):
    """Reply of `GET /v1/history/{grid}/{id}`: `more` when there were over 1,000 changes."""

    grid: str
    id: str
    lines: list[HistoryLine]
    more: bool = False


class Recover(Wire, frozen=True, kw_only=True):
    """Body of `POST /v1/recover`, by the device that replaces `device`: the store key of that one is asked for."""

    device: str


class Recovered(Wire, frozen=True, kw_only=True):
    """Reply of `POST /v1/recover`: the store key, sealed to the X25519 key of the device that asks; hex."""

    sealed_key: str


class NewPassword(Wire, frozen=True, kw_only=True):
    """Body of `POST /v1/password`: the old one is asked again, a stolen token does not change it."""

    old: str
    new: str


class Done(Wire, frozen=True, kw_only=True):
    """Reply of a call that only has to be done: `POST /v1/password`."""


class Problem(Wire, frozen=True, kw_only=True):
    """A problem document (RFC 9457): `type` is `/problems/<name>` (SYNC 11)."""

    type: str
    status: int = 0
    next: int | None = None
    have: int | None = None
    challenge: str | None = None
    known: bool | None = None
    order: str | None = None
    sig: str | None = None
    minimum: int | None = None
    detail: str | None = None

    @property
    def name(self) -> str:
        """The last part of the type."""
        return self.type.rpartition("/")[2]


class Request(Wire, frozen=True, kw_only=True):
    """A request as rounds yield it and handlers take it; path below the server's address, header names lower case."""

    method: str
    path: str
    headers: dict[str, str] = {}
    body: bytes = b""
    seconds: float = 30.0
    """How long the caller waits for an answer."""


class Reply(Wire, frozen=True, kw_only=True):
    """A whole reply; header names lower case. A reply that was cut is no reply: `Lost`."""

    status: int
    headers: dict[str, str] = {}
    body: bytes = b""


class Lost(Wire, frozen=True, kw_only=True):
    """No reply that counts: reason `unreachable`, `timeout`, `cut`, `clock` (TLS not yet valid) or `portal`."""

    reason: str


SERVER_HEADER, PROTOCOL_HEADER = "grid-server", "grid-protocol"
CHALLENGE_HEADER = "grid-challenge"
"""How a 401 to a HEAD, which has no body, carries its challenge (SYNC 15)."""
HAVE_HEADER, SIZE_HEADER = "grid-have", "grid-size"
"""How HEAD tells what the server has of a blob, and its size once it is whole (SYNC 12)."""

encode = msgspec.json.Encoder().encode
decode_tx = msgspec.json.Decoder(Tx).decode
decode_push_reply = msgspec.json.Decoder(PushReply).decode
decode_pull_lines = msgspec.json.Decoder(PullLine).decode_lines
decode_problem = msgspec.json.Decoder(Problem).decode


def chain(previous: str, line: bytes) -> str:
    """Give h(n) = SHA-256(h(n-1) || bytes of tx n) in hex; h(0) is the empty text (SYNC 1)."""
    return hashlib.sha256(bytes.fromhex(previous) + line).hexdigest()


def push_signed(device: str, n: int, h: str) -> bytes:
    """Give the bytes a push is signed over (SYNC 15)."""
    return f"grid-push|{device}|{n}|{h}".encode()


def token_signed(device: str, challenge: str) -> bytes:
    """Give the bytes a challenge is answered with (SYNC 15)."""
    return f"grid-token|{device}|{challenge}".encode()


def wipe_order(device: str, at: str) -> str:
    """Give the order to wipe a revoked device, as the server signs it; `at`: its time (SYNC 15)."""
    return f"grid-wipe|{device}|{at}"


def device_signed(device: str, user: str, ed25519: str, x25519: str) -> bytes:
    """Give the bytes a device's certificate is signed over by the server (SYNC 10)."""
    return f"grid-device|{device}|{user}|{ed25519}|{x25519}".encode()


def row_sum(rows: Iterable[tuple[str, int]]) -> str:
    """Give the sum of records by (id, v): first 8 bytes of BLAKE2b each, mod 2^64, in hex (SYNC 14)."""
    total = 0
    for record, v in rows:
        total += int.from_bytes(hashlib.blake2b(f"{record}:{v}".encode()).digest()[:8], "big")
    return f"{total & 0xFFFF_FFFF_FFFF_FFFF:016x}"
