"""A short form of `dev.py simulate`: seeds are green, go one way only; bugs planted in a copy are found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.simulation.planting import ROOT, bugs, find
from tests.simulation.pool import play_all, traces
from tests.simulation.reach import missed

SEEDS = range(1, 501)
LEAST_BUGS, LEAST_FAULTS_PER_SEED = 40, 20
QUICK = ("seen taken at saving", "the server overwrites", "nothing is rewound")
"""Bugs found within few seeds."""


@pytest.mark.fault(
    "F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F09", "F10", "F11", "F12", "F13", "F14", "F15", "F16",
    "F17", "F18", "F19", "F20", "F21", "F22", "F23", "F24", "F27", "F28", "F29", "F30", "F31", "F32", "F33", "F34",
    "F35", "F36", "F37", "F38", "F39", "F41", "F43", "F44", "F45", "F46", "F47", "F48", "F49", "F50",
    "F51", "F52", "F54", "F55",
)  # fmt: skip
def test_whatever_fails_nothing_is_lost_doubled_or_overwritten() -> None:
    reached, faults, red, first = Counter[str](), 0, list[str](), dict[int, str]()
    for played in play_all(SEEDS, 3, "memory"):
        reached += played.reached
        faults += played.faults
        if len(first) < 3:
            first[played.seed] = played.trace
        if played.wrong:
            red.append("\n".join([f"seed {played.seed}", *played.story[-40:], *played.wrong]))

    assert not red, "\n\n".join(red[:3])
    assert missed(reached, len(SEEDS)) == []
    assert faults >= LEAST_FAULTS_PER_SEED * len(SEEDS)
    assert traces(list(first), 3, hash_seed=7) == list(first.values())


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_a_seed_goes_the_same_way_on_every_database(backend: str) -> None:
    seeds = range(1, 9)

    assert traces(seeds, 3, hash_seed=1, backend=backend) == traces(seeds, 3, hash_seed=2)


def test_every_planted_bug_still_finds_its_place() -> None:
    planted = bugs()

    assert len({bug.name for bug in planted}) == len(planted) >= LEAST_BUGS
    for bug in planted:
        assert (ROOT / bug.file).read_text("utf-8").count(bug.old) == 1, bug.name
        assert bug.old != bug.new


@pytest.mark.parametrize("name", QUICK)
def test_a_planted_bug_turns_its_oracle_red(name: str) -> None:
    found = find(bugs(name)[0], most=40)

    assert found.is_right, found


def test_a_bug_whose_place_is_gone_is_an_error() -> None:
    gone = replace(bugs(QUICK[0])[0], old="text that stands nowhere")

    with pytest.raises(ValueError, match="stands 0 times"):
        gone.plant(ROOT)
