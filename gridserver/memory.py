"""The dictionary twin of the server's database: the same protocol and contract tests, for the simulator's millions."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from msgspec.structs import replace

from gridserver.line import pull_line, stand_of
from gridserver.password import ChangedPassword, GuessRow
from gridserver.row import (
    AccountRow,
    ChangeRow,
    DeviceRow,
    GrantRow,
    GridRow,
    Pushed,
    RecoveryRow,
    Row,
    Stand,
    Trace,
    TxRow,
    UploadRow,
)

_ABSENT: Any = object()


class MemoryStore:
    """A database in dictionaries, for one thread."""

    def __init__(self) -> None:
        """Begin empty."""
        self._tables = _Tables()

    @contextmanager
    def reading(self) -> Generator[MemoryReading]:
        """Open a snapshot: nothing else runs meanwhile."""
        yield MemoryReading(self._tables)

    @contextmanager
    def writing(self) -> Generator[MemoryWriting]:
        """Open a write transaction; an error takes every change back."""
        writing = MemoryWriting(self._tables)
        try:
            yield writing
        except BaseException:
            writing.roll_back()
            raise

    def close(self) -> None:
        """Nothing is open."""


class _Tables:
    def __init__(self) -> None:
        self.grid: dict[str, GridRow] = {}
        self.record: dict[str, dict[str, Row]] = {}
        self.lives: dict[str, str] = {}
        self.change: dict[str, tuple[ChangeRow, ...]] = {}
        self.mark: dict[tuple[str, int], str] = {}
        self.tx: dict[tuple[str, int], TxRow] = {}
        self.tx_id: dict[str, tuple[tuple[str, int], ...]] = {}
        self.device: dict[str, DeviceRow] = {}
        self.account: dict[str, AccountRow] = {}
        self.recovery: dict[str, RecoveryRow] = {}
        self.guess: dict[str, GuessRow] = {}
        self.changed_password: dict[str, ChangedPassword] = {}
        self.grant: dict[str, dict[tuple[str, str], GrantRow]] = {}
        self.blob: dict[tuple[str, str], tuple[int, str]] = {}
        self.upload: dict[tuple[str, str, str], UploadRow] = {}


def _line(row: Row) -> bytes:
    return pull_line(row.kind, row.id, row.parent, row.v, row.deleted, row.moved_to, row.body)


class MemoryReading:
    """One snapshot."""

    def __init__(self, tables: _Tables) -> None:
        """Read these tables."""
        self._t = tables

    def device(self, device: str) -> DeviceRow | None:
        """Give a device by id."""
        return self._t.device.get(device)

    def device_by_key(self, ed25519: str) -> DeviceRow | None:
        """Give the device that enrolled with this public key."""
        return next((row for row in self._t.device.values() if row.ed25519 == ed25519), None)

    def account(self, user: str) -> AccountRow | None:
        """Give an account by id."""
        return self._t.account.get(user)

    def grants(self, user: str) -> Sequence[GrantRow]:
        """Give all grants of a user, past ones too."""
        return [row for _, row in sorted(self._t.grant.get(user, {}).items())]

    def accounts(self) -> Sequence[AccountRow]:
        """Give all accounts, by id."""
        return [row for _, row in sorted(self._t.account.items())]

    def devices(self, user: str | None = None) -> Sequence[DeviceRow]:
        """Give the devices of a user, or all, in the order of enrolment."""
        found = [row for row in self._t.device.values() if user in {None, row.user}]
        return sorted(found, key=lambda row: (row.enrolled, row.id))

    def grids(self, codes: Collection[str]) -> Mapping[str, GridRow]:
        """Give grids by code."""
        return {code: self._t.grid[code] for code in sorted(codes) if code in self._t.grid}

    def grids_below(self, prefix: str) -> Sequence[GridRow]:
        """Give the grids whose code begins with a prefix, by code."""
        return [row for code, row in sorted(self._t.grid.items()) if code.startswith(prefix)]

    def mark_of(self, grid: str, seq: int) -> str | None:
        """Give the mark of the commit that gave a seq."""
        return self._t.mark.get((grid, seq))

    def page(self, grid: str, after: int, kinds: Collection[str], limit: int) -> tuple[list[tuple[int, bytes]], bool]:
        """Give (seq, line) of a pull after a seq, ended on a seq, and whether that was all."""
        found = [
            row
            for row in self._t.record.get(grid, {}).values()
            if row.seq > after and row.kind in kinds and (after > 0 or not (row.deleted or row.moved_to))
        ]
        found.sort(key=lambda row: (row.seq, row.id))
        last = found[limit - 1].seq if len(found) >= limit else None
        kept = found if last is None else [row for row in found if row.seq <= last]
        return [(row.seq, _line(row)) for row in kept], last is None

    def versions(self, grid: str, kinds: Collection[str]) -> Iterable[tuple[str, int]]:
        """Give (id, v) of all live records of a view."""
        rows = self._t.record.get(grid, {}).values()
        return [(row.id, row.v) for row in rows if row.kind in kinds and not row.deleted and row.moved_to is None]

    def blob(self, grid: str, sha256: str) -> int | None:
        """Give the size of a whole blob of a grid."""
        found = self._t.blob.get((grid, sha256))
        return None if found is None else found[0]

    def names_blob(self, grid: str, sha256: str) -> bool:
        """Say whether a live record of a grid speaks of a blob."""
        return any(sha256 in row.body for row in self._t.record.get(grid, {}).values())

    def blobs_of(self, names: Collection[str]) -> Sequence[tuple[str, str]]:
        """Give (grid, sha256) of the blobs of any grid that have one of these names."""
        return sorted(key for key in self._t.blob if key[1] in names)

    def txs_naming(self, records: Collection[str]) -> Sequence[tuple[str, int, bytes]]:
        """Give (device, n, line) of all txs that name one of these records."""
        sought = [record.encode() for record in records]
        found = [tx for _, tx in sorted(self._t.tx.items()) if any(name in tx.bytes for name in sought)]
        return [(tx.device, tx.n, tx.bytes) for tx in found]

    def followed(self, grid: str, sha256: str) -> Sequence[str]:
        """Give the grids in which records that left a grid speak of a blob."""
        left = [row.id for row in self._t.record.get(grid, {}).values() if row.moved_to is not None]
        now = [self._t.record[self._t.lives[name]][name] for name in left]
        return sorted({row.grid for row in now if sha256 in row.body} - {grid})

    def upload(self, device: str, grid: str, sha256: str) -> UploadRow | None:
        """Give what a device has sent of a blob."""
        return self._t.upload.get((device, grid, sha256))

    def open_uploads(self) -> int:
        """Count the blobs that devices have sent in part."""
        return len(self._t.upload)

    def row(self, grid: str, record: str) -> Row | None:
        """Give what a grid has of a record."""
        return self._t.record.get(grid, {}).get(record)

    def traces(self, record: str, limit: int) -> Sequence[Trace]:
        """Give the newest changes of a record in all grids, newest first, each with the tx of its author."""
        found = sorted(self._t.change.get(record, ()), key=lambda row: (-row.v, row.grid))
        return [
            Trace(grid=row.grid, v=row.v, tx=row.tx, by=row.by, at=row.at, fields=row.fields, line=self._author(row))
            for row in found[:limit]
        ]

    def places(self, record: str) -> Sequence[Row]:
        """Give what any grid has of a record."""
        return [rows[record] for _, rows in sorted(self._t.record.items()) if record in rows]

    def names(self, users: Collection[str]) -> Mapping[str, str]:
        """Give the names of people by user."""
        return {user: self._t.account[user].name for user in users if user in self._t.account}

    def uploads(self) -> Sequence[UploadRow]:
        """Give the blobs all devices have sent in part."""
        return list(self._t.upload.values())

    def _author(self, row: ChangeRow) -> bytes | None:
        stored = [self._t.tx[key] for key in sorted(self._t.tx_id.get(row.tx, ()))]
        return next((tx.bytes for tx in stored if (tx.by, tx.at) == (row.by, row.at)), None)


class MemoryStaffing(MemoryReading):
    """The part of a write transaction that is about people, with the way back."""

    def __init__(self, tables: _Tables) -> None:
        """Write these tables."""
        super().__init__(tables)
        self._back: list[tuple[dict[Any, Any], Any, Any]] = []

    def _put(self, table: dict[Any, Any], key: Any, value: Any) -> None:
        self._back.append((table, key, table.get(key, _ABSENT)))
        table[key] = value

    def _drop(self, table: dict[Any, Any], key: Any) -> None:
        if key in table:
            self._back.append((table, key, table.pop(key)))

    def roll_back(self) -> None:
        """Take every change back, last first."""
        for table, key, before in reversed(self._back):
            if before is _ABSENT:
                table.pop(key, None)
            else:
                table[key] = before

    def lock_device(self, device: str) -> DeviceRow | None:
        """Give a device."""
        return self.device(device)

    def lock_account(self, user: str) -> AccountRow | None:
        """Give an account."""
        return self.account(user)

    def put_device(self, device: DeviceRow) -> None:
        """Insert or replace a device."""
        self._put(self._t.device, device.id, device)

    def add_device(self, device: DeviceRow) -> DeviceRow:
        """Insert a device unless its public key is enrolled already; give the one that stands."""
        known = self.device_by_key(device.ed25519)
        if known is None:
            self.put_device(device)
        return known or device

    def recovery(self, device: str) -> RecoveryRow | None:
        """Give the last recovery opened for a device."""
        return self._t.recovery.get(device)

    def put_recovery(self, recovery: RecoveryRow) -> None:
        """Insert or replace the recovery of a device."""
        self._put(self._t.recovery, recovery.device, recovery)

    def put_account(self, account: AccountRow) -> None:
        """Insert or replace an account."""
        self._put(self._t.account, account.id, account)

    def changed_password(self, user: str) -> ChangedPassword | None:
        """Give the last change of a password by its owner."""
        return self._t.changed_password.get(user)

    def put_changed_password(self, changed: ChangedPassword) -> None:
        """Insert or replace it."""
        self._put(self._t.changed_password, changed.user, changed)

    def lock_guesses(self, name: str, at: float) -> GuessRow:
        """Give the passwords tried for a name."""
        return self._t.guess.get(name) or GuessRow(name=name, at=at)

    def put_guesses(self, guesses: GuessRow) -> None:
        """Replace a count."""
        self._put(self._t.guess, guesses.name, guesses)

    def drop_guesses(self, name: str) -> None:
        """Forget a name."""
        self._drop(self._t.guess, name)

    def forget_guesses(self, before: float) -> None:
        """Forget names last tried before a time."""
        for name in [row.name for row in self._t.guess.values() if row.at < before]:
            self.drop_guesses(name)

    def put_grant(self, grant: GrantRow) -> None:
        """Insert or replace a grant."""
        if grant.user not in self._t.grant:
            self._put(self._t.grant, grant.user, {})
        self._put(self._t.grant[grant.user], (grant.prefix, grant.role), grant)


class MemoryWriting(MemoryStaffing):
    """The write transaction."""

    def lock_grids(self, codes: Collection[str]) -> Mapping[str, GridRow]:
        """Give grids by code."""
        return self.grids(codes)

    def txs(self, device: str, first: int, last: int) -> Sequence[TxRow]:
        """Give stored txs of a device by number."""
        return [self._t.tx[device, n] for n in range(first, last + 1) if (device, n) in self._t.tx]

    def txs_by_id(self, ids: Collection[str]) -> Sequence[TxRow]:
        """Give stored txs of any device by id."""
        return [self._t.tx[key] for name in sorted(ids) for key in self._t.tx_id.get(name, ())]

    def live(self, ids: Collection[str]) -> Sequence[Row]:
        """Give records where they live now."""
        return [self._t.record[self._t.lives[name]][name] for name in ids if name in self._t.lives]

    def children(self, grid: str, parent: str) -> Sequence[Row]:
        """Give the live children of a record."""
        rows = self._t.record.get(grid, {}).values()
        return sorted((row for row in rows if row.parent == parent and row.moved_to is None), key=lambda row: row.id)

    def history(self, record: str) -> Sequence[Stand]:
        """Give who changed a record, newest first."""
        found = sorted(self._t.change.get(record, ()), key=lambda row: -row.v)
        return [stand_of(row.v, row.by, row.at, row.fields, self._author(row)) for row in found]

    def store(self, pushed: Pushed) -> None:
        """Write what a push changed."""
        self._put_records(pushed.rows, pushed.changes)
        for tx in pushed.txs:
            if (tx.device, tx.n) in self._t.tx:
                raise ValueError("tx stored twice")
            self._put(self._t.tx, (tx.device, tx.n), tx)
            self._put(self._t.tx_id, tx.id, (*self._t.tx_id.get(tx.id, ()), (tx.device, tx.n)))
        for grid in pushed.grids:
            known = self._t.grid[grid.code]
            self._put(self._t.grid, grid.code, replace(known, head=grid.head, mark=grid.mark))
        for source, target, sha256 in pushed.blobs:
            found = self._t.blob.get((source, sha256))
            if found is not None and (target, sha256) not in self._t.blob:
                self._put(self._t.blob, (target, sha256), found)
        device = self._t.device[pushed.device.id]
        self._put(self._t.device, device.id, replace(device, n=pushed.device.n, chain=pushed.device.chain))

    def _put_records(self, rows: Sequence[Row], changes: Sequence[ChangeRow]) -> None:
        for row in rows:
            if row.grid not in self._t.record:
                self._put(self._t.record, row.grid, {})
            self._put(self._t.record[row.grid], row.id, row)
            if row.moved_to is None:
                self._put(self._t.lives, row.id, row.grid)
        for change in changes:
            self._put(self._t.change, change.id, (*self._t.change.get(change.id, ()), change))
            self._put(self._t.mark, (change.grid, change.seq), change.mark)

    def erase(self, rows: Sequence[Row], changes: Sequence[ChangeRow], grids: Sequence[GridRow]) -> None:
        """Write erased records over what stood."""
        self._put_records(rows, changes)
        for grid in grids:
            self._put(self._t.grid, grid.code, replace(self._t.grid[grid.code], head=grid.head, mark=grid.mark))

    def blank(self, txs: Collection[tuple[str, int]]) -> None:
        """Blank the bytes of txs."""
        for key in txs:
            self._put(self._t.tx, key, replace(self._t.tx[key], bytes=b""))

    def drop_blob(self, grid: str, sha256: str) -> None:
        """Say that a grid has a blob no more."""
        self._drop(self._t.blob, (grid, sha256))

    def put_grid(self, grid: GridRow) -> None:
        """Insert a grid, or change its name."""
        known = self._t.grid.get(grid.code)
        self._put(self._t.grid, grid.code, grid if known is None else replace(known, name=grid.name))

    def put_upload(self, upload: UploadRow) -> None:
        """Insert or replace an upload; one of size 0 goes."""
        key = (upload.device, upload.grid, upload.sha256)
        if upload.size:
            self._put(self._t.upload, key, upload)
        else:
            self._drop(self._t.upload, key)

    def put_blob(self, grid: str, sha256: str, size: int, at: str) -> None:
        """Say that a grid has a blob."""
        self._put(self._t.blob, (grid, sha256), (size, at))

    def look_over(self) -> None:
        """Nothing is counted."""

    def load(
        self,
        *,
        grids: Sequence[GridRow] = (),
        rows: Sequence[Row] = (),
        changes: Sequence[ChangeRow] = (),
        accounts: Sequence[AccountRow] = (),
        grants: Sequence[GrantRow] = (),
    ) -> None:
        """Insert in bulk, as they are."""
        for grid in grids:
            self._put(self._t.grid, grid.code, grid)
        for account in accounts:
            self.put_account(account)
        for grant in grants:
            self.put_grant(grant)
        self._put_records(rows, changes)
