"""The server's tables (SYNC 3), written for SQLite and PostgreSQL alike.

Beyond SYNC 3: `device.sealed`, the store key sealed to the server for recovery in person (SYNC 15).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

metadata = MetaData()

grid = Table(
    "grid",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("head", BigInteger, nullable=False),
    Column("mark", Text, nullable=False),
)

record = Table(
    "record",
    metadata,
    Column("grid", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent", Text),
    Column("v", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("moved_to", Text),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("grid", "id"),
)
Index("record_seq", record.c.grid, record.c.seq)
Index("record_parent", record.c.grid, record.c.parent)
_LIVES = text("moved_to IS NULL")
Index("record_live", record.c.id, unique=True, sqlite_where=_LIVES, postgresql_where=_LIVES)

change = Table(
    "change",
    metadata,
    Column("grid", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("id", Text, nullable=False),
    Column("v", BigInteger, nullable=False),
    Column("tx", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("fields", Text, nullable=False),
    PrimaryKeyConstraint("grid", "seq", "id"),
    sqlite_with_rowid=False,
)
Index("change_id", change.c.id)

tx = Table(
    "tx",
    metadata,
    Column("device", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("id", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("sig", Text),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    PrimaryKeyConstraint("device", "n"),
)
Index("tx_id", tx.c.id)

device = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("user", Text, nullable=False),
    Column("ed25519", Text, nullable=False, unique=True),
    Column("x25519", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("chain", Text, nullable=False),
    Column("replaces", Text),
    Column("enrolled", Text, nullable=False),
    Column("revoked", Text),
    Column("sealed", Text),
)

account = Table(
    "account",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("pw", Text, nullable=False),
    Column("state", Text, nullable=False),
)

scope_grant = Table(
    "scope_grant",
    metadata,
    Column("user", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text),
    PrimaryKeyConstraint("user", "prefix", "role"),
)

blob = Table(
    "blob",
    metadata,
    Column("grid", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("grid", "sha256"),
)

upload = Table(
    "upload",
    metadata,
    Column("device", Text, nullable=False),
    Column("grid", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("have", Integer, nullable=False),
    PrimaryKeyConstraint("device", "grid", "sha256"),
)
