"""B12: the upload of a photo, cut at nine tenths and resumed by a new start of the program."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from bench.client import empty_store, open_store
from bench.county import Served, sync_round
from bench.frame import Row
from gridclient.sync.transport import drive
from gridclient.vault.keys import Keys
from gridcore import wire
from gridcore.visit import Visit
from gridcore.wire import Lost, Reply, Request

SIZE, CUT = 10 * wire.CHUNK_BYTES, 9
"""Bytes of the photo, and the chunk whose reply is lost."""


def measure(work: Path) -> Sequence[Row]:
    """Count the bytes sent above the size of the photo, once the program was started again after the cut."""
    served = Served(1_000, work)
    keys = Keys.new(secrets.token_bytes)
    store = empty_store(work, served, keys, "b12")
    sent, send = list[int](), served.transport.send

    def cut(request: Request) -> Reply | Lost:
        reply = send(request)
        if request.method != "PUT":
            return reply
        sent.append(len(request.body))
        return Lost(reason="timeout") if len(sent) == CUT else reply

    try:
        assert drive(sync_round(store, served.peer), served.transport).in_step
        with store.read() as reading:
            household = reading.all("household")[0]
        with store.write("bench.photo") as doing:
            photo = doing.attach(household.grid, household.id, secrets.token_bytes(SIZE), "photo.jpg", None, None)
            doing.create("visit", Visit(photos=(photo,)), grid=household.grid, parent=household.id)
        served.transport.send = cut  # type: ignore[method-assign] # loses one reply, else does the same
        assert not drive(sync_round(store, served.peer), served.transport).in_step, "the cut has to break the round"
        store.close()
        store = open_store(work, keys, "b12")
        report = drive(sync_round(store, served.peer), served.transport)
        assert report.in_step, report.trouble
        assert store.status().blobs_waiting == 0, "the photo has to arrive"
    finally:
        store.close()
        served.close()
    again = sum(sent) - SIZE
    return [
        Row(
            id="B12",
            what="a photo of 10 chunks, cut at 90 %: bytes sent again",
            ours=again,
            floor=None,
            ratio=None,
            budget=f"<= one chunk ({wire.CHUNK_BYTES})",
            ok=again <= wire.CHUNK_BYTES,
        )
    ]
