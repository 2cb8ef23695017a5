"""One laptop with a folder of its own, and a stick beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gridserver.memory import MemoryStore
from tests.server.town import Town
from tests.sync.laptop import Laptop


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
