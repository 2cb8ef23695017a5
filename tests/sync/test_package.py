"""Exchange packages between real stores and the real server (SYNC 13, F49, F50, FAULTS 49-51)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.laptop import Laptop
from tests.sync.post import by_stick
from tests.sync.test_round import household_with_person, phone

Open = Callable[[str], Laptop]


@pytest.mark.fault("F49")
def test_a_stick_does_what_a_round_does(laptop: Open, tmp_path: Path) -> None:
    worker, office = laptop("li"), laptop("zhao")
    _, person = household_with_person(worker)

    read = by_stick(worker, tmp_path / "one.gridpkg")
    office.synced()

    assert (read.answered, read.parked, read.trouble, read.more) == (1, 0, None, False)
    assert worker.store.status().in_sync
    assert phone(office, person) == phone(worker, person) == "138"
