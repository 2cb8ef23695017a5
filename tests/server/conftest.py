"""Fixtures of the server's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from gridserver.memory import MemoryStore
from gridserver.row import GridRow, ServerStore
from gridserver.store import open_database, open_store
from tests.postgres import fresh_database
from tests.server.book import EVENT, HOUSEHOLD, PERSON, VISIT, Book
from tests.server.checklist import COUNTY
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


@pytest.fixture
def postgres_store() -> Iterator[ServerStore]:
    """A fresh database on PostgreSQL."""
    with ExitStack() as stack:
        store = open_database(stack.enter_context(fresh_database()))
        stack.callback(store.close)
        yield store


def _store(name: str, request: pytest.FixtureRequest) -> ServerStore:
    if name == "memory":
        return MemoryStore()
    if name == "postgresql":
        found: ServerStore = request.getfixturevalue("postgres_store")
        return found
    opener: Opener = request.getfixturevalue("opened")
    return opener("server.db")


@pytest.fixture(params=["sqlite", "memory", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Town:
    """A town on SQLite, on PostgreSQL, and on the dictionary twin."""
    return Town(_store(request.param, request), tmp_path / "blobs")


@pytest.fixture(params=["sqlite", "postgresql"])
def real_town(request: pytest.FixtureRequest, tmp_path: Path) -> Town:
    """A town on each real database, for what only several connections can show."""
    return Town(_store(request.param, request), tmp_path / "blobs")


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


@pytest.fixture
def county(town: Town) -> Town:
    """The town with the pseudo-grid of its county."""
    with town.server.store.writing() as work:
        work.put_grid(GridRow(code=COUNTY, name="县"))
    return town
