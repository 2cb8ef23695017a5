"""B5: a round with nothing to do is one request, and the server writes nothing."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from pathlib import Path

from bench.client import empty_store
from bench.county import Served, sync_round
from bench.frame import Row, timed
from gridclient.sync.transport import drive
from gridclient.vault.keys import Keys
from gridcore.wire import Request

PEOPLE, ROUNDS = 20_000, 20


def measure(work: Path) -> Sequence[Row]:
    """Count the requests of idle rounds and compare the server's files before and after."""
    served = Served(PEOPLE, work)
    store = empty_store(work, served, Keys.new(secrets.token_bytes), "b5")
    try:
        for _ in range(2):
            report = drive(sync_round(store, served.peer), served.transport)
            assert report.in_step, report.trouble
        before, reports = _files(served.folder), list[int]()
        sent, send = list[str](), served.transport.send

        def counted(request: Request) -> object:
            sent.append(request.path)
            return send(request)

        served.transport.send = counted  # type: ignore[method-assign,assignment] # counts, then does the same

        def rounds() -> None:
            for _ in range(ROUNDS):
                start = len(sent)
                assert drive(sync_round(store, served.peer), served.transport).in_step
                reports.append(len(sent) - start)

        ours = timed(rounds) / ROUNDS
        hello = Request(method="GET", path="/v1/hello")
        floor = timed(lambda: [send(hello) for _ in range(ROUNDS)]) / ROUNDS
        after = _files(served.folder)
    finally:
        store.close()
        served.close()
    return [
        _requests(reports),
        _writes(before, after),
        Row(
            id="B5",
            what="nothing to do: a round, client included (s)",
            ours=round(ours, 4),
            floor=round(floor, 4),
            ratio=round(ours / floor, 1),
            budget="told, not judged",
            ok=True,
        ),
    ]


def _requests(reports: Sequence[int]) -> Row:
    most = max(reports)
    return Row(
        id="B5",
        what="nothing to do: requests a round",
        ours=most,
        floor=1,
        ratio=float(most),
        budget="exactly 1",
        ok=set(reports) == {1},
    )


def _writes(before: dict[str, str], after: dict[str, str]) -> Row:
    return Row(
        id="B5",
        what="nothing to do: files the server changed",
        ours=sum(before.get(name) != digest for name, digest in after.items()),
        floor=0,
        ratio=None,
        budget="0",
        ok=before == after,
    )


def _files(folder: Path) -> dict[str, str]:
    """The database of the server with its log; SQLite's shared index of the log is memory, not a write."""
    files = [each for each in folder.glob("server.db*") if not each.name.endswith("-shm")]
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}
