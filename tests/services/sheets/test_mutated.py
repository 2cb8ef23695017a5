"""The short form of the mutated sheets (FORMS 6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.sheets.mutate import MOST_MEGABYTES, MOST_SECONDS, run


@pytest.mark.parametrize("seed", [1, 2])
def test_mutated_sheets_raise_nothing_and_stay_small_and_quick(seed: int, tmp_path: Path) -> None:
    worst, grown = run(120, seed, tmp_path)
    assert worst <= MOST_SECONDS
    assert grown <= MOST_MEGABYTES
