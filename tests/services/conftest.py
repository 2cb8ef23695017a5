"""A PC with a school to inspect, one laptop with a folder of its own before a server, and a stick beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gridclient.services.inspections import Inspections
from gridclient.store import Store
from gridserver.memory import MemoryStore
from tests.clock import FakeClock
from tests.server.town import Town
from tests.services import school
from tests.services.place import open_store
from tests.sync.laptop import Laptop


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    made = open_store(tmp_path, clock)
    school.build(made)
    yield made
    made.close()


@pytest.fixture
def inspections(store: Store, clock: FakeClock) -> Inspections:
    return school.service(store, clock)


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Laptop]:
    (tmp_path / "pc").mkdir()
    found = Laptop(Town(MemoryStore(), tmp_path / "blobs"), tmp_path / "pc", "li", 1)
    yield found
    found.store.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"
