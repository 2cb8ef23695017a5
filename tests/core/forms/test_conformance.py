"""Our engine beside the reference engines, over public forms (FORMS 6)."""

from __future__ import annotations

import pytest

from tests.core.forms.replay import FOLDER, Outcome, Replay, same

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"no conformance cases beside the repository ({FOLDER.name})"
)


@pytest.fixture(scope="module")
def replay() -> Replay:
    return Replay()


def _enough(outcome: Outcome, share: float) -> None:
    assert outcome.passed > 0
    assert outcome.share >= share, outcome.failed


def test_hand_made_scenarios_all_hold(replay: Replay) -> None:
    _enough(replay.hand(), 1.0)


def test_traces_on_which_two_engines_agree_hold(replay: Replay) -> None:
    _enough(replay.traces(), 0.97)


def test_expressions_on_which_three_engines_agree_all_hold(replay: Replay) -> None:
    _enough(replay.expressions(), 1.0)


def test_forms_start_as_two_engines_agree(replay: Replay) -> None:
    _enough(replay.initial(), 0.98)


def test_every_form_is_opened_or_refused_with_a_code(replay: Replay) -> None:
    outcome = replay.load_all()
    assert outcome.failed == {}
    assert outcome.passed > len(outcome.out_of_scope) * 10


def test_what_counts_as_the_same_value() -> None:
    assert same("1", "true")
    assert same("0.30000000000000004", "0.3")
    assert same("1 2.0", "1.0 2")
    assert not same("1", "2")
    assert not same("a", "b")
