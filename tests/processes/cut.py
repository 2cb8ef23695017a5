"""A pull of three pages, broken off at any byte of its reply, plain or packed (F06, FAULTS 3 and 4)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from backports import zstd

from gridclient.app.session import Session
from tests.processes.proxy import Exchange, Fault, Proxy, always, lose_request, passes

PACKERS: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.compress, "zstd": zstd.compress}
"""Content encodings a reply may come in."""
_ROWS = 4


class Cutter:
    """Breaks the reply to a pull off at a byte; says how long the whole one was."""

    def __init__(self, encoding: str, *, clean: bool) -> None:
        """`clean`: the header says that what comes is all (FAULTS 4); else the line breaks off."""
        self._encoding, self._clean = encoding, clean
        self.length = 0

    def at(self, byte: int) -> Fault:
        """Give the fault."""

        def fault(line: Exchange) -> bool:
            seen = replace(line.seen, headers={**line.seen.headers, "accept-encoding": "identity"})
            answer = line.ask(seen)
            headers = {**answer.headers, **({"content-encoding": self._encoding} if self._encoding else {})}
            answer = replace(answer, headers=headers, body=PACKERS[self._encoding](answer.body.rstrip()))
            if self._clean:
                self.length = self._first_whole(answer.body)
                return line.say(replace(answer, body=answer.body[: min(byte, self.length - 1)]).raw())
            self.length = len(answer.raw())
            line.say(answer.raw()[: min(byte, self.length - 1)])
            return False

        return fault

    def _first_whole(self, body: bytes) -> int:
        """How many bytes hold the page: the last ones of gzip are a check sum, without which it is whole."""
        length = len(body)
        if self._encoding == "gzip":
            plain = gzip.decompress(body)
            while zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body[: length - 1]) == plain:
                length -= 1
        return length


def sweep(
    session: Session, line: Proxy, encoding: str, *, clean: bool, offsets: Callable[[int], Iterable[int]]
) -> tuple[int, int, list[str]]:
    """Cut every page of a first pull at the offsets given for its length; give tries, pages and what went wrong.

    A cut page changes nothing; the same page comes whole afterwards.
    """
    cutter, wrong, tries, pages = Cutter(encoding, clean=clean), list[str](), 0, 0
    is_more = True
    line.script = lambda seen: lose_request if len(seen.headers.get("authorization", "")) > len("Grid ") else passes
    _round(session)  # signed in, and no page seen
    while is_more:
        line.script = always(cutter.at(0))
        _round(session)
        before = _state(session)
        for byte in offsets(cutter.length):
            line.script = always(cutter.at(byte))
            in_step = _round(session)
            tries += 1
            if in_step or _state(session) != before:
                wrong.append(f"page {pages} of {encoding or 'plain'} cut at {byte} changed the store")
                before = _state(session)
        left = [passes]
        line.script = lambda _seen, left=left: left.pop() if left else lose_request  # type: ignore[misc]
        is_more = not _round(session)
        if _state(session) == before:
            wrong.append(f"page {pages} of {encoding or 'plain'} did not come whole afterwards")
            is_more = False
        pages += 1
    line.script = always(passes)
    return tries, pages, wrong


def _round(session: Session) -> bool:
    session.syncing._peer.page = _ROWS
    report = session.syncing.run()
    return report is not None and report.in_step


def _state(session: Session) -> tuple[Any, ...]:
    with session.store.read() as reading:
        rows = reading.db.all("SELECT id, v FROM household ORDER BY id")
        return (
            rows,
            reading.db.all("SELECT grid, cur, head, mark FROM scope ORDER BY grid"),
            session.store.outbox.meta().taken,
        )
