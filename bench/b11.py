"""B11: the evening rush: every worker of a city pushes 20 visits and two photos and pulls 200 changes (BUDGETS).

The server runs as in a city: several processes over PostgreSQL, every commit durable. Rounds are played by one process
that speaks the contract over plain sockets: laptops that cost next to nothing, so that the figure is the server's.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.cpu import seconds_of
from bench.frame import Row
from bench.rush import PHOTO_BYTES, PHOTOS, Worker, city, floor
from gridcore import wire
from gridserver.keys import ServerKeys
from tests.postgres import started

WORKERS, PROCESSES, SLOWEST = 4_400, 2, 5.0
AT_ONCE = (16, 64, 256, 512, 1_024)
"""Laptops talking at the same moment; the rush is played with the first, the others tell where this machine ends."""
FEWEST, EACH = 400, 3
"""Rounds of each step beyond the first: so many, and so many of each laptop talking."""
_SETTINGS = {"fsync": "on", "full_page_writes": "on", "max_wal_size": "4GB", "shared_buffers": "1GB"}


def measure(work: Path) -> Sequence[Row]:
    """Play the whole rush, then more and more at once; gives what was served, how fast, and at what cost."""
    keys = ServerKeys.open(work / "rush", secrets.token_bytes)
    samples = [max(FEWEST, EACH * at_once) for at_once in AT_ONCE[1:]]
    with started(Path(tempfile.gettempdir()), max_connections="200", **_SETTINGS) as cluster:
        cluster.run("CREATE DATABASE rush")
        workers = city(cluster.url("rush"), keys, WORKERS + sum(samples))
        cluster.run("VACUUM ANALYZE", "rush")
        cluster.run("CREATE DATABASE floor TEMPLATE rush")
        rush, rest = workers[:WORKERS], workers[WORKERS:]
        command = [sys.executable, "-m", "gridserver", "serve", "--data", str(work / "rush"), "--port", "0"]
        command += ["--database", cluster.url("rush"), "--workers", str(PROCESSES)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            port = int(server.stdout.readline().rpartition(":")[2])
            before = seconds_of(server.pid) + seconds_of(cluster.pid)
            whole = asyncio.run(_played(port, rush, AT_ONCE[0]))
            ours = seconds_of(server.pid) + seconds_of(cluster.pid) - before
            rows = [_served(whole), _slowest(whole, AT_ONCE[0])]
            for many, at_once in zip(samples, AT_ONCE[1:], strict=True):
                some, rest = rest[:many], rest[many:]
                rows.append(_slowest(asyncio.run(_played(port, some, at_once)), at_once))
            server.terminate()
        low = floor(cluster, "floor", work / "floor", rush)
    ratio = ours / low
    budget = "<= 4.0 x floor"
    what = f"evening rush, {WORKERS:,} workers: CPU of server and database (s)"
    rows.append(
        Row(
            id="B11",
            what=what,
            ours=round(ours, 1),
            floor=round(low, 1),
            ratio=round(ratio, 2),
            budget=budget,
            ok=ratio <= 4,
        )
    )
    return rows


class _Rush(msgspec.Struct):
    took: list[float]
    errors: list[str]
    seconds: float


def _served(rush: _Rush) -> Row:
    return Row(
        id="B11",
        what=f"evening rush: rounds served of {WORKERS:,} ({len(rush.took) / rush.seconds:.1f} a second)",
        ours=len(rush.took),
        floor=WORKERS,
        ratio=None,
        budget="every one, no error",
        ok=len(rush.took) == WORKERS and not rush.errors,
    )


def _slowest(rush: _Rush, at_once: int) -> Row:
    p99 = statistics.quantiles(rush.took, n=100)[-1] if len(rush.took) > 1 else float("inf")
    is_judged = at_once == AT_ONCE[0]
    return Row(
        id="B11",
        what=f"{at_once} at once: p99 of a round (s), {len(rush.took) / rush.seconds:.1f} a second,"
        f" {len(rush.errors)} errors",
        ours=round(p99, 2),
        floor=None,
        ratio=None,
        budget=f"< {SLOWEST:g} s" if is_judged else "told, not judged",
        ok=not rush.errors and (not is_judged or p99 < SLOWEST),
    )


async def _played(port: int, workers: Sequence[Worker], at_once: int) -> _Rush:
    """Let `at_once` workers talk at any moment until all had their round."""
    waiting, rush = list(reversed(workers)), _Rush([], [], 0.0)

    async def talker() -> None:
        while waiting:
            worker = waiting.pop()
            start = time.perf_counter()
            try:
                await _round(port, worker)
            except (OSError, ValueError, asyncio.IncompleteReadError) as error:
                rush.errors.append(f"{type(error).__name__}: {error}")
            else:
                rush.took.append(time.perf_counter() - start)

    start = time.perf_counter()
    await asyncio.gather(*(talker() for _ in range(at_once)))
    rush.seconds = time.perf_counter() - start
    for error in rush.errors[:3]:
        print(error, file=sys.stderr)
    return rush


async def _round(port: int, worker: Worker) -> None:
    """Sign in, push, send two photos, pull: what a laptop does that comes home."""
    line = _Line(*await asyncio.open_connection("127.0.0.1", port))
    try:
        challenge = wire.decode_problem((await line.call("POST", "/v1/pull", b"{}", (401,)))[1]).challenge
        assert challenge is not None
        token = msgspec.json.decode((await line.call("POST", "/v1/token", worker.token_ask(challenge)))[1])["token"]
        line.token = token
        pushed = wire.decode_push_reply((await line.call("POST", "/v1/push", worker.push))[1])
        if any(answer.st != "applied" or answer.notes for answer in pushed.answers):
            raise ValueError(pushed.answers[0])
        for place in range(PHOTOS):
            photo = worker.photo(place)
            path = f"/v1/blobs/{worker.grid}/{hashlib.sha256(photo).hexdigest()}"
            span = f"bytes 0-{PHOTO_BYTES - 1}/{PHOTO_BYTES}"
            await line.call("PUT", path, photo, (201,), span)
        pulled = (await line.call("POST", "/v1/pull", worker.pull))[1]
        if pulled.count(b'"k":"household"') != worker.changes:
            raise ValueError(f"{pulled.count(b'household')} of {worker.changes} changes")
    finally:
        await line.close()


class _Line:
    """One open connection; HTTP/1.1 as our server speaks it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer, self.token = reader, writer, ""

    async def call(
        self, method: str, path: str, body: bytes, wanted: tuple[int, ...] = (200,), span: str = ""
    ) -> tuple[int, bytes]:
        head = [f"{method} {path} HTTP/1.1", "host: localhost", f"content-length: {len(body)}", "grid-protocol: 1"]
        head += [f"authorization: Grid {self.token}"] + ([f"content-range: {span}"] if span else [])
        self._writer.write("\r\n".join([*head, "", ""]).encode() + body)
        await self._writer.drain()
        told = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
        status = int(told[0].split()[1])
        size = next(int(line.split(":")[1]) for line in told if line.startswith("content-length"))
        reply = await self._reader.readexactly(size)
        if status not in wanted:
            raise ValueError(f"{path[:9]} {status} {reply[:200]!r}")
        return status, reply

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()
