"""The server's tables (SYNC 3), written for SQLite and PostgreSQL alike.

Beyond SYNC 3: `device.sealed`, the store key sealed to the server for recovery in person (SYNC 15), `recovery`, which
device an administrator has opened it for (decision 0011), `guess`, passwords tried, and `password_change`, the last
change a device made (decision 0018).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects import postgresql

metadata = MetaData()

_TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Compared and ordered by bytes on both, so that codes, ids and pages come in one order whatever the city's locale."""

grid = Table(
    "grid",
    metadata,
    Column("code", _TEXT, primary_key=True),
    Column("name", _TEXT, nullable=False),
    Column("head", BigInteger, nullable=False),
    Column("mark", _TEXT, nullable=False),
)

record = Table(
    "record",
    metadata,
    Column("grid", _TEXT, nullable=False),
    Column("id", _TEXT, nullable=False),
    Column("kind", _TEXT, nullable=False),
    Column("parent", _TEXT),
    Column("v", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("moved_to", _TEXT),
    Column("body", _TEXT, nullable=False),
    PrimaryKeyConstraint("grid", "id"),
)
Index("record_seq", record.c.grid, record.c.seq)
Index("record_parent", record.c.grid, record.c.parent)
_LIVES = text("moved_to IS NULL")
Index("record_live", record.c.id, unique=True, sqlite_where=_LIVES, postgresql_where=_LIVES)

change = Table(
    "change",
    metadata,
    Column("grid", _TEXT, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("id", _TEXT, nullable=False),
    Column("v", BigInteger, nullable=False),
    Column("tx", _TEXT, nullable=False),
    Column("by", _TEXT, nullable=False),
    Column("mark", _TEXT, nullable=False),
    Column("at", _TEXT, nullable=False),
    Column("fields", _TEXT, nullable=False),
    PrimaryKeyConstraint("grid", "seq", "id"),
    sqlite_with_rowid=False,
)
Index("change_id", change.c.id)

tx = Table(
    "tx",
    metadata,
    Column("device", _TEXT, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("id", _TEXT, nullable=False),
    Column("hash", _TEXT, nullable=False),
    Column("sig", _TEXT),
    Column("by", _TEXT, nullable=False),
    Column("at", _TEXT, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    PrimaryKeyConstraint("device", "n"),
)
Index("tx_id", tx.c.id)

device = Table(
    "device",
    metadata,
    Column("id", _TEXT, primary_key=True),
    Column("user", _TEXT, nullable=False),
    Column("ed25519", _TEXT, nullable=False, unique=True),
    Column("x25519", _TEXT, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("chain", _TEXT, nullable=False),
    Column("replaces", _TEXT),
    Column("enrolled", _TEXT, nullable=False),
    Column("revoked", _TEXT),
    Column("sealed", _TEXT),
)

account = Table(
    "account",
    metadata,
    Column("id", _TEXT, primary_key=True),
    Column("name", _TEXT, nullable=False),
    Column("pw", _TEXT, nullable=False),
    Column("state", _TEXT, nullable=False),
)

recovery = Table(
    "recovery",
    metadata,
    Column("device", _TEXT, primary_key=True),
    Column("user", _TEXT, nullable=False),
    Column("opened", _TEXT, nullable=False),
    Column("until", _TEXT, nullable=False),
    Column("used", _TEXT),
    Column("used_by", _TEXT),
)

scope_grant = Table(
    "scope_grant",
    metadata,
    Column("user", _TEXT, nullable=False),
    Column("prefix", _TEXT, nullable=False),
    Column("role", _TEXT, nullable=False),
    Column("since", _TEXT, nullable=False),
    Column("until", _TEXT),
    PrimaryKeyConstraint("user", "prefix", "role"),
)

guess = Table(
    "guess",
    metadata,
    Column("name", _TEXT, primary_key=True),
    Column("many", Integer, nullable=False),
    Column("at", Double, nullable=False),
)
Index("guess_at", guess.c.at)

password_change = Table(
    "password_change",
    metadata,
    Column("user", _TEXT, primary_key=True),
    Column("device", _TEXT, nullable=False),
    Column("pair", _TEXT, nullable=False),
    Column("pw", _TEXT, nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("grid", _TEXT, nullable=False),
    Column("sha256", _TEXT, nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", _TEXT, nullable=False),
    PrimaryKeyConstraint("grid", "sha256"),
)

upload = Table(
    "upload",
    metadata,
    Column("device", _TEXT, nullable=False),
    Column("grid", _TEXT, nullable=False),
    Column("sha256", _TEXT, nullable=False),
    Column("size", Integer, nullable=False),
    Column("have", Integer, nullable=False),
    PrimaryKeyConstraint("device", "grid", "sha256"),
)
