"""`POST /v1/push`: the server's only write transaction (SYNC 4), S1 to S9."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from gridcore.errors import DiskFull, StoreBroken, StoreBusy
from gridcore.ids import Rng
from gridcore.wire import (
    GRACE_DAYS,
    MAX_REQUEST_BYTES,
    MAX_UNPACKED_BYTES,
    Answer,
    Create,
    Move,
    Reply,
    Request,
    encode,
    push_signed,
)
from gridserver.access import current, roles_by_grid
from gridserver.blob import BlobStore
from gridserver.clock import Clock, stamp
from gridserver.decide import Author, Decision, Stance, decide
from gridserver.handle.batch import Batch, Sent, batch_of
from gridserver.handle.caller import Caller, caller_of
from gridserver.handle.metrics import LAST_COMMIT
from gridserver.handle.overlay import Outside, Overlay
from gridserver.handle.problem import Declined, busy
from gridserver.handle.proving import prove
from gridserver.keys import is_signed
from gridserver.meter import Meter
from gridserver.row import ChangeRow, DeviceRow, GridRow, Pushed, TxRow, Writing
from gridserver.server import Server

AGAIN = 3
"""How often a push is begun again because a grid was met that was not locked (SYNC 4 S6)."""

_log = logging.getLogger(__name__)
_answer = msgspec.json.Decoder(Answer).decode


def push(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:
    """Decide the txs of a device in order, once; what was decided before is answered word for word.

    Raises:
        Declined: malformed, too_large, bad_signature, unknown_device, forked, gap, busy.
    """
    now = clock.now()
    caller = caller_of(request, db, now)
    if len(request.body) > (MAX_UNPACKED_BYTES if "content-encoding" in request.headers else MAX_REQUEST_BYTES):
        raise Declined("too_large")
    return take_batch(batch_of(request.body), caller, db, now, rng)


def take_batch(batch: Batch, caller: Caller, db: Server, now: datetime, rng: Rng) -> Reply:
    """Decide a batch of a device that was let in, however it came (SYNC 10, 13). Raises as `push`."""
    if batch.head.device != caller.device.id:
        raise Declined("malformed")
    if not is_signed(caller.device.ed25519, push_signed(batch.head.device, batch.last, batch.h), batch.head.sig):
        raise Declined("bad_signature")
    stance = Stance(
        author=Author(caller.account.id, caller.account.name),
        roles=roles_by_grid(current(caller.grants, now, timedelta(days=GRACE_DAYS))),
        now=now,
        at=stamp(now),
        doubts=prove(batch.sent, caller.device.n, db),
    )
    mark = rng(8).hex()
    grids = {op.grid for sent in batch.sent if sent.tx for op in sent.tx.ops}
    grids |= {op.to for sent in batch.sent if sent.tx for op in sent.tx.ops if isinstance(op, Move)}
    for again in range(1 + AGAIN):
        try:
            with db.store.writing() as work:
                device, answers, fresh = _Push(work, db.blobs, batch, caller, stance, mark).run(grids, look=again > 0)
        except Outside as outside:
            grids.add(outside.grid)
        else:
            _count(db.meter, batch, fresh, now)
            return _reply(stance.at, device, answers)
    raise busy()


def _reply(at: str, device: DeviceRow, answers: Sequence[bytes]) -> Reply:
    """Lay the stored answers in as they are."""
    head = f'{{"time":"{at}","next":{device.n + 1},"chain":"{device.chain}","answers":['.encode()
    return Reply(status=200, headers={"content-type": "application/json"}, body=head + b",".join(answers) + b"]}")


def _count(meter: Meter, batch: Batch, fresh: Sequence[Answer], now: datetime) -> None:
    repeated = len(batch.sent) - len(fresh)
    if repeated:
        meter.count("gridserver_txs_total", repeated, answer="repeated", reason="")
    for answer in fresh:
        meter.count("gridserver_txs_total", answer=answer.st, reason=answer.reason or "")
        for note in answer.notes:
            meter.count("gridserver_notes_total", note=note.note)
    if fresh:
        meter.note(LAST_COMMIT, now.timestamp())


class _Push:
    """One push in its write transaction."""

    def __init__(
        self, work: Writing, files: BlobStore, batch: Batch, caller: Caller, stance: Stance, mark: str
    ) -> None:
        self._work = work
        self._files = files
        self._batch = batch
        self._caller = caller
        self._stance = stance
        self._mark = mark
        self._changes: list[ChangeRow] = []
        self._txs: list[TxRow] = []
        self._blobs: list[tuple[str, str, str]] = []
        self._blank: set[str] = set()
        """Ids of txs whose bytes were erased by law: sent again, they are not kept again."""

    def run(self, codes: Iterable[str], *, look: bool) -> tuple[DeviceRow, list[bytes], Sequence[Answer]]:
        """Give the device as it stands afterwards and the answers; `look`: records were met elsewhere than named."""
        device = self._work.lock_device(self._batch.head.device)
        if device is None:
            raise Declined("unknown_device")
        known, fresh = self._sort(device)
        if not fresh:
            return device, known, ()
        asked = set(codes)
        named = _named(fresh)
        if look:
            # S4, unlocked: where all of them live now, so that one more try is enough however many grids they went to.
            asked |= {row.grid for row in self._work.live(named)}
        grids = self._work.lock_grids(asked)
        # Only now: another device of this user may send the same txs at this moment, and its grids are these.
        told = self._told(fresh)
        overlay = Overlay(self._work, grids, asked)
        overlay.prefetch(named)
        lines: list[bytes] = []
        for sent in fresh:
            answer = told.get(sent.id) or self._decide(sent, overlay)
            told[sent.id] = answer
            line = b"" if sent.id in self._blank else sent.line
            lines.append(self._keep(sent, line, _renumbered(answer, sent.n)))
        for blob in self._blobs:
            # A file without its row is harmless, a row without its file is not: the file first.
            self._files.copy(*blob)
        device = replace(device, n=fresh[-1].n, chain=fresh[-1].h)
        self._work.store(
            Pushed(
                rows=list(overlay.touched.values()),
                changes=self._changes,
                txs=self._txs,
                grids=[GridRow(code=code, head=head, mark=self._mark) for code, head in sorted(overlay.grids.items())],
                blobs=self._blobs,
                device=device,
            )
        )
        return device, [*known, *lines], [told[sent.id] for sent in fresh]

    def _sort(self, device: DeviceRow) -> tuple[list[bytes], list[Sent]]:
        """S3: what was answered before, and what is new; raises Declined: gap, forked."""
        batch = self._batch
        if batch.head.first > device.n + 1:
            raise Declined("gap", next=device.n + 1)
        stored = {row.n: row for row in self._work.txs(device.id, batch.head.first, batch.last)}
        known: list[bytes] = []
        fresh: list[Sent] = []
        before = batch.head.prev
        for sent in batch.sent:
            if sent.n <= device.n:
                row = stored.get(sent.n)
                if row is None or row.hash != sent.h:
                    raise Declined("forked")
                known.append(row.answer)
            else:
                if not fresh and before != device.chain:
                    raise Declined("forked")
                fresh.append(sent)
            before = sent.h
        return known, fresh

    def _told(self, fresh: Sequence[Sent]) -> dict[str, Answer]:
        """Answers given to the same txs before, under another device of the same user (T5)."""
        rows = self._work.txs_by_id([sent.id for sent in fresh])
        own = [row for row in rows if row.by == self._caller.account.id]
        self._blank = {row.id for row in own if not row.bytes}
        told = {row.id: _answer(row.answer) for row in own}
        # An id that only others have sent is theirs; one sent by both was answered for each of them.
        for row in rows:
            told.setdefault(row.id, Answer(n=0, tx=row.id, st="refused", at={}, reason="invalid"))
        return told

    def _decide(self, sent: Sent, overlay: Overlay) -> Answer:
        """S7: one bad tx never blocks a device."""
        if sent.tx is None:
            return Answer(n=sent.n, tx=sent.id, st="refused", at={}, reason="invalid")
        try:
            decision = decide(overlay, sent.tx, self._stance)
            self._lay(sent, decision, overlay)
        except (Outside, StoreBusy, StoreBroken, DiskFull):
            raise
        except Exception as exc:  # noqa: BLE001 - SYNC 4 S7: an unexpected error refuses this tx and no other
            self._report(sent, exc)
            return Answer(n=sent.n, tx=sent.id, st="refused", at={}, reason="internal")
        return decision.answer

    def _lay(self, sent: Sent, decision: Decision, overlay: Overlay) -> None:
        template = ChangeRow(
            grid="", seq=0, id="", v=0, tx=sent.id, by=self._stance.author.id, mark=self._mark, at=self._stance.at,
            fields="[]",
        )  # fmt: skip
        verb = sent.tx.verb if sent.tx else ""
        self._changes += overlay.lay(decision.writes, template, verb)
        self._blobs += decision.blobs

    def _report(self, sent: Sent, exc: Exception) -> None:
        """Name the place, never the values: the error's text may quote a person (FAULTS 68)."""
        place = traceback.extract_tb(exc.__traceback__)[-1]
        _log.error("tx %s refused as internal: %s at %s:%s", sent.id, type(exc).__name__, place.name, place.lineno)

    def _keep(self, sent: Sent, line: bytes, answer: Answer) -> bytes:
        told = encode(answer)
        self._txs.append(
            TxRow(
                device=self._batch.head.device,
                n=sent.n,
                id=sent.id,
                hash=sent.h,
                sig=self._batch.head.sig if sent.n == self._batch.last else None,
                by=self._caller.account.id,
                at=self._stance.at,
                bytes=line,
                answer=told,
            )
        )
        return told


def _renumbered(answer: Answer, n: int) -> Answer:
    return answer if answer.n == n else replace(answer, n=n)


def _named(fresh: Sequence[Sent]) -> set[str]:
    named: set[str] = set()
    for sent in fresh:
        for op in sent.tx.ops if sent.tx is not None else ():
            named.add(op.id)
            if isinstance(op, Create) and op.parent is not None:
                named.add(op.parent)
    return named
