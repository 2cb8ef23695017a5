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
from gridclient.sync.call import Peer, call
from gridcore import wire
from gridcore.errors import GridError, Offline, ServerRefused, Timeout
from gridcore.kinds import KINDS
from gridcore.wire import Lost, Reply, Request

PAGE, SMALLEST_PAGE = 5_000, 50
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


def sync_round(
    store: Store, peer: Peer, *, verify: Iterable[str] = (), photos: bool = True, progress: Progress = NO_PROGRESS
) -> Round:
    """Run one round over a store; `verify` names grids whose sums are compared (SYNC 14)."""
    report = Report()
    try:
        report = yield from _push(store, peer, report, progress)
    except (Offline, ServerRefused) as trouble:
        # A push error never stops the pull, except where the whole conversation is over (SYNC 9).
        report = replace(report, trouble=trouble, must_enrol=_must_enrol(trouble))
        if _is_over(trouble):
            return report
    except GridError as trouble:
        return replace(report, trouble=trouble)
    try:
        report = yield from _pull(store, peer, report, tuple(verify), progress)
        if photos and report.trouble is None:
            report = yield from _photos(store, peer, report, progress)
    except GridError as trouble:
        return replace(report, trouble=trouble, must_enrol=report.must_enrol or _must_enrol(trouble))
    return report


def _push(store: Store, peer: Peer, report: Report, progress: Progress) -> Generator[Request, Reply | Lost, Report]:
    most = wire.MAX_TXS
    while (batch := store.outbox.seal(max_txs=most)) is not None:
        progress.step(report.pushed, report.pushed + len(batch.lines), "push")
        head = wire.PushHead(
            device=peer.device,
            first=batch.first,
            prev=batch.prev,
            sig=peer.sign(wire.push_signed(peer.device, batch.last, batch.h)),
        )
        body = b"\n".join([wire.encode(head), *batch.lines]) + b"\n"
        try:
            reply = yield from call(peer, Request(method="POST", path="/v1/push", body=body, seconds=60))
        except ServerRefused as refused:
            if refused.facts["name"] == "gap" and store.outbox.rewind(_number(refused.facts["next"])):
                continue
            if refused.facts["name"] != "too_large" or most == 1:
                raise
            most = max(1, len(batch.lines) // 2)
            continue
        except Timeout:
            # The next round takes half; this one says that it did not get through.
            store.outbox.slow_down(max(1, len(batch.lines) // 2))
            raise
        answered = wire.decode_push_reply(reply.body)
        taken = store.outbox.take_answers(answered)
        report = replace(
            report,
            requests=report.requests + 1,
            pushed=report.pushed + len(answered.answers),
            parked=report.parked + sum(1 for each in answered.answers if each.st == "refused"),
            noted=report.noted + sum(len(each.notes) for each in answered.answers),
            changes=report.changes.merge(taken),
        )
    return report


def _pull(
    store: Store, peer: Peer, report: Report, verify: tuple[str, ...], progress: Progress
) -> Generator[Request, Reply | Lost, Report]:
    limit, more = PAGE, True
    while more:
        progress.step(report.rows, 0, "pull")
        ask = store.pages.ask(kinds=sorted(KINDS), limit=limit, verify=verify)
        request = Request(method="POST", path="/v1/pull", body=wire.encode(ask), seconds=120)
        try:
            reply = yield from call(peer, request)
        except Timeout:
            if limit == SMALLEST_PAGE:
                raise
            limit = max(SMALLEST_PAGE, limit // 2)
            continue
        try:
            lines = wire.decode_pull_lines(reply.body)
        except msgspec.DecodeError as cut:
            raise Offline(reason="cut") from cut
        if not lines or not lines[-1].end:
            raise Offline(reason="cut")
        taken = store.pages.take(lines)
        more = taken.more
        report = replace(
            report,
            requests=report.requests + 1,
            rows=report.rows + taken.rows,
            again=taken.again or report.again,
            changes=report.changes.merge(taken.changes),
            must_enrol=report.must_enrol or taken.must_enrol,
            mismatched=tuple(sorted({*report.mismatched, *taken.mismatched})),
        )
        if taken.must_enrol:
            return report
    return report


def _photos(store: Store, peer: Peer, report: Report, progress: Progress) -> Generator[Request, Reply | Lost, Report]:
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


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
