"""Rows of the server's tables as frozen structs, and the protocol of a store (SYNC 3). No SQL here."""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from gridserver.password import PasswordKeeping


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A record as stored. `body` is the JSON text of the wire; `moved_to` set: only a stub stayed here."""

    grid: str
    id: str
    kind: str
    parent: str | None = None
    v: int = 0
    seq: int = 0
    deleted: bool = False
    moved_to: str | None = None
    body: str = "{}"


class GridRow(msgspec.Struct, frozen=True, kw_only=True):
    """A grid or pseudo-grid: the last seq given and the mark of the commit that gave it (empty: none yet)."""

    code: str
    name: str = ""
    head: int = 0
    mark: str = ""


class ChangeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One record changed by one tx. `fields` is a JSON array of field names."""

    grid: str
    seq: int
    id: str
    v: int
    tx: str
    by: str
    mark: str
    at: str
    fields: str


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """Who brought a record to version v: when (server time), by which verb, changing which fields."""

    v: int
    by: str
    at: str
    verb: str
    fields: tuple[str, ...]


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a record and the line of the tx that made it: None if it was loaded, empty if erased by law."""

    grid: str
    v: int
    tx: str
    by: str
    at: str
    fields: str
    line: bytes | None = None


class TxRow(msgspec.Struct, frozen=True, kw_only=True):
    """A tx as it came: `bytes` is its line, `hash` is h(n), `sig` the signature of a request's last tx."""

    device: str
    n: int
    id: str
    hash: str
    sig: str | None
    by: str
    at: str
    bytes: builtins.bytes
    answer: builtins.bytes


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A store of one user on one machine. `sealed` is its store key sealed to the server (SYNC 15), opaque here."""

    id: str
    user: str
    ed25519: str
    x25519: str
    n: int = 0
    chain: str = ""
    replaces: str | None = None
    enrolled: str = ""
    revoked: str | None = None
    sealed: str | None = None


class AccountRow(msgspec.Struct, frozen=True, kw_only=True):
    """A person who may sign in; `pw` is a PHC string of Argon2id, state `active` or `disabled`."""

    id: str
    name: str
    pw: str
    state: str = "active"


class GrantRow(msgspec.Struct, frozen=True, kw_only=True):
    """A role over all grids whose code begins with `prefix`, between two times of the server (ISO; until open)."""

    user: str
    prefix: str
    role: str
    since: str
    until: str | None = None


class RecoveryRow(msgspec.Struct, frozen=True, kw_only=True):
    """The store key of a device may be opened for the person it is of, until then, by one device (SYNC 15)."""

    device: str
    user: str
    opened: str
    until: str
    used: str | None = None
    used_by: str | None = None


class UploadRow(msgspec.Struct, frozen=True, kw_only=True):
    """A blob a device has sent in part."""

    device: str
    grid: str
    sha256: str
    size: int
    have: int


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """All that one push stores (SYNC 4 S8)."""

    rows: Sequence[Row]
    changes: Sequence[ChangeRow]
    txs: Sequence[TxRow]
    grids: Sequence[GridRow]
    blobs: Sequence[tuple[str, str, str]]
    """Blob rows to copy with moved records: from grid, to grid, sha256."""
    device: DeviceRow


class Reading(Protocol):
    """One snapshot of the database."""

    def device(self, device: str) -> DeviceRow | None:
        """Give a device by id."""
        ...

    def device_by_key(self, ed25519: str) -> DeviceRow | None:
        """Give the device that enrolled with this public key."""
        ...

    def account(self, user: str) -> AccountRow | None:
        """Give an account by id."""
        ...

    def grants(self, user: str) -> Sequence[GrantRow]:
        """Give all grants of a user, past ones too."""
        ...

    def accounts(self) -> Sequence[AccountRow]:
        """Give all accounts, by id."""
        ...

    def devices(self, user: str | None = None) -> Sequence[DeviceRow]:
        """Give the devices of a user, or all, in the order of enrolment."""
        ...

    def grids(self, codes: Collection[str]) -> Mapping[str, GridRow]:
        """Give grids by code; unknown ones are missing."""
        ...

    def grids_below(self, prefix: str) -> Sequence[GridRow]:
        """Give the grids whose code begins with a prefix, by code."""
        ...

    def mark_of(self, grid: str, seq: int) -> str | None:
        """Give the mark of the commit that gave a seq; None if this history has no such seq."""
        ...

    def page(self, grid: str, after: int, kinds: Collection[str], limit: int) -> tuple[list[tuple[int, bytes]], bool]:
        """Give (seq, line) of a pull after a seq (0: no gone rows), ended on a seq, and whether that was all."""
        ...

    def versions(self, grid: str, kinds: Collection[str]) -> Iterable[tuple[str, int]]:
        """Give (id, v) of all live records of a view (SYNC 14)."""
        ...

    def blob(self, grid: str, sha256: str) -> int | None:
        """Give the size of a whole blob of a grid."""
        ...

    def names_blob(self, grid: str, sha256: str) -> bool:
        """Say whether a live record of a grid speaks of a blob."""
        ...

    def blobs_of(self, names: Collection[str]) -> Sequence[tuple[str, str]]:
        """Give (grid, sha256) of the blobs of any grid that have one of these names."""
        ...

    def txs_naming(self, records: Collection[str]) -> Sequence[tuple[str, int, bytes]]:
        """Give (device, n, line) of all txs that name one of these records. Every tx there is, is looked at."""
        ...

    def followed(self, grid: str, sha256: str) -> Sequence[str]:
        """Give the grids, by code, in which live records that left `grid` speak of a blob."""
        ...

    def upload(self, device: str, grid: str, sha256: str) -> UploadRow | None:
        """Give what a device has sent of a blob."""
        ...

    def open_uploads(self) -> int:
        """Count the blobs that devices have sent in part."""
        ...

    def row(self, grid: str, record: str) -> Row | None:
        """Give what a grid has of a record: itself or its stub."""
        ...

    def traces(self, record: str, limit: int) -> Sequence[Trace]:
        """Give the newest changes of a record in all grids, newest first, each with the tx of its author."""
        ...

    def places(self, record: str) -> Sequence[Row]:
        """Give what any grid has of a record: itself and the stubs it left."""
        ...

    def names(self, users: Collection[str]) -> Mapping[str, str]:
        """Give the names of people by user; unknown ones are missing."""
        ...

    def uploads(self) -> Sequence[UploadRow]:
        """Give the blobs all devices have sent in part."""
        ...


class Staffing(Reading, PasswordKeeping, Protocol):
    """What a write transaction says of people and their devices."""

    def lock_device(self, device: str) -> DeviceRow | None:
        """Give a device, locked (SYNC 4 S2)."""
        ...

    def lock_account(self, user: str) -> AccountRow | None:
        """Give an account, locked: what is written over it was not changed by others meanwhile."""
        ...

    def put_device(self, device: DeviceRow) -> None:
        """Insert or replace a device."""
        ...

    def add_device(self, device: DeviceRow) -> DeviceRow:
        """Insert a device unless its public key is enrolled already, by another call at this moment even.

        Gives the device that stands under that key.
        """
        ...

    def recovery(self, device: str) -> RecoveryRow | None:
        """Give the last recovery opened for a device."""
        ...

    def put_recovery(self, recovery: RecoveryRow) -> None:
        """Insert or replace the recovery of a device."""
        ...

    def put_account(self, account: AccountRow) -> None:
        """Insert or replace an account."""
        ...

    def put_grant(self, grant: GrantRow) -> None:
        """Insert or replace a grant (user, prefix, role)."""
        ...


class Writing(Staffing, Protocol):
    """One write transaction: what it read stays locked until it ends."""

    def lock_grids(self, codes: Collection[str]) -> Mapping[str, GridRow]:
        """Give grids, locked in the order of their codes (S5)."""
        ...

    def txs(self, device: str, first: int, last: int) -> Sequence[TxRow]:
        """Give stored txs of a device by number."""
        ...

    def txs_by_id(self, ids: Collection[str]) -> Sequence[TxRow]:
        """Give stored txs of any device by id."""
        ...

    def live(self, ids: Collection[str]) -> Sequence[Row]:
        """Give records where they live now."""
        ...

    def children(self, grid: str, parent: str) -> Sequence[Row]:
        """Give the live children of a record."""
        ...

    def history(self, record: str) -> Sequence[Stand]:
        """Give who changed a record, newest first."""
        ...

    def store(self, pushed: Pushed) -> None:
        """Write what a push changed (S8)."""
        ...

    def erase(self, rows: Sequence[Row], changes: Sequence[ChangeRow], grids: Sequence[GridRow]) -> None:
        """Write erased records over what stood (SYNC 15)."""
        ...

    def blank(self, txs: Collection[tuple[str, int]]) -> None:
        """Blank the bytes of txs by device and number; their hashes stay, so that chains stay verifiable."""
        ...

    def drop_blob(self, grid: str, sha256: str) -> None:
        """Say that a grid has a blob no more."""
        ...

    def put_grid(self, grid: GridRow) -> None:
        """Insert a grid, or change its name; head and mark of a known one stay."""
        ...

    def put_upload(self, upload: UploadRow) -> None:
        """Insert or replace an upload; one of size 0 goes."""
        ...

    def put_blob(self, grid: str, sha256: str, size: int, at: str) -> None:
        """Say that a grid has a blob."""
        ...

    def look_over(self) -> None:
        """Let the database look at what was loaded, so that it reads it well."""
        ...

    def load(
        self,
        *,
        grids: Sequence[GridRow] = (),
        rows: Sequence[Row] = (),
        changes: Sequence[ChangeRow] = (),
        accounts: Sequence[AccountRow] = (),
        grants: Sequence[GrantRow] = (),
    ) -> None:
        """Insert in bulk, as they are; heads and marks of known grids are replaced."""
        ...


class ServerStore(Protocol):
    """The server's database: SQLite, PostgreSQL or the dictionary twin."""

    def reading(self) -> AbstractContextManager[Reading]:
        """Open a snapshot."""
        ...

    def writing(self) -> AbstractContextManager[Writing]:
        """Open a write transaction: commits at the end, rolls back on any error. Raises StoreBusy, DiskFull."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...
