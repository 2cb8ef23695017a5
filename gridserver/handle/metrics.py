"""`GET /metrics`: what the server does, in numbers, in Prometheus' text format; no ids, no names (FAULTS 68).

Open only to who has the token of `gridserver metrics-token`; to all others the path is not there (decision 0015).
"""

from __future__ import annotations

from collections.abc import Iterator

from gridcore.errors import DiskFull, StoreBroken, StoreBusy
from gridcore.ids import Rng
from gridcore.wire import Reply, Request
from gridserver.clock import Clock
from gridserver.handle.problem import Declined
from gridserver.meter import lines_of, sums
from gridserver.server import Server

PURPOSE = "metrics"
"""What the server's MAC is made over for the token of `/metrics`."""

_SCHEME = "Bearer "
_TYPE = "text/plain; version=0.0.4"

COUNTED = {
    "gridserver_requests_total": ("counter", "Requests by call and status."),
    "gridserver_request_seconds": ("histogram", "Seconds from the whole request to its reply, by call."),
    "gridserver_txs_total": ("counter", "Transactions by answer and reason; repeated ones by themselves."),
    "gridserver_notes_total": ("counter", "Notes on ops that were not simply applied, by kind."),
    "gridserver_proofs_total": ("counter", "Finished records held against their forms, by outcome."),
    "gridserver_pull_rows_total": ("counter", "Records given by pulls."),
    "gridserver_blob_bytes_total": ("counter", "Bytes of files taken in and given out."),
}
"""Series of the processes, with type and meaning."""

LAST_COMMIT = "gridserver_last_commit"


def metrics(request: Request, db: Server, clock: Clock, rng: Rng) -> Reply:  # noqa: ARG001 - one signature for all
    """Give the numbers of all processes, and the state of the database."""
    given = request.headers.get("authorization", "")
    if not given.startswith(_SCHEME) or not db.keys.is_mac(PURPOSE, given.removeprefix(_SCHEME)):
        raise Declined("not_found")
    told = db.meter.told()
    lines: list[str] = []
    for name, (kind, meaning) in COUNTED.items():
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}", *lines_of(told, name)]
    commits = sums(told, LAST_COMMIT)
    if commits:
        age = max(0.0, clock.now().timestamp() - max(commits.values()))
        lines += _gauge("gridserver_last_commit_age_seconds", "Seconds since a push last changed anything.", age)
    lines += _database(db)
    return Reply(status=200, headers={"content-type": _TYPE}, body="\n".join(lines).encode() + b"\n")


def _database(db: Server) -> Iterator[str]:
    ready, uploads = 1, 0
    try:
        with db.store.reading() as read:
            uploads = read.open_uploads()
    except (StoreBusy, StoreBroken, DiskFull):
        ready = 0
    yield from _gauge("gridserver_database_ready", "1 when the database answers.", ready)
    if ready:
        yield from _gauge("gridserver_open_uploads", "Files that devices have sent in part.", uploads)


def _gauge(name: str, meaning: str, value: float) -> list[str]:
    return [f"# HELP {name} {meaning}", f"# TYPE {name} gauge", f"{name} {value:.15g}"]
