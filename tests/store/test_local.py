"""What stays on this PC: drafts, settings, the list of rounds."""

from __future__ import annotations

import pytest

from gridclient.store import Store, Work
from gridcore.errors import InvalidInput


def test_a_draft_goes_with_the_save_it_became(store: Store) -> None:
    draft = store.drafts.keep("visit", "王建国", {"text": "老人"}, subject="h")
    again = store.drafts.keep("visit", "王建国", {"text": "老人按时"}, subject="h", draft=draft)
    (line,) = store.drafts.lines("visit")
    assert (again, line.body, store.drafts.lines("event")) == (draft, {"text": "老人按时"}, ())

    def refused(work: Work) -> None:
        work.forget_draft(draft)
        work.create("visit", {"nonsense": 1}, grid="G1")

    with pytest.raises(InvalidInput), store.write("x") as work:
        refused(work)
    assert store.drafts.get(draft) == line
    with store.write("visit.save") as work:
        work.create("visit", {"text": "老人按时"}, grid="G1")
        work.forget_draft(draft)
    assert store.drafts.lines() == ()


def test_settings_and_rounds_stay_on_this_pc(store: Store) -> None:
    store.settings.put("theme", {"dark": True})
    store.settings.put("gone", 1)
    store.settings.put("gone", None)
    for number in range(60):
        store.rounds.note("done", up=number)

    assert (store.settings.get("theme"), store.settings.get("gone", 7)) == ({"dark": True}, 7)
    assert [line.facts["up"] for line in store.rounds.lines()] == list(range(59, 9, -1))
    assert store.status().waiting == 0
