"""Fixtures of the server's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gridserver.memory import MemoryStore
from gridserver.row import ServerStore
from gridserver.store import open_store
from tests.server.book import EVENT, HOUSEHOLD, PERSON, VISIT, Book
from tests.server.town import Town

STORE_KEY = "ab" * 48

Opener = Callable[[str], ServerStore]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Opens real, encrypted SQLite files by name, and closes them all."""
    stores: list[ServerStore] = []

    def opener(name: str) -> ServerStore:
        stores.append(open_store(tmp_path / name, STORE_KEY))
        return stores[-1]

    yield opener
    for store in stores:
        store.close()


@pytest.fixture(params=["sqlite", "memory"])
def town(request: pytest.FixtureRequest, tmp_path: Path, opened: Opener) -> Town:
    """A town on SQLite, and on the dictionary twin."""
    return Town(opened("server.db") if request.param == "sqlite" else MemoryStore(), tmp_path / "blobs")


@pytest.fixture
def sqlite_town(tmp_path: Path, opened: Opener) -> Town:
    """A town on SQLite, for what only a file can show."""
    return Town(opened("server.db"), tmp_path / "blobs")


@pytest.fixture
def book() -> Book:
    found = Book()
    found.has("household", HOUSEHOLD, address="东大街 1", tags=["低保"], household_no="7")
    found.has("person", PERSON, parent_=HOUSEHOLD, name="王小明", phone="138", tags=["独居", "军属"], v=4)
    found.has("visit", VISIT, parent_=HOUSEHOLD, text="在家")
    found.has("event", EVENT, state="DRAFT", title="井盖", reporter="li")
    return found
