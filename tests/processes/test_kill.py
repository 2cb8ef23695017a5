"""Kill -9 in loops, the short form; the long one is `python3 dev.py kill`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.processes.campaign import Campaign
from tests.processes.site import Site


@pytest.mark.fault("F01", "F02", "F05", "F06", 1, 6, 13, 21)
def test_what_was_told_as_saved_outlives_every_kill(tmp_path: Path) -> None:
    outcome = Campaign(tmp_path, 3, Site(tmp_path / "server")).run(clients=6, servers=3)

    assert outcome.wrong == []
    assert (outcome.client_kills, outcome.server_kills) == (6, 3)
    assert outcome.counts["saved visit"] > 0
    assert outcome.counts["photos"] > 0
