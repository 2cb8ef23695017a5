"""The city of the evening rush: its workers with what each sends, and the floor that writes the same by hand (B11)."""

from __future__ import annotations

import hashlib
import os
import random
import resource
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Table

from bench.cpu import seconds_of
from gridcore import wire
from gridcore.ids import new_id
from gridcore.kinds import KINDS, readable, view
from gridcore.roles import Role
from gridserver import schema
from gridserver.clock import SystemClock, stamp
from gridserver.engine import WRITES
from gridserver.keys import ServerKeys
from gridserver.row import AccountRow, ChangeRow, DeviceRow, GrantRow, GridRow, Row
from gridserver.store import open_database
from tests.postgres import Cluster

CHANGES, VISITS, PHOTOS, PHOTO_BYTES = 200, 20, 2, 200_000
_KINDS = tuple(sorted(KINDS))
_VIEW = view(readable([Role.GRID_WORKER], _KINDS))
_PIECE = 100
"""Workers laid into the database in one piece."""


class Worker(msgspec.Struct, frozen=True):
    """A grid worker with a device: what it sends this evening, ready made."""

    grid: str
    device: str
    key: bytes
    push: bytes
    pull: bytes
    photos: tuple[bytes, ...]
    """The first bytes that make each photo another one."""
    changes: int = CHANGES

    def token_ask(self, challenge: str) -> bytes:
        """Answer a challenge."""
        sig = Ed25519PrivateKey.from_private_bytes(self.key).sign(wire.token_signed(self.device, challenge)).hex()
        return wire.encode(wire.TokenAsk(device=self.device, challenge=challenge, sig=sig))

    def photo(self, place: int) -> bytes:
        """Give the bytes of a photo."""
        return self.photos[place] + _FILLING[len(self.photos[place]) :]


_FILLING = random.Random(2).randbytes(PHOTO_BYTES)  # noqa: S311 - bytes that do not pack, the same at each run


def city(url: str, keys: ServerKeys, many: int) -> list[Worker]:
    """Lay grids of 201 households, accounts and devices into an empty database; gives the workers."""
    assert keys.id
    store, rng = open_database(url), random.Random(11).randbytes  # noqa: S311 - the same city at each run
    now = SystemClock().now()
    since, workers = stamp(now - timedelta(days=1)), list[Worker]()
    with store.writing() as work:
        work.put_grid(GridRow(code="common", name="common"))
    for start in range(0, many, _PIECE):
        grids, rows, changes, accounts, grants = (list[Any]() for _ in range(5))
        devices = list[DeviceRow]()
        for number in range(start, min(start + _PIECE, many)):
            code, user = f"610726{number // 999:06d}{number % 999 + 1:03d}", f"worker{number}"
            marks = [rng(8).hex(), rng(8).hex()]
            homes = [new_id(now, rng) for _ in range(CHANGES + 1)]
            for place, home in enumerate(homes):
                seq, body = min(place, 1) + 1, {"address": f"东大街 {place} 号", "household_no": str(place)}
                rows.append(Row(grid=code, id=home, kind="household", v=1, seq=seq, body=_json(body)))
                changes.append(
                    ChangeRow(
                        grid=code, seq=seq, id=home, v=1, tx="", by="system", mark=marks[seq - 1], at=since, fields="[]"
                    )
                )
            grids.append(GridRow(code=code, name=f"网格 {number}", head=2, mark=marks[1]))
            accounts.append(AccountRow(id=user, name=f"网格员 {number}", pw="none"))
            grants.append(GrantRow(user=user, prefix=code, role="grid_worker", since=since))
            worker, device = _worker(code, user, homes[1 : VISITS + 1], marks[1], rng)
            workers.append(worker)
            devices.append(device)
            grids.append(GridRow(code=f"@{device.id}"))
        with store.engine.execution_options(**{WRITES: True}).begin() as connection:
            raw = connection.connection.driver_connection
            for table, found in (
                ("grid", grids), ("record", rows), ("change", changes), ("account", accounts), ("scope_grant", grants),
                ("device", devices),
            ):  # fmt: skip
                names = [column.name for column in schema.metadata.tables[table].c]
                copy_rows(raw, schema.metadata.tables[table], ([getattr(row, name) for name in names] for row in found))
    store.close()
    return workers


def copy_rows(connection: Any, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Lay rows into a table of PostgreSQL by COPY."""
    quoted = ", ".join(f'"{column.name}"' for column in table.c)
    with connection.cursor().copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def _json(body: dict[str, Any]) -> str:
    return msgspec.json.encode(body).decode()


def _worker(code: str, user: str, homes: Sequence[str], mark: str, rng: Any) -> tuple[Worker, DeviceRow]:
    now = SystemClock().now()
    key, device = rng(32), new_id(now, rng)
    private = Ed25519PrivateKey.from_private_bytes(key)
    photos = tuple(rng(16) for _ in range(PHOTOS))
    names = [hashlib.sha256(head + _FILLING[len(head) :]).hexdigest() for head in photos]
    lines, chain = list[bytes](), ""
    for n, home in enumerate(homes, start=1):
        shown = [{"sha256": names[n - 1], "size": PHOTO_BYTES}] if n <= PHOTOS else None
        body = {"visited_at": stamp(now), "way": "door", "result": "normal", "text": "在家，无异常", "photos": shown}
        made = wire.Create(kind="visit", id=new_id(now, rng), grid=code, parent=home, set=body)
        lines.append(wire.encode(wire.Tx(n=n, id=new_id(now, rng), at=stamp(now), verb="visit.save", ops=[made])))
        chain = wire.chain(chain, lines[-1])
    sig = private.sign(wire.push_signed(device, len(lines), chain)).hex()
    head = wire.encode(wire.PushHead(device=device, first=1, prev="", sig=sig))
    ask = wire.PullAsk(ask=1, limit=wire.MAX_PAGE, kinds=list(_KINDS), grids={code: (_VIEW, 1, 2, mark)})
    row = DeviceRow(
        id=device, user=user, ed25519=private.public_key().public_bytes_raw().hex(), x25519="00" * 32,
        enrolled=stamp(now),
    )  # fmt: skip
    push = b"\n".join([head, *lines]) + b"\n"
    return Worker(code, device, key, push, wire.encode(ask), photos), row


def floor(cluster: Cluster, database: str, folder: Path, workers: Sequence[Worker]) -> float:
    """Write what the rush writes and read what it reads, by hand in one process; gives the seconds of processors."""
    before = seconds_of(cluster.pid) + _own()
    now = stamp(SystemClock().now())
    with psycopg.connect(cluster.url(database)) as connection:
        cursor = connection.cursor()
        for worker in workers:
            lines = worker.push.splitlines()[1:]
            made = [msgspec.json.decode(line)["ops"][0] for line in lines]
            grid, device = worker.grid, worker.device
            cursor.executemany(
                _insert("record"),
                [
                    (grid, op["id"], "visit", op["parent"], 1, seq, False, None, _json(op["set"]))
                    for seq, op in enumerate(made, start=3)
                ],
            )
            cursor.executemany(
                _insert("change"),
                [
                    (grid, seq, op["id"], 1, op["id"], device, "0" * 16, now, "[]")
                    for seq, op in enumerate(made, start=3)
                ],
            )
            cursor.executemany(
                _insert("tx"),
                [
                    (device, n, op["id"], "0" * 64, None, device, now, line, line)
                    for n, (op, line) in enumerate(zip(made, lines, strict=True), start=1)
                ],
            )
            cursor.execute("UPDATE grid SET head = %s, mark = %s WHERE code = %s", (2 + VISITS, "0" * 16, grid))
            connection.commit()
            for place in range(PHOTOS):
                photo = worker.photo(place)
                _write(folder / grid / hashlib.sha256(photo).hexdigest(), photo)
                cursor.execute(_insert("blob"), (grid, hashlib.sha256(photo).hexdigest(), PHOTO_BYTES, now))
                connection.commit()
            cursor.execute("SELECT * FROM record WHERE grid = %s AND seq > 1 ORDER BY seq", (grid,))
            assert len(cursor.fetchall()) == CHANGES + VISITS
            connection.commit()
    return seconds_of(cluster.pid) + _own() - before


def _insert(table: str) -> Any:
    names = [column.name for column in schema.metadata.tables[table].c]
    quoted = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({quoted}) VALUES ({", ".join("%s" for _ in names)})'


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _own() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
