"""What is asked of the server's database within one snapshot (SYNC 3, 10)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, and_, bindparam, func, literal_column, or_, select

from gridserver import schema
from gridserver.line import pull_line
from gridserver.row import AccountRow, DeviceRow, GrantRow, GridRow, Row, Trace, UploadRow
from gridserver.statement import Among, Statement

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


def _only(rows: Sequence[Sequence[Any]]) -> Any:
    return rows[0][0] if rows else None


def _page(*, first: bool, whole_seq: bool) -> Statement:
    """Give the statement of a page; the first one has no gone rows; `whole_seq`: all of one seq, however many."""
    table = schema.record
    columns = (table.c.kind, table.c.id, table.c.parent, table.c.v, table.c.deleted, table.c.moved_to, table.c.body)

    def build(among: Among) -> Any:
        query = select(table.c.seq, *columns).where(table.c.grid == bindparam("grid"), among(table.c.kind, "kinds"))
        if first:
            query = query.where(table.c.deleted.is_(False), table.c.moved_to.is_(None))
        query = query.order_by(table.c.seq, table.c.id)
        if whole_seq:
            return query.where(table.c.seq == bindparam("seq"))
        return query.where(table.c.seq > bindparam("after")).limit(bindparam("limit"))

    return Statement(build)


def _followed() -> Statement:
    now, stub = schema.record, schema.record.alias()
    left = and_(stub.c.grid == bindparam("grid"), stub.c.moved_to.is_not(None))
    speaks = and_(now.c.grid != bindparam("grid"), now.c.body.contains(bindparam("sha256")))
    query = select(now.c.grid).distinct().join_from(stub, now, and_(now.c.id == stub.c.id, now.c.moved_to.is_(None)))
    return Statement(lambda _: query.where(left, speaks).order_by(now.c.grid))


_ONE = literal_column("1", Integer)
_D, _A, _G, _S, _C, _B, _U = (
    schema.device.c, schema.account.c, schema.grid.c, schema.scope_grant.c, schema.change.c, schema.blob.c,
    schema.upload.c,
)  # fmt: skip
_DEVICE = Statement(lambda _: select(schema.device).where(_D.id == bindparam("id")))
_ACCOUNT = Statement(lambda _: select(schema.account).where(_A.id == bindparam("id")))
_GRANTS = Statement(
    lambda _: select(schema.scope_grant).where(_S.user == bindparam("user")).order_by(_S.prefix, _S.role)
)
_GRIDS = Statement(lambda among: select(schema.grid).where(among(_G.code, "codes")))
_ALL_GRIDS = Statement(lambda _: select(schema.grid).order_by(_G.code))
_GRIDS_BETWEEN = Statement(
    lambda _: select(schema.grid).where(_G.code >= bindparam("first"), _G.code < bindparam("after")).order_by(_G.code)
)
_MARK = Statement(lambda _: select(_C.mark).where(_C.grid == bindparam("grid"), _C.seq == bindparam("seq")).limit(_ONE))
_BLOB_SIZE = Statement(lambda _: select(_B.size).where(_B.grid == bindparam("grid"), _B.sha256 == bindparam("sha256")))
_UPLOAD = Statement(
    lambda _: select(schema.upload).where(
        _U.device == bindparam("device"), _U.grid == bindparam("grid"), _U.sha256 == bindparam("sha256")
    )
)
_FOLLOWED = _followed()
_FIRST_PAGE, _PAGE = _page(first=True, whole_seq=False), _page(first=False, whole_seq=False)
_FIRST_OF_SEQ, _OF_SEQ = _page(first=True, whole_seq=True), _page(first=False, whole_seq=True)


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
        return _DEVICE.first(self.db, DeviceRow, id=device) if storable(device) else None

    def device_by_key(self, ed25519: str) -> DeviceRow | None:
        """Give the device that enrolled with this public key."""
        found = self.db.execute(select(schema.device).where(schema.device.c.ed25519 == ed25519)).mappings().first()
        return None if found is None else DeviceRow(**found)

    def account(self, user: str) -> AccountRow | None:
        """Give an account by id."""
        return _ACCOUNT.first(self.db, AccountRow, id=user) if storable(user) else None

    def grants(self, user: str) -> Sequence[GrantRow]:
        """Give all grants of a user, past ones too."""
        return _GRANTS.structs(self.db, GrantRow, user=user)

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
        return {row.code: row for some in chunks(codes) for row in _GRIDS.structs(self.db, GridRow, codes=some)}

    def grids_below(self, prefix: str) -> Sequence[GridRow]:
        """Give the grids whose code begins with a prefix, by code."""
        if not prefix:
            return _ALL_GRIDS.structs(self.db, GridRow)
        after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        return _GRIDS_BETWEEN.structs(self.db, GridRow, first=prefix, after=after)

    def mark_of(self, grid: str, seq: int) -> str | None:
        """Give the mark of the commit that gave a seq."""
        if not 0 <= seq <= _LAST_SEQ:
            return None
        mark: str | None = _only(_MARK.rows(self.db, grid=grid, seq=seq))
        return mark

    def page(self, grid: str, after: int, kinds: Collection[str], limit: int) -> tuple[list[tuple[int, bytes]], bool]:
        """Give (seq, line) of a pull after a seq, ended on a seq, and whether that was all."""
        asked = {"grid": grid, "kinds": sorted(kinds)}
        found = (_FIRST_PAGE if after == 0 else _PAGE).rows(self.db, **asked, after=after, limit=limit)
        if len(found) < limit:
            return [(row[0], pull_line(*row[1:])) for row in found], True
        last: int = found[-1][0]
        rest = (_FIRST_OF_SEQ if after == 0 else _OF_SEQ).rows(self.db, **asked, seq=last)
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
        size: int | None = _only(_BLOB_SIZE.rows(self.db, grid=grid, sha256=sha256))
        return size

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
        return [row[0] for row in _FOLLOWED.rows(self.db, grid=grid, sha256=sha256)]

    def upload(self, device: str, grid: str, sha256: str) -> UploadRow | None:
        """Give what a device has sent of a blob."""
        return _UPLOAD.first(self.db, UploadRow, device=device, grid=grid, sha256=sha256)

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
