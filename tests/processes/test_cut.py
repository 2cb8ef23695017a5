"""A pull cut at a sample of its bytes; `python3 dev.py kill --cuts` cuts at each."""

from __future__ import annotations

import pytest

from tests.processes.conftest import Open
from tests.processes.cut import PACKERS, sweep
from tests.processes.deed import household
from tests.processes.proxy import Proxy


@pytest.mark.fault("F06", 3, 4)
@pytest.mark.parametrize("clean", [False, True], ids=["broken off", "ended early and cleanly"])
@pytest.mark.parametrize("encoding", PACKERS)
def test_a_page_cut_anywhere_is_no_page_and_comes_again(encoding: str, clean: bool, line: Proxy, laptop: Open) -> None:
    li, zhao = laptop("li"), laptop("zhao")
    for number in range(9):
        household(li, f"{number}" * 40)
    li.syncing.run()

    tries, pages, wrong = sweep(
        zhao, line, encoding, clean=clean, offsets=lambda length: [*range(0, length, 1 + length // 12), length - 1]
    )

    assert wrong == []
    assert pages >= 3
    assert tries > 30
    assert zhao.syncing.run(verify=True).mismatched == ()  # type: ignore[union-attr] # no other round is under way
