"""A round: seal, push, pull, blobs, report (SYNC 9). A generator of requests, so that it needs no network to be tried.

The product drives it with `transport.drive`; the simulator resumes N of them in virtual time (SYNC 19). A crash between
any two of its steps is a normal state, because every step that keeps something is one transaction of the store.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec

from gridclient.base.changes import NO_CHANGES, Changes
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.store import Batch, Store
from gridclient.sync import blobs
from gridclient.sync.call import Peer, begin, call, meet, whole
from gridclient.sync.meter import Meter, Phase
from gridclient.sync.watch import Step
from gridcore import wire
from gridcore.errors import GridError, Offline, ServerRefused, Timeout
from gridcore.kinds import KINDS
from gridcore.wire import Lost, Reply, Request

RE_ENROL = frozenset({"unknown_device", "forked"})
"""Problems that end with new device keys (SYNC 8, T5)."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a round did. `trouble` is None when it reached the end of the pull; then `in_step` holds."""

    pushed: int = 0
    parked: int = 0
    noted: int = 0
    rows: int = 0
    photos_up: int = 0
    photos_down: int = 0
    again: int = 60
    requests: int = 0
    changes: Changes = NO_CHANGES
    trouble: GridError | None = None
    must_enrol: bool = False
    mismatched: tuple[str, ...] = ()
    enrolled: bool = False
    """This device was enrolled anew on the way (T5)."""

    @property
    def in_step(self) -> bool:
        """True when the pull reached its end and nothing went wrong."""
        return self.trouble is None and not self.must_enrol


Round = Generator[Request, Reply | Lost, Report]
_Part = Generator[Request, Reply | Lost, None]


def sync_round(store: Store, peer: Peer, *, verify: Iterable[str] = (), progress: Progress = NO_PROGRESS) -> Round:
    """Run one round over a store; `verify` names grids whose sums are compared besides those due (SYNC 14)."""
    talk = _Talk(store, peer, progress)
    # An address may lead elsewhere since the last round: what a person wrote goes only where our server was just seen.
    peer.met = False
    try:
        yield from talk.words(tuple(verify))
        if talk.report.trouble is None and not talk.report.must_enrol:
            yield from talk.photos()
    except GridError as trouble:
        talk.fail(trouble)
    return talk.report


class _Talk:
    """The conversation of one round. Its report grows with every answer: where it breaks off, what was done is told."""

    def __init__(self, store: Store, peer: Peer, progress: Progress) -> None:
        self.report: Report = Report()
        self._store, self._peer, self._meter = store, peer, Meter(progress)

    def fail(self, trouble: GridError) -> None:
        """Note what went wrong."""
        self.report = replace(self.report, trouble=trouble, must_enrol=must_enrol(trouble))

    def words(self, verify: tuple[str, ...]) -> _Part:
        """Push and pull; once more when the pull showed that the server forgot some of our txs (SYNC 8 T4.1)."""
        for _ in range(2):
            try:
                with self._peer.watch.step(Step.PUSH):
                    yield from self._push()
            except (Offline, ServerRefused) as trouble:
                # A push error never stops the pull, except where the whole conversation is over (SYNC 9).
                if _is_over(trouble):
                    raise
                self.fail(trouble)
            with self._peer.watch.step(Step.PULL):
                rewound = yield from self._pull(verify)
            if self.report.must_enrol or not rewound:
                return

    def photos(self) -> _Part:
        """Send what waits, signatures first, then small ones; then fetch what was asked for."""
        waiting = self._store.blobs.next_to_send(limit=_MOST_PHOTOS)
        for number, blob in enumerate(waiting):
            self._meter.tell(Phase.PHOTO_UP, number / len(waiting), number)
            with self._peer.watch.step(Step.BLOBS_UP):
                came = yield from blobs.send(self._store, self._peer, blob)
            self.report = replace(self.report, photos_up=self.report.photos_up + came)
        wanted = self._store.blobs.wanted()
        for number, blob in enumerate(wanted):
            self._meter.tell(Phase.PHOTO_DOWN, number / len(wanted), number)
            with self._peer.watch.step(Step.BLOBS_DOWN):
                came = yield from blobs.fetch(self._store, self._peer, blob.grid, blob.sha256)
            self.report = replace(self.report, photos_down=self.report.photos_down + came)
        self._meter.tell(Phase.PHOTO_DOWN, 1.0)

    def _seal(self) -> Batch | None:
        with self._peer.watch.step(Step.SEAL):
            return self._store.outbox.seal(max_txs=self._peer.batch)

    def _push(self) -> _Part:
        store, peer = self._store, self._peer
        while (batch := self._seal()) is not None:
            pushed = self.report.pushed
            self._meter.tell(Phase.PUSH, pushed / (pushed + store.outbox.unanswered()), pushed)
            body = push_body(batch, peer.device, peer.sign)
            try:
                yield from meet(peer)
                reply = yield from call(peer, Request(method="POST", path="/v1/push", body=body, seconds=60))
                told = whole(reply, wire.PushReply)
            except ServerRefused as refused:
                if refused.facts["name"] == "gap":
                    return  # the pull that follows rewinds to what the server says is next
                if refused.facts["name"] != "too_large" or len(batch.lines) == 1:
                    raise
                peer.batch = max(1, len(batch.lines) // 2)
                continue
            except Offline as trouble:
                if _is_slow(trouble):
                    peer.slower()
                raise
            peer.faster()
            taken = store.outbox.take_answers(told)
            done = self.report
            self.report = replace(
                done,
                requests=done.requests + 1,
                pushed=done.pushed + taken.applied + taken.refused,
                parked=done.parked + taken.refused,
                noted=done.noted + len(taken.notes),
                changes=done.changes.merge(taken.changes),
            )

    def _pull(self, verify: tuple[str, ...]) -> Generator[Request, Reply | Lost, bool]:
        """Take in page after page; True when the server had forgotten some of our txs."""
        store, peer = self._store, self._peer
        more, rewound = True, False
        asked = tuple(sorted({*verify, *store.pages.to_verify()}))
        while more and not self.report.must_enrol:
            self._meter.tell(Phase.PULL, store.pages.read_part() if self.report.rows else 0.0, self.report.rows)
            ask = store.pages.ask(kinds=KNOWN, limit=peer.page, verify=asked)
            try:
                reply = yield from call(peer, _pull_of(ask))
                lines = _lines(reply, ask.ask)
            except Offline as trouble:
                if _is_slow(trouble):
                    peer.slower()
                raise
            peer.faster()
            if lines[-1].more and not lines[0].resync:
                begin(peer, _pull_of(following(ask, lines, peer.page)))
            taken = store.pages.take(lines)
            more, rewound = taken.more, rewound or taken.rewound
            done = self.report
            self.report = replace(
                done,
                requests=done.requests + 1,
                rows=done.rows + taken.records,
                again=taken.again or done.again,
                changes=done.changes.merge(taken.changes),
                must_enrol=taken.torn_chain,
                mismatched=tuple(sorted({*done.mismatched, *taken.mismatch})),
            )
        self._meter.tell(Phase.PULL, 1.0, self.report.rows)
        return rewound


_MOST_PHOTOS = 500
KNOWN = tuple(sorted(KINDS))
"""The kinds this program asks for (SYNC 16)."""


def _pull_of(ask: wire.PullAsk) -> Request:
    return Request(method="POST", path="/v1/pull", body=wire.encode(ask), seconds=120)


def following(ask: wire.PullAsk, lines: Sequence[wire.PullLine], limit: int) -> wire.PullAsk:
    """Give the ask that comes after a reply once it is taken in whole, as `Pages.ask` will give it then.

    Where it turns out otherwise (a part did not begin where this store is, the views changed), the ask of the store is
    another one, and what was begun with this one is thrown away.
    """
    grids = dict(ask.grids)
    for row in lines[0].scope or ():
        grids.setdefault(row.grid, (row.view, 0, 0, ""))
    for line in lines:
        if line.grid is not None and line.grid in grids:
            grids[line.grid] = (grids[line.grid][0], line.to, line.head, line.mark)
    return msgspec.structs.replace(ask, ask=ask.ask + 1, limit=limit, grids=dict(sorted(grids.items())))


def _lines(reply: Reply, ask: int) -> list[wire.PullLine]:
    """Give the lines of a whole reply to our own request.

    One that was cut, though its frame was not, is no reply (FAULTS 4); nor is the reply to an older one, out of a cache
    on the way: nothing of it would be taken in, and the round would call itself in step for ever (FAULTS 18).
    """
    try:
        lines = wire.decode_pull_lines(reply.body)
    except msgspec.DecodeError as cut:
        raise Offline(reason="cut") from cut
    if not lines or not lines[-1].end:
        raise Offline(reason="cut")
    if lines[0].ask != ask:
        raise Offline(reason="stale")
    return lines


def _is_slow(trouble: Offline) -> bool:
    """Whether less at a time may come through: the line was too slow for it, or cut it (SYNC 11, F06)."""
    return isinstance(trouble, Timeout) or trouble.facts.get("reason") == "cut"


def _is_over(trouble: GridError) -> bool:
    """Whether nothing more is worth asking: no server, or a device it does not know (any more)."""
    if isinstance(trouble, ServerRefused):
        return must_enrol(trouble) or trouble.facts["name"] in {"device_revoked", "user_disabled", "bad_signature"}
    return isinstance(trouble, Offline) and trouble.facts.get("reason") in {"unreachable", "portal", "clock"}


def push_body(batch: Batch, device: str, sign: Callable[[bytes], str]) -> bytes:
    """Give the bytes of a push: its signed head, then the sealed lines as they are (SYNC 10)."""
    head = wire.PushHead(
        device=device, first=batch.first, prev=batch.prev, sig=sign(wire.push_signed(device, batch.last, batch.h))
    )
    return b"\n".join([wire.encode(head), *batch.lines]) + b"\n"


def must_enrol(trouble: GridError) -> bool:
    """Say whether a refusal ends with new device keys (SYNC 8, T5)."""
    return isinstance(trouble, ServerRefused) and trouble.facts["name"] in RE_ENROL
