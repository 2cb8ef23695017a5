"""What costs much waits where waiting costs no thread: everybody else is served meanwhile (SYNC 10, 15)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from gridcore.wire import Enrol, encode
from gridserver.config import Config, PasswordCost
from gridserver.handle.problem import Declined
from gridserver.row import ServerStore
from gridserver.turns import Turns
from gridserver.web import make_app
from tests.server.test_mail import ask_of, sender
from tests.server.town import Town

SLOW = Config(password_cost=PasswordCost(memory_kib=65_536, iterations=2))


async def called(app: Any, method: str, path: str, body: bytes = b"", token: str = "") -> int:
    """Call a web application as a web server does; give the status."""
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    headers = [(b"authorization", f"Grid {token}".encode())] if token else []
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": b"", "root_path": "", "scheme": "http", "headers": headers, "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80), "asgi": {"version": "3.0"}, "state": {},
    }  # fmt: skip
    await app(scope, receive, send)
    return int(said[0]["status"])


@pytest.mark.fault(64)
def test_a_crowd_at_the_password_keeps_nobody_else_waiting(postgres_store: ServerStore, tmp_path: Path) -> None:
    """Forty strangers try passwords; a call that needs none is answered while the first of them are looked at."""
    town = Town(postgres_store, tmp_path, SLOW)
    app = make_app(town.server, town.clock, town.rng)
    done: list[str] = []

    async def crowd() -> None:
        async def one(name: str, *call: Any) -> None:
            await called(app, *call)
            done.append(name)

        asks = [Enrol(user=f"nobody {n}", ed25519="ab" * 32, x25519="cd" * 32, password="guess") for n in range(40)]
        strangers = [asyncio.create_task(one("stranger", "POST", "/v1/devices", encode(ask))) for ask in asks]
        await asyncio.sleep(0.05)
        await one("hello", "GET", "/v1/hello")
        await asyncio.gather(*strangers)

    asyncio.run(crowd())

    assert len(done) == 41
    assert done.index("hello") < 10


def test_so_many_packages_are_in_memory_at_once_and_no_more(town: Town) -> None:
    courier = town.laptop("zhao")
    courier.sign_in()
    li = sender(town, "li")
    package = li.pack(town.keys, {"pull": ask_of(li.laptop)})
    app = make_app(town.server, town.clock, town.rng)

    async def crowd() -> Sequence[int]:
        calls = [called(app, "POST", "/v1/mail", package, courier.token) for _ in range(7)]
        return await asyncio.gather(*calls)

    statuses = asyncio.run(crowd())
    assert sorted(statuses) == [200] * 4 + [503] * 3
    assert asyncio.run(called(app, "POST", "/v1/mail", package, courier.token)) == 200


def test_turns_let_so_many_run_and_so_many_wait() -> None:
    turns = Turns(at_once=2, here=5)
    running, most, told = 0, 0, list[str]()

    async def one() -> None:
        nonlocal running, most
        try:
            with turns.place():
                async with turns.turn:
                    running += 1
                    most = max(most, running)
                    await asyncio.sleep(0.01)
                    running -= 1
        except Declined as declined:
            told.append(declined.problem.name)

    async def crowd() -> None:
        await asyncio.gather(*(one() for _ in range(9)))
        await one()

    asyncio.run(crowd())

    assert (most, told) == (2, ["busy"] * 4)
