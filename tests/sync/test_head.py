"""A HEAD has no body to carry a challenge: over HTTP the client finds it in a header."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gridclient.sync.call import call
from gridcore.errors import ServerRefused
from gridcore.wire import CHALLENGE_HEADER, Reply, Request
from tests.server.town import G1
from tests.sync.laptop import Laptop

ASKED = Request(method="HEAD", path=f"/v1/blobs/{G1}/{'a' * 64}")


def test_a_head_signs_in_when_asked_to(laptop: Callable[[str], Laptop]) -> None:
    li = laptop("li")

    def wire(request: Request) -> Reply:
        reply = li.reach(request)
        assert isinstance(reply, Reply)
        return Reply(status=reply.status, headers=reply.headers) if request.method == "HEAD" else reply

    li.wire = wire
    li.requests.clear()

    reply = li.drive(call(li.peer, ASKED))

    assert reply.status == 200
    assert [request.method for request in li.requests] == ["HEAD", "POST", "HEAD"]


def test_without_a_challenge_it_is_refused(laptop: Callable[[str], Laptop]) -> None:
    li = laptop("li")

    def wire(request: Request) -> Reply:
        reply = li.reach(request)
        assert isinstance(reply, Reply)
        headers = {name: value for name, value in reply.headers.items() if name != CHALLENGE_HEADER}
        return Reply(status=reply.status, headers=headers)

    li.wire = wire

    with pytest.raises(ServerRefused):
        li.drive(call(li.peer, ASKED))
