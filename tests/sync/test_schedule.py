"""When a round is due (SYNC 9)."""

from __future__ import annotations

import pytest

from gridclient.sync.schedule import MOST_BACKOFF, Past, due


@pytest.mark.parametrize(
    ("past", "draw", "second"),
    [
        pytest.param(Past(), 0.5, 0.0, id="the first at once"),
        pytest.param(Past(ended=100.0), 0.5, 160.0, id="then as the server says"),
        pytest.param(Past(ended=100.0, again=5), 0.5, 105.0, id="five seconds in an emergency"),
        pytest.param(Past(ended=100.0, saved=110.0), 0.5, 112.0, id="two seconds after a save"),
        pytest.param(Past(ended=100.0, saved=90.0), 0.5, 100.0, id="saved while a round ran"),
        pytest.param(Past(ended=100.0, failures=1), 0.0, 102.0, id="not before two seconds after a failure"),
        pytest.param(Past(ended=100.0, failures=1), 0.5, 103.0, id="full jitter under four seconds"),
        pytest.param(
            Past(ended=100.0, failures=30), 0.999_999, pytest.approx(1000.0, abs=0.01), id="fifteen minutes at most"
        ),
        pytest.param(Past(ended=100.0, failures=2, retry_after=300), 0.5, 400.0, id="Retry-After is obeyed"),
        pytest.param(Past(ended=100.0, failures=4, saved=101.0), 0.0, 102.0, id="a save offline changes nothing"),
    ],
)
def test_the_next_round_is_due(past: Past, draw: float, second: float) -> None:
    assert due(past, draw) == second


def test_waits_grow_and_stay_bounded() -> None:
    waits = [due(Past(ended=0.0, failures=count), 0.999) for count in range(1, 40)]

    assert waits == sorted(waits)
    assert waits[-1] <= MOST_BACKOFF
