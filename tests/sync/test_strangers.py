"""What answers instead of our server, and what a clock or a lost token does to a round (SYNC 10, 18: F43, F46)."""

from __future__ import annotations

import pytest

from gridcore.errors import Offline
from gridcore.wire import Reply
from tests.sync.deeds import Open, edit, in_step, losing, make, photo, shown, troubled
from tests.sync.laptop import Laptop


@pytest.fixture
def li(laptop: Open) -> Laptop:
    found = laptop("li")
    found.synced()
    return found


@pytest.mark.fault("F43", 11)
@pytest.mark.parametrize("path", ["/v1/hello", "/v1/push", "/v1/pull", "/v1/token", "/v1/blobs"])
@pytest.mark.parametrize(
    "page",
    [
        Reply(status=200, headers={"content-type": "text/html"}, body=b"<html>Sign in"),
        Reply(status=502, body=b"<html>Bad gateway"),
        Reply(status=401, body=b"<html>"),
    ],
    ids=["login", "proxy", "foreign 401"],
)
def test_a_page_of_the_network_at_any_call_is_being_offline(li: Laptop, path: str, page: Reply) -> None:
    li.peer.token, li.peer.met = "", False
    home = make(li, "household", note="1")
    photo(li, home, b"x" * 50)
    li.wire = lambda request: page if request.path.startswith(path) else li.reach(request)
    trouble = troubled(li).trouble

    assert isinstance(trouble, Offline)
    assert (shown(li, "household", home) or {})["note"] == "1"
    li.wire = li.reach
    li.synced()
    assert li.store.status().in_sync


@pytest.mark.fault("F46", 46)
@pytest.mark.parametrize("days", [-9000, 3650])
def test_a_wild_clock_changes_neither_the_signing_in_nor_the_order(li: Laptop, laptop: Open, days: int) -> None:
    zhao = laptop("zhao")
    if days < 0:
        li.clock.set_back(days=-days)
    else:
        li.clock.advance(days=days)
    li.peer.token = ""
    home = make(li, "household", note="1")
    edit(li, "household", home, note=("1", "2"))
    li.synced()
    zhao.synced()
    edit(zhao, "household", home, note=("2", "3"))
    in_step(zhao, li)

    assert (shown(li, "household", home) or {})["note"] == (shown(zhao, "household", home) or {})["note"] == "3"
    assert li.store.status().in_sync
    assert abs(li.store.outbox.meta().clock_offset) > 3000 * 86400


@pytest.mark.fault("F46", 66)
def test_a_lost_token_costs_a_challenge_more(li: Laptop) -> None:
    li.peer.token = ""
    make(li, "household", note="1")
    losing(li, "/v1/token", arrives=True)
    troubled(li)
    assert li.synced().pushed == 1
