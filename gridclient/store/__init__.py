"""The encrypted local store: tables, repositories, transactions T1-T6, outbox, shadow, search, blobs (SYNC 7, 8)."""

from __future__ import annotations

from gridclient.store.blobs import BlobLine
from gridclient.store.drafts import DraftLine, RoundLine
from gridclient.store.outbox import Batch, ParkedLine, Taken, Unanswered, WaitingLine
from gridclient.store.pages import PageTaken
from gridclient.store.reading import Entry, Reading, State
from gridclient.store.scope import LeavingGrid
from gridclient.store.search import Found, FoundKind
from gridclient.store.spelling import Pinyin
from gridclient.store.status import GridLine, StoreStatus
from gridclient.store.store import Store
from gridclient.store.transaction import Work
from gridclient.store.undoing import UndoLine

__all__ = [
    "Batch", "BlobLine", "DraftLine", "Entry", "Found", "FoundKind", "GridLine", "LeavingGrid", "PageTaken",
    "ParkedLine", "Pinyin", "Reading", "RoundLine", "State", "Store", "StoreStatus", "Taken", "Unanswered", "UndoLine",
    "WaitingLine", "Work",
]  # fmt: skip
