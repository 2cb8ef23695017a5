"""A report that still waits here becomes a draft again, and nothing of it is ever lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gridclient.services.drafts import Drafts
from gridclient.services.step_draft import StepDraft
from gridclient.store import Store, crash
from gridcore.errors import Refused
from tests.clock import FakeClock
from tests.services.place import WORKER, open_store, picture
from tests.services.test_events import HAZARD, events, photo


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    opened = open_store(tmp_path, clock)
    yield opened
    opened.close()


def test_a_report_taken_back_is_a_draft_again_with_its_photos(store: Store, clock: FakeClock) -> None:
    service, drafts = events(store, WORKER, clock), Drafts(store)
    saved = service.report(replace(HAZARD, photos=(photo(store, "before"),)))
    detail = service.detail(saved.id)
    assert detail is not None
    assert detail.history[0].takes_back == saved.tx

    _, draft = service.take_back_report(detail, saved.tx, drafts)

    assert service.detail(saved.id) is None
    assert store.status().waiting == 0
    kept = drafts.get(draft)
    assert kept is not None
    assert kept.body["description"] == HAZARD.description
    assert [(one.data, one.tag) for one in drafts.photos(draft)] == [(picture(), "before")]


def test_a_kill_while_a_report_is_taken_back_loses_no_word(store: Store, clock: FakeClock) -> None:
    service, drafts = events(store, WORKER, clock), Drafts(store)
    saved = service.report(replace(HAZARD, photos=(photo(store, "before"),)))
    detail = service.detail(saved.id)
    assert detail is not None
    for at_commit in range(1, 4):
        passed: list[str] = []

        def kill(name: str, when: crash.When, stop: int = at_commit, passed: list[str] = passed) -> None:
            passed.extend([name] * (when == "after"))
            if len(passed) == stop:
                raise KeyboardInterrupt

        with crash.Watched(kill), pytest.raises(KeyboardInterrupt):
            service.take_back_report(detail, saved.tx, drafts)
        words = [line.body.get("description") for line in drafts.lines()]
        assert service.detail(saved.id) is not None or words[0] == HAZARD.description
    assert service.detail(saved.id) is None, "the third commit is the taking back"


def test_only_what_nothing_builds_on_can_be_taken_back(store: Store, clock: FakeClock) -> None:
    service = events(store, WORKER, clock)
    saved = service.report(replace(HAZARD, photos=(photo(store, "before"),)))
    service.act(StepDraft("event", saved.id, "supplement", {"text": "又堆上了"}))

    detail = service.detail(saved.id)
    assert detail is not None
    assert [(line.step, bool(line.takes_back)) for line in detail.history] == [("supplement", True), ("report", False)]

    store.outbox.seal()
    sent = service.detail(saved.id)
    assert sent is not None
    assert [line.takes_back for line in sent.history] == ["", ""]
    with pytest.raises(Refused):
        service.take_back(detail.history[0].takes_back)
