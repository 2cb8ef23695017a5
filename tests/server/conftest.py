"""Fixtures of the server's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gridserver.store import open_store
from tests.server.town import Town

STORE_KEY = "ab" * 48


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town on a real, encrypted SQLite file."""
    found = Town(open_store(tmp_path / "server.db", STORE_KEY), tmp_path / "blobs")
    yield found
    found.server.close()
