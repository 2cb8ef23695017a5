"""The outbox, the cursors, the files and what never leaves this PC (SYNC 7)."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from gridclient.store.tables.record import METADATA

SHADOW = Table(
    "shadow",
    METADATA,
    Column("id", Text, primary_key=True, nullable=False),
    Column("kind", Text, nullable=False),
    Column("grid", Text, nullable=False),
    Column("parent", Text),
    Column("v", Integer, nullable=False),
    Column("gen", Integer, nullable=False),
    Column("body", Text),  # NULL: not on the server (yet, any more)
    Column("gone", Text),
)

TX = Table(
    "tx",
    METADATA,
    Column("pos", Integer, primary_key=True),  # the order in which things were done; never used twice
    Column("id", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("n", Integer),
    Column("st", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("grp", Text),
    Column("ops", Text, nullable=False),
    Column("line", LargeBinary),
    Column("h", Text),
    Column("answer", Text),
    Column("hidden", Integer, nullable=False),
    Column("settled", Text),  # server time of the reply that settled it
    sqlite_autoincrement=True,
)
Index("ix_tx_id", TX.c.id, unique=True)
Index("ix_tx_n", TX.c.n)
Index("ix_tx_st", TX.c.st)

TX_REC = Table(
    "tx_rec",
    METADATA,
    Column("record", Text, primary_key=True, nullable=False),
    Column("tx", Integer, primary_key=True, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_tx_rec_tx", TX_REC.c.tx)

SCOPE = Table(
    "scope",
    METADATA,
    Column("grid", Text, primary_key=True, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("cur", Integer, nullable=False),
    Column("head", Integer, nullable=False),
    Column("mark", Text, nullable=False),
    Column("swept", Integer, nullable=False),  # the gen up to which rows of older re-reads are gone
    Column("leaving", Text),  # server time of the first reply that left it out
    Column("missed", Integer, nullable=False),
    Column("asked", Text),  # server time of the last verify
)

META = Table(
    "meta",
    METADATA,
    Column("one", Integer, primary_key=True),
    *(Column(name, Text) for name in ("device", "user", "server_id", "server_key", "server_x25519", "verified_at")),
    *(Column(name, Integer, nullable=False) for name in ("n", "acked_n", "gen", "ask", "taken", "clock_offset")),
    *(Column(name, Text, nullable=False) for name in ("h", "acked_h")),
    Column("made", Text, nullable=False),  # the highest tx.made ever given, for the side file
    Column("doc", Integer, nullable=False),  # the highest document number ever given
    Column("indexed", Integer, nullable=False),  # 0: secondary indexes and search index wait for the first sync's end
    Column("ended", Integer, nullable=False),  # 1: the last pull reached its end
    Column("behind", Text),  # what the side file knew and this file does not (SYNC 7 power loss)
    Column("last_pull", Text),
    Column("resync_at", Text),  # server time of the last automatic resync
    Column("trimmed_at", Text),
    Column("gone_out", Integer),  # the highest tx.pos that may have gone out though it waits
    Column("re_enrolled", Text),  # why a new device id was taken, until the person was told
)

DEVICE_KEY = Table(
    "device_key",
    METADATA,
    Column("st", Text, primary_key=True, nullable=False),  # now: in force instead of the vault's; next: enrolling
    Column("ed25519", Text, nullable=False),
    Column("x25519", Text, nullable=False),
)

BLOB = Table(
    "blob",
    METADATA,
    Column("grid", Text, primary_key=True, nullable=False),
    Column("sha256", Text, primary_key=True, nullable=False),
    Column("record", Text),
    Column("size", Integer, nullable=False),
    Column("name", Text),
    Column("tag", Text),
    Column("st", Text, nullable=False),  # here sent gone wanted broken
    Column("sent", Integer, nullable=False),
    Column("made", Text, nullable=False),
    Column("tx", Text),
    Column("wrong", Integer, nullable=False),  # how often the server found another hash
)
Index("ix_blob_st", BLOB.c.st)

DRAFT = Table(
    "draft",
    METADATA,
    Column("id", Text, primary_key=True, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("updated", Text, nullable=False),
)

SETTING = Table(
    "setting",
    METADATA,
    Column("name", Text, primary_key=True, nullable=False),
    Column("value", Text, nullable=False),
)

UNDO = Table(
    "undo",
    METADATA,
    Column("pos", Integer, primary_key=True),
    Column("tx", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("txs", Text, nullable=False),  # ids of the txs of this action, in order
    Column("ops", Text),  # the ops that take it back; NULL: only while it waits
    Column("done", Integer, nullable=False),
)

ROUND = Table(
    "round",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("facts", Text, nullable=False),
)

SEARCH_TABLES: tuple[str, ...] = tuple(
    f"find_{table}" for table in ("person", "household", "place", "school", "event", "task")
)
"""Full-text tables, one per kind found; rowid is that of the record's row. Not part of the SQLAlchemy metadata."""

SEARCH_DDL: tuple[str, ...] = tuple(
    f"CREATE VIRTUAL TABLE {name} USING fts5(name, words, spelt, parts, digits, content='', contentless_delete=1, "
    "tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3')"
    for name in SEARCH_TABLES
)

SEARCH_TRIGGERS: tuple[str, ...] = tuple(
    f"CREATE TRIGGER {name}_gone AFTER DELETE ON {name[5:]} BEGIN DELETE FROM {name} WHERE rowid = old.rowid; END"  # noqa: S608 - own names
    for name in SEARCH_TABLES
)
"""A row that goes leaves the index with it: its rowid may be given again."""
