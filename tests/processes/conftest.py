"""Fixtures of the line: a server process, a proxy before it, laptops that call through it."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gridclient.app.session import Session
from gridclient.base.clock import SystemClock
from tests.processes.proxy import Proxy
from tests.processes.site import Site
from tests.processes.worker import open_as_person
from tests.server.town import PASSWORD

Open = Callable[[str], Session]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A running server process; it says nothing until it ends, whatever came over the line."""
    with tempfile.TemporaryDirectory() as folder:
        found = Site(Path(folder)).start()
        try:
            yield found
            assert found.end() == ""
        finally:
            found.close()


@pytest.fixture
def line(site: Site) -> Iterator[Proxy]:
    """The line to it, good until a script is given."""
    with Proxy(site.target) as found:
        yield found


@pytest.fixture
def laptop(line: Proxy, tmp_path: Path) -> Iterator[Open]:
    """Opens the store of a person, enrolled over the line."""
    opened: list[Session] = []

    def enrolled(user: str) -> Session:
        rng = random.Random(f"{tmp_path} {len(opened)}").randbytes
        folder = tmp_path / f"{user}{len(opened)}"
        opened.append(open_as_person(folder, line.url, user, PASSWORD, SystemClock(), rng))
        return opened[-1]

    yield enrolled
    for session in opened:
        session.close()
