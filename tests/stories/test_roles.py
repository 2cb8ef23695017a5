"""One of each kind the city has signs in and can press whatever is there (the field day has worker and officer)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.stage import Central, Client, sample

ALL = {"today", "tasks", "places", "inspections", "sync"}
FIELD = ALL | {"households", "events", "surveys"}
ROLES = {
    "chenjianhua": FIELD,
    "qinyue": FIELD,
    "tianjian": ALL,
    "zhengkai": {"today", "tasks", "sync"},
    "hanlei": ALL | {"checklists"},
    "luocheng": {"today", "tasks", "sync", "inspections", "checklists"},
}


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    data = tmp_path_factory.mktemp("roles") / "centre"
    sample(data, 1_000)
    found = Central(data)
    yield found
    found.stop()


@pytest.mark.parametrize("user", ROLES)
def test_a_role_walks_through_everything_it_has(user: str, central: Central, tmp_path: Path) -> None:
    client = Client(tmp_path / user)
    try:
        client.do("sign_in", address=central.address, user=user)
        met = client.do("walk")
    finally:
        client.close()

    assert set(met["pages"]) == ROLES[user] | {"settings"}
    assert met["commands"] > 0
    assert client.warned() == []
