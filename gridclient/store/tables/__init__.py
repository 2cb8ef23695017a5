"""The tables of the store (SYNC 7): private to the store, one metadata for engine and migrations."""

from __future__ import annotations

from gridclient.store.tables.local import SEARCH_DDL, SEARCH_TABLES, SEARCH_TRIGGERS
from gridclient.store.tables.record import METADATA, RECORD_TABLES, SECONDARY

REVISIONS: tuple[str, ...] = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every revision this program knows, oldest first; a file at another one was written by a newer program."""

__all__ = ["METADATA", "RECORD_TABLES", "REVISIONS", "SEARCH_DDL", "SEARCH_TABLES", "SEARCH_TRIGGERS", "SECONDARY"]
