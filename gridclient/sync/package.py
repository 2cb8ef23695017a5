"""Exchange packages on the side of the store: a round by hand (SYNC 13).

A request holds what a round would send: the push of everything unanswered, a pull, photos as room allows. A reply is
taken in by the same transactions as over HTTP: T3 for the answers, T4 for the page. From a reply that is not newer than
what was taken before, only the answers are taken, by (n, tx); so packages may be lost, doubled or come in any order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from gridclient.base.clock import Clock
from gridclient.base.durable import durable
from gridclient.base.packages import PackageRead, Written
from gridclient.base.progress import NO_PROGRESS, Progress
from gridclient.store import BlobLine, Store
from gridclient.sync.orders import weighed
from gridclient.sync.round import KNOWN, must_enrol, push_body
from gridclient.vault.keys import Keys
from gridclient.vault.packaging import PackageKeys
from gridcore import wire
from gridcore.errors import BadPackage, Damaged, GridError, NoPlace, ServerRefused, StoreBusy, UpgradeRequired
from gridcore.ids import Rng
from gridcore.package import (
    MAX_PARTS,
    REPLY,
    REQUEST,
    ROOM,
    Envelope,
    Package,
    Part,
    framed,
    open_package,
    read_envelope,
    write_package,
)

_PUSH_BYTES = ROOM // 2
"""Of a request for what people wrote: many times a season's work of one store."""
_MOST_WANTED = 200
_MOST_PHOTOS = MAX_PARTS - _MOST_WANTED - 100


_WHOLE, _REFUSED, _TOO_OLD = 201, 400, 426


class _Rotten(Exception):
    """A photo could not be read while it was packed: it is marked, and the package begun again without it."""


class _Held(Exception):
    """A photo cannot be read now: the package is begun again without it, and says that it was left out."""

    def __init__(self, blob: BlobLine) -> None:
        super().__init__()
        self.photo = (blob.grid, blob.sha256)


def write_request(
    store: Store,
    keys: Keys,
    into: Callable[[int], Path],
    *,
    clock: Clock,
    rng: Rng,
    without: frozenset[tuple[str, str]] = frozenset(),
    progress: Progress = NO_PROGRESS,
) -> Written:
    """Seal everything unanswered (T2) and write it as a request package, durably; `into` places it by its number.

    `without` names photos (grid and hash) that lie in another file of the same backup.

    Raises NoPlace for a folder that cannot take it, Cancelled; then there is no file, and nothing is lost by it.
    """
    held = frozenset[tuple[str, str]]()
    while True:
        try:
            written = _Request(store, keys, clock, rng, progress, without | held).write(into)
        except _Rotten:
            continue
        except _Held as left:
            held |= {left.photo}
            continue
        return replace(written, photos_left=written.photos_left + len(held))


class _Request:
    """One package in the making."""

    def __init__(
        self,
        store: Store,
        keys: Keys,
        clock: Clock,
        rng: Rng,
        progress: Progress,
        without: frozenset[tuple[str, str]],
    ) -> None:
        self._store, self._keys, self._clock, self._rng, self._progress = store, keys, clock, rng, progress
        self._without = without
        self._held: tuple[str, bytes] = ("", b"")
        """The photo being packed."""

    def write(self, into: Callable[[int], Path]) -> Written:
        """Plan the parts, then write them."""
        store, now = self._store, self._clock.now()
        batch = store.outbox.seal_all(_PUSH_BYTES)
        ask = store.pages.ask(kinds=KNOWN, verify=store.pages.to_verify())
        meta = store.outbox.meta()
        parts = [Part.of("pull", wire.encode(ask))]
        if batch is not None:
            parts.insert(0, Part.of("push", push_body(batch, meta.device or "", self._keys.sign)))
        wanted = store.blobs.wanted(limit=_MOST_WANTED)
        parts += [Part.of(f"want:{blob.grid}:{blob.sha256}", b"") for blob in wanted]
        waiting = self._waiting()
        photos = dict(self._fitting(waiting, ROOM - sum(framed(part.size, part.name) for part in parts)))
        parts += [part for pieces in photos.values() for part in pieces]
        status = store.status()
        envelope = Envelope(
            format=0,
            kind=REQUEST,
            device=meta.device or "",
            server_id=meta.server_id or "",
            made=now.isoformat(timespec="seconds"),
            size=0,
            ask=ask.ask,
            protocol=wire.PROTOCOL,
        )
        path = into(ask.ask)
        reader = bytes.fromhex(meta.server_x25519 or "")
        with durable(path) as out:
            write_package(out, envelope, parts, reader=reader, sealer=PackageKeys(self._keys, self._rng))
            size = out.tell()
        txs = 0 if batch is None else len(batch.lines)
        return Written(
            path=path,
            made=now,
            size=size,
            txs=txs,
            txs_left=max(0, status.waiting + status.sealed - txs),
            photos=len(photos),
            photos_left=len(waiting) - len(photos),
            ask=ask.ask,
            span=(0, 0) if batch is None else (batch.first, batch.last),
            held=frozenset(photos),
        )

    def _waiting(self) -> list[BlobLine]:
        found = self._store.blobs.next_to_send(limit=-1)
        return [blob for blob in found if (blob.grid, blob.sha256) not in self._without]

    def _fitting(self, waiting: Sequence[BlobLine], room: int) -> Iterator[tuple[tuple[str, str], list[Part]]]:
        """Give each photo that fits, in pieces: signatures first, then small ones; all from their first byte."""
        left = _MOST_PHOTOS
        for number, blob in enumerate(waiting):
            pieces = [self._part(blob, at, number, len(waiting)) for at in range(0, blob.size, wire.CHUNK_BYTES)]
            size = sum(framed(part.size, part.name) for part in pieces)
            if pieces and size <= room and len(pieces) <= left:
                room, left = room - size, left - len(pieces)
                yield (blob.grid, blob.sha256), pieces

    def _part(self, blob: BlobLine, at: int, number: int, of: int) -> Part:
        def give() -> bytes:
            self._progress.step(number, of, "photo_up")
            return self._photo(blob)[at : at + wire.CHUNK_BYTES]

        size = min(wire.CHUNK_BYTES, blob.size - at)
        return Part(f"blob:{blob.grid}:{blob.sha256}:{at}:{blob.size}", size, give)

    def _photo(self, blob: BlobLine) -> bytes:
        if self._held[0] != blob.sha256:
            try:
                self._held = (blob.sha256, self._store.blobs.open(blob.sha256))
            except Damaged as damaged:
                self._store.blobs.broken(blob.grid, blob.sha256)
                raise _Rotten from damaged
            except StoreBusy as busy:
                raise _Held(blob) from busy
        return self._held[1]


def take_reply(store: Store, keys: Keys, path: Path, *, rng: Rng, progress: Progress = NO_PROGRESS) -> PackageRead:
    """Take a reply package in.

    Raises BadPackage (reason not_a_package, unknown_format, too_large, cut, altered, wrong_kind, wrong_server,
    wrong_device): then nothing of it was used. Raises NoPlace(gone) when there is no such file or it cannot be read.
    What breaks off later, or is stopped, is told as `broke` beside what was taken.
    """
    try:
        with path.open("rb") as file:
            package = _opened(store, keys, file, os.fstat(file.fileno()).st_size, rng)
            return _Reply(store, package, progress).take()
    except OSError as wrong:
        raise NoPlace(reason="gone") from wrong


def _opened(store: Store, keys: Keys, file: BinaryIO, size: int, rng: Rng) -> Package:
    meta, envelope = store.outbox.meta(), read_envelope(file, size)
    if envelope.server_id != meta.server_id:
        raise BadPackage(reason="wrong_server", expected=meta.server_id, found=envelope.server_id)
    if envelope.kind != REPLY:
        raise BadPackage(reason="wrong_kind", found=envelope.kind)
    if envelope.device != meta.device:
        raise BadPackage(reason="wrong_device", expected=meta.device, found=envelope.device)
    opener = PackageKeys(keys, rng)
    return open_package(file, size, maker=bytes.fromhex(meta.server_key or ""), opener=opener)


class _Reply:
    """One reply, part by part: answers, page, photos, in the order the server made them."""

    def __init__(self, store: Store, package: Package, progress: Progress) -> None:
        self._store, self._package, self._progress = store, package, progress
        self._read = PackageRead(made=datetime.fromisoformat(package.envelope.made))
        self._is_taken = False
        """Whether its page was newer than what is here: only then what it says of photos counts."""

    def take(self) -> PackageRead:
        """Take every part; unknown ones are of a newer server and do not matter.

        What is taken stays taken: once it is more than nothing, the end that came too early is told beside it.
        """
        untouched = self._read
        try:
            for number, (name, data) in enumerate(self._package.parts()):
                self._progress.step(number, 0, "package")
                self._part(name, data)
        except (GridError, OSError) as broke:
            if self._read == untouched:
                raise
            gone = NoPlace(reason="gone")  # a stick that was pulled out
            self._read = replace(self._read, broke=broke if isinstance(broke, GridError) else gone)
        return self._read

    def _part(self, name: str, data: bytes) -> None:
        match name.split(":"):
            case ["problem" | "push" | "pull" as what, status] if status != "200":
                self._refused(what, int(status), data)
            case ["push", _]:
                self._answers(data)
            case ["pull", _]:
                self._page(data)
            case ["blob", grid, sha256, status] if self._is_taken:
                self._sent(grid, sha256, int(status), data)
            case ["file", grid, sha256, status] if self._is_taken:
                self._came(grid, sha256, int(status), data)
            case _:
                pass

    def _refused(self, what: str, status: int, data: bytes) -> None:
        trouble = weighed(self._store, self._package.envelope.device, _refusal(status, data))
        if what == "push" and trouble.facts.get("name") == "gap":
            return  # the page that follows rewinds to what the server says is next
        self._read = replace(self._read, trouble=trouble, must_enrol=must_enrol(trouble))

    def _answers(self, data: bytes) -> None:
        taken = self._store.outbox.take_answers(wire.decode_push_reply(data), online=False)
        self._read = replace(
            self._read,
            answered=taken.applied + taken.refused,
            parked=taken.refused,
            noted=len(taken.notes),
            changes=taken.changes,
        )

    def _page(self, data: bytes) -> None:
        taken = self._store.pages.take(data, online=False)
        self._is_taken = not taken.old and not taken.torn_chain
        self._read = replace(
            self._read,
            is_old=taken.old,
            rows=taken.records,
            more=taken.more or taken.rewound,
            must_enrol=self._read.must_enrol or taken.torn_chain,
            mismatched=taken.mismatch,
            changes=self._read.changes.merge(taken.changes),
        )

    def _sent(self, grid: str, sha256: str, status: int, data: bytes) -> None:
        blobs = self._store.blobs
        if status < _REFUSED:
            have = msgspec.json.decode(data, type=wire.Have)
            blobs.confirm(grid, sha256, have.have)
            self._read = replace(self._read, photos_up=self._read.photos_up + (status == _WHOLE))
            return
        problem = wire.decode_problem(data)
        if problem.name == "wrong_hash":
            blobs.wrong_hash(grid, sha256)
        elif problem.name == "too_large":
            blobs.broken(grid, sha256)

    def _came(self, grid: str, sha256: str, status: int, data: bytes) -> None:
        blobs = self._store.blobs
        if status < _REFUSED:
            try:
                blobs.keep_fetched(grid, sha256, data)
            except Damaged:
                blobs.give_up(grid, sha256)
                return
            self._read = replace(self._read, photos_down=self._read.photos_down + 1)
        elif wire.decode_problem(data).known is not True:
            blobs.give_up(grid, sha256)


def _refusal(status: int, data: bytes) -> GridError:
    problem = wire.decode_problem(data)
    if status == _TOO_OLD:
        return UpgradeRequired(minimum=problem.minimum, ours=wire.PROTOCOL)
    return ServerRefused(name=problem.name, status=status, next=problem.next, order=problem.order, sig=problem.sig)
