"""The kit finds what is planted, in the section it belongs to. Each deviation is one line of `planted.PLANTED`."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridserver.conformance.play import UNREADABLE, play
from gridserver.memory import MemoryStore
from tests.conformance.house import Direct, checks_of, stage_of
from tests.conformance.planted import PLANTED, Planted
from tests.server.town import Town


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_a_deviation_is_found(planted: Planted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = Town(MemoryStore(), tmp_path / "blobs")
    line = Direct(town)
    stage = stage_of(town, line)
    line.bend = planted.bend
    if planted.rule is not None:
        planted.rule(monkeypatch)

    results = play(stage, checks_of(planted.section))

    failed = [one for one in results if one.ending == "failed"]
    # A server bent until it breaks would be found by anything: at least one check has to name what is wrong.
    assert [one.check for one in failed if not one.reason.startswith(UNREADABLE)], failed


def test_there_are_many_of_them() -> None:
    assert len(PLANTED) >= 30
    assert len({planted.name for planted in PLANTED}) == len(PLANTED)
