"""The clock of the PC."""

from __future__ import annotations

import sys
import time
from datetime import timedelta

import pytest

from gridclient.base.clock import SystemClock, running_for
from gridcore.deadlines import BEIJING

ZONES = ["America/New_York", "Asia/Shanghai", "UTC"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not take its zone from the environment")
@pytest.mark.parametrize("zone", ZONES)
def test_the_time_is_beijings_whatever_the_zone_of_the_pc(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """DOMAIN 2.10."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        now = SystemClock().now()
    time.tzset()

    assert now.utcoffset() == timedelta(hours=8)
    assert now.tzinfo is BEIJING
    assert abs(now.timestamp() - time.time()) < 60  # noqa: TID251 - the clock is held against the system's


def test_a_process_knows_how_long_it_lives() -> None:
    first = running_for()
    time.sleep(0.05)

    assert 0 < first < running_for() < 3600 * 24
