"""Forms made to hurt are refused with a code or neutralised: no crash, at most 5 seconds and 200 MB (FORMS 6)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.forms.hostile import HOSTILE

ROOT = Path(__file__).parents[3]
OPENED = "opened"
OUTCOMES = {
    "entities": "forbidden_xml",
    "outside": "forbidden_xml",
    "deep_xml": "too_deep",
    "many_controls": OPENED,
    "long_list": OPENED,
    "long_list_in_rows": "too_slow",
    "words_of_words": OPENED,
    "many_expressions": "too_large",
    "many_elements": "too_large",
    "huge": "too_large",
    "many_attributes": "too_large",
    "many_questions": "too_large",
    "everything_reads_everything": "too_slow",
    "all_texts": "circle",
    "doubling": OPENED,
    "wide_concat": OPENED,
    "long_texts_in_rows": "too_large",
    "rows_in_rows": "too_slow",
    "rows_that_count_rows": OPENED,
    "square_sums": OPENED,
    "rows_with_actions": OPENED,
    "cubic_predicates": "too_slow",
    "circle": "circle",
    "circle_of_relevance": OPENED,
    "circle_through_rows": "circle",
    "circle_of_actions": OPENED,
    "circle_of_lists": OPENED,
    "deep_brackets": "too_deep",
    "deep_minus": OPENED,
    "long_chain": OPENED,
    "slow_regex": OPENED,
    "huge_powers": OPENED,
    "no_such_days": OPENED,
}


def test_every_hostile_form_has_its_outcome() -> None:
    assert OUTCOMES.keys() == HOSTILE.keys()


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_hostile_form_costs_little_and_ends(name: str) -> None:
    """Each in a process of its own, so that what it takes is its own."""
    command = [sys.executable, "-W", "error", "-m", "tests.core.forms.hostile", name]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["outcome"] == OUTCOMES[name]
    assert told["seconds"] <= 5
    assert told["megabytes"] <= 200
