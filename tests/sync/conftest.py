"""Fixtures of sync: a town with its server, laptops of its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gridserver.store import open_store
from tests.server.conftest import STORE_KEY
from tests.server.town import Town
from tests.sync.laptop import Laptop


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    found = Town(open_store(tmp_path / "server.db", STORE_KEY), tmp_path / "blobs")
    yield found
    found.server.close()


@pytest.fixture
def laptop(town: Town, tmp_path: Path) -> Iterator[Callable[[str], Laptop]]:
    made: list[Laptop] = []

    def open_laptop(user: str) -> Laptop:
        made.append(Laptop(town, tmp_path, user, len(made) + 1))
        return made[-1]

    yield open_laptop
    for each in made:
        each.store.close()
