"""A store of its own for each test of the inbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gridclient.store import Store
from tests.clock import FakeClock
from tests.services.place import open_store


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    opened = open_store(tmp_path / "store", clock)
    yield opened
    opened.close()
