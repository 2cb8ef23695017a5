"""A round: seal, push, pull, blobs, report (SYNC 9). A generator of requests, so that it needs no network to be tried.

The product drives it with `transport.drive`; the simulator resumes N of them in virtual time (SYNC 19). A crash between
any two of its steps is a normal state, because every step that keeps something is one transaction of the store.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace

import msgspec

from gridclient.base.changes import NO_CHANGES, Changes
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.store import Store
from gridclient.sync import blobs
from gridclient.sync.call import Peer, call, meet, whole
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

    @property
    def in_step(self) -> bool:
        """True when the pull reached its end and nothing went wrong."""
        return self.trouble is None


Round = Generator[Request, Reply | Lost, Report]
Half = Generator[Request, Reply | Lost, Report]


def sync_round(store: Store, peer: Peer, *, verify: Iterable[str] = (), progress: Progress = NO_PROGRESS) -> Round:
    """Run one round over a store; `verify` names grids whose sums are compared besides those due (SYNC 14)."""
    report = Report()
    # An address may lead elsewhere since the last round: what a person wrote goes only where our server was just seen.
    peer.met = False
    try:
        report = yield from _words(store, peer, report, tuple(verify), progress)
        if report.trouble is None:
            report = yield from _photos(store, peer, report, progress)
    except _Ended as ended:
        return ended.report
    except GridError as trouble:
        return replace(report, trouble=trouble, must_enrol=_must_enrol(trouble))
    return report


class _Ended(Exception):
    """The conversation is over; the report says why."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def _words(store: Store, peer: Peer, report: Report, verify: tuple[str, ...], progress: Progress) -> Half:
    """Push and pull; once more when the pull showed that the server forgot some of our txs (restored, SYNC 8 T4.1)."""
    for _ in range(2):
        try:
            report = yield from _push(store, peer, report, progress)
        except (Offline, ServerRefused) as trouble:
            # A push error never stops the pull, except where the whole conversation is over (SYNC 9).
            report = replace(report, trouble=trouble, must_enrol=_must_enrol(trouble))
            if _is_over(trouble):
                raise _Ended(report) from trouble
        report, rewound = yield from _pull(store, peer, report, verify, progress)
        if report.must_enrol:
            raise _Ended(report)
        if not rewound:
            break
    return report


def _push(store: Store, peer: Peer, report: Report, progress: Progress) -> Half:
    while (batch := store.outbox.seal(max_txs=peer.batch)) is not None:
        progress.step(report.pushed, report.pushed + len(batch.lines), "push")
        head = wire.PushHead(
            device=peer.device,
            first=batch.first,
            prev=batch.prev,
            sig=peer.sign(wire.push_signed(peer.device, batch.last, batch.h)),
        )
        body = b"\n".join([wire.encode(head), *batch.lines]) + b"\n"
        try:
            yield from meet(peer)
            reply = yield from call(peer, Request(method="POST", path="/v1/push", body=body, seconds=60))
        except ServerRefused as refused:
            if refused.facts["name"] == "gap":
                return report  # the pull that follows rewinds to what the server says is next
            if refused.facts["name"] != "too_large" or len(batch.lines) == 1:
                raise
            peer.batch = max(1, len(batch.lines) // 2)
            continue
        except Timeout:
            peer.slower()
            raise
        peer.faster()
        taken = store.outbox.take_answers(whole(reply, wire.PushReply))
        report = replace(
            report,
            requests=report.requests + 1,
            pushed=report.pushed + taken.applied + taken.refused,
            parked=report.parked + taken.refused,
            noted=report.noted + len(taken.notes),
            changes=report.changes.merge(taken.changes),
        )
    return report


def _pull(
    store: Store, peer: Peer, report: Report, verify: tuple[str, ...], progress: Progress
) -> Generator[Request, Reply | Lost, tuple[Report, bool]]:
    more, rewound = True, False
    asked = tuple(sorted({*verify, *store.pages.to_verify()}))
    while more:
        progress.step(report.rows, 0, "pull")
        ask = store.pages.ask(kinds=_KNOWN, limit=peer.page, verify=asked)
        try:
            reply = yield from call(peer, Request(method="POST", path="/v1/pull", body=wire.encode(ask), seconds=120))
        except Timeout:
            peer.slower()
            raise
        peer.faster()
        taken = store.pages.take(_lines(reply))
        more, rewound = taken.more, rewound or taken.rewound
        report = replace(
            report,
            requests=report.requests + 1,
            rows=report.rows + taken.records,
            again=taken.again or report.again,
            changes=report.changes.merge(taken.changes),
            must_enrol=taken.torn_chain,
            mismatched=tuple(sorted({*report.mismatched, *taken.mismatch})),
        )
        if taken.torn_chain:
            break
    return report, rewound


_KNOWN = tuple(sorted(KINDS))


def _lines(reply: Reply) -> list[wire.PullLine]:
    """Give the lines of a whole reply; one that was cut, though its frame was not, is no reply (FAULTS 4)."""
    try:
        lines = wire.decode_pull_lines(reply.body)
    except msgspec.DecodeError as cut:
        raise Offline(reason="cut") from cut
    if not lines or not lines[-1].end:
        raise Offline(reason="cut")
    return lines


def _photos(store: Store, peer: Peer, report: Report, progress: Progress) -> Half:
    up = yield from blobs.send_all(store, peer, progress)
    down = yield from blobs.fetch_wanted(store, peer, progress)
    return replace(report, photos_up=up, photos_down=down)


def _is_over(trouble: GridError) -> bool:
    """Whether nothing more is worth asking: no server, or a device it does not know (any more)."""
    if isinstance(trouble, ServerRefused):
        return _must_enrol(trouble) or trouble.facts["name"] in {"device_revoked", "user_disabled", "bad_signature"}
    return isinstance(trouble, Offline) and trouble.facts.get("reason") in {"unreachable", "portal", "clock"}


def _must_enrol(trouble: GridError) -> bool:
    return isinstance(trouble, ServerRefused) and trouble.facts["name"] in RE_ENROL
