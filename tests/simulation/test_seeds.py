"""A short form of `dev.py simulate`: seeds are green, go one way only, and planted bugs turn their oracle red."""

from __future__ import annotations

import pytest

from tests.simulation.__main__ import run_seed
from tests.simulation.planted import PLANTED

MOST = 80
"""So many seeds at most until a planted bug has to be found."""


@pytest.mark.parametrize("seed", range(1, 21))
def test_nothing_is_lost_doubled_or_overwritten(seed: int) -> None:
    wrong, _, _, story = run_seed(seed, 3)
    assert not wrong, "\n".join([*story, *wrong])


def test_a_seed_goes_one_way_only() -> None:
    assert run_seed(5, 3)[1] == run_seed(5, 3)[1]


@pytest.mark.parametrize("bug", PLANTED)
def test_a_planted_bug_turns_its_oracle_red(bug: str) -> None:
    oracles, patch = PLANTED[bug]
    with patch():
        found = next((wrong for seed in range(1, MOST) if (wrong := run_seed(seed, 3)[0])), None)
    assert found is not None
    assert any(line[0] in oracles for line in found), found[:3]
