"""One call of the contract as a generator: token, challenge, and what a reply means (SYNC 10, 11). No I/O."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from gridclient.sync.watch import Watch
from gridcore import wire
from gridcore.errors import Locked, Offline, ServerRefused, SignedOut, Timeout, UpgradeRequired, WrongServer
from gridcore.wire import Lost, Problem, Reply, Request

Talk = Generator[Request, Reply | Lost, Reply]
"""Yields requests, is sent what came of each, returns the reply that counts."""

_Told = TypeVar("_Told")

_OFFLINE_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504, 511})


@dataclass(slots=True)
class Peer:
    """Who talks to whom: the device, the server pinned at enrolment, and the token of the hour."""

    device: str
    server: str
    sign: Callable[[bytes], str]
    token: str = field(default="", repr=False)
    met: bool = False
    """Whether the last reply came from our server: what a person wrote is not sent to an address not known to be it."""
    batch: int = wire.MAX_TXS
    """Txs in a push now: halved after a timeout, a tenth more per success (SYNC 11)."""
    watch: Watch = field(default_factory=Watch, repr=False)
    """Measures what a round spends."""
    page: int = wire.MAX_PAGE
    """Records asked for in a pull now, likewise."""
    ahead: Callable[[Request], None] | None = field(default=None, repr=False)
    """Takes a request that will be made soon, so that the driver may begin it: a hint, its reply is yielded for."""
    chunk: int = wire.CHUNK_BYTES
    """Bytes of a photo in one request (SYNC 12)."""

    def slower(self) -> None:
        """After a timeout: half of everything."""
        self.batch, self.page = max(1, self.batch // 2), max(50, self.page // 2)

    def faster(self) -> None:
        """After a success: a tenth more, up to the limits of SYNC 17."""
        self.batch = min(wire.MAX_TXS, self.batch + self.batch // 10 + 1)
        self.page = min(wire.MAX_PAGE, self.page + self.page // 10 + 1)

    def become(self, device: str, sign: Callable[[bytes], str]) -> None:
        """Be the device that replaced this one (SYNC 8 T5)."""
        self.device, self.sign, self.token = device, sign, ""


class Unanswered(Offline):
    """The server asked for patience: facts reason, retry_after (seconds, 0 when it named none)."""

    code = "offline"


def meet(peer: Peer) -> Generator[Request, Reply | Lost, None]:
    """See that our server is at the address before anything of a person goes there (SYNC 10, F44).

    Raises as `call` does; costs nothing while replies keep coming from it.
    """
    if not peer.met:
        yield from plain_call(Request(method="GET", path="/v1/hello", seconds=15), peer.server)
        peer.met = True


def begin(peer: Peer, request: Request) -> None:
    """Tell the driver what will be called next: on a slow line it comes down while this page is taken in."""
    if peer.ahead is not None:
        peer.ahead(_marked(_with_token(peer, request)))


def call(peer: Peer, request: Request) -> Talk:
    """Make a signed-in call; answers a challenge with the device key once.

    Raises Offline, Timeout, WrongServer, SignedOut, UpgradeRequired, or ServerRefused with the problem's name.
    """
    try:
        reply = yield from _signed_in(peer, request)
    except (Offline, WrongServer):
        peer.met = False
        raise
    peer.met = True
    return _judged(reply)


def call_with_password(peer: Peer, request: Request) -> Talk:
    """Make a call whose body carries the person's password instead of a token. Raises as `call` does."""
    reply = yield from plain_call(request, peer.server)
    if reply.status == 401 and _problem(reply).name == "signed_out":
        raise SignedOut(reason="wrong_password")
    return _judged(reply)


def _signed_in(peer: Peer, request: Request) -> Talk:
    reply = yield from plain_call(_with_token(peer, request), peer.server)
    if reply.status == 401:
        problem = _problem(reply)
        challenge = problem.challenge or reply.headers.get(wire.CHALLENGE_HEADER)
        if challenge is None or problem.name == "device_revoked":
            raise ServerRefused(name=problem.name, status=401, order=problem.order, sig=problem.sig)
        yield from _sign_in(peer, challenge)
        reply = yield from plain_call(_with_token(peer, request), peer.server)
        if reply.status == 401:
            raise SignedOut(reason=_problem(reply).name)
    return reply


def plain_call(request: Request, server: str | None) -> Talk:
    """Make a call without sign-in; any reply that is not ours means offline (captive portal, proxy page)."""
    reply = yield _marked(request)
    if isinstance(reply, Lost):
        raise Timeout(reason=reply.reason) if reply.reason == "timeout" else Offline(reason=reply.reason)
    found = reply.headers.get(wire.SERVER_HEADER)
    if found is None:
        raise Offline(reason="portal")
    if server is not None and found != server:
        raise WrongServer(expected=server, found=found)
    if reply.status == 429 and _problem(reply).name == "too_many":
        raise Locked(reason="too_many", tries_left=0, wait_seconds=_seconds(reply.headers.get("retry-after", "")))
    if reply.status in _OFFLINE_STATUS:
        raise Unanswered(reason="busy", retry_after=_seconds(reply.headers.get("retry-after", "")))
    return reply


def _sign_in(peer: Peer, challenge: str) -> Generator[Request, Reply | Lost, None]:
    asked = wire.TokenAsk(
        device=peer.device, challenge=challenge, sig=peer.sign(wire.token_signed(peer.device, challenge))
    )
    reply = yield from plain_call(Request(method="POST", path="/v1/token", body=wire.encode(asked)), peer.server)
    if reply.status != 200:
        problem = _problem(reply)
        if problem.name in {"unknown_device", "device_revoked", "user_disabled"}:
            raise ServerRefused(name=problem.name, status=reply.status, order=problem.order, sig=problem.sig)
        raise SignedOut(reason=problem.name)
    peer.token = whole(reply, wire.Token).token


def whole(reply: Reply, of: type[_Told]) -> _Told:
    """Read the body of a reply; one that was cut, though its frame was not, is no reply (FAULTS 4): Offline."""
    try:
        return msgspec.json.decode(reply.body, type=of)
    except msgspec.DecodeError as cut:
        raise Offline(reason="cut") from cut


def _marked(request: Request) -> Request:
    headers = {**request.headers, wire.PROTOCOL_HEADER: str(wire.PROTOCOL)}
    return msgspec.structs.replace(request, headers=headers)


def _with_token(peer: Peer, request: Request) -> Request:
    # An empty token is sent, too: the server answers with the challenge that every sign-in starts with.
    return msgspec.structs.replace(request, headers={**request.headers, "authorization": f"Grid {peer.token}"})


def _judged(reply: Reply) -> Reply:
    if reply.status < 400:
        return reply
    problem = _problem(reply)
    if reply.status == 426:
        raise UpgradeRequired(minimum=problem.minimum, ours=wire.PROTOCOL)
    raise ServerRefused(
        name=problem.name,
        status=reply.status,
        next=problem.next,
        have=problem.have,
        known=problem.known,
        order=problem.order,
        sig=problem.sig,
    )


def _problem(reply: Reply) -> Problem:
    try:
        return wire.decode_problem(reply.body)
    except msgspec.DecodeError:
        return Problem(type=f"/problems/status_{reply.status}", status=reply.status)


def _seconds(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
