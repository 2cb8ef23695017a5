"""What must be true after a campaign: the server's tables against what people were told is saved."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, select

from gridcore import wire
from gridserver import schema
from gridserver.server import Server
from gridserver.store import SqlStore


class Truth:
    """All rows of the server, read once, and its photos."""

    def __init__(self, server: Server) -> None:
        store = server.store
        assert isinstance(store, SqlStore)
        self.server = server
        self.engine: Engine = store.engine
        with store.engine.connect() as db:
            self.txs = _rows(db, "tx")
            self.changes = _rows(db, "change")
            self.records = _rows(db, "record")
            self.devices = _rows(db, "device")
            self.heads = {row["code"]: row["head"] for row in _rows(db, "grid")}
            self.blobs = {row["sha256"]: row for row in _rows(db, "blob")}
        self.lost = Counter(
            loss["tx"]
            for row in self.records
            if row["kind"].startswith("issue:")
            for loss in json.loads(row["body"]).get("lost", ())
        )


def _rows(db: Connection, table: str) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(select(schema.metadata.tables[table])).mappings()]


def judge(server: Server, saved: Sequence[dict[str, Any]]) -> list[str]:
    """Give everything found wrong; `saved` are the lines people were told (see `worker`)."""
    truth = Truth(server)
    return [
        *_saved_once(truth, saved),
        *_values(truth, saved),
        *_history(truth),
        *_chains(truth),
        *_photos(truth, saved),
    ]


def _saved_once(truth: Truth, saved: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Each tx is decided once, and what a person was told is saved was accepted."""
    answers: dict[str, list[wire.Answer]] = defaultdict(list)
    for row in truth.txs:
        answers[row["id"]].append(msgspec.json.decode(row["answer"], type=wire.Answer))
    yield from (f"tx {tx} was decided {len(found)} times" for tx, found in answers.items() if len(found) > 1)
    for line in saved:
        found = answers.get(line["saved"], [])
        if [answer.st for answer in found] != ["applied"]:
            yield f"{line['value']}: told saved, answers are {[(answer.st, answer.reason) for answer in found]}"


def _values(truth: Truth, saved: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Each value stands in exactly one place: its record, its history, or the issue that keeps what lost."""
    changed = Counter((row["tx"], row["id"]) for row in truth.changes)
    fields = {(row["tx"], row["id"]): json.loads(row["fields"]) for row in truth.changes}
    bodies = {row["id"]: json.loads(row["body"]) for row in truth.records if row["moved_to"] is None}
    texts = Counter(
        str(body.get(name))
        for body in bodies.values()
        for name in ("text", "building", "description")
        if body.get(name)
    )
    for line in saved:
        tx, record, field, value = line["saved"], line["record"], line["field"], line["value"]
        if changed[tx, record] > 1:
            yield f"{value}: entered the history {changed[tx, record]} times"
        if field == "note":
            applied = field in fields.get((tx, record), ())
            if applied + truth.lost[tx] != 1:
                yield f"{value}: applied {applied}, kept in issues {truth.lost[tx]} times"
        elif bodies.get(record, {}).get(field) != value or texts[value] != 1:
            yield f"{value}: is {bodies.get(record, {}).get(field)}, stands in {texts[value]} records"


def _history(truth: Truth) -> Iterator[str]:
    """Versions and counts have no gap, and every record stands at its newest."""
    versions: dict[str, list[int]] = defaultdict(list)
    counts: dict[str, set[int]] = defaultdict(set)
    for row in truth.changes:
        versions[row["id"]].append(row["v"])
        counts[row["grid"]].add(row["seq"])
    for record, found in versions.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            yield f"versions of {record}: {sorted(found)}"
    for row in truth.records:
        if row["v"] != max(versions[row["id"]]):
            yield f"{row['id']} stands at {row['v']}, its history at {max(versions[row['id']])}"
    for grid, head in truth.heads.items():
        if counts[grid] != set(range(1, head + 1)):
            yield f"grid {grid} is at {head} and has {len(counts[grid])} commits"


def _chains(truth: Truth) -> Iterator[str]:
    """The chain of every device holds over its stored bytes (SYNC 1)."""
    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(truth.txs, key=lambda row: (row["device"], row["n"])):
        lines[row["device"]].append(row)
    for device in truth.devices:
        h = ""
        for number, row in enumerate(lines[device["id"]], 1):
            h = wire.chain(h, bytes(row["bytes"]))
            if (row["n"], row["hash"]) != (number, h):
                yield f"device {device['id']}: the chain breaks at {number}"
                break
        if (device["n"], device["chain"]) != (len(lines[device["id"]]), h):
            yield f"device {device['id']}: says {device['n']}, holds {len(lines[device['id']])}"


def _photos(truth: Truth, saved: Sequence[dict[str, Any]]) -> Iterator[str]:
    for sha256 in sorted({sha for line in saved for sha in line["photos"]}):
        row = truth.blobs.get(sha256)
        if row is None:
            yield f"photo {sha256[:8]} never arrived"
            continue
        data = truth.server.blobs.read(row["grid"], sha256, 0, row["size"])
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            yield f"photo {sha256[:8]} is not what was taken"
