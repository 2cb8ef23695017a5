"""What is asked of the server's database within one snapshot (SYNC 3, 10)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from gridserver import schema
from gridserver.line import pull_line
from gridserver.row import AccountRow, DeviceRow, GrantRow, GridRow, Row, Trace, UploadRow

_MANY = 500
"""Names per query: below every limit on bound parameters."""

_LAST_SEQ = (1 << 63) - 1


def chunks(values: Collection[str]) -> Iterator[list[str]]:
    """Give names in order, in pieces a query takes."""
    everything = sorted(filter(storable, values))
    for start in range(0, len(everything), _MANY):
        yield everything[start : start + _MANY]


def storable(text: str) -> bool:
    """Say whether a text may stand in a column: PostgreSQL has none with NUL, so whatever is named by one is not."""
    return "\0" not in text


def grid_rows(db: Connection, query: Any) -> list[GridRow]:
    """Give the grids a query of their table selects; a centre holds thousands of them at each pull."""
    rows: Sequence[Any] = db.execute(query).all()
    return [GridRow(code=row[0], name=row[1], head=row[2], mark=row[3]) for row in rows]


def upload_of(device: str, grid: str, sha256: str) -> Any:
    """Give the condition that names one upload."""
    table = schema.upload
    return and_(table.c.device == device, table.c.grid == grid, table.c.sha256 == sha256)


def _names(db: Connection, records: Sequence[str]) -> Any:
    """Give the condition that a tx names one of these records."""
    line = schema.tx.c.bytes
    if db.dialect.name == "postgresql":
        return func.encode(line, "escape").op("~")("|".join(map(re.escape, records)))
    return or_(*(func.instr(line, record.encode()) > 0 for record in records))


class SqlReading:
    """One snapshot."""

    def __init__(self, connection: Connection) -> None:
        """Read on this connection."""
        self.db = connection

    def device(self, device: str) -> DeviceRow | None:
        """Give a device by id."""
        return self._device(schema.device.c.id == device) if storable(device) else None

    def device_by_key(self, ed25519: str) -> DeviceRow | None:
        """Give the device that enrolled with this public key."""
        return self._device(schema.device.c.ed25519 == ed25519)

    def _device(self, where: Any) -> DeviceRow | None:
        found = self.db.execute(select(schema.device).where(where)).mappings().first()
        return None if found is None else DeviceRow(**found)

    def account(self, user: str) -> AccountRow | None:
        """Give an account by id."""
        if not storable(user):
            return None
        found = self.db.execute(select(schema.account).where(schema.account.c.id == user)).mappings().first()
        return None if found is None else AccountRow(**found)

    def grants(self, user: str) -> Sequence[GrantRow]:
        """Give all grants of a user, past ones too."""
        table = schema.scope_grant
        query = select(table).where(table.c.user == user).order_by(table.c.prefix, table.c.role)
        return [GrantRow(**found) for found in self.db.execute(query).mappings()]

    def accounts(self) -> Sequence[AccountRow]:
        """Give all accounts, by id."""
        rows = self.db.execute(select(schema.account).order_by(schema.account.c.id)).mappings()
        return [AccountRow(**found) for found in rows]

    def devices(self, user: str | None = None) -> Sequence[DeviceRow]:
        """Give the devices of a user, or all, in the order of enrolment."""
        table = schema.device
        query = select(table).order_by(table.c.enrolled, table.c.id)
        rows = self.db.execute(query if user is None else query.where(table.c.user == user)).mappings()
        return [DeviceRow(**found) for found in rows]

    def grids(self, codes: Collection[str]) -> Mapping[str, GridRow]:
        """Give grids by code."""
        table = schema.grid
        found = [
            row for some in chunks(codes) for row in grid_rows(self.db, select(table).where(table.c.code.in_(some)))
        ]
        return {row.code: row for row in found}

    def grids_below(self, prefix: str) -> Sequence[GridRow]:
        """Give the grids whose code begins with a prefix, by code."""
        table = schema.grid
        query = select(table).order_by(table.c.code)
        if prefix:
            after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
            query = query.where(table.c.code >= prefix, table.c.code < after)
        return grid_rows(self.db, query)

    def mark_of(self, grid: str, seq: int) -> str | None:
        """Give the mark of the commit that gave a seq."""
        if not 0 <= seq <= _LAST_SEQ:
            return None
        table = schema.change
        query = select(table.c.mark).where(table.c.grid == grid, table.c.seq == seq).limit(1)
        return self.db.execute(query).scalar()

    def page(self, grid: str, after: int, kinds: Collection[str], limit: int) -> tuple[list[tuple[int, bytes]], bool]:
        """Give (seq, line) of a pull after a seq, ended on a seq, and whether that was all."""
        table = schema.record
        columns = (table.c.kind, table.c.id, table.c.parent, table.c.v, table.c.deleted, table.c.moved_to, table.c.body)
        query = select(table.c.seq, *columns).where(table.c.grid == grid, table.c.kind.in_(sorted(kinds)))
        if after == 0:
            query = query.where(table.c.deleted.is_(False), table.c.moved_to.is_(None))
        query = query.order_by(table.c.seq, table.c.id)
        found = self.db.execute(query.where(table.c.seq > after).limit(limit)).all()
        if len(found) < limit:
            return [(row[0], pull_line(*row[1:])) for row in found], True
        last: int = found[-1][0]
        rest = self.db.execute(query.where(table.c.seq == last)).all()
        return [(row[0], pull_line(*row[1:])) for row in (*(row for row in found if row[0] < last), *rest)], False

    def versions(self, grid: str, kinds: Collection[str]) -> Iterable[tuple[str, int]]:
        """Give (id, v) of all live records of a view."""
        table = schema.record
        query = select(table.c.id, table.c.v).where(
            table.c.grid == grid,
            table.c.kind.in_(sorted(kinds)),
            table.c.deleted.is_(False),
            table.c.moved_to.is_(None),
        )
        return [(row[0], row[1]) for row in self.db.execute(query)]

    def blob(self, grid: str, sha256: str) -> int | None:
        """Give the size of a whole blob of a grid."""
        table = schema.blob
        return self.db.execute(select(table.c.size).where(table.c.grid == grid, table.c.sha256 == sha256)).scalar()

    def names_blob(self, grid: str, sha256: str) -> bool:
        """Say whether a live record of a grid speaks of a blob."""
        table = schema.record
        query = select(table.c.id).where(table.c.grid == grid, table.c.body.contains(sha256)).limit(1)
        return self.db.execute(query).first() is not None

    def blobs_of(self, names: Collection[str]) -> Sequence[tuple[str, str]]:
        """Give (grid, sha256) of the blobs of any grid that have one of these names."""
        table = schema.blob
        query = select(table.c.grid, table.c.sha256)
        rows = [row for some in chunks(names) for row in self.db.execute(query.where(table.c.sha256.in_(some)))]
        return sorted((row[0], row[1]) for row in rows)

    def txs_naming(self, records: Collection[str]) -> Sequence[tuple[str, int, bytes]]:
        """Give (device, n, line) of all txs that name one of these records.

        What a line says is searched: a refused tx left no change. That is one look at every line for some hundred
        records, and may take a city longer than any other statement is given.
        """
        table = schema.tx
        query = select(table.c.device, table.c.n, table.c.bytes)
        if self.db.dialect.name == "postgresql":
            self.db.exec_driver_sql("SET LOCAL statement_timeout = 0")
        found = [row for some in chunks(records) for row in self.db.execute(query.where(_names(self.db, some)))]
        return sorted({(row[0], row[1]): (row[0], row[1], row[2]) for row in found}.values())

    def followed(self, grid: str, sha256: str) -> Sequence[str]:
        """Give the grids in which records that left a grid speak of a blob."""
        now, stub = schema.record, schema.record.alias()
        query = (
            select(now.c.grid)
            .distinct()
            .join_from(stub, now, and_(now.c.id == stub.c.id, now.c.moved_to.is_(None)))
            .where(stub.c.grid == grid, stub.c.moved_to.is_not(None), now.c.grid != grid, now.c.body.contains(sha256))
            .order_by(now.c.grid)
        )
        return list(self.db.execute(query).scalars())

    def upload(self, device: str, grid: str, sha256: str) -> UploadRow | None:
        """Give what a device has sent of a blob."""
        found = self.db.execute(select(schema.upload).where(upload_of(device, grid, sha256))).mappings().first()
        return None if found is None else UploadRow(**found)

    def open_uploads(self) -> int:
        """Count the blobs that devices have sent in part."""
        return self.db.execute(select(func.count()).select_from(schema.upload)).scalar_one()

    def row(self, grid: str, record: str) -> Row | None:
        """Give what a grid has of a record."""
        table = schema.record
        query = select(table).where(table.c.grid == grid, table.c.id == record)
        found = self.db.execute(query).mappings().first()
        return None if found is None else Row(**found)

    def traces(self, record: str, limit: int) -> Sequence[Trace]:
        """Give the newest changes of a record in all grids, newest first, each with the tx of its author.

        A tx id alone names no tx: another user may have sent one under it (refused), and the author again (T5).
        """
        change, tx = schema.change, schema.tx
        author = and_(tx.c.id == change.c.tx, tx.c.by == change.c.by, tx.c.at == change.c.at)
        query = (
            select(
                change.c.grid,
                change.c.v,
                change.c.tx,
                change.c.by,
                change.c.at,
                change.c.fields,
                tx.c.bytes.label("line"),
            )
            .select_from(change.outerjoin(tx, author))
            .where(change.c.id == record)
            .order_by(change.c.v.desc(), change.c.grid, tx.c.device)
            .limit(limit)
        )
        return [Trace(**row) for row in self.db.execute(query).mappings()]

    def places(self, record: str) -> Sequence[Row]:
        """Give what any grid has of a record."""
        table = schema.record
        query = select(table).where(table.c.id == record).order_by(table.c.grid)
        return [Row(**found) for found in self.db.execute(query).mappings()]

    def names(self, users: Collection[str]) -> Mapping[str, str]:
        """Give the names of people by user."""
        table = schema.account
        query = select(table.c.id, table.c.name)
        rows = [row for some in chunks(users) for row in self.db.execute(query.where(table.c.id.in_(some)))]
        return {row[0]: row[1] for row in rows}

    def uploads(self) -> Sequence[UploadRow]:
        """Give the blobs all devices have sent in part."""
        return [UploadRow(**found) for found in self.db.execute(select(schema.upload)).mappings()]
